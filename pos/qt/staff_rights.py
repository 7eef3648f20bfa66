"""What each role may do alone: every act and ceiling over all roles, a cell at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.parts import Button, Column, Elided, RowsModel, TableView, WordBox, font, look, text

if TYPE_CHECKING:
    from pos.screens.staff import RightRow, StaffScreen


class RightsPanel(QWidget):
    """The matrix. Enter turns a yes into a no or asks for another ceiling; `done` says what counts from now on."""

    done = Signal(str)

    def __init__(self, screen: StaffScreen) -> None:
        super().__init__()
        self._screen = screen
        self._roles: tuple[tuple[str, str], ...] = ()
        self._model: RowsModel[RightRow] = RowsModel((), None)
        self._table = TableView("rightsTable", row_height=40)
        self._table.setAccessibleName(translate("Staff", "What roles may do"))
        self._table.setFont(font(11))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._table.doubleClicked.connect(lambda _: self.go_on())
        self._hint = Elided(10.5, tone="ink2")
        self._hint.setText(
            translate(
                "Staff",
                "Without a yes the manager's PIN and reason allow it once. Changes count at once.",
            ),
            translate("Staff", "Without a yes: the manager's PIN, once"),
        )
        self._new = Button(translate("Staff", "New role"), key="F2")
        self._new.setObjectName("newRoleButton")
        self._new.clicked.connect(lambda: self.ask_role())
        self._drop = Button(translate("Staff", "Take the role away"), key="Del", kind="danger")
        self._drop.setObjectName("dropRoleButton")
        self._drop.clicked.connect(lambda: self.drop_role())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._drop)
        foot.addWidget(self._new)
        self._strip = self._build_strip()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._table, 1)
        box.addWidget(self._strip)
        box.addLayout(foot)

    def _build_strip(self) -> QFrame:
        strip = QFrame()
        look(strip, "asked")
        self._question = text("", 12, bold=True)
        self._answer = WordBox()
        self._answer.setObjectName("rightsAnswer")
        self._answer.setMaxLength(16)
        self._answer.setFont(font(12))
        self._answer.setFixedSize(200, 42)
        self._save = Button(translate("Staff", "Save"), key="Enter")
        self._save.setObjectName("rightsSave")
        self._save.clicked.connect(lambda: self.go_on())
        line = QHBoxLayout(strip)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._question, 1)
        line.addWidget(self._answer)
        line.addWidget(self._save)
        strip.hide()
        self._cell: tuple[str, str] | None = None
        return strip

    @property
    def asking(self) -> bool:
        """A name or a ceiling is being typed."""
        return not self._strip.isHidden()

    def first_focus(self) -> None:
        """The matrix."""
        self._table.setFocus()

    def draw(self) -> None:
        """Show the matrix of today; columns anew only where a role came or went."""
        roles = self._screen.roles
        if roles != self._roles:
            self._roles = roles
            self._build_columns()
        self._model.show_rows(self._screen.rights)

    def _build_columns(self) -> None:
        columns: list[Column[RightRow]] = [Column(translate("Staff", "May do alone"), lambda row: row.label)]
        columns += [Column(label, partial(_cell_words, i)) for i, (_, label) in enumerate(self._roles)]
        self._model = RowsModel(columns)
        self._table.setModel(self._model)
        self._model.show_rows(self._screen.rights)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for i in range(1, len(columns)):
            header.setSectionResizeMode(i, QHeaderView.ResizeMode.Fixed)
            needed = max(header.sectionSizeHint(i), self._table.sizeHintForColumn(i) + 8)
            header.resizeSection(i, max(needed, 150 if len(columns) < 6 else 118))
        self._table.setCurrentIndex(self._model.index(0, 1))
        self._table.selectionModel().currentChanged.connect(lambda *_: self._draw_buttons())
        self._draw_buttons()

    def _draw_buttons(self) -> None:
        fixed = self._role in ("clerk", "manager")
        self._drop.set_reason(translate("Staff", "clerk and manager stay") if fixed else "")

    # what the manager does

    @property
    def _role(self) -> str:
        column = self._table.currentIndex().column() - 1
        return self._roles[column][0] if 0 <= column < len(self._roles) else self._roles[0][0]

    def step(self, by: int) -> None:
        """One role to the left or right."""
        here = self._table.currentIndex()
        column = min(len(self._roles), max(1, here.column() + by))
        self._table.setCurrentIndex(self._model.index(max(0, here.row()), column))

    def go_on(self) -> None:
        """Enter: hand in what is being typed, or change the chosen cell."""
        if self.asking:
            self._hand_in()
            return
        here = self._table.currentIndex()
        row, column = self._model.row(here.row()), here.column() - 1
        if row is None or column < 0:
            return
        role, label = self._roles[column]
        if row.unit:
            self._cell = (role, row.key)
            self._ask(
                translate("Staff", "{role}: {act}, in {unit}").format(role=label, act=row.label, unit=row.unit),
                str(row.cells[column]),
                digits=True,
            )
            return
        allowed = not row.cells[column]
        self._screen.set_right(role, row.key, allowed)
        words = (
            translate("Staff", "{role} from now on alone: {act}")
            if allowed
            else translate("Staff", "{role} from now on only with the manager: {act}")
        )
        self.done.emit(words.format(role=label, act=row.label))

    def ask_role(self) -> None:
        """Ask what a new role is called."""
        self._cell = None
        self._ask(translate("Staff", "What is the new role called? It begins with what a clerk may do"), "")

    def drop_role(self) -> None:
        """Take the chosen role away, if nobody has it."""
        role, label = self._role, dict(self._roles)[self._role]
        self._screen.drop_role(role)
        self.done.emit(translate("Staff", "There is no role {role} any more").format(role=label))

    def end(self) -> None:
        """Nothing is typed any more."""
        self._strip.hide()
        self._table.setFocus()

    def _ask(self, question: str, given: str, *, digits: bool = False) -> None:
        pattern = QRegularExpression(r"\d{0,7}" if digits else r".*")
        self._answer.setValidator(QRegularExpressionValidator(pattern, self._answer))
        self._question.setText(question)
        self._answer.setAccessibleName(question)
        self._answer.setText(given)
        self._answer.selectAll()
        self._strip.show()
        self._answer.setFocus()

    def _hand_in(self) -> None:
        typed = self._answer.text().strip()
        if not typed:
            return
        if self._cell is None:
            self._screen.name_role(typed)
            words = translate("Staff", "New role {role}; give it to somebody with F5, F4").format(role=typed)
        else:
            self._screen.set_right(*self._cell, int(typed))
            words = translate("Staff", "The new ceiling counts from now on")
        self.end()
        self.done.emit(words)


def _cell_words(column: int, row: RightRow) -> str:
    """What a cell says: alone, with the manager, a ceiling, or that it needs none."""
    value = row.cells[column]
    if row.unit:
        return translate("Staff", "no limit") if row.idle[column] else f"{value} {row.unit}"
    if row.fixed[column]:
        return translate("Staff", "✓ always")
    return translate("Staff", "✓ alone") if value else translate("Staff", "× with the manager")
