"""From the start of a process to the first painted window and to the first barcode; and what the till weighs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import shops
from bench.measuring import Figure, growth, timed
from bench.one_start import BARE, PLAIN, TILL
from bench.yardstick import SalesMaker

START, MEMORY = "start", "memory"


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


def memory(behind: int, products: int, sales: int) -> Iterator[Figure]:
    """What the till's process holds after so many sales, against a bare window."""
    if not Path("/proc/self/statm").exists():
        return
    made = shops.shop(behind, products)
    maker = SalesMaker(made.shelf, shops.PER_DAY, seed=3)
    scans = "".join(f"{one.barcode}\n" for _ in range(sales) for one in maker.five())
    bare, full = _started(BARE, made), _started(TILL, made, str(sales), scans)
    yield Figure(MEMORY, "of the till when it opened", "MB", full["opened MB"], bare["ready MB"], "a bare window")
    what = f"of the till after {sales:,} sales"
    yield Figure(MEMORY, what, "MB", full["sold MB"], bare["ready MB"], "a bare window", 2.4)
    tenth = f"after {sales:,} sales against after {sales // 10:,}"
    yield Figure(MEMORY, tenth, "MB", full["sold MB"], full["a tenth MB"], "itself, earlier", 1.05)


def _environment() -> dict[str, str]:
    """Offscreen, and with compiled modules kept: an installed till does not compile itself at every start."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(shops.ROOT)}


def _started(kind: str, made: shops.Shop, sales: str = "0", scans: str = "") -> dict[str, float]:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bench.one_start", kind, str(made.folder), made.shelf[0].barcode, sales],
        cwd=shops.ROOT,
        env=_environment(),
        input=scans,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    marks: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {name: value if name.endswith("MB") else value - begun for name, value in marks.items()}
