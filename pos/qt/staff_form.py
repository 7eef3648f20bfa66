"""The card beside the list of people: who is chosen, and the form that adds, retires, or gives a PIN or a role."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.keys import in_words
from pos.qt.parts import Button, WordBox, card, font, text

if TYPE_CHECKING:
    from pos.screens.staff import StaffRow, StaffScreen

#: Which boxes each form shows, in the order Enter walks them.
_BOXES = {
    "add": ("no", "name", "role", "pin", "again"),
    "pin": ("pin", "again"),
    "role": ("role",),
    "retire": (),
}


class StaffForm(QFrame):
    """One change at a time; `done` says in words what was changed. Idle it shows the four things one can do."""

    done = Signal(str)

    def __init__(self, screen: StaffScreen) -> None:
        super().__init__()
        card(self)
        self._screen = screen
        self._doing = ""
        self._person: StaffRow | None = None
        self._shown: StaffRow | None = None
        self._title = text("", 16, bold=True)
        self._title.setWordWrap(True)
        self._facts = text("", 11, tone="ink2")
        self._facts.setWordWrap(True)
        self._role = QComboBox()
        self._role.setObjectName("staffRole")
        self._role.setAccessibleName(translate("Staff", "Role"))
        self._role.setFont(font(12))
        self._boxes: dict[str, QWidget] = {
            "no": _word_box("staffNo", translate("Staff", "Number, e.g. 04"), 8),
            "name": _word_box("staffName", translate("Staff", "Name, stays in the shop"), 40),
            "role": self._role,
            "pin": _pin_box("staffPin", translate("Staff", "PIN, 4 to 8 digits; no birthday, no row")),
            "again": _pin_box("staffPinAgain", translate("Staff", "The same PIN once more")),
        }
        self._captions: dict[str, QWidget] = {}
        self._save = Button(key="Enter", kind="primary")
        self._save.setObjectName("staffSave")
        self._save.clicked.connect(lambda: self.save())
        self._actions = self._buttons()
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(6)
        box.addWidget(self._title)
        box.addWidget(self._facts)
        for name, words in _captions():
            self._captions[name] = text(words, 10, tone="ink2")
            box.addWidget(self._captions[name])
            box.addWidget(self._boxes[name])
        box.addStretch(1)
        for button in self._actions.values():
            box.addWidget(button)
        box.addWidget(self._save)
        self.end()

    def _buttons(self) -> dict[str, Button]:
        made = {
            "pin": Button(translate("Staff", "New PIN"), key="F3"),
            "role": Button(translate("Staff", "Another role"), key="F4"),
            "retire": Button(translate("Staff", "Leaves the shop"), key="Del", kind="danger"),
            "add": Button(translate("Staff", "Add somebody"), key="F2", kind="primary"),
        }
        for name, button in made.items():
            button.setObjectName(f"staff_{name}")
            button.clicked.connect(lambda _=False, what=name: self.begin(what, self._shown))
        return made

    @property
    def acting(self) -> bool:
        """A form is open."""
        return bool(self._doing)

    def show_person(self, person: StaffRow | None) -> None:
        """Idle: who is chosen, and what can be done."""
        self._shown = person
        self._title.setText(f"{person.no} {person.name}".strip() if person else translate("Staff", "Nobody fits"))
        words = translate("Staff", "{role}; signs in by PIN alone")
        if person is not None and not person.active:
            words = translate("Staff", "{role}; has left, the number stays taken")
        self._facts.setText(words.format(role=person.role_text) if person else "")
        gone = "" if person is not None and person.active else translate("Staff", "nobody chosen who works here")
        for name in ("pin", "role", "retire"):
            self._actions[name].set_reason(gone)

    def begin(self, what: str, person: StaffRow | None) -> None:
        """Open the form: `add`, or `pin`, `role`, `retire` for the person; nothing for one who has left."""
        if what != "add" and (person is None or not person.active):
            return
        self._doing, self._person = what, person
        shown = f"{person.no} {person.name}".strip() if person else ""
        titles = {
            "add": translate("Staff", "Add somebody"),
            "pin": translate("Staff", "New PIN for {who}"),
            "role": translate("Staff", "Another role for {who}"),
            "retire": translate("Staff", "{who} leaves the shop?"),
        }
        facts = {
            "add": translate("Staff", "The PIN alone says who it is; let them type it themselves"),
            "pin": translate("Staff", "The old PIN opens nothing any more; let them type it themselves"),
            "role": translate("Staff", "Counts from the next time they sign in"),
            "retire": translate("Staff", "Signs in no more; what was sold stays under the number, nobody else gets it"),
        }
        saves = {
            "add": translate("Staff", "Add"),
            "pin": translate("Staff", "Save the PIN"),
            "role": translate("Staff", "Save the role"),
            "retire": translate("Staff", "Yes, has left"),
        }
        self._title.setText(titles[what].format(who=shown))
        self._facts.setText(facts[what])
        self._save.setText(saves[what])
        self._fill(what, person)
        self._show(_BOXES[what])
        (self._boxes[_BOXES[what][0]] if _BOXES[what] else self._save).setFocus()

    def _fill(self, what: str, person: StaffRow | None) -> None:
        for name in ("no", "name", "pin", "again"):
            self._line(name).clear()
        if what == "add":
            self._line("no").setText(self._screen.next_no)
        self._role.clear()
        for name, label in self._screen.roles:
            self._role.addItem(label, name)
        wanted = person.role if person is not None and what == "role" else "clerk"
        self._role.setCurrentIndex(max(0, self._role.findData(wanted)))

    def end(self) -> None:
        """Shut the form; PINs go with it."""
        self._doing = ""
        self.forget_pins()
        self._show(None)
        self.show_person(self._shown)

    def forget_pins(self) -> None:
        """What was typed as a PIN does not stay; the first PIN box waits again."""
        for name in ("pin", "again"):
            self._line(name).clear()
        if "pin" in _BOXES.get(self._doing, ()):
            self._boxes["pin"].setFocus()

    def go_on(self) -> None:
        """Enter: the next box, or save behind the last."""
        order = [self._boxes[name] for name in _BOXES[self._doing]]
        here = next((i for i, box in enumerate(order) if box.hasFocus()), None)
        if here is not None and here + 1 < len(order):
            order[here + 1].setFocus()
        else:
            self.save()

    def save(self) -> None:
        """Hand the form in; it stays open if the shop refuses."""
        verbs: dict[str, Callable[[], str]] = {
            "add": self._add,
            "pin": self._new_pin,
            "role": self._change_role,
            "retire": self._retire,
        }
        if not self._doing:
            return
        words = verbs[self._doing]()
        self.end()
        self.done.emit(words)

    def _add(self) -> str:
        no, role = self._line("no").text().strip(), self._role.currentData()
        pin, again = self._line("pin").text(), self._line("again").text()
        self._screen.add(no, self._line("name").text(), role, pin, again)
        return translate("Staff", "Number {no} may work here now").format(no=no)

    def _new_pin(self) -> str:
        self._screen.new_pin(self._no, self._line("pin").text(), self._line("again").text())
        return translate("Staff", "Number {no} has a new PIN").format(no=self._no)

    def _change_role(self) -> str:
        no, words = self._no, translate("Staff", "Number {no} is {role} now")
        self._screen.change_role(no, self._role.currentData())
        return words.format(no=no, role=self._role.currentText())

    def _retire(self) -> str:
        no = self._no
        self._screen.retire(no)
        return translate("Staff", "Number {no} has left; the number stays taken").format(no=no)

    @property
    def _no(self) -> str:
        return self._person.no if self._person is not None else ""

    def _line(self, name: str) -> QLineEdit:
        box = self._boxes[name]
        if not isinstance(box, QLineEdit):
            raise TypeError(name)
        return box

    def _show(self, names: tuple[str, ...] | None) -> None:
        """These boxes, or for None the buttons."""
        for name, box in self._boxes.items():
            shown = names is not None and name in names
            box.setVisible(shown)
            self._captions[name].setVisible(shown)
        self._save.setVisible(names is not None)
        for button in self._actions.values():
            button.setVisible(names is None)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        for button in (self._save, self._actions["add"]):
            button.setFixedHeight(52 if compact else 60)
        self._box.setSpacing(2 if compact else 5)
        self._box.setContentsMargins(20, 8 if compact else 12, 20, 8 if compact else 12)
        self._box.setSpacing(2 if compact else 6)
        self._box.setContentsMargins(20, 8 if compact else 16, 20, 8 if compact else 16)


def _captions() -> tuple[tuple[str, str], ...]:
    return (
        ("no", translate("Staff", "Number")),
        ("name", translate("Staff", "Name")),
        ("role", in_words(translate("Staff", "Role (↑ ↓)"), "staff")),
        ("pin", translate("Staff", "PIN")),
        ("again", translate("Staff", "PIN once more")),
    )


def _word_box(name: str, hint: str, most: int) -> QLineEdit:
    box = WordBox()
    box.setObjectName(name)
    box.setPlaceholderText(hint)
    box.setAccessibleName(hint)
    box.setMaxLength(most)
    box.setFixedHeight(42)
    box.setFont(font(12))
    return box


def _pin_box(name: str, hint: str) -> QLineEdit:
    box = _word_box(name, hint, 8)
    box.setEchoMode(QLineEdit.EchoMode.Password)
    box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    box.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    box.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,8}"), box))
    return box
