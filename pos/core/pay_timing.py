"""What is to be done about a request at a payment service, and when, by the service's own figures (DOMAIN.md 5.5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pos.core.gateways import Timing
from pos.core.pay_requests import (
    BY_HAND_PAID,
    BY_HAND_UNPAID,
    CLOCK_PUT_BACK,
    DONE,
    ENDED_UNPAID,
    FAILED,
    NEW,
    PROCESSING,
    REFUND,
    REVOKED,
    REVOKING,
    Request,
)

Doing = Literal["nothing", "forget", "query", "revoke", "refund", "query_refund"]


class Trail(Struct, frozen=True):
    """What was tried since the till was switched on. Kept in no table: after a restart everything is asked at once."""

    since: datetime | None = None
    """When it was first asked about, by the clock as it is set now."""
    asked: datetime | None = None
    asked_last: Doing = "nothing"
    no_revoke: bool = False
    """The service said that it will not revoke this one."""


class Step(Struct, frozen=True):
    """What is to be done about a request, and when."""

    what: Doing
    at: datetime


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def pause(age: timedelta, every: float) -> timedelta:
    """How long to leave the service in peace: the older it is, the longer."""
    if age < timedelta(minutes=5):
        return _seconds(every)
    return timedelta(minutes=1) if age < timedelta(hours=1) else timedelta(minutes=10)


def next_step(request: Request, timing: Timing, now: datetime, trail: Trail) -> Step:
    """What is due next by the service's own figures (`timing`), and when. Pure: nothing is asked or written here."""
    if trail.asked is not None and trail.asked - now >= CLOCK_PUT_BACK:
        trail = replace(trail, asked=now - _seconds(timing.give_up))
    made_at = now - request.age(now)
    if request.kind == REFUND:
        return _next_back(request, timing, now, trail)
    if request.settled or not request.pending:
        return Step("nothing", now)
    if request.state == NEW:
        return Step("forget", now)
    again = None if trail.asked is None else trail.asked + pause(now - made_at, timing.every)
    if request.state == REVOKING:
        if trail.asked_last == "revoke":
            # Why it was not done: it was never there, it ended meanwhile, or it cannot be revoked any more.
            return Step("query", now if trail.no_revoke or again is None else again)
        if trail.asked_last == "query" and not trail.no_revoke:
            return Step("revoke", now)
        return Step("revoke", again or now)
    if request.by_hand == BY_HAND_PAID:
        # It is booked: from now on it is only asked about, and never revoked.
        return Step("query", again or now)
    soon = request.by_hand == BY_HAND_UNPAID or request.note in ENDED_UNPAID
    give_up = timing.revoke_from if soon else timing.give_up
    last = made_at + _seconds(give_up)
    if trail.asked is None:
        return Step("query", made_at + _seconds(timing.first_query))
    if trail.asked >= last and trail.asked_last == "query":
        return Step("revoke", now)
    first = made_at + _seconds(timing.first_query)
    regular = first if trail.asked < first else trail.asked + _seconds(timing.every)
    return Step("query", min(regular, last))


def _next_back(request: Request, timing: Timing, now: datetime, trail: Trail) -> Step:
    if request.settled or request.state in (DONE, FAILED):
        return Step("nothing", now)
    if request.waits_for_payment:
        # Not before it is known that there is something to give back.
        return Step("nothing", now)
    if request.state == NEW and request.of is not None and request.of.state in (FAILED, REVOKED):
        return Step("forget", now)
    again = now if trail.asked is None else trail.asked + pause(request.age(now), max(10.0, timing.every))
    return Step("query_refund" if request.state == PROCESSING else "refund", again)
