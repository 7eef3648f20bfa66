"""A payment by code that is on its way: what is known, since when, and the ways out; calm first, amber when unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.marks import dye
from pos.qt.parts import (
    Button,
    colour,
    font,
    icon_label,
    metrics,
    paint_elided,
    paint_icon,
    paint_pill,
    panel_state,
    text,
)
from pos.qt.parts.paint import CENTRE, LEFT, fitting_points, smooth

if TYPE_CHECKING:
    from pos.screens.pay_rows import PayRow, PayStep

#: Nobody knows whether the money is there: amber, and a manager may settle it.
UNSURE = ("UNKNOWN", "REVOKING")
_CIRCLE = 26
#: So many stand beside each other on the way that most payments take; fewer keep their places.
_STEPS = 4


class WayOut(Button):
    """A button that says under its label what it does, or while it cannot be pressed, why not."""

    def say(self, hint: str, *, live: bool) -> None:
        """The line under the label; `live` if it can be pressed."""
        if (hint, live) != (self._reason, self.isEnabled()):
            self._reason = hint
            self.setEnabled(live)
            self.setAccessibleDescription(hint)
            self.update()


class WaitingPanel(QWidget):
    """The request that stands, in place of means and amount. What can be done about it is called back."""

    def __init__(
        self,
        ask: Callable[[], object],
        confirm: Callable[[], object],
        revoke: Callable[[], object],
        release: Callable[[], object],
    ) -> None:
        super().__init__()
        self._shown: PayRow | None = None
        self._narrow: bool | None = None
        self._panel = QFrame()
        self._panel.setObjectName("payRequest")
        self._unsure_sign = icon_label("warn", 38, "warn")
        self._calm_sign = icon_label("clock", 38, "accent")
        self._title = text("", 16.5, bold=True)
        self._title.setObjectName("payRequestTitle")
        self._advice = text("", 11.5)
        self._advice.setObjectName("payRequestAdvice")
        self._advice.setWordWrap(True)
        self._pill = _Countdown()
        self._steps = _Steps()
        self.ask = _way_out("askAgainButton", translate("Payment", "Ask again"), "F5", "again", ask)
        self.confirm = _way_out("confirmByHandButton", translate("Payment", "Paid: confirm by hand"), "F6", "", confirm)
        self.revoke = _way_out("revokeButton", translate("Payment", "Take this payment back"), "F7", "", revoke)
        self.release = _way_out(
            "releaseByHandButton", translate("Payment", "Not paid: let go by hand"), "F8", "", release
        )
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(18)
        for sign in (self._unsure_sign, self._calm_sign):
            top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        self._inside = inside = QVBoxLayout(self._panel)
        inside.addLayout(top, 1)
        inside.addWidget(self._steps)
        self._ways = ways = QHBoxLayout()
        ways.setSpacing(10)
        for button in (self.ask, self.confirm, self.revoke, self.release):
            ways.addWidget(button, 1)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._panel)
        box.addLayout(ways)
        self.fit(compact=False, narrow=False)

    def fit(self, *, compact: bool, narrow: bool) -> None:
        """Lower where the screen is low; without signs in the buttons where it is narrow."""
        self._inside.setContentsMargins(18, 6 if compact else 14, 18, 4 if compact else 8)
        self._inside.setSpacing(2 if compact else 6)
        self._box.setSpacing(7 if compact else 10)
        self._panel.setFixedHeight(150 if compact else 176)
        self._steps.setFixedHeight(66 if compact else 72)
        self._pill.setFixedSize(118 if narrow else 130, 44 if compact else 56)
        self._title_points = 13.0 if narrow else 14.0 if compact else 16.5
        self._title.setFont(font(self._title_points, bold=True))
        self._advice.setFont(font(10.5 if compact else 11.5))
        for button in (self.ask, self.confirm, self.revoke, self.release):
            button.setFixedHeight(60 if compact else 76)
        if narrow != self._narrow:
            self._narrow = narrow
            icons = {self.ask: "again", self.confirm: "lock", self.revoke: "refund", self.release: "lock"}
            for button, icon in icons.items():
                button.set_icon("" if narrow else icon)

    @property
    def ways_place(self) -> tuple[int, int]:
        """Top and height of the row of buttons, in this widget: a manager is asked there."""
        return self.ask.y(), self.ask.height()

    def pressed(self) -> bool:
        """Enter: press the button that has the focus; False where none has."""
        for button in (self.ask, self.confirm, self.revoke, self.release):
            if button.hasFocus() and button.isEnabled():
                button.click()
                return True
        return False

    def draw(self, request: PayRow) -> None:
        """Show what is known of it; drawn only where something is other than before."""
        before = self._shown
        if request == before:
            return
        self._shown = request
        unsure = request.state in UNSURE
        panel_state(self._panel, "warned" if unsure else "calm")
        self._unsure_sign.setVisible(unsure)
        self._calm_sign.setVisible(not unsure)
        dye(self._title, "warn" if unsure else "ink")
        # Another tone puts the first font back.
        self._title.setFont(font(self._title_points, bold=True))
        self._title.setText(request.title)
        self._advice.setText(request.advice)
        self._panel.setAccessibleName(request.title)
        self._panel.setAccessibleDescription(request.advice)
        self._pill.show_state(_pill_words(request), unsure=unsure)
        self._steps.draw(request.steps, unsure=unsure)
        self._draw_ways(request)
        if before is None or (before.number, before.state) != (request.number, request.state):
            # Once a state, not once a second.
            QAccessible.updateAccessibility(QAccessibleEvent(self._panel, QAccessible.Event.Alert))

    def _draw_ways(self, request: PayRow) -> None:
        gaps = {"means": request.label, "n": request.revoke_in}
        self.ask.say(
            translate("Payment", "Being asked now")
            if request.asking
            else translate("Payment", "Asks {means} at once").format(**gaps),
            # Pressed twice it asks once; and it keeps the focus, which would else leave the page.
            live=True,
        )
        unsure = request.may_confirm and (request.state in UNSURE or request.may_release)
        waits = translate("Payment", "Wait for the answer first")
        if request.state == "REVOKING":
            waits = translate("Payment", "It is being taken back")
        stuck = request.may_release
        for button, live in ((self.confirm, unsure), (self.revoke, request.may_revoke and not stuck)):
            if button.hasFocus() and not live:
                self.ask.setFocus()
        if self.release.hasFocus() and not stuck:
            self.ask.setFocus()
        self.confirm.say(
            translate("Payment", "Manager's PIN, checked later") if unsure else waits,
            live=unsure,
        )
        self.revoke.setVisible(not stuck)
        self.release.setVisible(stuck)
        if request.may_revoke:
            why = translate("Payment", "Closes it; nothing stays taken")
        elif request.revoke_in:
            why = translate("Payment", "Possible in {n} seconds").format(**gaps)
        else:
            why = translate("Payment", "Being asked now") if request.asking else waits
        self.revoke.say(why, live=request.may_revoke)
        self.release.say(translate("Payment", "Manager's PIN, checked later"), live=True)

    def forget(self) -> None:
        """Nothing is waited for any more; the next request is announced anew."""
        self._shown = None


def later(request: PayRow) -> PayRow:
    """The same without what passes every second: two of them are alike if nothing has happened in between."""
    return replace(request, waited=0, next_ask_in=None, asking=False, revoke_in=0, advice="")


def _pill_words(request: PayRow) -> str:
    if request.asking or request.next_ask_in == 0:
        return translate("Payment", "Asking now")
    if request.next_ask_in is None:
        return ""
    return translate("Payment", "Asks in {n} s").format(n=request.next_ask_in)


def _way_out(name: str, label: str, key: str, icon: str, verb: Callable[[], object]) -> WayOut:
    button = WayOut(label, key=key, icon=icon, points=13)
    button.setObjectName(name)
    button.setAccessibleName(label)
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    button.clicked.connect(verb)
    return button


class _Countdown(QWidget):
    """When the service is asked next, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._unsure = "", False

    def show_state(self, words: str, *, unsure: bool) -> None:
        """The words of now; without any it is not there."""
        if (words, unsure) != (self._words, self._unsure):
            self._words, self._unsure = words, unsure
            self.setAccessibleName(words)
            self.update()
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, rimmed in the state's colour."""
        painter = QPainter(self)
        base = "warn" if self._unsure else "accent"
        paint_pill(painter, self.rect(), colour("surface"), colour(f"{base}_line"))
        painter.setPen(colour(base))
        painter.setFont(font(13, bold=True))
        painter.drawText(self.rect(), CENTRE, self._words)


class _Steps(QWidget):
    """What happened so far, with its times, and what it is waited for; told as one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paySteps")
        self._steps: tuple[PayStep, ...] = ()
        self._unsure = False

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, 72)

    def draw(self, steps: tuple[PayStep, ...], *, unsure: bool) -> None:
        """Show other steps."""
        if (steps, unsure) == (self._steps, self._unsure):
            return
        self._steps, self._unsure = steps, unsure
        told = (f"{step.label} {step.at:%H:%M:%S}" if step.at else step.label for step in steps)
        self.setAccessibleName(translate("Payment", "; ").join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A circle each: ticked, the one it stands at, and still to come; a line to the next."""
        painter = QPainter(self)
        smooth(painter)
        left, wide = 0.0, self._widths()
        for i, step in enumerate(self._steps):
            each = wide[i]
            spot = QRectF(left + 1, 1, _CIRCLE, _CIRCLE)
            left += each
            if i + 1 < len(self._steps):
                ink = "warn_line" if self._unsure else "accent_line"
                painter.setPen(QPen(colour(ink if step.done else "line"), 2))
                begin, end = spot.right() + 4, left - 4
                painter.drawLine(QPointF(begin, spot.center().y()), QPointF(end, spot.center().y()))
            self._paint_circle(painter, spot, step)
            self._paint_words(painter, QRectF(spot.left(), spot.bottom() + 4, each - 8, 0), step)

    def _widths(self) -> list[float]:
        """All alike, unless one has more to say than there is room: then each by its words."""
        alike = self.width() / max(_STEPS, len(self._steps))
        # Never less than the time below it.
        needed = [max(74.0, metrics(11, step.now).horizontalAdvance(step.label) + 14.0) for step in self._steps]
        if max(needed, default=0) <= alike:
            return [alike] * len(needed)
        rest = self.width() - sum(needed)
        if rest < 0:
            widest = needed.index(max(needed))
            needed[widest] += rest
            return needed
        return [one + rest / len(needed) for one in needed]

    def _paint_circle(self, painter: QPainter, spot: QRectF, step: PayStep) -> None:
        ink = colour("warn" if self._unsure else "accent")
        if step.done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(spot)
            paint_icon(painter, spot.adjusted(6, 6, -6, -6), "check", "surface")
            return
        painter.setBrush(colour("surface"))
        painter.setPen(QPen(ink, 3) if step.now else QPen(colour("edge"), 1.5))
        painter.drawEllipse(spot.adjusted(1.5, 1.5, -1.5, -1.5))
        if step.now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(spot.center(), 5.0, 5.0)

    @staticmethod
    def _paint_words(painter: QPainter, box: QRectF, step: PayStep) -> None:
        painter.setPen(colour("ink" if step.at else "ink2"))
        painter.setFont(font(fitting_points(step.label, box.width(), 11, bold=step.now), bold=step.now))
        paint_elided(painter, QRectF(box.left(), box.top() - 1, box.width(), 20), LEFT, step.label)
        if step.at:
            painter.setPen(colour("ink2"))
            painter.setFont(font(10))
            paint_elided(painter, QRectF(box.left(), box.top() + 18, box.width(), 17), LEFT, f"{step.at:%H:%M:%S}")
