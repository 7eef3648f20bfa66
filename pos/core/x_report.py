"""The X: what the open shift sold so far and what should lie in its drawer. It closes nothing and is kept nowhere."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy.orm import Session

from pos.core.authority import Authority
from pos.core.daily_summary import day_name, should_be_lines
from pos.core.journal import Stamp
from pos.core.labels import means_label
from pos.core.permissions import Act
from pos.core.reports import shift_drawer, shift_lines_off, shift_openings, shift_totals
from pos.core.shifts import OpenShift
from pos.core.tables import SHOP_TIME
from pos.core.totals import DrawerCount, Totals
from pos.core.wording import translate

#: A heading, and its lines as (what, how much); the last one of each is its sum.
Section = tuple[str, list[tuple[str, str]]]


class XReport(Struct, frozen=True):
    """The open shift at one moment."""

    shift: OpenShift
    at: datetime
    totals: Totals
    drawer: DrawerCount
    openings: int
    lines_off: int


def x_report(session: Session, authority: Authority, till: str, shift: OpenShift, at: datetime) -> XReport:
    """Read it, for whoever may see what should be in the drawer; refuses NotAllowed. `note_seen` notes a leave."""
    authority.leave_to(Act.SEE_CASH, translate("Shift", "The X report"))
    return XReport(
        shift,
        at,
        shift_totals(session, shift.id),
        shift_drawer(session, shift.id),
        shift_openings(session, till),
        shift_lines_off(session, till),
    )


def note_seen(session: Session, stamp: Stamp, authority: Authority) -> None:
    """Who let the drawer be seen before it was counted is worth knowing when it differs."""
    authority.note_leave(session, stamp, "X")


def title(x: XReport) -> str:
    """Which shift of which day."""
    gaps = {"shift": x.shift.number, "day": day_name(x.shift.business_day)}
    return translate("Summary", "X · shift {shift} of {day}").format(**gaps)


def as_of(x: XReport) -> str:
    """From when until when, and who opened it."""
    words = translate("Summary", "{opened} to {now} · opened by {clerk}")
    opened, now = (moment.astimezone(SHOP_TIME).strftime("%m-%d %H:%M") for moment in (x.shift.opened_at, x.at))
    return words.format(opened=opened, now=now, clerk=x.shift.clerk)


def sections(x: XReport) -> list[Section]:
    """What was sold, how it was paid, and the drawer, on screen and on paper."""
    totals = x.totals
    kept = totals.net + totals.rounding
    sold = [
        (translate("Summary", "Sales"), translate("Summary", "{sales} receipts").format(sales=totals.sales)),
        (translate("Summary", "Sold"), totals.gross.grouped()),
        (translate("Summary", "Refunds ({count})").format(count=totals.refunds), (-totals.refunded).grouped()),
        (translate("Summary", "Discounts given"), totals.discount.grouped()),
        (translate("Summary", "Drawer openings without a sale"), str(x.openings)),
        (translate("Summary", "Lines taken off"), str(x.lines_off)),
        (translate("Summary", "Net sales"), totals.net.grouped()),
    ]
    paid = [(means_label(code), group.net.grouped()) for code, group in totals.ranked("by_means")]
    if totals.rounding:
        paid.append((translate("Summary", "of it cash rounding"), totals.rounding.grouped()))
    paid.append((translate("Summary", "Kept"), kept.grouped()))
    return [
        (translate("Summary", "Sold so far"), sold),
        (translate("Summary", "By means of payment"), paid),
        # Nobody has counted it yet.
        (translate("Summary", "Cash drawer"), should_be_lines(x.drawer)),
    ]
