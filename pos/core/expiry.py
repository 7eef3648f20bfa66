"""How near goods are to their last day: pure rules over days, no tables and no clock.

A batch may be sold on the day that is printed on it and not on the day after, whoever asks. Before that there is a time
in which the clerk is told.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

#: Shelf life in days from which a row holds, and how many days before the end the goods count as near their date: the
#: table quoted in the trade (DOMAIN.md 5.8). A life of 15 days falls between two of its rows and takes the longer
#: time; below that the trade says "1 to 4 days", which is spread over the lives here.
NEAR_EXPIRY: tuple[tuple[int, int], ...] = (
    (365, 45),
    (180, 20),
    (90, 15),
    (30, 10),
    (15, 5),
    (11, 4),
    (8, 3),
    (4, 2),
    (0, 1),
)
#: Where nobody knows how long goods keep in all, only when they end.
NEAR_WITHOUT_LIFE = 5


class Freshness(StrEnum):
    """What the date says of goods on one day."""

    FRESH = "FRESH"
    NEAR = "NEAR"
    ENDED = "ENDED"


def last_day(produced_on: date | None, shelf_life_days: int | None, printed: date | None) -> date | None:
    """The last day of sale: the printed one wins, else produced + shelf life; None for what does not expire."""
    if printed is not None or produced_on is None or shelf_life_days is None:
        return printed
    return produced_on + timedelta(days=shelf_life_days)


def life(produced_on: date | None, expires_on: date | None, shelf_life_days: int | None) -> int | None:
    """How many days goods keep in all: by their own two dates, else by the catalogue; None if neither says."""
    if produced_on is not None and expires_on is not None:
        return (expires_on - produced_on).days
    return shelf_life_days


def days_near(life_days: int | None) -> int:
    """For how many days before the last one goods with that shelf life count as near their date."""
    if life_days is None:
        return NEAR_WITHOUT_LIFE
    return next(days for least, days in NEAR_EXPIRY if life_days >= least)


def freshness(expires_on: date | None, life_days: int | None, day: date) -> Freshness:
    """What holds on `day` for goods that may be sold until `expires_on`, that day included."""
    if expires_on is None:
        return Freshness.FRESH
    left = (expires_on - day).days
    if left < 0:
        return Freshness.ENDED
    return Freshness.NEAR if left <= days_near(life_days) else Freshness.FRESH
