"""The customer's window on the second screen: the goods and their counties, the total, what to do, the change.

It opens when that screen is there and closes when it goes; it never takes the keys from the clerk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from pos.core.regions import full_name
from pos.core.wording import translate
from pos.qt.parts.paint import CENTRE, LEFT, RIGHT, paint_elided, paint_mark, paint_pill, paint_seal, smooth
from pos.qt.theme import colour, font, metrics
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.customer import CustomerFace
    from pos.screens.ticket import BasketRow

#: Milliseconds between two looks at the ticket.
LOOK = 200
#: The window is drawn as if its screen were so large, and scaled to what it is.
_WIDTH, _HEIGHT = 1024, 640
_MARGIN, _ROW, _HEAD, _RIGHT = 24, 62, 64, 400


class CustomerWindow(QWidget):
    """Everything is painted: nobody points, tabs or types here. Its accessible name says what stands there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setObjectName("customerWindow")
        self.setWindowTitle(translate("Customer", "For the customer"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._face: CustomerFace | None = None
        self._modules: tuple[str, list[list[bool]]] = ("", [])

    def draw(self, face: CustomerFace) -> None:
        """Show that."""
        if face != self._face:
            self._face = face
            self.setAccessibleName(said(face))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole of it, scaled to the screen."""
        painter = QPainter(self)
        smooth(painter)
        face = self._face
        calm = face is None or face.kind == "idle"
        painter.fillRect(self.rect(), colour("rail" if calm else "canvas"))
        if face is None:
            return
        scale = min(self.width() / _WIDTH, self.height() / _HEIGHT)
        painter.scale(scale, scale)
        whole = QRectF(0, 0, self.width() / scale, self.height() / scale)
        if face.kind == "idle":
            self._paint_idle(painter, whole, face)
        elif face.kind == "done":
            self._paint_done(painter, whole, face)
        else:
            self._paint_ticket(painter, whole, face)

    def _paint_idle(self, painter: QPainter, whole: QRectF, face: CustomerFace) -> None:
        middle = whole.center()
        top = middle.y() - 200
        paint_mark(painter, QRectF(middle.x() - 44, top, 88, 88), colour("on_rail"), colour("rail"))
        painter.setPen(colour("on_rail"))
        painter.setFont(font(36, bold=True))
        paint_elided(painter, QRectF(whole.left() + 40, top + 104, whole.width() - 80, 64), CENTRE, face.shop)
        painter.setPen(colour("rail_ink"))
        painter.setFont(font(20))
        painter.drawText(QRectF(0, top + 172, whole.width(), 40), CENTRE, translate("Customer", "Welcome"))
        if face.origins:
            painter.setFont(font(Type.ROW_NAME))
            words = translate("Customer", "On our shelves today")
            painter.drawText(QRectF(0, top + 250, whole.width(), 30), CENTRE, words)
            self._paint_counties(painter, QRectF(60, top + 290, whole.width() - 120, 110), face, "on_rail")

    def _paint_done(self, painter: QPainter, whole: QRectF, face: CustomerFace) -> None:
        top = whole.center().y() - 210
        painter.setPen(colour("ink"))
        painter.setFont(font(60, bold=True))
        paint_elided(painter, QRectF(40, top + 70, whole.width() - 80, 100), CENTRE, face.title)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.PAD))
        total = translate("Customer", "Total {amount} yuan").format(amount=face.total.grouped())
        painter.drawText(QRectF(0, top, whole.width(), 50), CENTRE, total)
        painter.drawText(QRectF(0, top + 190, whole.width(), 50), CENTRE, face.hint)
        if face.origins:
            painter.setFont(font(Type.ROW_NAME))
            words = translate("Customer", "What you bought comes from")
            painter.drawText(QRectF(0, top + 280, whole.width(), 30), CENTRE, words)
            self._paint_counties(painter, QRectF(60, top + 320, whole.width() - 120, 110), face, "ink")

    def _paint_counties(self, painter: QPainter, box: QRectF, face: CustomerFace, ink: str) -> None:
        """Seals with their names in rows from the middle, as many as there is room for."""
        painter.setFont(font(Type.ROW_AMOUNT, bold=True))
        rows: list[list[tuple[str, str, float]]] = [[]]
        at = 0.0
        for region, name in face.origins:
            width = 40 + metrics(Type.ROW_AMOUNT, True).horizontalAdvance(name) + 28.0
            if at + width > box.width() and rows[-1]:
                rows.append([])
                at = 0.0
            rows[-1].append((region, name, width))
            at += width
        for n, row in enumerate(rows[: int(box.height() // 50)]):
            left = box.center().x() - (sum(width for _, _, width in row) - 28) / 2
            for region, name, width in row:
                y = box.top() + n * 52
                if ink == "on_rail":
                    # A seal that is only a rim would be lost on the dark ground.
                    paint_pill(painter, QRectF(left, y, 32, 32), colour("surface"), colour("surface"), 6)
                paint_seal(painter, QRectF(left, y, 32, 32), region)
                painter.setPen(colour(ink))
                painter.setFont(font(Type.ROW_AMOUNT, bold=True))
                painter.drawText(QRectF(left + 40, y - 2, width, 34), LEFT, name)
                left += width

    def _paint_ticket(self, painter: QPainter, whole: QRectF, face: CustomerFace) -> None:
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.PAD, bold=True))
        paint_elided(painter, QRectF(_MARGIN, 12, whole.width() - 2 * _MARGIN, 44), LEFT, face.shop)
        height = whole.height() - _HEAD - _MARGIN
        goods = QRectF(_MARGIN, _HEAD, whole.width() - 3 * _MARGIN - _RIGHT, height)
        money = QRectF(goods.right() + _MARGIN, _HEAD, _RIGHT, height)
        for box in (goods, money):
            paint_pill(painter, box.toRect(), colour("surface"), colour("line"), 10)
        self._paint_rows(painter, goods, face.rows)
        self._paint_money(painter, money.adjusted(24, 16, -24, -16), face)

    def _paint_rows(self, painter: QPainter, box: QRectF, rows: tuple[BasketRow, ...]) -> None:
        """The newest at the bottom; of a long ticket the first ones are counted, not shown."""
        room = int(box.height() // _ROW)
        hidden = max(0, len(rows) - room)
        if hidden:
            hidden += 1
            painter.setPen(colour("ink2"))
            painter.setFont(font(Type.ROW_NAME))
            words = translate("Customer", "{n} more above").format(n=hidden)
            painter.drawText(QRectF(box.left() + 20, box.top(), box.width(), _ROW), LEFT, words)
        y = box.top() + (_ROW if hidden else 0)
        for n, row in enumerate(rows[hidden:], hidden + 1):
            line = QRectF(box.left() + 1, y, box.width() - 2, _ROW)
            if n == len(rows):
                painter.fillRect(line.adjusted(0, 1, 0, -1), colour("accent_soft"))
            self._paint_row(painter, line, row)
            y += _ROW

    def _paint_row(self, painter: QPainter, line: QRectF, row: BasketRow) -> None:
        paint_seal(painter, QRectF(line.left() + 16, line.center().y() - 15, 30, 30), row.region)
        amount = 112.0
        words = line.adjusted(60, 0, -amount - 28, 0)
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.TITLE, bold=True))
        paint_elided(painter, words.adjusted(0, 7, 0, -27), LEFT, f"{row.name} {row.spec}".strip())
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.BODY))
        paint_elided(
            painter, words.adjusted(0, 33, 0, -6), LEFT, f"{row.region_name} · {row.quantity_text} × {row.price_text}"
        )
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.PAD - 4, bold=True))
        painter.drawText(line.adjusted(0, 0, -20, 0), RIGHT, row.amount.grouped())

    def _paint_money(self, painter: QPainter, box: QRectF, face: CustomerFace) -> None:
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.TITLE))
        painter.drawText(QRectF(box.left(), box.top(), box.width(), 32), LEFT, translate("Customer", "Total"))
        painter.setPen(colour("ink"))
        size = Type.TOTAL
        while size > 20 and metrics(size, True).horizontalAdvance(face.total.grouped()) > box.width() - 30:
            size -= 2
        painter.setFont(font(size, bold=True))
        painter.drawText(QRectF(box.left(), box.top() + 30, box.width(), 76), RIGHT, face.total.grouped())
        painter.setFont(font(Type.PAD))
        painter.setPen(colour("ink2"))
        painter.drawText(QRectF(box.left(), box.top() + 36, 30, 76), LEFT, "¥")
        y = box.top() + 116
        sums = [(translate("Customer", "You save"), face.saved, "info")] if face.saved else []
        if face.paid:
            sums.append((translate("Customer", "Received"), face.paid, "ink"))
            sums.append((translate("Customer", "Still due"), face.left, "warn"))
        for word, sum_, ink in sums:
            line = QRectF(box.left(), y, box.width(), 34)
            painter.setFont(font(Type.ROW_AMOUNT))
            painter.setPen(colour("ink2"))
            painter.drawText(line, LEFT, word)
            painter.setFont(font(Type.PAD - 4, bold=True))
            painter.setPen(colour(ink))
            painter.drawText(line, RIGHT, sum_.grouped())
            y += 38
        if face.kind == "paying":
            self._paint_asked(painter, QRectF(box.left(), y + 8, box.width(), box.bottom() - y - 8), face)
        elif face.origins:
            painter.setFont(font(Type.ROW_NAME))
            painter.setPen(colour("ink2"))
            words = translate("Customer", "What you buy comes from")
            painter.drawText(QRectF(box.left(), y + 8, box.width(), 30), LEFT, words)
            self._paint_counties(painter, QRectF(box.left(), y + 50, box.width(), box.bottom() - y - 50), face, "ink")

    def _paint_asked(self, painter: QPainter, box: QRectF, face: CustomerFace) -> None:
        """What the customer is to do, and the code to be scanned if the shop has one."""
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.ROW_AMOUNT, bold=True))
        side = min(box.width(), box.height() - 70) if face.qr else 0.0
        words = QRectF(box.left(), box.top(), box.width(), 64 if face.qr else box.height())
        painter.drawText(words, CENTRE | Qt.TextFlag.TextWordWrap, face.hint)
        if side < 120:
            return
        modules = self._code(face.qr)
        square = QRectF(box.center().x() - side / 2, words.bottom() + 4, side, side)
        # White around it in the dark too: a scanner needs the quiet zone.
        painter.fillRect(square, Qt.GlobalColor.white)
        step = side / (len(modules) + 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for n, row in enumerate(modules):
            for m, dark in enumerate(row):
                if dark:
                    spot = QRectF(square.left() + (m + 4) * step, square.top() + (n + 4) * step, step + 0.4, step + 0.4)
                    painter.fillRect(spot, Qt.GlobalColor.black)

    def _code(self, data: str) -> list[list[bool]]:
        if self._modules[0] != data:
            from qrcode.main import QRCode

            code = QRCode(border=0)
            code.add_data(data)
            code.make(fit=True)
            self._modules = (data, code.get_matrix())
        return self._modules[1]


def said(face: CustomerFace) -> str:
    """The window in one sentence, for who cannot see it."""
    if face.kind == "idle":
        return " ".join((face.shop, translate("Customer", "Welcome")))
    total = translate("Customer", "Total {amount} yuan").format(amount=face.total.grouped())
    counties = "、".join(full_name(region) for region, _ in face.origins)
    rows = [f"{row.name} {row.quantity_text} {row.amount.grouped()}" for row in face.rows[-1:]]
    return " · ".join(part for part in (*rows, total, face.title, face.hint, counties) if part)


class CustomerSide(QObject):
    """Looks at the ticket and shows it: on the pole always, in a window while its screen is there.

    `screen` is True for any other screen than the clerk's, a name for that one, False for no window.
    """

    def __init__(
        self,
        clerk: QWidget,
        screen: bool | str,
        look: Callable[[], CustomerFace],
        screens: Callable[[], list[QScreen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__(clerk)
        self._clerk, self._wanted, self._look, self._screens = clerk, screen, look, screens
        self.window: CustomerWindow | None = None
        self._on: QScreen | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(lambda _: self._settle())
            app.screenRemoved.connect(self._gone)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.follow)
        self._timer.start()
        self.follow()

    def follow(self) -> None:
        """Show what is to be seen now, where there is a place for it."""
        face = self._look()
        self._settle()
        if self.window is not None:
            self.window.draw(face)

    def end(self) -> None:
        """The clerk's window closes."""
        self._timer.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.disconnect(self._gone)
        self._close()
        self._wanted = False

    def _settle(self) -> None:
        found = self._place()
        if found is self._on:
            return
        self._close()
        if found is not None:
            self._on = found
            self.window = CustomerWindow()
            self.window.setScreen(found)
            self.window.setGeometry(found.geometry())
            self.window.show()

    def _place(self) -> QScreen | None:
        screens = self._screens() if self._wanted else []
        if isinstance(self._wanted, str):
            return next((one for one in screens if one.name() == self._wanted), None)
        others = [one for one in screens if one is not self._clerk.screen()]
        # Two screens and the clerk's window moved to the other one: the customer's goes the other way.
        return self._on if self._on in others else next(iter(others), None)

    def _gone(self, screen: QScreen) -> None:
        if screen is self._on:
            self._close()

    def _close(self) -> None:
        self._on = None
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
