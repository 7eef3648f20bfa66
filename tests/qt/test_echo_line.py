"""The line under the scan box: what was not done stands there whole, also on narrow windows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QListWidget

from pos.qt import theme
from pos.qt.parts import EchoLine
from tests.qt.at_counter import at_counter, put
from tests.qt.cut_words import watched
from tests.qt.inspection import SIZES, settle
from tests.shop import copy_of

LONG = "乌兰察布四子王旗特级有机杂粮礼盒到期日 2021年9月7日 已过，不能再卖，没有加进这一单。"
TODO = "放到一边，叫店长报损。"


@pytest.mark.parametrize(("width", "height"), [(490, 56), (490, 44), (576, 56)])
def test_a_long_refusal_takes_two_lines(qapp: QApplication, width: int, height: int) -> None:
    theme.wear(qapp)
    line = EchoLine()
    line.setFixedHeight(height)
    line.resize(width, height)
    line.tell("bad", LONG, TODO, key="F2")
    with watched() as cut:
        line.grab()
    assert cut == set()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_buyers_are_shown_whole_and_no_row_is_cut_through(
    qtbot: Any, furnished: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    with at_counter(copy_of(furnished, tmp_path / "shop"), size) as till:
        put(till, "SP0041")
        till.press("F7")
        settle(till)
        panel = till.see("attributePanel")
        for chosen in panel.findChildren(QListWidget):
            rest = chosen.viewport().height() % chosen.sizeHintForRow(0)
            assert rest == 0, f"{chosen.accessibleName()}: {rest} of a row"
            for n in range(chosen.count()):
                words = chosen.item(n).text()
                assert chosen.fontMetrics().horizontalAdvance(words) < 2 * (chosen.viewport().width() - 30), words
            assert not chosen.verticalScrollBar().isVisible() or size[1] < 700
        till.press("Esc")
        till.gone("attributePanel")
        till.in_focus("scanBox")


def test_an_explained_code_has_a_full_width_colon(qtbot: Any, furnished: Path, tmp_path: Path) -> None:
    with at_counter(copy_of(furnished, tmp_path / "shop")) as till:
        till.window.show_page("code_test")
        settle(till)
        till.scan("6996857000413")
        till.reads("收银页：把")
        till.press("Alt+2")
        assert till.window.page_name != "code_test", "Alt and a digit leads to the next page of the settings"
