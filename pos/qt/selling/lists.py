"""Lists that lie over the ticket while something is typed: goods found, tickets held. The scan box keeps the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos.core.regions import county_short_name, full_name
from pos.core.search import spelling
from pos.core.wording import translate
from pos.qt.keys import in_words
from pos.qt.parts import ROW, Column, RowsModel, TableView
from pos.qt.parts.paint import (
    LEFT,
    RIGHT,
    figure,
    fitting,
    key_width,
    paint_elided,
    paint_figure,
    paint_key,
    paint_pill,
    paint_row,
    paint_seal,
)
from pos.qt.parts.tables import Index
from pos.qt.theme import colour, font, metrics
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.core.tickets import HeldTicket
    from pos.screens.ticket import Found

Row = TypeVar("Row")
_ROW = 50
#: Room for a unit behind a price.
_UNITS = 58
_SHOP_TIME = timezone(timedelta(hours=8))


class ListOver(QFrame, Generic[Row]):
    """Rows in the accent's frame over the ticket, with a line of words above them; ↑↓ come from the page."""

    #: It is shown or put away.
    turned = Signal()

    def __init__(self, parent: QWidget, name: str, title: str, words: Callable[[Row], str]) -> None:
        super().__init__(parent)
        self._words = ""
        self.table = TableView(name, _ROW, self)
        self.table.setAccessibleName(title)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.model: RowsModel[Row] = RowsModel((Column(title, words),), words)
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.hide()

    @property
    def marked(self) -> Row | None:
        """The marked row; None where there is none."""
        return self.model.row(self.table.currentIndex().row())

    def show_rows(self, rows: Sequence[Row], words: str) -> None:
        """Show these; the first one is marked."""
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.scrollToTop()
        self._words = words
        self.setAccessibleName(words)
        self.table.viewport().update()
        self.update()

    def move_by(self, by: int) -> None:
        """The next row or the one before."""
        row = min(max(0, self.table.currentIndex().row() + by), self.model.rowCount() - 1)
        self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Its keys are the page's now."""
        super().showEvent(event)
        self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page has its own keys again."""
        super().hideEvent(event)
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows fill the card below its head, as many as fit whole."""
        self.table.setGeometry(2, 34, self.width() - 4, max(1, (self.height() - 37) // _ROW) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White card in the accent's frame, its head, Esc at the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("canvas"))
        paint_pill(painter, self.rect(), colour("surface"), colour("accent"), radius=9)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        esc = translate("Selling", "Esc puts it away")
        room = self.width() - metrics(Type.META).horizontalAdvance(esc) - 40
        words = fitting((self._words, self._words.partition(" · ")[0]), room, Type.META)
        paint_elided(painter, QRectF(13, 4, room, 26), LEFT, words)
        painter.drawText(QRectF(0, 4, self.width() - 13, 26), RIGHT, esc)
        painter.fillRect(QRectF(1, 33, self.width() - 2, 1), colour("line"))


class FindList(ListOver["Found"]):
    """Goods found while typing. `pick(product)` on a touch; Enter is the page's."""

    def __init__(self, parent: QWidget, pick: Callable[[str], object]) -> None:
        super().__init__(parent, "findList", translate("Selling", "Goods found"), _spoken)
        self.setObjectName("findPanel")
        #: The unknown code that the goods are looked for; empty when they are for the ticket alone.
        self.linking = ""
        self.table.setItemDelegate(_FoundPainter(self.table))
        self.table.clicked.connect(lambda index: pick(index.data(ROW).product))

    @property
    def chosen(self) -> str:
        """The product code of the marked row; empty when nothing was found."""
        return "" if self.marked is None else self.marked.product

    def draw(self, found: Sequence[Found], typed: str) -> None:
        """Show what was found; the first row is marked."""
        enter = translate("Selling", "Found {n} · ↑↓ choose, Enter puts it on the ticket")
        if self.linking:
            enter = translate("Selling", "Found {n} · ↑↓ choose, Enter links it and puts it on the ticket")
        nothing = translate("Selling", "Nothing is called {text}").format(text=typed)
        self.show_rows(found, in_words(enter).format(n=len(found)) if found else nothing)

    def invite(self) -> None:
        """F2 was pressed and nothing typed yet."""
        self.show_rows((), translate("Selling", "Type a name, its pinyin or its initials"))


class HeldList(ListOver["HeldTicket"]):
    """Every held ticket under its number; digits and words narrow it down. `pick(name)` on a touch."""

    def __init__(self, parent: QWidget, pick: Callable[[str], object]) -> None:
        super().__init__(parent, "heldList", translate("Selling", "Held tickets"), _spoken_ticket)
        self.setObjectName("heldPanel")
        #: The numbers of the rows, as Ctrl and the rail have them.
        self.numbers: dict[str, int] = {}
        self.table.setItemDelegate(_HeldPainter(self))
        self.table.clicked.connect(lambda index: pick(index.data(ROW).name))

    @property
    def chosen(self) -> str:
        """The name of the marked ticket; empty where none fits."""
        return "" if self.marked is None else self.marked.name

    def draw(self, held: Sequence[HeldTicket], typed: str) -> None:
        """Show those whose number or name fits what was typed; the one of just that number first."""
        self.numbers = {ticket.name: n for n, ticket in enumerate(held, 1)}
        wanted = typed.casefold()
        fits = [
            ticket
            for n, ticket in enumerate(held, 1)
            if str(n).startswith(wanted) or wanted in ticket.name.casefold() or _sounds_like(ticket.name, wanted)
        ]
        fits.sort(key=lambda ticket: str(self.numbers[ticket.name]) != wanted)
        words = translate("Selling", "{n} held · type a number, a name or its initials, ↑↓ choose, Enter takes it back")
        nothing = translate("Selling", "No held ticket has the number or name {text}").format(text=typed)
        self.show_rows(fits, in_words(words).format(n=len(fits)) if fits else nothing)


def _sounds_like(name: str, wanted: str) -> bool:
    """Whether letters are its pinyin or initials: in the scan box no input method writes the name itself."""
    if name.isascii() or not (wanted.isascii() and wanted.isalpha()):
        return False
    return any(key[1:].startswith(wanted) for key in spelling(name).keys(()))


def clock_of(ticket: HeldTicket) -> str:
    """When it was put aside."""
    return f"{ticket.at.astimezone(_SHOP_TIME):%H:%M}"


def kinds_of(ticket: HeldTicket) -> str:
    """How many kinds of goods, or that its payment is awaited."""
    if ticket.waits:
        return translate("Selling", "Awaits payment")
    return translate("Selling", "{n} kinds").format(n=ticket.kinds)


def _spoken_ticket(ticket: HeldTicket) -> str:
    words = translate("Selling", "Held ticket {name}, {total} yuan, {kinds}, since {time}")
    return words.format(name=ticket.name, total=ticket.total, kinds=kinds_of(ticket), time=clock_of(ticket))


class _HeldPainter(QStyledItemDelegate):
    """Number and time, name over the kinds of goods, amount at the right."""

    def __init__(self, over: HeldList) -> None:
        super().__init__(over.table)
        self._over = over

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        ticket: HeldTicket | None = index.data(ROW)
        if ticket is None:
            return
        painter.save()
        box = QRectF(option.rect)
        paint_row(painter, box, chosen=index.row() == self._over.table.currentIndex().row())
        number = str(self._over.numbers.get(ticket.name, ""))
        cap = key_width(number)
        paint_key(painter, QRectF(box.left() + 12, box.center().y() - 10, cap, 20), number)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        painter.drawText(QRectF(box.left() + 46, box.top(), 50, box.height() - 1), LEFT, clock_of(ticket))
        painter.setPen(colour("ink"))
        amount = figure(ticket.total)
        paint_figure(painter, box.adjusted(box.width() / 2, -1, -12, 0), RIGHT, amount, Type.ROW_AMOUNT)
        room = box.width() - 100 - 24 - metrics(Type.ROW_AMOUNT, True).horizontalAdvance(amount)
        painter.setFont(font(Type.ROW_NAME, bold=True))
        paint_elided(painter, QRectF(box.left() + 100, box.top() + 3, room, 25), LEFT, ticket.name)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        paint_elided(painter, QRectF(box.left() + 100, box.top() + 27, room, 19), LEFT, kinds_of(ticket))
        painter.restore()


def _spoken(found: Found) -> str:
    words = translate("Selling", "{name}, {origin}, {price} yuan/{unit}")
    if found.asks:
        words = translate("Selling", "{name}, {origin}, price asked when it is added")
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
        price = translate("Shelves", "Asked") if found.asks else figure(found.price)
        unit = translate("Shelves", "yuan/{unit}").format(unit=found.unit)
        # Units begin under each other, so that figures end under each other.
        units = max(_UNITS, metrics(Type.HINT).horizontalAdvance(unit) + 5)
        painter.drawText(box.adjusted(0, -1, -12 - units, 0), RIGHT, price)
        painter.setFont(font(Type.HINT))
        painter.setPen(colour("ink2"))
        painter.drawText(QRectF(box.right() - 12 - units + 5, box.top() + 2, units, box.height() - 2), LEFT, unit)
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
