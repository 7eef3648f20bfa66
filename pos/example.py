"""What `make run` starts: the till of the example shop, or without a display the demonstration."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from pos import cli, paths, settings
from pos.core import wording
from pos.core.wording import translate

HERE = Path(__file__).resolve().parent.parent


def workplace() -> Path:
    """Where the example lies: `var` in a checkout, else the platform's user data folder."""
    if (HERE / "pyproject.toml").is_file():
        return HERE / "var"
    return paths.data_folder().parent / "pos-example"


def has_display() -> bool:
    """Whether a window can be shown: always but on Unix, where a display server must answer."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    if wayland and Path(runtime, wayland).exists():
        return True
    display = os.environ.get("DISPLAY", "")
    host, _, number = display.partition(":")
    number = number.partition(".")[0]
    if not number.isdigit():
        return False
    return _answers_unix(number) if host in ("", "unix") else _answers(host, 6000 + int(number))


def _answers_unix(number: str) -> bool:
    if not hasattr(socket, "AF_UNIX"):
        return False
    for address in (f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"):
        with socket.socket(socket.AF_UNIX) as link:
            if link.connect_ex(address) == 0:
                return True
    return False


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def main() -> int:
    """Open the example shop's window; where there is no display say so and leave the demonstration's papers."""
    place = workplace()
    folder = place / "example"
    wording.speak(wording.LANGUAGES[0])
    if has_display():
        if not settings.exists(folder):
            code = _make(folder)
            if code:
                return code
        print(translate("Command", "The example shop's manager has the PIN 246810, its clerk 135790."), flush=True)
        return cli.main(["--data", str(folder)])
    out = _free(place / "demo")
    print(translate("Command", "No display was found: the demonstration runs instead."), flush=True)
    return cli.main(["demo", "--out", str(out)])


def _make(folder: Path) -> int:
    from pos.core.problems import Problem
    from pos.demo import fill_example

    print(translate("Command", "Setting up the example shop in {folder} …").format(folder=folder), flush=True)
    try:
        fill_example(folder)
    except Problem as problem:
        print(problem.message(), file=sys.stderr)
        return 3
    return 0


def _free(wanted: Path) -> Path:
    """The folder, or the first of its numbered brothers that is empty."""
    place, n = wanted, 1
    while place.is_dir() and any(place.iterdir()):
        n += 1
        place = wanted.with_name(f"{wanted.name}-{n}")
    return place


if __name__ == "__main__":
    sys.exit(main())
