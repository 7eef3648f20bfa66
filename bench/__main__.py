"""`python -m bench` (`make bench`): every figure of the till beside its yardstick, with its goal. Fails nothing."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench import day, handing_in, paper, sale, search, shops, start
from bench.measuring import HEAD, Figure, row


@dataclass(frozen=True)
class Size:
    """How much is measured: sales in the small and the big shop, products, rounds of each figure."""

    small: int
    big: int
    few: int
    products: int
    rounds: int
    starts: int
    remembered: int


SIZES = {
    "full": Size(1000, 1_000_000, 10_000, 100_000, 300, 11, 1000),
    "quick": Size(1000, 100_000, 10_000, 100_000, 100, 5, 1000),
    "tiny": Size(10, 12, 50, 100, 2, 1, 10),
}


def parts(size: Size) -> dict[str, Callable[[], Iterator[Figure]]]:
    """The figures by name, in the order they are measured."""
    small, big, products, rounds = size.small, size.big, size.products, size.rounds
    return {
        "sale": lambda: sale.measure(small, big, products, rounds),
        "search": lambda: search.measure(small, size.few, products, rounds),
        "day": lambda: day.measure(small, big, products, max(3, rounds // 10)),
        "start": lambda: start.measure(small, big, products, size.starts),
        "memory": lambda: start.memory(small, products, size.remembered),
        "receipt": lambda: paper.receipts(small, products, rounds),
        "pdf": lambda: paper.pdf(small, products, max(3, rounds // 20)),
        "sync": lambda: handing_in.measure(list(dict.fromkeys((small, min(big, 100_000)))), products, 3),
    }


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print; 0 whatever comes out."""
    known = list(parts(SIZES["tiny"]))
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("only", nargs="*", metavar="FIGURE", help=f"only these: {', '.join(known)}")
    arguments.add_argument("--quick", action="store_true", help="100,000 sales instead of 1,000,000, fewer rounds")
    arguments.add_argument(
        "--tiny", action="store_true", help="the smallest shop: shows that it runs, not what it costs"
    )
    arguments.add_argument("--json", action="store_true", help="one JSON line a figure instead of the table")
    chosen = arguments.parse_args(given)
    for name in chosen.only:
        if name not in known:
            arguments.error(f"unknown figure {name}; known are {', '.join(known)}")
    # Whatever is measured is drawn offscreen, by the computer's own clock, and nowhere near a real shop.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for variable in ("POS_DATA", "POS_CLOCK"):
        os.environ.pop(variable, None)
    size = SIZES["tiny" if chosen.tiny else "quick" if chosen.quick else "full"]
    print(f"shops are kept in {shops.cache()}; the first run builds them", file=sys.stderr, flush=True)
    figures = list(_measured(size, chosen.only or known, as_json=chosen.json))
    missed = [figure for figure in figures if figure.holds is False]
    print(f"{sum(figure.holds is True for figure in figures)} goals hold, {len(missed)} are missed", file=sys.stderr)
    return 0


def _measured(size: Size, names: Sequence[str], *, as_json: bool) -> Iterator[Figure]:
    for name, measure in parts(size).items():
        if name not in names:
            continue
        begun, group = time.monotonic(), ""
        for figure in measure():
            if as_json:
                print(json.dumps({"part": name} | figure.as_dict(), ensure_ascii=False), flush=True)
            else:
                if figure.group != group:
                    group = figure.group
                    print(f"\n{group}\n{HEAD}")
                print(row(figure), flush=True)
            yield figure
        print(f"  ({name}: {time.monotonic() - begun:.0f} s)", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
