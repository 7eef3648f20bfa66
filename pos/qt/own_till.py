"""Settings · this till: its names, what a clerk may do alone, the day, the stock, the look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt import sounds
from pos.qt.choice_row import ChoiceRow
from pos.qt.code_pages import CodePage, beside_legend
from pos.qt.key_page import COMPACT, WIDE
from pos.qt.parts import Button, Card, Field, WordBox, font, text
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.own_till import OwnTillScreen, TillDraft

_NAMES = ("name", "outlet", "cut_over", "lock_after_minutes")
_LIMITS = ("clerk_discount_percent", "clerk_refund_yuan", "cash_tolerance")
_CHOICES = ("when_short", "dark", "large")
_SOUND = ("volume",)


class OwnTillPage(CodePage):
    """Every entry with what it means; Ctrl+S keeps them, and each says whether it waits for the next start."""

    def __init__(self, screen: OwnTillScreen) -> None:
        super().__init__("own_till", screen)
        self._screen = screen
        self._boxes: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        later = translate("OwnTill", "From the next start")
        hints = {
            "name": translate("OwnTill", "At the head of every receipt"),
            "outlet": translate("OwnTill", "May stay empty"),
            "cut_over": later,
            "lock_after_minutes": translate("OwnTill", "0 never locks. From the next start"),
            "clerk_discount_percent": translate("OwnTill", "More needs the manager's leave"),
            "clerk_refund_yuan": translate("OwnTill", "Whole yuan; more needs the manager's leave"),
            "cash_tolerance": translate("OwnTill", "A larger difference needs a manager's approval"),
            "volume": translate("OwnTill", "0 is silence; one is heard when it is kept"),
        }
        for name in (*_NAMES, *_LIMITS, *_SOUND):
            self._boxes[name] = _box(name)
            self._fields[name] = Field(_caption(name), self._boxes[name], hints[name])
        short = [("warn", translate("OwnTill", "Warn")), ("refuse", translate("OwnTill", "Refuse"))]
        colours = [("no", translate("OwnTill", "Light")), ("yes", translate("OwnTill", "Dark"))]
        sizes = [("no", translate("OwnTill", "Usual")), ("yes", translate("OwnTill", "Large"))]
        self._choices = {
            "when_short": ChoiceRow("own_when_short", _caption("when_short"), short),
            "dark": ChoiceRow("own_dark", _caption("dark"), colours),
            "large": ChoiceRow("own_large", _caption("large"), sizes),
        }
        self._waits = text("", Type.BODY, bold=True, tone="info")
        self._waits.setWordWrap(True)
        self._save = Button(translate("OwnTill", "Keep"), key="Ctrl S", kind="primary")
        self._save.setObjectName("saveOwnTill")
        self._save.clicked.connect(lambda: self._pressed.emit(self._keep))
        self._lay_out()
        self._keys |= {"Return": self._enter, "Enter": self._enter, "Ctrl+S": self._keep}
        self.refresh()

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        self._insides: list[QVBoxLayout] = []
        titles = (
            translate("OwnTill", "Shop and day"),
            translate("OwnTill", "Limits and sounds"),
            translate("OwnTill", "Stock and look"),
        )
        for title, names in zip(titles, (_NAMES, (*_LIMITS, *_SOUND), _CHOICES), strict=True):
            card = Card()
            inside = QVBoxLayout(card)
            inside.addWidget(text(title, Type.HEADING, bold=True))
            for name in names:
                if name in self._fields:
                    inside.addWidget(self._fields[name])
                else:
                    self._add_choice(inside, name)
            inside.addStretch()
            self._insides.append(inside)
            columns.addWidget(card, 1)
        inside_ = QWidget()
        inside_.setLayout(columns)
        # A low screen with a banner has no room for all of it: then it scrolls, and Tab brings what it leads to.
        room = QScrollArea()
        room.setWidget(inside_)
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(room, 1)
        end = QHBoxLayout()
        end.setSpacing(12)
        end.addWidget(self._waits, 1)
        end.addWidget(self._save)
        self.body.addLayout(end)

    def _add_choice(self, inside: QVBoxLayout, name: str) -> None:
        hint = translate("OwnTill", "From the next start")
        if name == "when_short":
            hint = translate("OwnTill", "When the books know of no more of an article")
        told = text(hint, 9.5, tone="ink2")
        told.setWordWrap(True)
        inside.addWidget(text(_caption(name), Type.META, tone="ink2"))
        inside.addWidget(self._choices[name])
        inside.addWidget(told)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below."""
        return (
            ("F1", translate("Keys", "Help")),
            ("Tab", translate("Keys", "Next choice")),
            ("Ctrl S", translate("Keys", "Keep")),
            beside_legend(),
            ("Esc", translate("Keys", "Back to selling")),
        )

    def first_focus(self) -> None:
        """The first box."""
        self._boxes["name"].setFocus()

    def refresh(self) -> None:
        """As it was kept last; what was typed and not kept is gone."""
        super().refresh()
        draft = self._screen.draft
        for name, box in self._boxes.items():
            box.setText(getattr(draft, name))
            self._fields[name].wrong("")
        self._choices["when_short"].show_value(draft.when_short)
        for name in ("dark", "large"):
            self._choices[name].show_value("yes" if getattr(draft, name) else "no")
        self._tell_waiting()

    def told(self, problem: Problem) -> None:
        """What was refused, also under its box."""
        super().told(problem)
        name = getattr(problem, "name", "")
        if name in self._fields:
            self._fields[name].wrong(getattr(problem, "why", ""))
            self._boxes[name].setFocus()

    @property
    def _draft(self) -> TillDraft:
        from pos.screens.own_till import TillDraft

        typed = {name: box.text() for name, box in self._boxes.items()}
        chosen = {name: choice.value for name, choice in self._choices.items()}
        return TillDraft(
            **typed, when_short=chosen["when_short"], dark=chosen["dark"] == "yes", large=chosen["large"] == "yes"
        )

    def _tell_waiting(self) -> None:
        waits = translate("OwnTill", "Some of it counts from the next start of the till.")
        self._waits.setText(waits if self._screen.waits else "")

    def _enter(self) -> None:
        focus = QApplication.focusWidget()
        if self._strip.asking:
            self._strip.go_on()
        elif isinstance(focus, Button):
            focus.click()
        else:
            self.focusNextChild()

    def _keep(self) -> None:
        for field in self._fields.values():
            field.wrong("")
        draft = self._draft
        self._ask_leave(partial(self._kept, draft))
        self._told_kept()

    def _kept(self, draft: TillDraft) -> None:
        self._screen.save(draft)
        self.refresh()
        self._told_kept()

    def _told_kept(self) -> None:
        sounds.play("paid")
        self._banner.tell("ok", translate("OwnTill", "Kept."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air on a low screen."""
        super().resizeEvent(event)
        wide, compact = self.width() >= WIDE, self.height() < COMPACT
        for inside in self._insides:
            inside.setContentsMargins(16, 8 if compact else 16, 16, 8 if compact else 16)
            inside.setSpacing(2 if compact else 10)
        self._save.setFixedHeight(48 if compact else 56)
        self._save.setMinimumWidth(260 if wide else 200)


def _caption(name: str) -> str:
    from pos.screens.own_till import entry_text

    return entry_text(name)


def _box(name: str) -> WordBox:
    box = WordBox()
    box.setObjectName(f"own_{name}")
    box.setMaxLength(60)
    box.setFont(font(12))
    box.setFixedHeight(42)
    if name not in ("name", "outlet"):
        box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    return box
