"""The program `pos` in a process of its own, with somebody before it: `python -m tests.window_child FOLDER`.

One JSON object a line in (`{"press": ["F9"]}`, `{"type": "…"}`, `{"scan": "…"}`, `{"minimise": true}`,
`{"close": true}`, or `{}` to look only), one a line out: the page in front, its words, what stands in its boxes, the
rows of its lists.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[1]


class OtherWindow:
    """A window in another process. Use it as a context manager; at the end it is killed if it still runs."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.window_child", str(folder)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def ask(self, **command: Any) -> dict[str, Any]:
        """Do something and look."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the window is gone: {self.process.wait()}"
        told: dict[str, Any] = json.loads(answer)
        return told

    def until(self, holds: Callable[[dict[str, Any]], object], seconds: float = 30.0) -> dict[str, Any]:
        """Look until something holds."""
        end = time.monotonic() + seconds
        while not holds(seen := self.ask()):
            assert time.monotonic() < end, seen
        return seen

    def press(self, *keys: str) -> dict[str, Any]:
        return self.ask(press=keys)

    def type(self, words: str) -> dict[str, Any]:
        return self.ask(type=words)

    def end(self) -> int:
        """Close the window as its cross does; answers the exit code."""
        assert self.process.stdin is not None
        self.process.stdin.write('{"close": true}\n')
        self.process.stdin.flush()
        return self.process.wait(30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def main(folder: Path) -> int:
    """Run the program; whoever writes on standard input is its clerk."""
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtWidgets import QApplication, QMainWindow

    from pos import app
    from tests.qt.clerk import Clerk

    class Ears(QObject):
        heard = Signal(str)

    def front() -> QMainWindow | None:
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow) and one.isVisible()]
        return shown[-1] if shown else None

    clerks: dict[int, Clerk] = {}

    def obey(line: str) -> None:
        window, command = front(), json.loads(line)
        if window is None:
            print(json.dumps({"page": None}), flush=True)
            return
        clerk = clerks.setdefault(id(window), Clerk(window))
        clerk.press(*command.get("press", ()))
        clerk.type(command.get("type", ""))
        if "scan" in command:
            clerk.scan(command["scan"])
        if command.get("minimise"):
            window.showMinimized()
        if command.get("close"):
            window.close()
            return
        print(json.dumps(_look(window)), flush=True)

    def listen() -> None:
        for line in sys.stdin:
            ears.heard.emit(line)

    app.application()
    ears = Ears()
    ears.heard.connect(obey)
    threading.Thread(target=listen, daemon=True).start()
    return app.run(folder)


def _look(window: Any) -> dict[str, Any]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

    from tests.qt.clerk import words_on

    focus = QApplication.focusWidget()
    role = Qt.ItemDataRole.AccessibleTextRole
    lists = {
        one.objectName(): [
            str(one.model().index(row, 0).data(role) or one.model().index(row, 0).data())
            for row in range(one.model().rowCount())
        ]
        for one in window.findChildren(QAbstractItemView)
        if one.isVisible() and one.model() is not None
    }
    return {
        "page": getattr(window, "page_name", "wizard"),
        "open": getattr(window, "counter", None) is not None,
        "minimised": window.isMinimized(),
        "words": words_on(window),
        "boxes": {one.objectName(): one.text() for one in window.findChildren(QLineEdit) if one.isVisible()},
        "rows": lists,
        "focus": "" if focus is None else focus.objectName(),
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
