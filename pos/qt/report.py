"""The dialog of a bug, with the report to copy."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.parts import Button, text
from pos.qt.tokens import Type


class ReportDialog(QDialog):
    """Says that something went wrong in the program, that the ticket is kept, and offers the report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(translate("Problem", "The program stumbled"))
        self.resize(720, 460)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(translate("Problem", "Report for the makers"))
        copy = Button(translate("Problem", "Copy the report"))
        copy.clicked.connect(self._copy)
        go_on = Button(translate("Problem", "Go on"), kind="primary", key="Enter")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(go_on)
        advice = text(
            translate(
                "Problem",
                "Every finished sale is stored, and so is the ticket on the counter. "
                "Go on selling; if it happens again, restart the till and hand in this report.",
            )
        )
        advice.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(text(translate("Problem", "The program stumbled over its own fault."), Type.TITLE, bold=True))
        box.addWidget(advice)
        box.addWidget(self._report, 1)
        box.addLayout(buttons)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report.toPlainText())
