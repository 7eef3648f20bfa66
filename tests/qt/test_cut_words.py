"""What is looked for on every page is seen where it is: words with an ellipsis, figures and rows that are cut."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos.core.money import Money
from pos.qt import theme
from pos.qt.day_charts import DayBars, OriginBars, OriginLine
from pos.qt.parts import Button, Column, Elided, HeldCard, ProductCard, RowsModel, TableView, paint_elided, text
from pos.qt.parts.paint import LEFT
from tests.qt.cut_words import cut_labels, listening, watched


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """In the till's own face, whatever stood there before."""
    theme.load_fonts()
    theme.wear(qapp)


class Painted(QWidget):
    """Words at a place of this widget."""

    def __init__(self, words: str, box: QRectF, *, elided: bool = False) -> None:
        super().__init__()
        self._words, self._box, self._elided = words, box, elided
        self.resize(200, 40)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """As a page's part paints them."""
        painter = QPainter(self)
        if self._elided:
            paint_elided(painter, self._box, LEFT, self._words)
        else:
            painter.drawText(self._box, LEFT, self._words)


def seen(widget: QWidget) -> list[str]:
    """What is cut on a widget that stands on the screen."""
    widget.show()
    with watched() as cut:
        widget.grab()
    found = sorted({one.words for one in (*cut, *cut_labels(widget))})
    widget.close()
    return found


def test_words_that_end_in_an_ellipsis_and_figures_in_too_small_a_box_are_seen(qtbot: Any) -> None:
    assert seen(Painted("1,234,567.89", QRectF(0, 0, 190, 30))) == []
    assert seen(Painted("1,234,567.89", QRectF(0, 0, 30, 30))) == ["1,234,567.89"]
    assert seen(Painted("Should be there", QRectF(0, 0, 40, 30), elided=True)) == ["Should be there"]
    assert seen(Painted("Total", QRectF(0, 0, 190, 6))) == ["Total"]


def test_words_over_the_edge_of_what_can_be_seen_are_seen(qtbot: Any) -> None:
    assert seen(Painted("Total", QRectF(180, 0, 190, 30))) == ["Total"]
    assert seen(Painted("Total", QRectF(0, 26, 190, 30))) == ["Total"]


def test_a_label_says_the_same_in_fewer_words_before_it_is_cut(qtbot: Any) -> None:
    room = QWidget()
    label = Elided()
    label.setParent(room)
    label.setGeometry(0, 0, 110, 30)
    label.setText("5 kinds and 7 pieces and 4.216 kg", "5 kinds")
    assert label.text() == "5 kinds"
    assert label.accessibleName() == label.toolTip() == "5 kinds and 7 pieces and 4.216 kg"
    assert seen(room) == []
    label.setText("5 kinds and 7 pieces and 4.216 kg")
    assert seen(room) == ["5 kinds and 7 pieces and 4.216 kg"]


def test_a_plain_label_in_too_narrow_a_place_is_seen(qtbot: Any) -> None:
    room = QWidget()
    label = text("Net sales of the week")
    label.setParent(room)
    label.setGeometry(0, 0, 30, 30)
    assert seen(room) == ["Net sales of the week"]


def test_a_table_shows_whole_rows_only(qtbot: Any) -> None:
    table = TableView("rows", 40)
    model: RowsModel[str] = RowsModel((Column("Name", str),))
    table.setModel(model)
    table.horizontalHeader().hide()
    model.show_rows([f"row {n}" for n in range(20)])
    table.resize(300, 2 + 40 * 3 + 20)
    assert seen(table) == []
    assert table.whole_rows().height() == 120
    table.scrollToBottom()
    assert seen(table) == []
    assert table.rowAt(table.whole_rows().bottom() - 20) == 19


def test_a_button_s_words_are_printed_smaller_before_its_key_goes_or_they_are_cut(qtbot: Any) -> None:
    button = Button("Receipt roll", key="Z")
    wide = button.sizeHint().width()
    for narrower in (0, 16, 40):
        button.setFixedSize(wide - narrower, 44)
        assert seen(button) == [], narrower


def test_why_a_narrow_button_rests_is_not_painted_over_its_key(qtbot: Any) -> None:
    button = Button("Recall", key="F5", reason="Nothing held")
    button.setFixedSize(92, 68)
    with listening() as said:
        button.grab()
    boxes = dict(said)
    assert boxes["Recall"].bottom() <= boxes["Nothing held"].top() + 6
    assert "F5" not in boxes or boxes["F5"].bottom() <= boxes["Nothing held"].top()


def test_origins_that_have_no_room_are_counted_and_summed(qtbot: Any) -> None:
    bars = OriginBars()
    lines = tuple(OriginLine(f"15092{n}", f"county {n}", "", Money.yuan(f"{9 - n}00.00"), "") for n in range(8))
    bars.draw(lines)
    bars.resize(600, 4 * OriginBars.LEAST + 10)
    assert seen(bars) == []
    with listening() as said:
        bars.grab()
    painted = [words for words, _ in said]
    assert "county 2" in painted
    assert "county 3" not in painted
    assert "还有 5 个产地 · T 看全部" in painted
    assert "2,000.00" in painted


def test_the_best_day_s_figure_stands_above_every_bar_that_it_reaches_over(qtbot: Any) -> None:
    bars = DayBars()
    days = [date(2021, 9, 13) + timedelta(days=n) for n in range(7)]
    nets = dict.fromkeys(days, Money.yuan("31.60"))
    grey = [day - timedelta(days=7) for day in days]
    bars.draw(days, {days[0]: nets[days[0]]}, grey, dict.fromkeys(grey, Money.yuan("316.00")))
    bars.resize(300, 140)
    with listening() as said:
        bars.grab()
    (box,) = (box for words, box in said if words == "31.60")
    # The grey bars are the highest, and begin 20 below the upper edge.
    assert box.bottom() <= 20


def test_a_held_ticket_says_that_it_awaits_payment_however_much_it_is(qtbot: Any) -> None:
    card = HeldCard()
    card.resize(card.sizeHint())
    for amount in ("26.80", "128,640.00"):
        card.draw("Ctrl 1", "10:05", "王师傅", amount, "待付款", strip=False)
        assert seen(card) == []
        with listening() as said:
            card.grab()
        assert {"待付款", amount} <= {words for words, _ in said}


def test_a_price_keeps_its_unit_and_a_rest_too_on_a_narrow_tile(qtbot: Any) -> None:
    card = ProductCard()
    for wide in (112, 122, 158):
        card.draw("SP1", "和田骏枣", "散装", "139.80", "500克", "653201", weighed=True, badge="", left="余 457.6 kg")
        card.resize(wide, 92)
        assert seen(card) == []
        with listening() as said:
            card.grab()
        painted = {words for words, _ in said}
        assert painted & {"元/500克", "/500克"}
        # A rest without its unit says nothing: it stands there whole or not at all.
        assert {words for words in painted if "457" in words} <= {"余 457.6 kg", "散装 · 余 457.6 kg"}
