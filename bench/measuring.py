"""Timing in turn, medians and 95th percentiles, and one measured figure with its yardstick and its goal."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

clock = time.perf_counter


def median(samples: Sequence[float]) -> float:
    """The middle of the samples."""
    return statistics.median(samples)


def p95(samples: Sequence[float]) -> float:
    """What 95 of 100 samples stay under."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def in_turn(contenders: dict[str, Callable[[], object]], rounds: int, warm_up: int = 2) -> dict[str, list[float]]:
    """Seconds of each contender, round by round (ABAB…), so that a slow minute of the machine hits all alike."""
    for _ in range(warm_up):
        for run in contenders.values():
            run()
    gc.collect()
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            begun = clock()
            run()
            taken[name].append(clock() - begun)
    return taken


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the till's `value` beside the yardstick's `base`, both in `unit` ("s" seconds, "MB", "B" bytes).

    `goal` is the largest ratio that holds, None where there is none; `n` counts the measurements behind it.
    """

    group: str
    what: str
    unit: str
    value: float
    base: float
    yardstick: str
    goal: float | None = None
    n: int = 1

    @property
    def ratio(self) -> float:
        """How many times the yardstick."""
        return self.value / self.base

    @property
    def holds(self) -> bool | None:
        """Whether the goal is kept; None without a goal."""
        return None if self.goal is None else self.ratio <= self.goal

    def as_dict(self) -> dict[str, object]:
        """The figure for scripts."""
        return asdict(self) | {"ratio": round(self.ratio, 3), "holds": self.holds}


def timed(
    group: str,
    what: str,
    till: Sequence[float],
    base: Sequence[float],
    yardstick: str,
    goal: float | None = None,
    goal_p95: float | None = None,
) -> list[Figure]:
    """Median, and 95th percentile where there are enough samples for one, of two series of seconds."""
    found = [Figure(group, f"{what}, median", "s", median(till), median(base), yardstick, goal, len(till))]
    if min(len(till), len(base)) >= 20:
        found.append(Figure(group, f"{what}, p95", "s", p95(till), p95(base), yardstick, goal_p95, len(till)))
    return found


def growth(group: str, what: str, big: Sequence[float], small: Sequence[float], goal: float | None) -> Figure:
    """How much the same work costs in a big shop against a small one."""
    return Figure(group, what, "s", median(big), median(small), "the same in the small shop", goal, len(big))


def amount(value: float, unit: str) -> str:
    """A figure with its unit, three digits long."""
    if unit == "s":
        for factor, name in ((1e6, "µs"), (1e3, "ms"), (1, "s")):
            if value * factor < 1000 or name == "s":
                return f"{value * factor:.3g} {name}"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def row(figure: Figure) -> str:
    """One line of the table."""
    goal = "" if figure.goal is None else f"≤ {figure.goal:.3g}x"
    verdict = {True: "holds", False: "MISSED", None: ""}[figure.holds]
    return (
        f"  {figure.what:<64} {amount(figure.value, figure.unit):>9} {amount(figure.base, figure.unit):>9}"
        f" {figure.ratio:>7.2f}x {goal:>8}  {verdict:<7} {figure.yardstick}"
    )


HEAD = f"  {'':<64} {'till':>9} {'yardstick':>9} {'ratio':>8} {'goal':>8}  {'':<7} measured against"
