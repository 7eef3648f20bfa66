"""Gestures that die before their n-th step on the disk: `python -m tests.dying` takes one JSON list a line.

Modules are loaded once and every gesture runs in a fork of them; where the system cannot fork, in a process of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from pos.exchange import backup
from pos.exchange.export import export
from tests.books import MORNING, books_at

KILLED = 9
STEPS = [
    (os, "replace"), (os, "fsync"), (os, "open"), (os, "close"), (shutil, "copy2"), (Path, "unlink"), (Path, "mkdir"),
]  # fmt: skip


def restore(folder: Path, copy: Path, steps: int) -> None:
    """Put a backup back, and die before the step after so many."""
    die_after(steps)
    backup.restore(folder, copy, MORNING)


def hand_in(folder: Path, stick: Path, steps: int) -> None:
    """Export the next sync file, and die before the step after so many; a COMMIT is a step too."""
    shop = books_at(folder)
    shop.now = MORNING + timedelta(days=1)
    dialect = shop.store._writing.dialect
    counted = die_after(steps)
    dialect.do_commit = counted(dialect.do_commit)  # type: ignore[method-assign]
    export(shop.store, shop.settings, folder, shop.now, out=stick)


def die_after(steps: int) -> Callable[[Any], Any]:
    """From now on so many steps are done; at the next one the process is gone, as after kill -9."""
    left = [steps]

    def counted(real: Any) -> Any:
        def step(*given: Any, **named: Any) -> Any:
            if left[0] == 0:
                os._exit(KILLED)
            left[0] -= 1
            return real(*given, **named)

        return step

    for place, name in STEPS:
        setattr(place, name, counted(getattr(place, name)))
    return counted


def one(name: str, folder: str, other: str, steps: int) -> None:
    {"restore": restore, "hand_in": hand_in}[name](Path(folder), Path(other), steps)


def serve() -> None:
    for line in sys.stdin:
        wanted = json.loads(line)
        if hasattr(os, "fork"):
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    one(*wanted)
                    code = 0
                finally:
                    sys.stderr.flush()
                    if code:
                        import traceback

                        traceback.print_exc()
                    os._exit(code)
            ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        else:
            ended = subprocess.run([sys.executable, "-m", "tests.dying", *map(str, wanted)], check=False).returncode
        print(ended, flush=True)


@contextlib.contextmanager
def dying() -> Iterator[Callable[..., bool]]:
    """Answers a function that runs a gesture (its name, two paths, how many steps) and says whether it was killed."""
    root = Path(__file__).parents[1]
    run = [sys.executable, "-m", "tests.dying"]
    server = subprocess.Popen(run, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None
    assert server.stdout is not None

    def gesture(name: str, folder: Path, other: Path, steps: int) -> bool:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps([name, str(folder), str(other), steps]) + "\n")
        server.stdin.flush()
        ended = int(server.stdout.readline())
        assert ended in (0, KILLED), f"{name} failed by itself"
        return ended == KILLED

    try:
        yield gesture
    finally:
        server.stdin.close()
        server.stdout.close()
        server.wait()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(*sys.argv[1:4], int(sys.argv[4]))
    else:
        serve()
