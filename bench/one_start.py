"""One start of a window in a process of its own: `python -m bench.one_start KIND FOLDER BARCODE SALES`.

Standard input: the barcodes it sells, five a sale. Prints its marks as one JSON line: seconds on the monotonic clock,
which the parent's begin can be taken from. Whatever is imported here is paid by every kind of start, so next to nothing
is.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

TYPING = False
if TYPING:
    from collections.abc import Callable
    from typing import Any

BARE, PLAIN, TILL = "bare", "plain", "till"


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def _end(app: Any, marks: dict[str, float]) -> None:
    if sys.platform.startswith("linux"):
        marks["ready MB"] = resident()
    print(json.dumps(marks), flush=True)
    app.quit()


def _shown(then: Callable[[dict[str, float]], None], screen: Callable[[], Any]) -> Any:
    """Show one widget, and go on once it is painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    marks: dict[str, float] = {}

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint and not marks:
                marks["painting"] = time.monotonic()
                QTimer.singleShot(0, painted)
            return False

    def painted() -> None:
        marks["painted"] = time.monotonic()
        then(marks)

    widget = screen()
    watch = Watch(widget)
    widget.installEventFilter(watch)
    widget.show()
    return widget


def start_bare(app: Any) -> Any:
    """The floor: a window with nothing in it."""
    from PySide6.QtWidgets import QWidget

    def screen() -> QWidget:
        widget = QWidget()
        widget.resize(1366, 768)
        return widget

    def then(marks: dict[str, float]) -> None:
        marks["ready"] = marks["painted"]
        _end(app, marks)

    return _shown(then, screen)


def start_plain(app: Any, folder: Path, barcode: str) -> Any:
    """A selling screen as plain as can be, then SQLAlchemy's ORM and one product looked up."""
    from PySide6.QtWidgets import (
        QHBoxLayout,
        QLabel,
        QLineEdit,
        QMainWindow,
        QPushButton,
        QTableView,
        QVBoxLayout,
        QWidget,
    )

    def screen() -> QWidget:
        window, box = QMainWindow(), QWidget()
        layout, buttons = QVBoxLayout(box), QHBoxLayout()
        layout.addWidget(QLineEdit(placeholderText="扫码或输入拼音首字母"))
        layout.addWidget(QTableView())
        for words in ("现金 F5", "微信 F6", "支付宝 F7", "挂单 F8", "退货 F9", "结账 F12"):
            buttons.addWidget(QPushButton(words))
        layout.addLayout(buttons)
        layout.addWidget(QLabel("合计 ￥1,424.00"))
        window.setCentralWidget(box)
        window.resize(1366, 768)
        return window

    def then(marks: dict[str, float]) -> None:
        from sqlalchemy import Integer, String, create_engine, select
        from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
        from sqlcipher3 import dbapi2

        class Base(DeclarativeBase):
            pass

        class Product(Base):
            __tablename__ = "products"
            id = mapped_column(Integer, primary_key=True)
            code = mapped_column(String)
            name = mapped_column(String)
            price = mapped_column(Integer)

        class Barcode(Base):
            __tablename__ = "barcodes"
            code = mapped_column(String, primary_key=True)
            product_id = mapped_column(Integer)

        from pos.db.store import FILE

        engine = create_engine(f"sqlite:///{folder / FILE}", module=dbapi2)
        with Session(engine) as session:
            known = select(Product).join(Barcode, Barcode.product_id == Product.id).where(Barcode.code == barcode)
            assert session.scalars(known).one().price > 0
        marks["ready"] = time.monotonic()
        _end(app, marks)

    return _shown(then, screen)


def start_till(folder: Path, barcode: str, sales: int) -> None:
    """The till as `pos` opens it, up to the first article on the ticket; then perhaps a day's sales."""
    from pos import settings
    from pos.app import application, fill, first_window

    app = application()
    window = first_window(app, settings.load(folder))
    marks: dict[str, float] = {}

    def filled() -> None:
        marks["painted"] = time.monotonic()
        fill(window, folder)
        marks["filled"] = time.monotonic()
        from pos.core.staff import Person

        counter = window.counter
        assert counter is not None
        counter.till.person = Person("01", "", "manager")
        window.show_page("selling")
        counter.selling.cancel()
        counter.selling.scan(barcode)
        app.processEvents()
        marks["ready"] = time.monotonic()
        if sales:
            _sell(app, counter.selling, sales, marks)
        _end(app, marks)
        window.close()

    window.firstPainted.connect(filled)
    window.showMaximized()
    app.exec()


def _sell(app: Any, selling: Any, sales: int, marks: dict[str, float]) -> None:
    """So many sales of five; their barcodes come by standard input, for a list of all goods would weigh here too."""
    marks["opened MB"] = resident()
    for n in range(1, sales + 1):
        for _ in range(5):
            selling.scan(sys.stdin.readline().strip())
            app.processEvents()
        selling.start_payment().pay("WECHAT", selling.total)
        app.processEvents()
        if n == sales // 10:
            marks["a tenth MB"] = resident()
    marks["sold MB"] = resident()


def _give_up(*fault: Any) -> None:
    """An exception in the event loop would leave the window standing for ever."""
    sys.__excepthook__(*fault)
    sys.stderr.flush()
    os._exit(1)


def main(kind: str, folder: str, barcode: str, sales: str) -> int:
    """One start; ends by itself."""
    sys.excepthook = _give_up
    if kind == TILL:
        start_till(Path(folder), barcode, int(sales))
        return 0
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    window = start_bare(app) if kind == BARE else start_plain(app, Path(folder), barcode)
    app.exec()
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
