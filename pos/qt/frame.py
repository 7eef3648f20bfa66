"""What stands around every page: the rail at the left, the bar above, the strip of keys below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt import keys
from pos.qt.parts import Elided, StatusChip, icon_label, paint_icon, rule, text
from pos.qt.parts.paint import CENTRE, paint_mark, smooth
from pos.qt.theme import colour, font, metrics, now
from pos.qt.tokens import Type
from pos.qt.training import rail_ground

if TYPE_CHECKING:
    from pos.screens.counter import Chip, Status

#: What stands on a device's chip.
_ICONS = {"scaleStatus": "weight", "displayStatus": "person", "drawerStatus": "banknote"}
#: The rail: a page's button (44 at least), and what stands above, below and between them.
_ENTRY, _LEAST = 60, 44
_ABOVE, _BELOW, _BETWEEN = 62, 12, 4


class RailEntry(Struct, frozen=True):
    """A page in the rail: its name in the program, its icon, its word."""

    page: str
    icon: str
    word: str


class RailButton(QAbstractButton):
    """One page: icon over word; the chosen one is filled and marked at the edge; its digit shows while F10 is on."""

    def __init__(self, entry: RailEntry, digit: int) -> None:
        super().__init__()
        self.setObjectName(f"rail_{entry.page}")
        self.setCheckable(True)
        self.setText(entry.word)
        self.setAccessibleName(entry.word)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(_ENTRY)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon, self._digit, self._numbered = entry.icon, digit, False
        self._training = False

    def wear(self, *, training: bool) -> None:
        """On the ground of training other colours can be read."""
        self._training = training
        self.update()

    def rename(self, word: str) -> None:
        """Another word for the same place."""
        self.setText(word)
        self.setAccessibleName(word)
        self.update()

    def _ink(self) -> QColor:
        if self._training and not now().dark:
            return colour("ink" if self.isChecked() or self.underMouse() else "surface")
        return colour("on_rail" if self.isChecked() else "rail_ink")

    def tell_key(self) -> None:
        """How it is reached without looking, by the keys that count now."""
        self.setAccessibleDescription(f"{keys.shown('F10')} {self._digit}")

    def number(self, shown: bool) -> None:
        """Show or hide the digit."""
        self._numbered = shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, mark, icon, word."""
        painter = QPainter(self)
        smooth(painter)
        box = QRectF(self.rect()).adjusted(6, 0, -6, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(colour("warn_line" if self._training else "rail_on"))
            painter.drawRoundedRect(box, 9, 9)
        if self.isChecked():
            painter.setBrush(colour("rail_mark"))
            painter.drawRoundedRect(QRectF(-4, box.center().y() - 14, 8, 28), 4, 4)
        ink = self._ink()
        # Lower buttons lose the air around sign and word.
        less = (_ENTRY - self.height()) / 2
        paint_icon(painter, QRectF(box.center().x() - 11, 9 - less, 22, 22), self._icon, ink)
        painter.setPen(ink)
        painter.setFont(font(Type.SMALL, bold=self.isChecked()))
        small = metrics(Type.SMALL, True).horizontalAdvance(self.text()) > box.width()
        if small:
            painter.setFont(font(Type.HINT, bold=self.isChecked()))
        painter.drawText(QRectF(0, 34 - less - less / 3, self.width(), 22), CENTRE, self.text())
        if self._numbered:
            spot = QRectF(box.right() - 20, 3, 18, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("rail_mark"))
            painter.drawRoundedRect(spot, 4, 4)
            painter.setPen(colour("rail"))
            painter.setFont(font(Type.META, bold=True))
            painter.drawText(spot, CENTRE, str(self._digit))
        if self.hasFocus():
            painter.setPen(colour("rail_mark"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)


class Rail(QWidget):
    """The pages. After F10 a digit chooses, Esc or any other key does not."""

    def __init__(
        self, entries: Sequence[RailEntry], chosen: Callable[[str], object], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(translate("Window", "Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._chosen, self._back = chosen, back
        self._training = False
        self._buttons: dict[str, RailButton] = {}
        self._entries = tuple(entries)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, _ABOVE, 0, _BELOW)
        box.setSpacing(_BETWEEN)
        for digit, entry in enumerate(self._entries, 1):
            button = RailButton(entry, digit)
            button.clicked.connect(lambda _=False, page=entry.page: self._choose(page))
            self._buttons[entry.page] = button
            box.addWidget(button)
        box.addStretch()

    def show_chosen(self, page: str) -> None:
        """Mark the page in front."""
        for name, button in self._buttons.items():
            button.setChecked(name == page)
            button.tell_key()

    def wear(self, *, training: bool) -> None:
        """The ground of training, or of earnest."""
        self._training = training
        for button in self._buttons.values():
            button.wear(training=training)
        if "training" in self._buttons:
            self._buttons["training"].rename(
                translate("Window", "Leave training") if training else translate("Window", "Training")
            )
        self.update()

    def ask(self) -> None:
        """Number the pages and wait for a digit."""
        self._number(True)
        self.setFocus()

    def _number(self, shown: bool) -> None:
        for button in self._buttons.values():
            button.number(shown)

    def _choose(self, page: str) -> None:
        self._number(False)
        self._chosen(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit goes to its page; everything else gives the page in front its focus back."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
            return
        self._number(False)
        if event.text().isdigit() and 1 <= int(event.text()) <= len(self._entries):
            self._chosen(self._entries[int(event.text()) - 1].page)
        else:
            self._back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On low screens many pages share what height there is."""
        super().resizeEvent(event)
        room = (self.height() - _ABOVE - _BELOW) // max(1, len(self._entries)) - _BETWEEN
        for button in self._buttons.values():
            button.setFixedHeight(max(_LEAST, min(_ENTRY, room)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark ground, the mark on top."""
        painter = QPainter(self)
        ground = rail_ground(self._training)
        painter.fillRect(self.rect(), ground)
        mark = colour("rail_ink") if now().dark else colour("surface")
        paint_mark(painter, QRectF(self.width() / 2 - 17, 9, 34, 34), mark, ground)


class TopBar(QFrame):
    """Shop, outlet and till; the three lasting states; clerk and shift; date and time."""

    def __init__(self, shop: str, place: str) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._shop = text(shop, Type.HEADING, bold=True)
        self._place = Elided(Type.SMALL, tone="ink2")
        self._place.setText(place)
        self._long_place = place
        self.printing = StatusChip("printStatus", "printer", translate("Window", "To print"))
        self.unsent = StatusChip("syncStatus", "upload", translate("Window", "Not handed in"))
        self.net = StatusChip("netStatus", "wifi", translate("Window", "Online"))
        self._clerk_icon = icon_label("person", 18, "ink2")
        self._clerk = text("", Type.SMALL)
        self._date = text("", Type.SMALL, tone="ink2")
        self._clock = text("", Type.TITLE, bold=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        line.addWidget(self._shop)
        line.addSpacing(2)
        line.addWidget(self._place, 1)
        self._devices: dict[str, StatusChip] = {}
        self._narrow = False
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        line.addLayout(self._chips)
        for chip in (self.printing, self.unsent, self.net):
            line.addWidget(chip)
        line.addSpacing(4)
        self._rules = [rule(upright=True) for _ in range(2)]
        line.addWidget(self._rules[0])
        line.addSpacing(2)
        line.addWidget(self._clerk_icon)
        line.addWidget(self._clerk)
        line.addSpacing(2)
        line.addWidget(self._rules[1])
        line.addSpacing(2)
        line.addWidget(self._date)
        line.addWidget(self._clock)
        for one in self._rules:
            one.setFixedHeight(20)

    def fit(self, *, narrow: bool) -> None:
        """Narrow windows drop the date and the outlet's name; the states are never dropped."""
        self._narrow = narrow
        self._date.setVisible(not narrow)
        self._clerk_icon.setVisible(not (narrow and self._devices))
        for chip in self._devices.values():
            chip.fit(small=narrow)
        self._place.setText(self._long_place.split(" · ")[-1] if narrow else self._long_place)

    def draw(self, status: Status) -> None:
        """Show the states, who is at work, and the time."""
        for chip, one in ((self.printing, status.printing), (self.unsent, status.unsent), (self.net, status.net)):
            icon = ""
            if chip is self.net:
                icon = "wifi" if one.state == "ok" else "wifi-off"
            chip.tell(one.state, one.figure, one.word, one.sentence, icon)
        self._draw_devices(status.devices)
        self._put(self._clerk, status.clerk_text)
        self.tick(status.now)

    def _draw_devices(self, devices: Sequence[tuple[str, Chip]]) -> None:
        """A chip for each device that is set up; training has fewer of them."""
        for name, one in devices:
            if name not in self._devices:
                self._devices[name] = StatusChip(name, _ICONS[name], one.word)
                self._chips.addWidget(self._devices[name])
                self.fit(narrow=self._narrow)
            self._devices[name].tell(one.state, one.figure, one.word, one.sentence)
        named = {name for name, _ in devices}
        for name, chip in self._devices.items():
            chip.setVisible(name in named)

    def tick(self, at: datetime) -> None:
        """Show another time."""
        self._put(self._clock, f"{at:%H:%M}")
        self._put(self._date, day_words(at))

    @staticmethod
    def _put(label: QLabel, words: str) -> None:
        if label.text() != words:
            label.setText(words)

    def sizeHint(self) -> QSize:
        """Its height is the window's business."""
        return QSize(600, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, a line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))


def weekday(at: datetime, *, long: bool = False) -> str:
    """周二, or 星期二."""
    short_names = (
        translate("Window", "Mon"),
        translate("Window", "Tue"),
        translate("Window", "Wed"),
        translate("Window", "Thu"),
        translate("Window", "Fri"),
        translate("Window", "Sat"),
        translate("Window", "Sun"),
    )
    long_names = (
        translate("Window", "Monday"),
        translate("Window", "Tuesday"),
        translate("Window", "Wednesday"),
        translate("Window", "Thursday"),
        translate("Window", "Friday"),
        translate("Window", "Saturday"),
        translate("Window", "Sunday"),
    )
    return (long_names if long else short_names)[at.weekday()]


def day_words(at: datetime, *, long: bool = False) -> str:
    """9月8日 周二."""
    words = translate("Window", "{month}/{day} {weekday}")
    return words.format(month=at.month, day=at.day, weekday=weekday(at, long=long))
