"""The scanner's page: scan what is drawn three times, and the till knows how fast it types and what it ends with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.qt.code_pages import CodePage, beside_legend
from pos.qt.pace import PERSON, SILENCE, WANTED, Pace
from pos.qt.parts import Button, Card, font, text
from pos.qt.parts.paint import CENTRE
from pos.qt.tokens import Type
from pos.qt.wedge import ScannerFilter

if TYPE_CHECKING:
    from pos.screens.own_settings import OwnSettings

#: No goods: the prefix is for use inside a shop, and no scale of ours has it.
CODE = "0412345678903"
_ENDS = {
    "any": QT_TRANSLATE_NOOP("Scanner", "Enter or Tab"),
    "enter": "Enter",
    "tab": "Tab",
    "none": QT_TRANSLATE_NOOP("Scanner", "nothing"),
}
_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def ean13_bars(code: str) -> str:
    """The 95 modules of an EAN-13, `1` a bar, `0` a gap."""
    left = "".join(
        _LEFT[int(digit)] if parity == "L" else _right(digit)[::-1]
        for digit, parity in zip(code[1:7], _PARITY[int(code[0])], strict=True)
    )
    return "101" + left + "01010" + "".join(_right(digit) for digit in code[7:]) + "101"


def _right(digit: str) -> str:
    return _LEFT[int(digit)].translate(str.maketrans("01", "10"))


class Drawn(QWidget):
    """The code as bars and as a QR code, black on white whatever the window's colours: a scanner reads it there."""

    def __init__(self, code: str, modules: Sequence[Sequence[bool]]) -> None:
        super().__init__()
        self._code, self._qr = code, modules
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(translate("Scanner", "The barcode {code} and the same as QR code").format(code=code))

    def sizeHint(self) -> QSize:
        """Both side by side, with their quiet zones."""
        return QSize(560, 190)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars at the left, QR at the right, digits below the bars."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        black = QColor("black")
        for n, module in enumerate(ean13_bars(self._code)):
            if module == "1":
                painter.fillRect(QRectF(30 + 3 * n, 20, 3, 120), black)
        painter.setPen(black)
        painter.setFont(font(Type.BODY, bold=True))
        painter.drawText(QRectF(20, 146, 305, 26), CENTRE, self._code)
        side = 150 / len(self._qr)
        side = float(int(side)) or 1.0
        for row, line in enumerate(self._qr):
            for column, dark in enumerate(line):
                if dark:
                    painter.fillRect(QRectF(385 + column * side, 20 + row * side, side, side), black)


class ScannerPage(CodePage):
    """Scan three times, F9 keeps what was measured; nothing that is scanned here is sold."""

    def __init__(self, screen: OwnSettings) -> None:
        super().__init__("scanner", screen)
        self._screen = screen
        self._ears: ScannerFilter | None = None
        self._pace = Pace(CODE)
        self._quiet = QTimer(self, singleShot=True, interval=SILENCE + 50)
        self._quiet.timeout.connect(self._silence)
        self._now = text("", Type.BODY)
        self._count = text("", Type.TITLE, bold=True)
        self._found = text("", Type.BODY)
        self._warning = text("", Type.BODY, bold=True, tone="warn")
        for label in (self._now, self._found, self._warning):
            label.setWordWrap(True)
        self._save = Button(translate("Scanner", "Keep these values"), key="F9", kind="primary")
        self._save.setObjectName("keepScannerButton")
        self._save.setFixedHeight(56)
        self._save.clicked.connect(partial(self._pressed.emit, self._keep))
        self._anew = Button(translate("Scanner", "Measure anew"), key="F5")
        self._anew.setObjectName("measureButton")
        self._anew.setFixedHeight(56)
        self._anew.clicked.connect(partial(self._pressed.emit, self._begin))
        self._lay_out()
        self._keys |= {"F9": self._keep, "F5": self._begin}
        self.refresh()

    def _lay_out(self) -> None:
        frame = Card()
        box = QVBoxLayout(frame)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(14)
        title = translate("Scanner", "Scan the code below three times, whichever of the two")
        box.addWidget(text(title, Type.TITLE, bold=True))
        # Side by side: below the codes a low screen has no room for the words.
        words = QVBoxLayout()
        words.setSpacing(14)
        for label in (self._count, self._found, self._warning, self._now):
            words.addWidget(label)
        words.addStretch()
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(Drawn(CODE, self._screen.drawn(CODE)), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        box.addLayout(line)
        box.addStretch()
        self.body.addWidget(frame, 1)
        end = QHBoxLayout()
        end.setSpacing(12)
        end.addWidget(self._anew)
        end.addStretch()
        end.addWidget(self._save)
        self._save.setMinimumWidth(300)
        self._anew.setMinimumWidth(180)
        self.body.addLayout(end)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below."""
        return (
            ("F1", translate("Keys", "Help")),
            ("F5", translate("Keys", "Measure anew")),
            ("F9", translate("Keys", "Keep")),
            beside_legend(),
            ("Esc", translate("Keys", "Back to selling")),
        )

    def take_ears(self, ears: ScannerFilter | None) -> None:
        """Whom the window hears its scanner with."""
        self._ears = ears

    def showEvent(self, event: QShowEvent) -> None:
        """In front: every key is heard, as it comes."""
        if self._ears is not None:
            self._ears.listen(self._hear)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page: nothing is heard any more."""
        if self._ears is not None:
            self._ears.listen(None)

    def refresh(self) -> None:
        """Begin anew: another visit is another scanner."""
        super().refresh()
        self._begin()

    def _begin(self) -> None:
        self._pace = Pace(CODE)
        self._draw()
        self.setFocus()

    def _hear(self, event: QKeyEvent) -> None:
        if self._strip.asking or self._pace.enough:
            return
        ends = {Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter", Qt.Key.Key_Tab: "tab"}
        self._pace.key(event.text(), ends.get(Qt.Key(event.key()), ""), event.timestamp())
        self._quiet.start()
        self._draw()

    def _silence(self) -> None:
        self._pace.silence()
        self._draw()

    def _keep(self) -> None:
        if not self._pace.enough:
            return
        gap, end = self._pace.gap, self._pace.end

        def save() -> None:
            self._screen.save_scanner(gap, end)
            if self._ears is not None:
                self._ears.fit(gap, end)
            self._begin()

        self._ask_leave(save)
        self._banner.tell("info", translate("Scanner", "Kept. From now on the scanner is heard like this."))

    def _draw(self) -> None:
        pace = self._pace
        done = translate("Scanner", "{n} of {all} scans").format(n=min(len(pace.bursts), WANTED), all=WANTED)
        self._count.setText(done)
        found = ""
        if pace.bursts:
            longest = max(burst.longest for burst in pace.bursts)
            words = translate("Scanner", "Longest gap between two keys: {longest} ms. At the end: {end}.")
            found = words.format(longest=longest, end=_end_words(pace.end))
        elif not pace.other:
            found = translate("Scanner", "Nothing scanned yet.")
        if pace.enough:
            words = translate("Scanner", "Proposal: keys up to {gap} ms apart are the scanner's, ended by {end}.")
            found += "\n" + words.format(gap=pace.gap, end=_end_words(pace.end))
        self._found.setText(found)
        warning = ""
        if pace.other:
            words = translate("Scanner", "That read {code}, which is not the code above; it was not counted.")
            warning = words.format(code=pace.other[:40])
        elif pace.enough and pace.gap > PERSON:
            warning = translate(
                "Scanner", "This scanner is slow: who types very fast may be taken for it. A faster setting is better."
            )
        self._warning.setText(warning)
        gap, end = self._screen.scanner
        words = translate("Scanner", "Now: keys up to {gap} ms apart, ended by {end}.")
        self._now.setText(words.format(gap=gap, end=_end_words(end)))
        self._save.set_reason("" if pace.enough else translate("Scanner", "Three scans first"))


def _end_words(end: str) -> str:
    return translate("Scanner", _ENDS[end])
