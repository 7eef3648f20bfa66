"""Puts the tokens on: the shipped font, Fusion, a palette and a stylesheet; and tells every part today's colours.

The platform's own colour scheme is left alone: setting it does nothing offscreen and on bare X11.
"""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from pos.paths import resource
from pos.qt import tokens
from pos.qt.tokens import Seal, Tokens

FAMILY = "Noto Sans SC"
STYLE = "Fusion"
_FONTS = ("NotoSansSC-Regular-GBK.ttf", "NotoSansSC-Bold-GB2312.ttf")
_worn: Tokens = tokens.LIGHT
_large = False


def now() -> Tokens:
    """The set of colours the window wears."""
    return _worn


def large() -> bool:
    """Whether rows and cards are printed large (`[look] large` in till.toml), for panels that are small or far away."""
    return _large


def in_rows(points: float) -> float:
    """A type size as it stands in the ticket's rows and on the goods' cards: 2 points more in large print."""
    return points + 2 if _large else points


@cache
def _colour(value: str) -> QColor:
    return QColor(value)


def colour(name: str) -> QColor:
    """A token's colour today: `colour("accent_soft")`. Not to be changed in place."""
    return _colour(getattr(_worn, name))


def seal(region: str) -> Seal:
    """The origin seal of a county code in today's colours."""
    return tokens.origin_seal(region, _worn.dark)


@cache
def font(points: float, bold: bool = False) -> QFont:
    """The shipped font in one size; digits are equal in width. Not to be changed in place."""
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


@cache
def metrics(points: float, bold: bool = False) -> QFontMetrics:
    """How wide and high text in `font(points, bold)` is."""
    return QFontMetrics(font(points, bold))


@cache
def load_fonts() -> None:
    """Make the shipped files known to Qt, once: Chinese shows on a machine without any font."""
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))


def wear(app: QApplication, *, dark: bool = False, large: bool = False) -> None:
    """Dress the whole application; may be called again to change between light and dark."""
    global _worn, _large
    _worn = tokens.DARK if dark else tokens.LIGHT
    _large = large
    load_fonts()
    if app.property("pos_style") != STYLE:
        app.setStyle(STYLE)
        app.setProperty("pos_style", STYLE)
    app.setFont(font(tokens.Type.BODY))
    app.setPalette(palette())
    app.setStyleSheet(stylesheet())
    for widget in app.allWidgets():
        widget.update()


def palette() -> QPalette:
    """Today's colours in Qt's roles, for what no stylesheet reaches."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, name in {
        role.Window: "canvas",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.PlaceholderText: "ink3",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "info",
    }.items():
        made.setColor(which, colour(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, colour("ink3"))
    return made


def look(widget: QWidget, name: str) -> None:
    """Give a plain widget one of the stylesheet's looks (`card`, `stepper`, ...); an empty name takes it away."""
    if widget.property("look") == name:
        return
    widget.setProperty("look", name)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


_SHEET = Template("""
QMainWindow, QWidget#page { background: $canvas; }
QLabel { background: transparent; border: 0; }
QLabel[tone="ink"] { color: $ink; }
QLabel[tone="ink2"] { color: $ink2; }
QLabel[tone="ink3"] { color: $ink3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="info"] { color: $info; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="rail"] { color: $rail_ink; }
QLabel[tone="on_rail"] { color: $on_rail; }
QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 9px; }
QFrame[look="over"] { background: $surface; border: 2px solid $accent; border-radius: 9px; }
QFrame[look="cardfoot"] { background: $sunken; border: 0; border-top: 1px solid $line;
    border-bottom-left-radius: 9px; border-bottom-right-radius: 9px; }
QFrame[look="cardhead"] { background: $sunken; border: 0; border-bottom: 1px solid $line;
    border-top-left-radius: 9px; border-top-right-radius: 9px; }
QFrame[look="plain"] { background: transparent; border: 0; }
QFrame[look="rule"] { background: $line; border: 0; }
QFrame[look="change"] { background: $accent_soft; border: 1px solid $accent_line; border-radius: 9px; }
QFrame[look="back"] { background: $surface; border: 2px solid $bad; border-radius: 9px; }
QFrame[look="missing"] { background: $surface; border: 1px solid $line; border-radius: 9px; }
QFrame[look="refused"] { background: $bad_soft; border: 2px solid $bad; border-radius: 9px; }
QFrame[look="warned"] { background: $warn_soft; border: 2px solid $warn; border-radius: 9px; }
QFrame[look="calm"] { background: $surface; border: 2px solid $accent_line; border-radius: 9px; }
QFrame[look="waiting"] { background: $sunken; border: 1px solid $line; border-radius: 9px; }
QFrame[look="asked"] { background: $info_soft; border: 2px solid $info; border-radius: 8px; }
QFrame[look="rowfocus"] { background: $accent_soft; border: 0; border-left: 4px solid $accent; }
QFrame[look="cardwarn"] { background: $surface; border: 2px solid $warn_line; border-radius: 9px; }
QFrame[look="stepper"] { background: $surface; border: 1px solid $edge; border-radius: 8px; }
QFrame[look="stepperfocus"] { background: $surface; border: 2px solid $accent; border-radius: 8px; }
QLabel[look="note"] { background: $sunken; border: 1px solid $edge; border-radius: 4px; }
QLabel[look="coin"] { background: $sunken; border: 1px solid $edge; border-radius: 15px; }
QLabel[look="count"] { background: $info_soft; color: $info; border: 1px solid $info_line; border-radius: 11px; }
QLabel[look="countwarn"] { background: $warn_soft; color: $warn; border: 1px solid $warn_line; border-radius: 11px; }
QLabel[look="countnone"] { background: $surface; color: $ink2; border: 1px solid $line; border-radius: 11px; }
QLineEdit { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 0 11px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 10px; }
QLineEdit:disabled { background: $sunken; color: $ink3; border-color: $line; }
QLineEdit#tenderBox, QLineEdit#refundBox, QLineEdit#floatBox, QLineEdit#countedBox, QLineEdit[look="flat"] {
    selection-background-color: $accent_soft; selection-color: $ink; }
QLineEdit[wrong="true"] { border: 2px solid $bad; padding: 0 10px; }
QLineEdit[look="flat"], QLineEdit[look="flat"]:focus { background: transparent; border: 0; padding: 0; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus { background: transparent; border: 0; padding: 0 4px; }
QLineEdit#scanBox, QLineEdit#scanBox:focus, QLineEdit#scanBox:disabled {
    background: transparent; border: 0; padding: 0; }
QComboBox { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 0 11px;
    min-height: 40px; }
QComboBox:focus { border: 2px solid $accent; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $edge;
    selection-background-color: $accent_soft; selection-color: $ink; }
QPlainTextEdit { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 8px; }
QPlainTextEdit:focus { border: 2px solid $accent; }
QListWidget, QTableView { outline: 0; }
QListWidget, QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QListWidget::item { padding: 0 10px; border: 1px solid transparent; border-radius: 6px; color: $ink; }
QListWidget::item:selected { background: $accent_soft; color: $ink; border: 1px solid $accent_line; }
QListWidget::item:selected:focus { border: 2px solid $accent; }
QTableView { background: $surface; color: $ink; border: 1px solid $line; padding: 1px; border-radius: 9px;
    gridline-color: $line; selection-background-color: $accent_soft; selection-color: $ink; }
QTableView:focus { border: 2px solid $accent; padding: 0; }
QTableView#basketTable, QTableView#basketTable:focus, QTableView#findList, QTableView#findList:focus {
    background: transparent; border: 0; padding: 0; }
QTableView#dayTable, QTableView#dayTable:focus { border-left: 0; border-right: 0; border-radius: 0; }
QTableView#dayTable::item { padding: 0 9px; border: 0; border-bottom: 1px solid $line; }
QTableView#staffTable::item, QTableView#rightsTable::item {
    padding: 0 9px; border: 0; border-bottom: 1px solid $line; color: $ink; }
QTableView#staffTable::item:selected { background: $accent_soft; }
QTableView#printersFound::item { padding: 0 9px; border: 0; border-bottom: 1px solid $line; color: $ink; }
QTableView#printersFound::item:selected { background: $accent_soft; }
QTableView#rightsTable::item:selected { background: $accent_soft; border: 2px solid $accent; }
QComboBox#staffRole::drop-down { border: 0; width: 0; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section { background: $sunken; color: $ink2; border: 0; border-bottom: 1px solid $line; padding: 0 12px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $edge; border-radius: 3px; min-height: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 3px; min-width: 32px; }
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: 4px 8px; }
QDialog { background: $canvas; }
""")


def stylesheet() -> str:
    """The application's stylesheet in today's colours."""
    return _SHEET.substitute({name: getattr(_worn, name) for name in Tokens._fields if name != "dark"})
