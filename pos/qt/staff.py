"""The staff page: who works here, and what each role may do alone; drawn from `StaffScreen`, for the manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.parts import Banner, Button, Column, RowsModel, TableView, WordBox, card, font, icon_label, text
from pos.qt.staff_form import StaffForm
from pos.qt.staff_rights import RightsPanel

if TYPE_CHECKING:
    from pos.screens.staff import StaffRow, StaffScreen


class StaffPage(KeyPage):
    """Two tabs: people with their PINs and roles, and the roles' rights. Whoever may change neither sees neither.

    `keysChanged` says that the legend is another one.
    """

    keysChanged = Signal()

    def __init__(self, screen: StaffScreen) -> None:
        super().__init__()
        self._screen = screen
        self._tabs = [
            self._tab("staffTab", translate("Staff", "People"), "F5", self._to_people),
            self._tab("rightsTab", translate("Staff", "What roles may do"), "F6", self._to_rights),
        ]
        self._search = WordBox()
        self._search.setObjectName("staffSearch")
        self._search.setPlaceholderText(translate("Staff", "/ number, name or role"))
        self._search.setAccessibleName(translate("Staff", "Search by number, name or role"))
        self._search.setFont(font(11))
        self._search.setFixedSize(240, 44)
        self._search.textChanged.connect(screen.search)
        self._retired = Button(translate("Staff", "Show who has left"), key="F7")
        self._retired.setObjectName("retiredButton")
        self._retired.setCheckable(True)
        self._retired.clicked.connect(self._turn_retired)
        self._banner = Banner()
        self._model: RowsModel[StaffRow] = RowsModel(_columns(), _spoken)
        self._table = TableView("staffTable")
        self._table.setAccessibleName(translate("Staff", "People"))
        self._table.setFont(font(12))
        self._table.setModel(self._model)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, 100)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._draw_form())
        self._form = StaffForm(screen)
        self._form.done.connect(self._after)
        self._rights = RightsPanel(screen)
        self._rights.done.connect(self._said)
        self._halves = QStackedWidget()
        self._halves.addWidget(self._people_half())
        self._halves.addWidget(self._rights)
        self._states = QStackedWidget()
        self._states.addWidget(self._whole())
        self._states.addWidget(_for_managers())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._states)
        self._keys = self._key_table()
        screen.view = self
        screen.load()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below, each with its word."""
        help_, back = ("F1", translate("Keys", "Help")), ("Esc", translate("Keys", "Back"))
        if not self._screen.allowed:
            return (help_, back)
        if self._form.acting and not self._on_rights:
            enter = ("Enter", translate("Keys", "Next box; on the last, save"))
            return (help_, enter, ("Esc", translate("Keys", "Put it off")))
        if self._on_rights:
            return (
                help_,
                ("↑ ↓ ← →", translate("Staff", "Choose")),
                ("Enter", translate("Staff", "Change")),
                ("F2", translate("Staff", "New role")),
                ("Del", translate("Staff", "Take the role away")),
                ("F5", translate("Staff", "People")),
                back,
            )
        return (
            help_,
            ("↑ ↓", translate("Staff", "Choose")),
            ("F2", translate("Staff", "Add")),
            ("F3", translate("Staff", "New PIN")),
            ("F4", translate("Staff", "Another role")),
            ("Del", translate("Staff", "Leaves the shop")),
            ("/", translate("Keys", "Search")),
            ("F6", translate("Staff", "Roles")),
            back,
        )

    def first_focus(self) -> None:
        """The list of the tab in front."""
        if not self._screen.allowed:
            self.setFocus()
        elif self._on_rights:
            self._rights.first_focus()
        else:
            self._table.setFocus()

    def scanned(self, code: str) -> None:
        """Nothing is scanned here; the code goes where goods belong."""
        self.leave.emit("selling", code + "\n")

    def told(self, problem: Problem) -> None:
        """Why the last change was refused, above the lists; what was typed stays, but for PINs."""
        self._banner.tell("bad", problem.title(), problem.advice())
        self._form.forget_pins()

    def refresh(self) -> None:
        """Pull everything from the screen."""
        self._states.setCurrentIndex(0 if self._screen.allowed else 1)
        if not self._screen.allowed:
            return
        chosen = self._chosen
        self._model.show_rows(self._screen.rows)
        self._choose(chosen.no if chosen else "")
        self._retired.setChecked(self._screen.shows_retired)
        self._draw_form()
        self._rights.draw()

    # building

    def _tab(self, name: str, label: str, key: str, verb: Callable[[], object]) -> Button:
        button = Button(label, key=key)
        button.setObjectName(name)
        button.setCheckable(True)
        button.clicked.connect(lambda: verb())
        return button

    def _whole(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        for tab in self._tabs:
            head.addWidget(tab)
        head.addStretch(1)
        head.addWidget(self._retired)
        head.addWidget(self._search)
        self._tabs[0].setChecked(True)
        whole = QWidget()
        self._box = box = QVBoxLayout(whole)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self._banner)
        box.addWidget(self._halves, 1)
        return whole

    def _people_half(self) -> QWidget:
        half = QWidget()
        line = QHBoxLayout(half)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._table, 1)
        line.addWidget(self._form)
        return half

    def _key_table(self) -> dict[str, Callable[[], object]]:
        return {
            "F2": lambda: self._rights.ask_role() if self._on_rights else self._begin("add"),
            "F3": lambda: self._begin("pin"),
            "F4": lambda: self._begin("role"),
            "Del": lambda: self._rights.drop_role() if self._on_rights else self._begin("retire"),
            "F5": self._to_people,
            "F6": self._to_rights,
            "F7": self._turn_retired,
            "/": self._search.setFocus,
            "Return": self._go_on,
            "Enter": self._go_on,
            "Space": self._go_on,
            "Left": lambda: self._rights.step(-1),
            "Right": lambda: self._rights.step(1),
            "Esc": self._back,
        }

    # what the manager does

    @property
    def _on_rights(self) -> bool:
        return self._halves.currentIndex() == 1

    @property
    def _chosen(self) -> StaffRow | None:
        return self._model.row(self._table.currentIndex().row())

    def _choose(self, no: str) -> None:
        rows = self._model.rows
        at = next((i for i, row in enumerate(rows) if row.no == no), 0)
        if rows:
            self._table.selectRow(at)

    def _begin(self, what: str) -> None:
        if self._on_rights or not self._screen.allowed:
            return
        self._banner.tell("plain", "")
        self._form.begin(what, self._chosen)
        self.keysChanged.emit()

    def _go_on(self) -> None:
        if not self._screen.allowed:
            return
        if self._on_rights:
            self._rights.go_on()
        elif self._form.acting:
            self._form.go_on()
        elif self._search.hasFocus():
            self._table.setFocus()

    def _after(self, words: str) -> None:
        self._said(words)
        self.keysChanged.emit()
        self.first_focus()
        if not self._screen.allowed:
            # Who took the right from itself, or retired itself, has no business here any more.
            self.leave.emit("login" if self._screen.till.person is None else "selling", "")

    def _said(self, words: str) -> None:
        self._banner.tell("ok" if words else "plain", words)

    def _turn_retired(self) -> None:
        self._screen.show_retired(not self._screen.shows_retired)

    def _to_people(self) -> None:
        self._turn(0)

    def _to_rights(self) -> None:
        self._turn(1)

    def _turn(self, index: int) -> None:
        self._halves.setCurrentIndex(index)
        for i, tab in enumerate(self._tabs):
            tab.setChecked(i == index)
        self._banner.tell("plain", "")
        for widget in (self._search, self._retired):
            widget.setVisible(index == 0)
        self.keysChanged.emit()
        self.first_focus()

    def _back(self) -> None:
        if self._form.acting:
            self._form.end()
            self.keysChanged.emit()
            self.first_focus()
        elif self._rights.asking:
            self._rights.end()
        elif self._search.text():
            self._search.clear()
            self.first_focus()
        else:
            self.leave.emit("selling", "")

    # drawing

    def _draw_form(self) -> None:
        if not self._form.acting:
            self._form.show_person(self._chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows take from the form."""
        super().resizeEvent(event)
        self._form.setFixedWidth(400 if self.width() >= WIDE else 340)
        margin = 8 if self.height() < COMPACT else 12
        self._box.setContentsMargins(12, margin, 12, margin)
        self._form.fit(compact=self.height() < COMPACT + 40)


def _columns() -> tuple[Column[StaffRow], ...]:
    return (
        Column(translate("Staff", "No."), lambda row: row.no),
        Column(translate("Staff", "Name"), lambda row: row.name or "—"),
        Column(translate("Staff", "Role"), lambda row: row.role_text),
        Column("", _state),
    )


def _state(row: StaffRow) -> str:
    if not row.active:
        return translate("Staff", "has left")
    return translate("Staff", "signed in now") if row.you else ""


def _spoken(row: StaffRow) -> str:
    return " ".join(part for part in (row.no, row.name, row.role_text, _state(row)) if part)


def _for_managers() -> QWidget:
    """What stands here for everybody else."""
    note = QFrame()
    card(note)
    note.setFixedSize(520, 150)
    words = QVBoxLayout()
    words.addStretch()
    words.addWidget(text(translate("Staff", "Staff and roles are the manager's"), 14, bold=True))
    line = text(translate("Staff", "F12, then the manager's PIN opens this page; the ticket stays where it is"), 11)
    line.setWordWrap(True)
    words.addWidget(line)
    words.addStretch()
    inside = QHBoxLayout(note)
    inside.setContentsMargins(24, 12, 24, 12)
    inside.setSpacing(18)
    inside.addWidget(icon_label("person", 36, "accent"))
    inside.addLayout(words, 1)
    page = QWidget()
    box = QVBoxLayout(page)
    box.addWidget(note, 0, Qt.AlignmentFlag.AlignCenter)
    return page
