"""What lies over the ticket for a moment and never takes the window: the find list and the prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos.core.regions import county_short_name, full_name
from pos.core.wording import translate
from pos.qt.keys import key_name
from pos.qt.parts import ROW, Button, Column, Elided, RowsModel, TableView
from pos.qt.parts.paint import LEFT, RIGHT, paint_elided, paint_pill, paint_row, paint_seal
from pos.qt.parts.tables import Index
from pos.qt.theme import colour, font, look, metrics
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.ticket import Found


class FindList(QFrame):
    """Goods found while typing, over the ticket; the scan box keeps the focus. `pick(product)` on Enter or touch."""

    def __init__(self, parent: QWidget, pick: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setObjectName("findPanel")
        self._words = ""
        #: The unknown code that the goods are looked for; empty when they are for the ticket alone.
        self.linking = ""
        self.table = TableView("findList", 50, self)
        self.table.setAccessibleName(translate("Selling", "Goods found"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.model: RowsModel[Found] = RowsModel(
            (Column(translate("Selling", "Goods"), lambda found: f"{found.name} {found.spec}".strip()),), _spoken
        )
        self.table.setModel(self.model)
        self.table.setItemDelegate(_FoundPainter(self.table))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.clicked.connect(lambda index: pick(index.data(ROW).product))
        self.hide()

    @property
    def chosen(self) -> str:
        """The product code of the marked row; empty when nothing was found."""
        found: Found | None = self.table.currentIndex().data(ROW)
        return "" if found is None else found.product

    def draw(self, found: Sequence[Found], typed: str) -> None:
        """Show what was found; the first row is marked."""
        self.model.show_rows(found)
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.scrollToTop()
        enter = translate("Selling", "Found {n} · ↑↓ choose, Enter puts it on the ticket")
        if self.linking:
            enter = translate("Selling", "Found {n} · ↑↓ choose, Enter links it and puts it on the ticket")
        self._words = (
            enter.format(n=len(found)) if found else translate("Selling", "Nothing is called {text}").format(text=typed)
        )
        self.setAccessibleName(self._words)
        self.table.viewport().update()
        self.update()

    def invite(self) -> None:
        """F2 was pressed and nothing typed yet."""
        self.model.show_rows(())
        self._words = translate("Selling", "Type a name, its pinyin or its initials")
        self.update()

    def move_by(self, by: int) -> None:
        """The next row or the one before."""
        row = min(max(0, self.table.currentIndex().row() + by), self.model.rowCount() - 1)
        self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows fill the card below its head."""
        self.table.setGeometry(2, 34, self.width() - 4, self.height() - 37)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White card in the accent's frame, its head, Esc at the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("canvas"))
        paint_pill(painter, self.rect(), colour("surface"), colour("accent"), radius=9)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        paint_elided(painter, QRectF(13, 4, self.width() - 110, 26), LEFT, self._words)
        esc = translate("Selling", "Esc puts it away")
        painter.drawText(QRectF(0, 4, self.width() - 13, 26), RIGHT, esc)
        painter.fillRect(QRectF(1, 33, self.width() - 2, 1), colour("line"))


def _spoken(found: Found) -> str:
    words = translate("Selling", "{name}, {origin}, {price} yuan/{unit}")
    name = f"{found.name} {found.spec}".strip()
    return words.format(name=name, origin=full_name(found.region), price=found.price, unit=found.unit)


class _FoundPainter(QStyledItemDelegate):
    """Seal, name and size over county and code; price with unit at the right."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        found: Found | None = index.data(ROW)
        if found is None:
            return
        painter.save()
        box = QRectF(option.rect)
        chosen = index.row() == self._table.currentIndex().row()
        paint_row(painter, box, chosen=chosen)
        paint_seal(painter, QRectF(box.left() + 11, box.center().y() - 12, 24, 24), found.region)
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.ROW_AMOUNT, bold=True))
        price = found.price.grouped()
        unit = translate("Shelves", "yuan/{unit}").format(unit=found.unit)
        units = metrics(Type.HINT).horizontalAdvance(unit) + 5
        painter.drawText(box.adjusted(0, -1, -12 - units, 0), RIGHT, price)
        painter.setFont(font(Type.HINT))
        painter.setPen(colour("ink2"))
        painter.drawText(box.adjusted(0, 2, -12, 0), RIGHT, unit)
        room = box.width() - 45 - 24 - units - metrics(Type.ROW_AMOUNT, True).horizontalAdvance(price)
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.ROW_NAME, bold=True))
        title = f"{found.name}  {found.spec}" if found.spec else found.name
        paint_elided(painter, QRectF(box.left() + 45, box.top() + 3, room, 25), LEFT, title)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        paint_elided(
            painter,
            QRectF(box.left() + 45, box.top() + 27, room, 19),
            LEFT,
            f"{county_short_name(found.region)} · {found.code}",
        )
        painter.restore()


class Prompt(QFrame):
    """One question in the echo line's place: a name, a price, a PIN, or just Enter. Esc answers none.

    `closed` is emitted when it goes, before the answer is acted upon.
    """

    closed = Signal()
    _answered = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prompt")
        look(self, "asked")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Elided(12, bold=True)
        self._detail = Elided(Type.META, tone="ink2")
        self.box = QLineEdit()
        self.box.setObjectName("promptBox")
        self.box.setFont(font(Type.ROW_NAME, bold=True))
        self.box.setFixedHeight(42)
        self._other = Button("", kind="bare", points=Type.META)
        self._other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._other.clicked.connect(lambda: self._switch())
        self._done: Callable[[str], object] | None = None
        self._other_key = ""
        self._other_verb: Callable[[], object] | None = None
        self._must_have_text = False
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 4, 8, 4)
        line.setSpacing(8)
        line.addLayout(words, 3)
        line.addWidget(self.box, 2)
        line.addWidget(self._other)
        for key, name, verb in (
            ("Enter", translate("Selling", "Take over"), self._answer),
            ("Esc", translate("Selling", "Esc puts it away"), self.close_quietly),
        ):
            button = Button("", key=key, kind="bare", points=Type.META)
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(verb)
            line.addWidget(button)
        self._answered.connect(lambda done, words: done(words))
        self.hide()

    @property
    def asking(self) -> bool:
        """It stands on the page and waits."""
        return not self.isHidden()

    def ask(
        self,
        title: str,
        done: Callable[[str], object],
        *,
        detail: str = "",
        pattern: str = "",
        initial: str = "",
        secret: bool = False,
        needed: bool = True,
        other: tuple[str, str, Callable[[], object]] | None = None,
    ) -> None:
        """Ask for text. `pattern` limits what can be typed; `other` is (key, word, verb) for a second question."""
        self._begin(title, detail, done, needed)
        self.box.show()
        self.box.setAccessibleName(title)
        self.box.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self.box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not (pattern or secret))
        self.box.setValidator(QRegularExpressionValidator(QRegularExpression(pattern or ".*"), self.box))
        self.box.setMaximumWidth(118 if pattern else 16777215)
        self.box.setText(initial)
        self.box.selectAll()
        self._other.setVisible(other is not None)
        if other is not None:
            self._other_key, word, self._other_verb = other
            self._other.setText(word)
            self._other.set_key(self._other_key)
        self.box.setFocus()

    def confirm(self, title: str, done: Callable[[], object], detail: str = "") -> None:
        """Ask for Enter alone."""
        self._begin(title, detail, lambda _: done(), needed=False)
        self.box.hide()
        self._other.hide()
        self.setFocus()

    def close_quietly(self) -> None:
        """Put it away without an answer."""
        if self.asking:
            self.box.clear()
            self.hide()
            self.closed.emit()

    def _begin(self, title: str, detail: str, done: Callable[[str], object], needed: bool) -> None:
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._done, self._must_have_text = done, needed
        self._other_key, self._other_verb = "", None
        self.setAccessibleName(f"{title} {detail}".strip())
        self.show()

    def _switch(self) -> None:
        verb = self._other_verb
        self.close_quietly()
        if verb is not None:
            verb()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, Esc does not, the other key asks the other question; nothing else leaves this line."""
        name = key_name(event)
        if name in ("Return", "Enter"):
            self._answer()
        elif name == "Esc":
            self.close_quietly()
        elif name == self._other_key:
            self._switch()
        elif name in ("F12", "F1"):
            event.ignore()

    def _answer(self) -> None:
        words, done = self.box.text().strip(), self._done
        # A question without a box keeps the limits of the one before; they must not hold back its Enter.
        fits = self.box.isHidden() or self.box.hasAcceptableInput()
        if done is None or (self._must_have_text and not words) or not fits:
            return
        self.close_quietly()
        self._answered.emit(done, words)
