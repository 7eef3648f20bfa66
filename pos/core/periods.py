"""A day, a week, a month: which days they are, what came before them, and what was sold on each of their days."""

from __future__ import annotations

import json
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session

from pos.core.money import ZERO, Money
from pos.core.receipts import Receipt
from pos.core.shifts import Closing, Shift
from pos.core.tables import WholeNumber

Span = Literal["day", "week", "month"]
_DAY = timedelta(days=1)


class Period(Struct, frozen=True):
    """Business days from `first` to `last`, both inside."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + _DAY * n for n in range((self.last - self.first).days + 1))


def period_of(span: Span, day: date) -> Period:
    """The day itself, its week from Monday to Sunday, or its calendar month."""
    if span == "day":
        return Period(day, day)
    if span == "week":
        monday = day - _DAY * day.weekday()
        return Period(monday, monday + _DAY * 6)
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def period_before(span: Span, period: Period) -> Period:
    """The period of the same kind just before it: for a day the same weekday a week ago."""
    if span == "day":
        week_ago = period.first - _DAY * 7
        return Period(week_ago, week_ago)
    return period_of(span, period.first - _DAY)


def step(span: Span, day: date, by: int) -> date:
    """`day` moved by whole days, weeks or months; the 31st becomes the last day of a shorter month."""
    if span == "day":
        return day + _DAY * by
    if span == "week":
        return day + _DAY * 7 * by
    months = day.year * 12 + day.month - 1 + by
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_nets(session: Session, till: str, period: Period) -> dict[date, Money]:
    """Net of every day with a shift: closed shifts as they were stored with their Z, an open one from its receipts."""
    nets: dict[date, Money] = defaultdict(lambda: ZERO)
    closed = select(Closing.business_day, Closing.totals).where(
        Closing.till == till, Closing.business_day.between(period.first, period.last)
    )
    for day, stored in session.execute(closed):
        told = json.loads(stored)
        nets[day] += Money.yuan(told["gross"]) - Money.yuan(told["refunded"])
    standing = select(Shift.id, Shift.business_day).where(
        Shift.till == till,
        Shift.business_day.between(period.first, period.last),
        Shift.id.not_in(select(Closing.shift_id)),
    )
    fen: ColumnElement[int] = type_coerce(Receipt.net, WholeNumber)
    whole = func.sum(fen)
    for shift_id, day in session.execute(standing).all():
        nets[day] += ZERO
        sums = select(Receipt.kind, whole).where(Receipt.shift_id == shift_id).group_by(Receipt.kind)
        for kind, net in session.execute(sums):
            nets[day] += Money(int(net) if kind == "SALE" else -int(net))
    return dict(nets)
