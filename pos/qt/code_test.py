"""Try a code: paste or scan one and see step by step how it is read, why, and what the selling page would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from pos.core.wording import translate
from pos.qt.code_pages import CodePage, beside_legend
from pos.qt.parts import (
    ROW,
    Column,
    EchoLine,
    RowsModel,
    TableView,
    WordBox,
    colour,
    font,
    paint_icon,
    state_colours,
    text,
)
from pos.qt.parts.paint import LEFT, SIGNS
from pos.qt.parts.tables import Index
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.code_test import CodeTestScreen, Step

_TITLE = 190


class CodeTestPage(CodePage):
    """A box, the verdict under it, and below it every step."""

    def __init__(self, screen: CodeTestScreen) -> None:
        super().__init__("code_test")
        self._screen = screen
        self._box = WordBox()
        self._box.setObjectName("codeBox")
        self._box.setFont(font(Type.ROW_NAME))
        self._box.setFixedHeight(52)
        self._box.setMaxLength(400)
        self._box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        asks = translate("CodeTest", "Scan or paste a code, then Enter")
        self._box.setPlaceholderText(asks)
        self._box.setAccessibleName(asks)
        self._verdict = EchoLine("codeVerdict")
        self._steps = TableView("codeSteps", 46)
        self._steps.setAccessibleName(translate("CodeTest", "How it is read"))
        self._steps.horizontalHeader().hide()
        self._model: RowsModel[Step] = RowsModel(
            (Column(translate("CodeTest", "How it is read"), _sentence),), _sentence
        )
        self._steps.setModel(self._model)
        self._steps.setItemDelegate(_StepPainter(self._steps))
        self._steps.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._profiles = text("", Type.META, tone="ink2")
        self._profiles.setWordWrap(True)
        for widget in (self._box, self._verdict, self._steps):
            self.body.addWidget(widget, 1 if widget is self._steps else 0)
        self.body.addWidget(self._profiles)
        self._keys |= {"Return": self._look, "Enter": self._look}
        self.refresh()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below."""
        return (
            ("F1", translate("Keys", "Help")),
            ("Enter", translate("Keys", "Read this code")),
            beside_legend(),
            ("Esc", translate("Keys", "Back to selling")),
        )

    def first_focus(self) -> None:
        """The box; the next code replaces what stands there."""
        self._box.setFocus()
        self._box.selectAll()

    def scanned(self, code: str) -> None:
        """A scan: looked at in place, sold nowhere."""
        self._box.setText(code)
        self._look()

    def refresh(self) -> None:
        """Show the last reading, or how to begin."""
        super().refresh()
        lines = "   ·   ".join(f"{flag}: {words}" for flag, words in self._screen.profiles)
        none = translate("CodeTest", "This shop has no scale labels.")
        self._profiles.setText(lines or none)
        reading = self._screen.reading
        if reading is None:
            title = translate("CodeTest", "Nothing read yet. What is tried here is sold nowhere.")
            self._verdict.tell("plain", title)
            self._model.show_rows(())
            return
        verdict = reading.verdict
        kind = "added" if verdict.state == "ok" else verdict.state
        self._verdict.tell(kind, _sentence(verdict))
        self._model.show_rows(reading.steps[:-1])
        self._steps.scrollToTop()

    def _look(self) -> None:
        self._screen.look_at(self._box.text())
        self.refresh()
        self.first_focus()


def _sentence(step: Step) -> str:
    return translate("CodeTest", "{title}: {finding}").format(title=step.title, finding=step.finding)


class _StepPainter(QStyledItemDelegate):
    """Sign, what was looked at, what was found; two lines where one is too short."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One step."""
        step: Step | None = index.data(ROW)
        if step is None:
            return
        painter.save()
        box = QRectF(option.rect)
        painter.fillRect(box, colour("surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line"))
        ink = colour("ink2") if step.state == "info" else state_colours(step.state)[2]
        paint_icon(painter, QRectF(box.left() + 12, box.center().y() - 9, 18, 18), SIGNS[step.state], ink)
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.META, bold=True))
        painter.drawText(QRectF(box.left() + 42, box.top(), _TITLE - 46, box.height() - 1), LEFT, step.title)
        painter.setPen(colour("ink2") if step.state == "info" else colour("ink"))
        painter.setFont(font(Type.META))
        room = QRectF(box.left() + _TITLE, box.top() + 1, box.width() - _TITLE - 10, box.height() - 3)
        painter.drawText(room, LEFT | Qt.TextFlag.TextWordWrap, step.finding)
        painter.restore()
