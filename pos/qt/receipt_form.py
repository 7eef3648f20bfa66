"""Settings · receipt: its blocks up, down, on and off, the shop's own lines, and beside them what the printer gets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos.core.wording import translate
from pos.qt.code_pages import CodePage, beside_legend
from pos.qt.key_page import COMPACT, WIDE
from pos.qt.parts import ROW, Button, Card, Column, RowsModel, TableView, WordBox, colour, font, text
from pos.qt.parts.paint import LEFT, paint_elided, paint_icon, paint_row
from pos.qt.parts.tables import Index
from pos.qt.roll_preview import RollPreview
from pos.qt.tokens import Type
from pos.settings.printer import PAPERS
from pos.settings.receipt import REQUIRED, block_name

if TYPE_CHECKING:
    from pos.screens.receipt_form import ReceiptDraft, ReceiptFormScreen


class BlockRow(Struct, frozen=True):
    """One block as it is listed."""

    name: str
    on: bool

    @property
    def word(self) -> str:
        """What it is called."""
        return block_name(self.name)

    @property
    def fixed(self) -> bool:
        """No receipt may be without it."""
        return self.name in REQUIRED

    @property
    def spoken(self) -> str:
        """Its name, and whether it is printed."""
        if self.fixed:
            return translate("ReceiptForm", "{block}, always printed").format(block=self.word)
        printed, left_out = translate("ReceiptForm", "{block}, printed"), translate("ReceiptForm", "{block}, left out")
        words = printed if self.on else left_out
        return words.format(block=self.word)


class ReceiptFormPage(CodePage):
    """Everything is seen at once in the preview; Ctrl+S keeps it, and the next paper is made up so."""

    def __init__(self, screen: ReceiptFormScreen) -> None:
        super().__init__("receipt_form", screen)
        self._screen = screen
        self._draft: ReceiptDraft = screen.draft
        self._other_paper = False
        self._table = TableView("blockList", 40, by_pages=False)
        self._table.setAccessibleName(translate("ReceiptForm", "Blocks of the receipt, from above"))
        self._table.horizontalHeader().hide()
        self._model: RowsModel[BlockRow] = RowsModel(
            (Column(translate("ReceiptForm", "Block"), lambda row: row.spoken),), lambda row: row.spoken
        )
        self._table.setModel(self._model)
        self._table.setItemDelegate(_BlockPainter(self._table))
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.doubleClicked.connect(lambda _: self._pressed.emit(self._switch))
        self._make_boxes()
        self._make_buttons()
        self._lay_out()
        self._keys |= self._key_table()
        self.refresh()

    def _make_boxes(self) -> None:
        self._center = _line_box("receiptCenter", translate("ReceiptForm", "Name of the centre"))
        self._phone = _line_box("receiptPhone", translate("ReceiptForm", "Telephone"))
        self._address = _lines_box("receiptAddress", translate("ReceiptForm", "Address, up to 4 lines"))
        self._footer = _lines_box("receiptFooter", translate("ReceiptForm", "Last lines, up to 10"))
        self._preview = RollPreview()
        # Not with every letter: a receipt in dots is drawn in a moment, but not between two keys.
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._show_roll)
        for box in (self._center, self._phone):
            box.textEdited.connect(lambda _: self._soon.start())
        for lines in (self._address, self._footer):
            lines.textChanged.connect(self._soon.start)

    def _make_buttons(self) -> None:
        self._higher = self._small("blockHigher", translate("ReceiptForm", "Higher"), "F3", partial(self._move, -1))
        self._lower = self._small("blockLower", translate("ReceiptForm", "Lower"), "F4", partial(self._move, 1))
        self._turn = self._small("blockSwitch", translate("ReceiptForm", "On / off"), "F2", self._switch)
        self._usual = self._small("blocksUsual", translate("ReceiptForm", "The usual order"), "F8", self._put_usual)
        self._other = self._small("otherPaper", "", "F6", self._turn_paper)
        self._save = Button(translate("ReceiptForm", "Keep the receipt"), key="Ctrl S", kind="primary")
        self._save.setObjectName("saveReceiptForm")
        self._save.clicked.connect(lambda: self._pressed.emit(self._keep))

    def _key_table(self) -> dict[str, Callable[[], object]]:
        return {
            "F2": self._switch,
            "F3": partial(self._move, -1),
            "F4": partial(self._move, 1),
            "F6": self._turn_paper,
            "F8": self._put_usual,
            "Space": self._switch,
            "Return": self._enter,
            "Enter": self._enter,
            "PgUp": partial(self._preview.turn, -1),
            "PgDown": partial(self._preview.turn, 1),
            "Ctrl+S": self._keep,
        }

    def _small(self, name: str, label: str, key: str, verb: Callable[[], object]) -> Button:
        button = Button(label, key=key)
        button.setObjectName(name)
        button.setFixedHeight(44)
        button.clicked.connect(lambda: self._pressed.emit(verb))
        return button

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._table, 1)
        places = QHBoxLayout()
        places.setSpacing(8)
        for button in (self._higher, self._lower, self._turn):
            places.addWidget(button, 1)
        left.addLayout(places)
        self._blocks = QWidget()
        self._blocks.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        fields = Card()
        self._inside = QVBoxLayout(fields)
        self._inside.setSpacing(4)
        for caption, box, stretch in (
            (translate("ReceiptForm", "Name of the centre"), self._center, 0),
            (translate("ReceiptForm", "Address, up to 4 lines"), self._address, 1),
            (translate("ReceiptForm", "Telephone"), self._phone, 0),
            (translate("ReceiptForm", "Last lines, up to 10"), self._footer, 1),
        ):
            label = text(caption, Type.META, tone="ink2")
            label.setBuddy(box)
            self._inside.addWidget(label)
            self._inside.addWidget(box, stretch)
        halves = QHBoxLayout()
        halves.setSpacing(12)
        halves.addWidget(self._blocks)
        halves.addWidget(fields, 1)
        halves.addWidget(self._preview)
        self.body.addLayout(halves, 1)
        end = QHBoxLayout()
        end.setSpacing(12)
        end.addWidget(self._usual)
        end.addWidget(self._other)
        end.addStretch()
        end.addWidget(self._save)
        self._save.setMinimumWidth(220)
        self.body.addLayout(end)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below."""
        return (
            ("F1", translate("Keys", "Help")),
            ("↑ ↓", translate("Keys", "Choose row")),
            ("F2", translate("Keys", "On / off")),
            ("F3 F4", translate("Keys", "Higher, lower")),
            ("Ctrl S", translate("Keys", "Keep")),
            beside_legend(),
            ("Esc", translate("Keys", "Back to selling")),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """What only the help page has room for."""
        return (
            ("F6", translate("Keys", "Preview on the other paper")),
            ("F8", translate("Keys", "The usual order")),
            ("PgUp PgDn", translate("Keys", "Turn the preview")),
        )

    def first_focus(self) -> None:
        """The list of blocks."""
        self._table.setFocus()

    def refresh(self) -> None:
        """As it counts now; what was typed and not kept is gone."""
        super().refresh()
        self._other_paper = False
        self._show(self._screen.draft)

    def _show(self, draft: ReceiptDraft) -> None:
        self._draft = draft
        self._center.setText(draft.center)
        self._phone.setText(draft.phone)
        for box, lines in ((self._address, draft.address), (self._footer, draft.footer)):
            box.blockSignals(True)
            box.setPlainText("\n".join(lines))
            box.blockSignals(False)
        self._show_blocks(max(0, self._table.currentIndex().row()))
        self._show_roll()

    def _show_blocks(self, chosen: int) -> None:
        self._model.show_rows([BlockRow(name, on) for name, on in self._draft.shown])
        self._table.setCurrentIndex(self._model.index(chosen, 0))
        self._table.viewport().update()

    def _typed(self) -> ReceiptDraft:
        return replace(
            self._draft,
            center=self._center.text(),
            phone=self._phone.text(),
            address=tuple(self._address.toPlainText().split("\n")),
            footer=tuple(self._footer.toPlainText().split("\n")),
        )

    def _show_roll(self) -> None:
        settings = self._screen.till.settings
        paper, printing = settings.paper, settings.printing
        other = next(mm for mm in PAPERS if mm != paper)
        if self._other_paper:
            # Its columns are the usual ones: what the printer has on this paper says nothing of the other.
            paper, other, printing = other, paper, replace(printing, columns=0)
        self._preview.draw(self._screen.preview(self._typed(), paper, settings.encoding, printing))
        self._other.setText(translate("ReceiptForm", "Preview on {paper} mm").format(paper=other))

    def _turn_paper(self) -> None:
        self._other_paper = not self._other_paper
        self._show_roll()

    @property
    def _at(self) -> int:
        return self._table.currentIndex().row()

    def _move(self, by: int) -> None:
        self._banner.hide()
        before, at = self._draft, self._at
        self._draft = before.moved(at, by)
        self._show_blocks(at + by if self._draft != before else at)
        self._table.scrollTo(self._table.currentIndex())
        self._show_roll()

    def _switch(self) -> None:
        row = self._model.row(self._at)
        if row is None:
            return
        if row.fixed:
            words = translate("ReceiptForm", "{block} stays: no receipt may be without it").format(block=row.word)
            self._banner.tell("info", words)
            return
        self._banner.hide()
        self._draft = self._draft.switched(self._at)
        self._show_blocks(self._at)
        self._show_roll()

    def _enter(self) -> None:
        if self._strip.asking:
            self._strip.go_on()
        elif self._table.hasFocus():
            self._switch()

    def _put_usual(self) -> None:
        self._draft = replace(self._typed(), shown=self._screen.usual.shown)
        self._show_blocks(0)
        self._show_roll()

    def _keep(self) -> None:
        draft = self._typed()
        self._ask_leave(lambda: self._kept(draft))
        self._told_kept()

    def _kept(self, draft: ReceiptDraft) -> None:
        self._screen.save(draft)
        self._show(self._screen.draft)
        self._told_kept()

    def _told_kept(self) -> None:
        self._banner.tell("ok", translate("ReceiptForm", "Kept. The next paper is made up like this."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows take from the list and the preview."""
        super().resizeEvent(event)
        wide, compact = self.width() >= WIDE, self.height() < COMPACT
        self._blocks.setFixedWidth(330 if wide else 290)
        self._preview.setFixedWidth(430 if wide else 330)
        air = 8 if compact else 16
        self._inside.setContentsMargins(16, air, 16, air)
        for button in (self._usual, self._other, self._save):
            button.setFixedHeight(48 if compact else 56)


def _line_box(name: str, caption: str) -> WordBox:
    box = WordBox()
    box.setObjectName(name)
    box.setAccessibleName(caption)
    box.setMaxLength(60)
    box.setFixedHeight(42)
    box.setFont(font(12))
    return box


class _LinesBox(QPlainTextEdit):
    """A few lines of text: Tab leaves it, and keys of the page are the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing stays here."""
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        editing = held == Qt.KeyboardModifier.ControlModifier and event.key() in _EDITING
        if (held and not editing) or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)


_EDITING = (
    Qt.Key.Key_A,
    Qt.Key.Key_C,
    Qt.Key.Key_V,
    Qt.Key.Key_X,
    Qt.Key.Key_Y,
    Qt.Key.Key_Z,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


def _lines_box(name: str, caption: str) -> _LinesBox:
    box = _LinesBox()
    box.setObjectName(name)
    box.setAccessibleName(caption)
    box.setTabChangesFocus(True)
    box.setMinimumHeight(60)
    box.setFont(font(12))
    return box


class _BlockPainter(QStyledItemDelegate):
    """A tick or an empty ring, then the block's name; what stays has its tick without a ring."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One block."""
        row: BlockRow | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        paint_row(painter, box, chosen=index.row() == self._table.currentIndex().row())
        ring = QRectF(box.left() + 14, box.center().y() - 10, 20, 20)
        if not row.fixed:
            painter.setPen(QPen(colour("edge"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, 4, 4)
        if row.on:
            paint_icon(painter, ring.adjusted(2, 2, -2, -2), "check", colour("ink2" if row.fixed else "accent"))
        painter.setPen(colour("ink" if row.on else "ink3"))
        painter.setFont(font(Type.BODY, bold=row.on))
        words = row.word
        room = QRectF(box.left() + 46, box.top(), box.width() - 56, box.height())
        paint_elided(painter, room, LEFT, words)
        if row.fixed or not row.on:
            told = translate("ReceiptForm", "stays") if row.fixed else translate("ReceiptForm", "off")
            painter.setPen(colour("ink2"))
            painter.setFont(font(Type.META))
            wide = painter.fontMetrics().horizontalAdvance(told)
            painter.drawText(QRectF(box.right() - wide - 14, box.top(), wide + 2, box.height()), LEFT, told)
        painter.restore()
