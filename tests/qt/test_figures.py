"""Figures of a large order: no digit of a quantity, a price or an amount is ever missing, at any size of the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from pos.qt import theme
from pos.qt.parts.paint import RIGHT, paint_figure
from pos.qt.theme import font
from tests.qt.at_counter import at_counter, put
from tests.qt.inspection import SIZES, cut_words, findings, settle
from tests.shop import copy_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_large_order_shows_every_digit(qtbot: Any, furnished: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    with at_counter(copy_of(furnished, tmp_path / "shop"), size) as clerk:
        put(clerk, "20*SP0061", "4321.216*SP0001", "99999*SP0016", "5000*SP0041")
        assert any("39799602.00" in row for row in clerk.rows())
        for key in ("Up", "Up", "Up"):
            clerk.press(key)
            settle(clerk)
            assert [one for one in findings(clerk) if "cut off" in one] == []


def test_the_inspection_sees_a_figure_that_its_own_box_clips(qapp: QApplication) -> None:
    theme.wear(qapp)
    image = QImage(400, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    with cut_words() as cut:
        painter.setFont(font(16.5, bold=True))
        painter.drawText(QRectF(0, 0, 60, 40), RIGHT, "13,600.00")
    assert cut == {"13,600.00"}
    with cut_words() as cut:
        paint_figure(painter, QRectF(0, 0, 60, 40), RIGHT, "13,600.00", 16.5)
    assert cut == set()
    painter.end()
