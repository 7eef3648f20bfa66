"""Shops that earlier versions filled, as they lie packed in `tests/data/`."""

from __future__ import annotations

import tarfile
from pathlib import Path

DATA = Path(__file__).parent / "data"


def unpacked(version: str, folder: Path) -> Path:
    """The folder, with the shop of the version whose last revision that was ("0004") in it."""
    folder.mkdir(exist_ok=True)
    with tarfile.open(DATA / f"shop-{version}.tar.gz") as packed:
        # Debian 12's Python, 3.11.2, knows no filters yet; the packages are our own.
        packed.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        packed.extractall(folder)
    return folder
