"""Figures of a large order: no digit of a quantity, a price or an amount is ever missing, at any size of the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from pos.core.catalog import Product
from pos.core.money import Money
from pos.qt import theme
from pos.qt.parts.paint import RIGHT, paint_figure
from pos.qt.theme import font
from tests.programme import offer
from tests.qt.at_counter import at_counter, put
from tests.qt.cut_words import watched
from tests.qt.inspection import SIZES, findings, settle
from tests.shop import Shop, copy_of

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
    with watched() as cut:
        painter.setFont(font(16.5, bold=True))
        painter.drawText(QRectF(0, 0, 60, 40), RIGHT, "13,600.00")
    assert {one.words for one in cut} == {"13,600.00"}
    with watched() as cut:
        paint_figure(painter, QRectF(0, 0, 60, 40), RIGHT, "13,600.00", 16.5)
    assert cut == set()
    painter.end()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_former_price_stays_beside_the_promotion(
    qtbot: Any, furnished: Path, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T10:00:00+08:00")
    folder = copy_of(furnished, tmp_path / "shop")
    shop = Shop(folder)
    offer(shop, "SP0030", "1099.90")
    with shop.store.write() as session:
        session.query(Product).filter(Product.code == "SP0030").update({"price": Money.yuan("1299.90")})
    shop.close()
    with at_counter(folder, size) as clerk:
        put(clerk, "20*SP0030", "3.5*SP0001")
        settle(clerk)
        drawn: list[str] = []
        with watching(drawn):
            clerk.window.grab()
        assert any("1,299.90" in words for words in drawn), [words for words in drawn if "." in words]


def test_the_list_of_receipts_shows_every_digit(qapp: QApplication) -> None:
    theme.wear(qapp)
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for amount, room in (("1,679,320.00", 96.0), ("\u2212100,679,320.00", 82.0)):
        with watched() as cut:
            paint_figure(painter, QRectF(0, 0, room, 50), RIGHT, amount, 14)
        assert cut == set()
    painter.end()


@contextmanager
def watching(drawn: list[str]) -> Iterator[None]:
    """Every word that is painted meanwhile."""
    plain = QPainter.drawText

    def drawing(painter: QPainter, *what: Any) -> Any:
        drawn.extend(one for one in what if isinstance(one, str))
        return plain(painter, *what)

    QPainter.drawText = drawing  # type: ignore[method-assign]
    try:
        yield
    finally:
        QPainter.drawText = plain  # type: ignore[method-assign]
