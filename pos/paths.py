"""Where shipped files lie, where the shop's data lies, and how a name in a folder is made to last."""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """The folder of shipped files: in the bundle, in the installed package, or in the repository."""
    here = Path(__file__).resolve().parent
    bundled = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundled) / "resources"] if bundled else []
    candidates += [here / "_resources", here.parent / "resources"]
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(candidates[-1])


def resource(*parts: str) -> Path:
    """One shipped file or folder, e.g. `resource("fonts", "NotoSansSC-Bold-GB2312.ttf")`."""
    return resources().joinpath(*parts)


def data_folder(given: str | None = None) -> Path:
    """The shop's folder: `--data`, else the variable POS_DATA, else the platform's user data folder."""
    chosen = given or os.environ.get("POS_DATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("pos-till", appauthor=False))


def flush_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can; OSError if the disk fails."""
    if sys.platform == "win32":
        return  # a folder cannot be opened there; the rename itself is written through by NTFS's log
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as trouble:
        # Some file systems of sticks cannot flush a folder; that alone is no failure.
        if trouble.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
