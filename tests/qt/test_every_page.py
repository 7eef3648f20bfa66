"""Every page of the window, in every state that is known of it, at every size: seen, heard, reached, pressed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pos import settings
from pos.settings import writing
from tests.qt.inspection import SIZES, inspect
from tests.qt.on_x import ROOT
from tests.shop import copy_of


def shop_of(furnished: Path, tmp_path: Path, **look: bool) -> Path:
    folder = copy_of(furnished, tmp_path / "shop")
    writing.write(folder, replace(settings.load(folder), **look))  # type: ignore[arg-type]
    return folder


@pytest.mark.parametrize("size", SIZES, ids=[f"{wide}x{high}" for wide, high in SIZES])
def test_nothing_is_cut_off_unnamed_out_of_reach_or_too_small(
    qtbot: Any, furnished: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    assert inspect(shop_of(furnished, tmp_path), size) == []


def test_the_same_in_the_dark(qtbot: Any, furnished: Path, tmp_path: Path) -> None:
    assert inspect(shop_of(furnished, tmp_path, dark=True), SIZES[0]) == []


def test_the_same_in_large_print(qtbot: Any, furnished: Path, tmp_path: Path) -> None:
    assert inspect(shop_of(furnished, tmp_path, large=True), SIZES[0]) == []


def test_the_same_at_150_percent(furnished: Path, tmp_path: Path) -> None:
    """The scale is chosen before the first window, so this one stands in a process of its own."""
    looked = subprocess.run(
        [sys.executable, "-m", "tests.qt.inspection", str(shop_of(furnished, tmp_path))],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )

    assert (looked.returncode, looked.stderr) == (0, "")
    assert looked.stdout.splitlines()[:-1] == []
    assert looked.stdout.splitlines()[-1].startswith("looked at ")
