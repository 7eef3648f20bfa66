"""The real program on a real X server: Xvfb, XTEST keys at the pace of fingers and scanners, and the books to look at.

Nothing of the program is imported, patched or asked. What happened is read from its database, as anybody else could.
Delays between the keys of a burst are the X server's own: a busy machine does not stretch them from this side.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image
from sqlcipher3 import dbapi2
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import xtest

from pos.db.store import FILE

ROOT = Path(__file__).parents[2]
SIZE = (1366, 768)
#: Milliseconds before each key of a person; above the 40 under which keys pass for a scanner's.
FINGER = 55
#: The same key once more is not pressed faster by anybody.
TWICE = 120
#: Milliseconds between the keys of a scanner.
SCANNER = (1, 5)
_KEYS = {
    "Enter": XK.XK_Return,
    "Esc": XK.XK_Escape,
    "Del": XK.XK_Delete,
    "Tab": XK.XK_Tab,
    "Up": XK.XK_Up,
    "Down": XK.XK_Down,
    "Left": XK.XK_Left,
    "Right": XK.XK_Right,
    "PgUp": XK.XK_Page_Up,
    "PgDown": XK.XK_Page_Down,
    # The signs of the number pad, where a clerk's right hand lies.
    "+": XK.XK_KP_Add,
    "-": XK.XK_KP_Subtract,
    "*": XK.XK_KP_Multiply,
    **{f"F{n}": getattr(XK, f"XK_F{n}") for n in range(1, 13)},
}
_HELD = {"Alt": XK.XK_Alt_L, "Ctrl": XK.XK_Control_L, "Shift": XK.XK_Shift_L}


@contextmanager
def x_server(size: tuple[int, int] = SIZE) -> Iterator[str]:
    """An empty screen without a window manager; answers its display name. Xvfb finds a free number itself."""
    assert shutil.which("Xvfb"), "Xvfb is not installed; `make test` installs it, or: apt-get install xvfb"
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.PIPE, encoding="utf-8")
    try:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert server.stderr is not None
        assert number, f"Xvfb does not start: {server.stderr.read()}"
        yield f":{number}"
    finally:
        server.terminate()
        server.communicate(timeout=10)


class TillOnX:
    """`pos` on a display, with somebody's keyboard and scanner before it. `keys` counts every key that goes down."""

    def __init__(self, display: str, folder: Path, clock: str) -> None:
        self.folder, self.keys = folder, 0
        self._dice = random.Random(9)
        self._said = folder.with_name("said by the till.txt")
        home = folder.with_name("home")
        home.mkdir(mode=0o700, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND_"))}
        settled = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pos", "--data", str(folder)],
                cwd=ROOT,
                env=kept | settled | {"POS_CLOCK": clock, "PYTHONDONTWRITEBYTECODE": "1"},
                stdout=said,
                stderr=said,
            )
        self._x = Display(display)
        self._window = self._until(self._find_window, "the window never came")
        # No window manager stands here that would give the keys to the only window.
        self._window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._x.sync()
        self._quiet(0.3)

    # Hands

    def press(self, *names: str) -> None:
        """Keys by name, `Alt+2`, `Ctrl+Del`, `F9`, one after the other as a person presses them."""
        for name in names:
            *held, key = [name] if len(name) == 1 else name.split("+")
            after = TWICE if name == "Enter" else FINGER
            self._key(_KEYS.get(key) or XK.string_to_keysym(key), [_HELD[one] for one in held], after)
            self._x.sync()
            self._quiet()

    def type(self, words: str) -> None:
        """Words, key by key, as a person types them."""
        for sign in words:
            self.press("period" if sign == "." else "space" if sign == " " else "slash" if sign == "/" else sign)

    def scan(self, code: str) -> None:
        """A scanner's burst of digits (and letters), 1 to 5 ms apart, ended by Enter; not counted as keys."""
        before = self.keys
        pause = FINGER
        for sign in code:
            sym = XK.string_to_keysym({"-": "minus", "*": "asterisk", ".": "period", "/": "slash"}.get(sign, sign))
            self._key(sym, [XK.XK_Shift_L] if sign.isupper() or sign == "*" else [], pause)
            pause = self._dice.randint(*SCANNER)
        self._key(XK.XK_Return, [], pause)
        self._x.sync()
        self._quiet()
        self.keys = before

    def _key(self, sym: int, held: list[int], after: int) -> None:
        codes = [self._x.keysym_to_keycode(one) for one in (*held, sym)]
        assert all(codes), f"this keyboard has no key {sym:#x}"
        for code in codes:
            self.keys += 1
            xtest.fake_input(self._x, X.KeyPress, code, after)
            after = 0
        for code in reversed(codes):
            xtest.fake_input(self._x, X.KeyRelease, code)

    # Eyes

    def journal(self, *kinds: str) -> list[dict[str, Any]]:
        """The journal's records of those kinds (a kind is `S`, `R`, `Z`; an event is called by what happened)."""
        records = [json.loads(row[0]) for row in self.rows("SELECT record FROM journal ORDER BY n")]
        return [one for one in records if not kinds or one["t"] in kinds or one.get("what") in kinds]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What stands in the books now."""
        books = dbapi2.connect(f"file:{self.folder / FILE}?mode=ro", uri=True)
        try:
            return list(books.execute(query))
        finally:
            books.close()

    def until(self, holds: Callable[[], object], what: str) -> Any:
        """Wait until something holds in the books; answers it."""
        return self._until(holds, what)

    def picture(self, file: Path) -> None:
        """What stands on the screen now."""
        width, height = SIZE
        raw = self._x.screen().root.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF)
        Image.frombytes("RGB", SIZE, raw.data, "raw", "BGRX").save(file)

    def _find_window(self) -> Any:
        """The till's window once it is on the screen, else None."""
        assert self._process.poll() is None, self.said()
        for one in self._x.screen().root.query_tree().children:
            try:
                wide = one.get_geometry().width > 600
                if wide and one.get_attributes().map_state == X.IsViewable:
                    return one
            except XError:
                continue  # it went away while it was looked at
        return None

    def _quiet(self, seconds: float = 0.012) -> None:
        """Wait until the program has nothing left to do: for so long every thread of it slept."""
        tasks, since = Path(f"/proc/{self._process.pid}/task"), time.monotonic() + 0.004
        end = since + 20
        while time.monotonic() - since < seconds:
            time.sleep(0.003)
            assert time.monotonic() < end, "the till never comes to rest"
            if not all(_sleeps(task) for task in tasks.glob("*/stat")):
                since = time.monotonic()

    def _until(self, holds: Callable[[], object], what: str, seconds: float = 30.0) -> Any:
        end = time.monotonic() + seconds
        while not (found := holds()):
            if time.monotonic() > end:
                self.picture(self.folder.with_name("when it hung.png"))
                raise AssertionError(f"{what}; see {self.folder.with_name('when it hung.png')}; {self.said()}")
            time.sleep(0.02)
        return found

    # The end

    def said(self) -> str:
        """What the program wrote for whoever started it; a healthy one is silent."""
        return self._said.read_text("utf-8")

    def close(self) -> int:
        """Close the window as its cross does; answers the exit code."""
        from Xlib.protocol.event import ClientMessage

        protocols, cross = (self._x.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW"))
        message = ClientMessage(window=self._window, client_type=protocols, data=(32, [cross, X.CurrentTime, 0, 0, 0]))
        self._window.send_event(message)
        self._x.sync()
        return self._process.wait(20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._x.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(10)


def _sleeps(stat: Path) -> bool:
    """Whether that thread waits for something, and not for the disk."""
    try:
        return stat.read_text("utf-8").rpartition(") ")[2].startswith("S")
    except OSError:
        return True  # it has just ended
