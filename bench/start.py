"""From the start of a process to the first painted window and to the first barcode; and what the till weighs.

Every start is a process of its own (`python -m bench.start KIND FOLDER`) that prints its marks as one JSON line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import shops, yardstick
from bench.measuring import Figure, growth, timed

START, MEMORY = "start", "memory"
BARE, PLAIN, TILL = "bare", "plain", "till"


# --- the parent -------------------------------------------------------------------------------------------------------


def measure(small: int, big: int, products: int, rounds: int) -> Iterator[Figure]:
    """Starts of a bare window, of a plain screen with SQLAlchemy behind it, and of the till; in turn, warm."""
    little, large = shops.shop(small, products), shops.shop(big, products)
    kinds = {BARE: (BARE, little), PLAIN: (PLAIN, little), "small": (TILL, little), "big": (TILL, large)}
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in kinds}
    for turn in range(rounds + 1):
        for name, (kind, made) in kinds.items():
            marks = _started(kind, made)
            if turn:
                taken[name].append(marks)

    def seconds(name: str, mark: str) -> list[float]:
        return [marks[mark] for marks in taken[name]]

    yield from timed(
        START, "to the window painted", seconds("small", "painted"), seconds(BARE, "painted"), "a bare window", 1.6
    )
    yield from timed(
        START, "to the first barcode on the ticket (PIN check left out)", seconds("small", "ready"),
        seconds(PLAIN, "ready"), "plain screen, then SQLAlchemy and one look-up", 1.15,
    )  # fmt: skip
    if big > small:
        against = f"{big:,} against {small:,} sales"
        for what, mark in (("window painted", "painted"), ("first barcode", "ready")):
            yield growth(START, f"to the {what}, {against}", seconds("big", mark), seconds("small", mark), 1.1)


def memory(products: int, sales: int) -> Iterator[Figure]:
    """What the till's process holds after so many sales, against a bare window."""
    if not Path("/proc/self/statm").exists():
        return
    made = shops.shop(1000, products)
    bare, full = _started(BARE, made), _started(TILL, made, str(sales))
    yield Figure(MEMORY, "of the till when it opened", "MB", full["opened MB"], bare["ready MB"], "a bare window")
    what = f"of the till after {sales:,} sales"
    yield Figure(MEMORY, what, "MB", full["sold MB"], bare["ready MB"], "a bare window", 2.4)
    tenth = f"after {sales:,} sales against after {sales // 10:,}"
    yield Figure(MEMORY, tenth, "MB", full["sold MB"], full["a tenth MB"], "itself, earlier", 1.05)


def _started(kind: str, made: shops.Shop, sales: str = "0") -> dict[str, float]:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bench.start", kind, str(made.folder), made.shelf[0].barcode, sales],
        cwd=shops.ROOT,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(shops.ROOT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    marks: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {name: value if name.endswith("MB") else value - begun for name, value in marks.items()}


# --- one start --------------------------------------------------------------------------------------------------------


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
        from sqlalchemy import String, create_engine, select
        from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
        from sqlcipher3 import dbapi2

        class Base(DeclarativeBase):
            pass

        class Product(Base):
            __tablename__ = "products"
            id: Mapped[int] = mapped_column(primary_key=True)
            code: Mapped[str] = mapped_column(String)
            name: Mapped[str] = mapped_column(String)
            price: Mapped[int]

        class Barcode(Base):
            __tablename__ = "barcodes"
            code: Mapped[str] = mapped_column(String, primary_key=True)
            product_id: Mapped[int]

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
        from pos.core.staff import Person

        marks["painted"] = time.monotonic()
        fill(window, folder)
        marks["filled"] = time.monotonic()
        counter = window.counter
        assert counter is not None
        counter.till.person = Person("01", "", "manager")
        window.show_page("selling")
        counter.selling.cancel()
        counter.selling.scan(barcode)
        app.processEvents()
        marks["ready"] = time.monotonic()
        if sales:
            _sell(app, counter.selling, folder, sales, marks)
        _end(app, marks)
        window.close()

    window.firstPainted.connect(filled)
    window.showMaximized()
    app.exec()


def _sell(app: Any, selling: Any, folder: Path, sales: int, marks: dict[str, float]) -> None:
    maker = yardstick.SalesMaker(shops.shelf_of(folder), shops.PER_DAY, seed=3)
    marks["opened MB"] = resident()
    for n in range(1, sales + 1):
        for one in maker.five():
            selling.scan(one.barcode)
            app.processEvents()
        selling.start_payment().pay("WECHAT", selling.total)
        app.processEvents()
        if n == sales // 10:
            marks["a tenth MB"] = resident()
    marks["sold MB"] = resident()


def main(kind: str, folder: str, barcode: str, sales: str) -> int:
    """One start; ends by itself."""
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
