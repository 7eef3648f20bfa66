"""Settings · keys: every action with its key; press another one for it, or put the usual one back."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.qt import keys
from pos.qt.code_pages import CodePage, beside_legend
from pos.qt.keys import ACTIONS, PAGES, Action, KeyMap, cannot_be, cap_of, is_modifier, pressed_name
from pos.qt.parts import ROW, Button, Column, RowsModel, TableView, WordBox, colour, font
from pos.qt.parts.paint import LEFT, cap_width, paint_cap, paint_elided, paint_row
from pos.qt.parts.tables import Index
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.own_settings import OwnSettings


class KeyTaken(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{key} is {action} ({page}) already; no key was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another key, or give {action} another one first.")


class KeyUnfit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{why} No key was changed.")


# What a fixed key is called, beside which a shop may have one of its own.
_STAYS = {"Return": "Enter"}


class KeyRow(Struct, frozen=True):
    """One action as it is listed."""

    action: Action
    page: str
    word: str
    key: str
    usual: str

    @property
    def spoken(self) -> str:
        """Page, action, key; and the usual one if it is another."""
        return ", ".join(part for part in (self.page, self.word, self.key, self.note) if part)

    @property
    def note(self) -> str:
        """The usual key if it is another one; beside a second key, which one always works."""
        if self.action.beside:
            stays = _STAYS.get(self.action.beside, self.action.beside)
            return translate("KeysPage", "{key} always works").format(key=stays)
        return "" if self.key == self.usual else translate("KeysPage", "usually {key}").format(key=self.usual)


class KeysPage(CodePage):
    """A list with a box to search it; Enter asks for the marked action's new key. What is chosen counts at once."""

    def __init__(self, screen: OwnSettings) -> None:
        super().__init__("keys", screen)
        self._screen = screen
        self._asked: Action | None = None
        self._box = WordBox()
        self._box.setObjectName("keySearch")
        self._box.setFixedHeight(44)
        asks = translate("KeysPage", "Search: what it does, or a key")
        self._box.setPlaceholderText(asks)
        self._box.setAccessibleName(asks)
        self._box.textChanged.connect(lambda _: self._list())
        self._table = TableView("keyList", 44)
        self._table.setAccessibleName(translate("KeysPage", "Keys"))
        self._table.horizontalHeader().hide()
        self._model: RowsModel[KeyRow] = RowsModel(
            (Column(translate("KeysPage", "Keys"), lambda row: row.spoken),), lambda row: row.spoken
        )
        self._table.setModel(self._model)
        self._table.setItemDelegate(_KeyPainter(self._table))
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._table.doubleClicked.connect(lambda _: self._ask())
        self._new = self._button("newKeyButton", translate("KeysPage", "New key"), "Enter", self._ask, "primary")
        self._usual = self._button("usualKeyButton", translate("KeysPage", "The usual key"), "F6", self._put_back)
        self._all = self._button("usualKeysButton", translate("KeysPage", "All as usual"), "F8", self._put_all_back)
        self.body.addWidget(self._box)
        self.body.addWidget(self._table, 1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._all)
        line.addWidget(self._usual)
        line.addStretch()
        line.addWidget(self._new)
        self.body.addLayout(line)
        self._keys |= {
            "Return": self._enter,
            "Enter": self._enter,
            "Up": partial(self._move, -1),
            "Down": partial(self._move, 1),
            "F6": self._put_back,
            "F8": self._put_all_back,
        }
        self.refresh()

    def _button(self, name: str, label: str, key: str, verb: object, kind: str = "plain") -> Button:
        button = Button(label, key=key, kind=kind)
        button.setObjectName(name)
        button.setFixedHeight(56)
        button.setMinimumWidth(200)
        button.clicked.connect(lambda: self._pressed.emit(verb))
        return button

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below."""
        return (
            ("F1", translate("Keys", "Help")),
            ("↑ ↓", translate("Keys", "Choose row")),
            ("Enter", translate("Keys", "New key")),
            ("F6", translate("Keys", "The usual key")),
            ("F8", translate("Keys", "All as usual")),
            beside_legend(),
            ("Esc", translate("Keys", "Back to selling")),
        )

    def first_focus(self) -> None:
        """The box; arrows and Enter work from there."""
        self._box.setFocus()

    def refresh(self) -> None:
        """Show every key as it is now."""
        super().refresh()
        self._asks_no_more()
        self._list()

    def _list(self) -> None:
        wanted = self._box.text().casefold().split()
        rows = [row for row in (_row(action) for action in ACTIONS) if _holds(row, wanted)]
        marked = self._marked
        self._model.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if marked is not None and row.action == marked), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(at, 0))
        self._table.viewport().update()

    @property
    def _marked(self) -> Action | None:
        row: KeyRow | None = self._table.currentIndex().data(ROW)
        return None if row is None else row.action

    def _move(self, by: int) -> None:
        at = min(max(0, self._table.currentIndex().row() + by), self._model.rowCount() - 1)
        self._table.setCurrentIndex(self._model.index(at, 0))
        self._table.scrollTo(self._table.currentIndex())
        self._table.viewport().update()

    def _enter(self) -> None:
        if self._strip.asking:
            self._strip.go_on()
        else:
            self._ask()

    def _ask(self) -> None:
        action = self._marked
        if action is None or self._strip.asking:
            return
        self._asked = action
        words = translate("KeysPage", "Press the new key for {action} ({page})")
        title = words.format(action=action.word, page=translate("Keys", PAGES[action.page]))
        todo = translate("KeysPage", "Esc leaves it as it is")
        if action.numbered:
            todo = translate("KeysPage", "What is held, with any digit: Ctrl Alt 1 · Esc leaves it as it is")
        self._banner.tell("info", title, todo)
        keys.hear_as_pressed(True)
        self.setFocus()

    def _asks_no_more(self) -> None:
        self._asked = None
        keys.hear_as_pressed(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere leaves the key as it is."""
        super().focusOutEvent(event)
        if self._asked is not None:
            self._asks_no_more()
            self._banner.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While a new key is asked for, whatever is pressed is the answer."""
        asked = self._asked
        if asked is None:
            super().keyPressEvent(event)
            return
        if is_modifier(event):
            return
        self._asks_no_more()
        self._banner.hide()
        name = pressed_name(event)
        if name == "Esc":
            self.first_focus()
        else:
            self._pressed.emit(partial(self._take, asked, name))

    def _take(self, action: Action, key: str) -> None:
        self.first_focus()
        if action.numbered:
            # Pressed with one of the digits, meant with all of them.
            key = re.sub(r"\+[0-9]$", "+n", key)
        why = cannot_be(action, key)
        if why:
            raise KeyUnfit(why=why)
        other = keys.now().clash(action, key)
        if other is not None:
            page = translate("Keys", PAGES[other.page])
            raise KeyTaken(key=cap_of(key), action=other.word, page=page)
        words = translate("KeysPage", "{action}: {key} from now on").format(action=action.word, key=cap_of(key))
        self._save(keys.now().with_key(action, key), words)

    def _put_back(self) -> None:
        action = self._marked
        if action is None or self._strip.asking:
            # The manager's leave is for what was asked first.
            return
        other = keys.now().clash(action, action.key)
        if other is not None:
            page = translate("Keys", PAGES[other.page])
            raise KeyTaken(key=cap_of(action.key), action=other.word, page=page)
        words = translate("KeysPage", "{action}: {key} from now on").format(action=action.word, key=cap_of(action.key))
        if action.beside:
            words = translate("KeysPage", "{action}: none any more").format(action=action.word)
        self._save(keys.now().with_key(action, action.key), words)

    def _put_all_back(self) -> None:
        if self._strip.asking:
            return
        self._save(KeyMap(), translate("KeysPage", "Every key is the usual one again"))

    def _save(self, chosen: KeyMap, words: str) -> None:
        def save() -> None:
            self._screen.save_keys(chosen.chosen())
            keys.use(chosen)
            for widget in self.window().findChildren(QWidget):
                widget.updateGeometry()
                widget.update()
            self._list()

        self._ask_leave(save)
        self._banner.tell("info", words)


def _row(action: Action) -> KeyRow:
    page = translate("Keys", PAGES[action.page])
    return KeyRow(action, page, action.word, cap_of(keys.now().key(action)), cap_of(action.key))


def _holds(row: KeyRow, wanted: list[str]) -> bool:
    said = f"{row.page} {row.word} {row.key} {row.usual}".casefold()
    return all(word in said for word in wanted)


class _KeyPainter(QStyledItemDelegate):
    """Page, action, its cap; the usual key in words where it is another."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One action."""
        row: KeyRow | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        box = QRectF(option.rect)
        chosen = index.row() == self._table.currentIndex().row()
        paint_row(painter, box, chosen=chosen)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        paint_elided(painter, QRectF(box.left() + 16, box.top(), 130, box.height()), LEFT, row.page)
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.BODY, bold=True))
        paint_elided(painter, QRectF(box.left() + 150, box.top(), box.width() - 480, box.height()), LEFT, row.word)
        left = box.right() - 320
        wide = cap_width(row.key) if row.key else -14
        if row.key:
            paint_cap(painter, QRectF(left, box.center().y() - 10, wide, 20), row.key, ink=colour("ink"))
        if row.note:
            painter.setPen(colour("info"))
            painter.setFont(font(Type.META))
            paint_elided(painter, QRectF(left + wide + 14, box.top(), 200, box.height()), LEFT, row.note)
        painter.restore()
