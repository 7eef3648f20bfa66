"""Every page of the window, in every state that is known of it, at every size: seen, heard, reached, pressed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLineEdit

from pos import settings
from pos.core.problems import Problem
from pos.core.wording import speak
from pos.demo import fill_example
from pos.qt import theme
from pos.qt.wizard import WizardPage
from pos.screens.wizard import WizardScreen
from pos.settings import writing
from pos.shop import make_shop
from tests.qt.at_page import clipped
from tests.qt.cut_words import cut_labels, watched
from tests.qt.inspection import SIZES, SMALLEST, inspect
from tests.qt.on_x import ROOT
from tests.shop import copy_of

LANGUAGES = ("zh_CN", "en")
#: English words are the longer ones: they are looked at where it is narrow, and at 150 %.
LOOKED_AT = (*((size, "zh_CN") for size in SIZES), (SIZES[-1], "en"), (SMALLEST, "en"))


def _called(one: object) -> str:
    return "x".join(map(str, one)) if isinstance(one, tuple) else str(one)


def shop_of(furnished: Path, tmp_path: Path, **look: bool | str) -> Path:
    folder = copy_of(furnished, tmp_path / "shop")
    writing.write(folder, replace(settings.load(folder), **look))  # type: ignore[arg-type]
    return folder


@pytest.mark.parametrize(("size", "language"), LOOKED_AT, ids=_called)
def test_nothing_is_cut_off_unnamed_out_of_reach_or_too_small(
    qtbot: Any, furnished: Path, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    speak(language)
    assert inspect(shop_of(furnished, tmp_path, language=language), size) == []


def test_the_same_in_the_dark(qtbot: Any, furnished: Path, tmp_path: Path) -> None:
    assert inspect(shop_of(furnished, tmp_path, dark=True), SIZES[0]) == []


def test_the_same_in_large_print(qtbot: Any, furnished: Path, tmp_path: Path) -> None:
    assert inspect(shop_of(furnished, tmp_path, large=True), SIZES[0]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_at_150_percent(furnished: Path, tmp_path: Path, language: str) -> None:
    """The scale is chosen before the first window, so this one stands in a process of its own."""
    looked = subprocess.run(
        [sys.executable, "-m", "tests.qt.inspection", str(shop_of(furnished, tmp_path, language=language))],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )

    assert (looked.returncode, looked.stderr) == (0, "")
    assert looked.stdout.splitlines()[:-1] == []
    assert looked.stdout.splitlines()[-1].startswith("looked at ")


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", (*SIZES, SMALLEST), ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_first_start_is_whole_too(qapp: QApplication, tmp_path: Path, size: tuple[int, int], language: str) -> None:
    speak(language)
    theme.wear(qapp)
    page = WizardPage(WizardScreen(tmp_path / "shop", make_shop, fill_example))
    page.resize(*size)
    page.show()
    page.first_focus()
    try:
        for shop in ("", "DX3!"):
            assert clipped(page) == []
            with watched() as cut:
                page.grab()
            assert {*cut, *cut_labels(page)} == set()
            page.findChildren(QLineEdit)[0].setText(shop)
            with pytest.raises(Problem) as refused:
                page._make()
            page.told(refused.value)
    finally:
        page.close()
        page.deleteLater()
