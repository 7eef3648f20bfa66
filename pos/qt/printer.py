"""Settings · printer: which one, what it can do, and a test page whose answers say it by themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QHeaderView, QSizePolicy, QVBoxLayout

from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.qt.choice_row import ChoiceRow
from pos.qt.code_pages import CodePage, beside_legend
from pos.qt.key_page import COMPACT, WIDE
from pos.qt.parts import Button, Card, Column, RowsModel, TableView, WordBox, font, text
from pos.qt.printer_trial import TrialCard
from pos.qt.tokens import Type
from pos.settings.printer import PAPERS

if TYPE_CHECKING:
    from pos.screens.printer_choice import PrinterChoice
    from pos.screens.printer_trial import PrinterDraft

_ENCODINGS = (
    ("gb18030", "GB18030"),
    ("gbk", "GBK"),
    ("utf-8", "UTF-8"),
    ("raster", QT_TRANSLATE_NOOP("Printer", "As a picture")),
)


class FoundRow(Struct, frozen=True):
    """A printer that this computer knows."""

    name: str
    label: str


class _Ears:
    """The screen's view: it calls when the computer or the printer has answered."""

    def __init__(self, heard: Callable[[], None]) -> None:
        self.refresh = heard


class PrinterPage(CodePage):
    """Left the printer as it is to be, right the questions of the test page; Ctrl+S keeps what stands at the left."""

    def __init__(self, screen: PrinterChoice) -> None:
        super().__init__("printer", screen)
        self._screen = screen
        screen.view = _Ears(self._heard)
        self._asked_around = False
        self._name = _box("printerName", translate("Printer", "Printer: tcp:HOST:PORT, usb:VID:PID, absent …"))
        self._name.setMaxLength(200)
        self._make_list()
        self._make_choices()
        self._make_buttons()
        self._lay_out()
        self._keys |= self._key_table()
        self.refresh()

    def _make_list(self) -> None:
        self._found = TableView("printersFound", 44)
        self._found.setAccessibleName(translate("Printer", "Printers found here"))
        self._found.horizontalHeader().hide()
        self._model: RowsModel[FoundRow] = RowsModel(
            (Column(translate("Printer", "Printer"), lambda row: f"{row.label}   {row.name}"),)
        )
        self._found.setModel(self._model)
        self._found.setFont(font(Type.BODY))
        self._found.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # On a low screen with a banner it gives way first, to one row: the name can always be typed.
        self._found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._found.setMinimumHeight(48)
        self._found.clicked.connect(lambda _: self._pressed.emit(self._take_found))
        self._none = text("", Type.META, tone="ink2")
        self._none.setWordWrap(True)

    def _make_choices(self) -> None:
        self._paper = ChoiceRow("printerPaper", translate("Printer", "Paper"), [(str(mm), f"{mm} mm") for mm in PAPERS])
        self._columns = _box("printerColumns", translate("Printer", "Columns; empty is by the paper"))
        self._columns.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,2}"), self._columns))
        self._columns.setFixedWidth(96)
        encodings = [(value, translate("Printer", words)) for value, words in _ENCODINGS]
        self._encoding = ChoiceRow("printerEncoding", translate("Printer", "Chinese"), encodings)
        codes = [("native", translate("Printer", "By the printer")), ("image", translate("Printer", "As a picture"))]
        self._qr = ChoiceRow("printerQr", translate("Printer", "QR code"), codes)
        cutter = [("yes", translate("Printer", "Cut")), ("no", translate("Printer", "Torn off"))]
        self._cut = ChoiceRow("printerCut", translate("Printer", "Paper's end"), cutter)
        self._pin = ChoiceRow("printerPin", translate("Printer", "Drawer on pin"), [("2", "2"), ("5", "5")], least=48)
        self._paper.chosen.connect(lambda _: self._hint_columns())
        self._trial = TrialCard()

    def _make_buttons(self) -> None:
        self._ask_around = self._button("lookButton", translate("Printer", "Look again"), "F5", self._look)
        self._test = self._button("testPageButton", translate("Printer", "Print the test page"), "F8", self._print)
        taking = translate("Printer", "Take over the answers")
        self._take = self._button("takeOverButton", taking, "F9", self._take_over)
        self._save = self._button("savePrinter", translate("Printer", "Keep"), "Ctrl S", self._keep, "primary")

    def _key_table(self) -> dict[str, Callable[[], object]]:
        return {
            "F5": self._look,
            "F8": self._print,
            "F9": self._take_over,
            "Return": self._enter,
            "Enter": self._enter,
            "Ctrl+S": self._keep,
        }

    def _button(self, name: str, label: str, key: str, verb: Callable[[], object], kind: str = "plain") -> Button:
        button = Button(label, key=key, kind=kind)
        button.setObjectName(name)
        button.clicked.connect(lambda: self._pressed.emit(verb))
        return button

    def _lay_out(self) -> None:
        chosen = Card()
        self._left = QVBoxLayout(chosen)
        self._left.setSpacing(6)
        self._left.addWidget(text(translate("Printer", "Printer"), Type.META, tone="ink2"))
        self._left.addWidget(self._name)
        self._left.addWidget(self._none)
        self._left.addWidget(self._found, 1)
        self._left.addLayout(self._choices())
        halves = QHBoxLayout()
        halves.setSpacing(12)
        halves.addWidget(chosen, 1)
        halves.addWidget(self._trial)
        self.body.addLayout(halves, 1)
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in (self._ask_around, self._test, self._take):
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self._save)
        self.body.addLayout(line)

    def _choices(self) -> QGridLayout:
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        paper = QHBoxLayout()
        paper.setSpacing(8)
        paper.addWidget(self._paper)
        paper.addWidget(text(translate("Printer", "Columns"), Type.META, tone="ink2"))
        paper.addWidget(self._columns)
        paper.addStretch()
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(self._cut)
        end.addWidget(text(translate("Printer", "Drawer on pin"), Type.META, tone="ink2"))
        end.addWidget(self._pin)
        end.addStretch()
        captions = ("Paper", "Chinese", "QR code", "Paper's end")
        for row, caption in enumerate(captions):
            grid.addWidget(text(translate("Printer", caption), Type.META, tone="ink2"), row, 0)
        grid.addLayout(paper, 0, 1)
        grid.addWidget(self._encoding, 1, 1)
        grid.addWidget(self._qr, 2, 1)
        grid.addLayout(end, 3, 1)
        return grid

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below."""
        return (
            ("F1", translate("Keys", "Help")),
            ("Tab", translate("Keys", "Next choice")),
            ("F8", translate("Keys", "Test page")),
            ("F9", translate("Keys", "Take over the answers")),
            ("Ctrl S", translate("Keys", "Keep")),
            beside_legend(),
            ("Esc", translate("Keys", "Back to selling")),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """What only the help page has room for."""
        return (
            ("F5", translate("Keys", "Look for printers again")),
            ("Enter", translate("Keys", "Take what is marked")),
        )

    def first_focus(self) -> None:
        """The printer's name."""
        self._name.setFocus()

    def refresh(self) -> None:
        """As it counts now; what was chosen and not kept is gone, and so are the answers."""
        super().refresh()
        from pos.screens.printer_trial import PrinterDraft

        screen = self._screen
        self._show(PrinterDraft(screen.printer, screen.paper, screen.encoding, screen.printing))
        self._trial.begin()
        if not self._asked_around:
            self._asked_around = True
            screen.look()
        self._heard()

    def _show(self, draft: PrinterDraft) -> None:
        self._name.setText(draft.name)
        self._paper.show_value(str(draft.paper))
        self._columns.setText(str(draft.printing.columns or ""))
        self._encoding.show_value(draft.encoding)
        self._qr.show_value(draft.printing.qr)
        self._cut.show_value("yes" if draft.printing.cut else "no")
        self._pin.show_value(str(draft.printing.drawer_pin))
        self._hint_columns()

    def _hint_columns(self) -> None:
        self._columns.setPlaceholderText(str(PAPERS.get(int(self._paper.value or 80), "")))

    @property
    def _draft(self) -> PrinterDraft:
        from pos.screens.printer_trial import PrinterDraft

        printing = replace(
            self._screen.printing,
            columns=int(self._columns.text() or 0),
            qr=self._qr.value,
            cut=self._cut.value == "yes",
            drawer_pin=int(self._pin.value),
        )
        return PrinterDraft(self._name.text().strip(), int(self._paper.value), self._encoding.value, printing)

    def _heard(self) -> None:
        """The computer told its printers, or the test page has gone out."""
        screen = self._screen
        self._model.show_rows([FoundRow(one.name, one.label) for one in screen.found])
        self._found.setVisible(bool(screen.found))
        words = translate("Printer", "This computer knows no printer; type where it is.")
        if screen.looking:
            words = translate("Printer", "Looking for printers …")
        elif screen.found:
            words = translate("Printer", "Found here; Enter takes the marked one")
        self._none.setText(words)
        self._test.set_reason(translate("Printer", "on its way") if screen.trying else "")
        self._trial.tell(screen.tested_tone, screen.tested)

    def _look(self) -> None:
        self._screen.look()
        self._heard()

    def _enter(self) -> None:
        focus = QApplication.focusWidget()
        if self._strip.asking:
            self._strip.go_on()
        elif focus is self._found:
            self._take_found()
        elif isinstance(focus, Button):
            focus.click()

    def _take_found(self) -> None:
        candidate = self._model.row(self._found.currentIndex().row())
        if candidate is not None:
            self._name.setText(candidate.name)
            self.first_focus()

    def _print(self) -> None:
        draft = self._draft
        self._ask_leave(partial(self._screen.print_test, draft.name, draft.paper, draft.encoding, draft.printing))

    def _take_over(self) -> None:
        seen = self._trial.seen
        draft = self._draft
        after = draft.after(seen)
        self._show(after)
        if seen.drawer == "no":
            words = translate("Printer", "The drawer is to be tried on pin {pin}").format(pin=after.printing.drawer_pin)
            self._banner.tell("info", words, translate("Printer", "F8 prints once more; Ctrl S keeps it as it stands"))
        elif after == draft:
            self._banner.tell("info", translate("Printer", "The answers change nothing: it stands so already"))
        else:
            words = translate("Printer", "The answers stand at the left")
            self._banner.tell("info", words, translate("Printer", "Ctrl S keeps them"))

    def _keep(self) -> None:
        draft = self._draft
        self._ask_leave(lambda: self._kept(draft))
        self._told_kept()

    def _kept(self, draft: PrinterDraft) -> None:
        self._screen.choose(draft.name, draft.paper, draft.encoding, draft.printing)
        self._told_kept()

    def _told_kept(self) -> None:
        words = translate("Printer", "Kept. The next paper is printed like this, and so is what waits.")
        self._banner.tell("ok", words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows take from the questions, low ones from the air."""
        super().resizeEvent(event)
        wide, compact = self.width() >= WIDE, self.height() < COMPACT
        self._trial.setFixedWidth(520 if wide else 400)
        air = 6 if compact else 16
        self._left.setContentsMargins(16, air, 16, air)
        for rows in (self._left, self._grid):
            rows.setSpacing(4 if compact else 6)
        self._grid.setHorizontalSpacing(12)
        self._trial.fit(compact=compact)
        for button in (self._ask_around, self._test, self._take, self._save):
            button.setFixedHeight(48 if compact else 56)
        self._save.setMinimumWidth(240 if wide else 150)


def _box(name: str, caption: str) -> WordBox:
    box = WordBox()
    box.setObjectName(name)
    box.setAccessibleName(caption)
    box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    box.setFixedHeight(42)
    box.setFont(font(12))
    return box
