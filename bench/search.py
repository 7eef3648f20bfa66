"""At the counter with full shelves: a barcode to its painted line, a key to the painted list, and the look-up alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from bench import shops, yardstick
from bench.measuring import Figure, clock, growth, p95, timed

SCAN, KEY, QUERY = "a barcode to its painted line", "a key to the painted list", "a look-up alone"
#: What is typed key by key, and what is looked up at once.
TYPED = ("hxn", "zjy", "huasheng", "gaoshan")
LOOKED_UP = ("h", "hx", "hxn", "z", "zj", "shan", "huasheng", "花", "花生", "花生油", "有机", "普洱茶")
SQL = """SELECT p.id, p.code, p.name, p.spec, p.price, p.unit, p.origin, p.kind FROM search_keys k
  JOIN products p ON p.id = k.product_id WHERE k.key >= ? AND k.key < ? ORDER BY k.key LIMIT 50"""


class Window:
    """The till's own window on one shop, drawn offscreen, with the manager at the selling page."""

    def __init__(self, made: shops.Shop) -> None:
        from pos.app import application, build
        from pos.core.staff import Person

        self.made = made
        self.app = application()
        self.window = build(made.folder)
        counter = self.window.counter
        assert counter is not None
        counter.till.person = Person("01", "", "manager")
        self.screen: Any = counter.selling
        self.window.resize(1366, 768)
        self.window.show()
        self.window.show_page("selling")
        self.page: Any = self.window.page
        self.screen.cancel()
        self.app.processEvents()

    def seconds(self, work: Callable[[], object]) -> float:
        """How long `work` takes until everything it changed is painted."""
        begun = clock()
        work()
        self.app.processEvents()
        return clock() - begun

    def close(self) -> None:
        """Close the window and the books."""
        self.screen.cancel()
        self.window.close()
        self.app.processEvents()


def measure(sales: int, few: int, many: int, rounds: int) -> Iterator[Figure]:
    """The same gestures with `few` and with `many` products on the shelves."""
    sizes = list(dict.fromkeys((few, many)))
    scans: dict[int, list[float]] = {}
    keys: dict[int, list[float]] = {}
    queries: dict[int, list[float]] = {}
    for products in sizes:
        behind = f"{products:,} products"
        with closing(Window(shops.shop(sales, products))) as window:
            scans[products], fixed, kept = _scans(window, rounds)
            yield from timed(SCAN, behind, scans[products], fixed, "the same repaint of a fixed line", 1.2)
            base = "that repaint and one durable row, plain SQL"
            yield from timed(SCAN, f"{behind}, it survives a crash", scans[products], kept, base, 1.2)
            keys[products], fixed = _keys(window, max(1, rounds // 10))
            base = "the same repaint of fixed rows"
            yield from timed(KEY, behind, keys[products], fixed, base, 1.25, 1.25)
            queries[products], raw = _queries(window, max(2, rounds // 10))
            yield from timed(QUERY, behind, queries[products], raw, "the same index ranges, plain SQL", None, 2.0)
    if many > few:
        against = f"{many:,} against {few:,} products"
        yield growth(SCAN, against, scans[many], scans[few], 1.2)
        yield growth(KEY, against, keys[many], keys[few], 1.2)
        figures = p95(queries[many]), p95(queries[few])
        yield Figure(QUERY, f"{against}, p95", "s", *figures, "the same in the small shop", 1.2, len(queries[many]))


def _scans(window: Window, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Scans, each onto an empty ticket; then the page is given the very same line without look-up and book-keeping.

    Answers the scans, the repaints, and the repaints with one row written as durably as the till keeps its ticket.
    """
    maker, screen = yardstick.SalesMaker(window.made.shelf, shops.PER_DAY, seed=5), window.screen
    raw = yardstick.connect(shops.cache() / "ticket.sqlite3")
    raw.execute("CREATE TABLE IF NOT EXISTS ticket(id INTEGER PRIMARY KEY, draft TEXT NOT NULL)")
    real: list[float] = []
    fixed: list[float] = []
    kept: list[float] = []
    for turn in range(rounds + 3):
        code = maker.five()[0].barcode
        took = window.seconds(lambda code=code: window.page.scanned(code))
        basket, echo = screen.basket, screen.echo
        assert len(basket.lines) == 1
        screen.cancel()
        window.app.processEvents()

        def show(basket: Any = basket, echo: Any = echo) -> None:
            screen.basket, screen.selected, screen.echo = basket, 1, echo
            window.page.refresh()

        again = window.seconds(show)
        begun = clock()
        raw.execute("INSERT OR REPLACE INTO ticket VALUES(1, ?)", (code * 20,))
        written = clock() - begun
        screen.cancel()
        window.app.processEvents()
        if turn >= 3:
            real.append(took)
            fixed.append(again)
            kept.append(again + written)
    raw.close()
    return real, fixed, kept


def _keys(window: Window, rounds: int) -> tuple[list[float], list[float]]:
    """Keys into the scan box; in turn with the look-up, and with answers that lie ready."""
    from PySide6.QtTest import QTest

    screen = window.screen
    ready = {word[:n]: screen.find(word[:n], 50) for word in TYPED for n in range(1, len(word) + 1)}
    look_up = screen.find
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(rounds + 1):
        for real in (True, False):
            screen.find = look_up if real else lambda text, limit=50: ready[text]
            for word in TYPED:
                for key in word:
                    box = window.app.focusWidget()
                    seconds = window.seconds(lambda box=box, key=key: QTest.keyClick(box, key))
                    if turn:
                        taken[real].append(seconds)
                QTest.keyClick(window.app.focusWidget(), "\x1b")
                window.app.processEvents()
    screen.find = look_up
    return taken[True], taken[False]


def _plain(raw: Any, ranges: list[tuple[str, str]]) -> int:
    """One range after the other until the list is full, as rows."""
    count = 0
    for low_and_high in ranges:
        count += len(raw.execute(SQL, low_and_high).fetchall())
        if count >= 50:
            break
    return count


def _queries(window: Window, rounds: int) -> tuple[list[float], list[float]]:
    """The screen's look-up in turn with the same index range in plain SQL."""
    from pos.core.search import ranges

    raw = yardstick.connect(window.made.database)
    real: list[float] = []
    plain: list[float] = []
    for turn in range(rounds + 1):
        for text in LOOKED_UP:
            begun = clock()
            found = window.screen.find(text, 50)
            between = clock()
            _plain(raw, ranges(text))
            ended = clock()
            assert found or len(window.made.shelf) < 1000, f"nothing found for {text}"
            if turn:
                real.append(between - begun)
                plain.append(ended - between)
    raw.close()
    return real, plain
