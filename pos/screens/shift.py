"""The drawer: open a shift with its float, move cash, count blind, close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from pos.core import print_jobs, tickets
from pos.core.money import MOST_MONEY, ZERO, Money
from pos.core.problems import Refusal
from pos.core.receipts import Receipt
from pos.core.reports import events, shift_totals
from pos.core.shifts import (
    CashMove,
    NoShiftOpen,
    SalesHeld,
    ShopClosed,
    ShopNotOpen,
    ZReport,
    close_shift,
    last_z,
    move_cash,
    open_shift,
)
from pos.core.sync_files import unsent_days
from pos.core.tables import SHOP_TIME
from pos.core.tenders import BadAmount
from pos.core.totals import Totals
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import NoView, Till, View
from pos.screens.signing import ReasonNeeded

NOTES = (10000, 5000, 2000, 1000, 500, 100, 50, 10)
#: Everything that may be counted, also what the page does not ask for.
CURRENCY = (*NOTES, 200, 20, 5, 2, 1)
#: Nobody counts more of one note by hand.
MOST_COUNTED = 1_000_000


class NoClosingYet(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No shift was closed on this till yet; there is nothing to show.")
    todo = QT_TRANSLATE_NOOP("Problem", "Close a shift first.")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at before closing."""

    ok: bool
    title: str
    detail: str
    action: str = ""


def counted_money(counts: Mapping[str, int]) -> Money:
    """What `{"100.00": 3, …}` adds up to; refuses BadAmount for anything that is no note or no whole count."""
    total = 0
    for note, count in counts.items():
        try:
            value = Money.yuan(str(note)).fen
        except ValueError:
            raise BadAmount(text=note) from None
        if type(count) is not int or not 0 <= count <= MOST_COUNTED or value not in CURRENCY:
            raise BadAmount(text=f"{note}: {count}")
        total += value * count
    return Money(total)


class ShiftScreen:
    """Opening, cash in and out, X and Z, and the blind close."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.result: ZReport | None = None

    # What is shown

    @property
    def open(self) -> bool:
        """A shift is open."""
        return self.till.shift is not None

    @property
    def clerk_text(self) -> str:
        """Who is signed in."""
        person = self.till.person
        return f"{person.no} {person.name}".strip() if person else ""

    @property
    def shows_difference(self) -> bool:
        """Only a manager sees at once what the drawer should have held."""
        return self.till.person is not None and self.till.person.manages

    @property
    def opened_text(self) -> str:
        """When the shift began."""
        shift = self.till.shift
        return shift.opened_at.astimezone(SHOP_TIME).strftime("%H:%M") if shift else ""

    @property
    def denominations(self) -> tuple[tuple[Money, str, str], ...]:
        """Notes and coins, largest first, with label and measure word."""
        rows = []
        for fen in NOTES:
            label = (
                translate("Shift", "{n} yuan").format(n=fen // 100)
                if fen >= 100
                else translate("Shift", "{n} jiao").format(n=fen // 10)
            )
            rows.append((Money(fen), label, translate("Shift", "notes") if fen >= 100 else translate("Shift", "coins")))
        return tuple(rows)

    def _count(self, kind: str) -> int:
        if self.till.shift is None:
            return 0
        with self.till.store.read() as session:
            where = (Receipt.shift_id == self.till.shift.id, Receipt.kind == kind)
            return session.scalar(select(func.count()).where(*where)) or 0

    @property
    def receipts(self) -> int:
        """Sales of this shift."""
        return self._count("SALE")

    @property
    def refunds(self) -> int:
        """Refunds of this shift."""
        return self._count("REFUND")

    @property
    def openings(self) -> int:
        """Drawer openings without a sale, today."""
        shift = self.till.shift
        if shift is None:
            return 0
        with self.till.store.read() as session:
            return events(session, self.till.settings.till, shift.business_day, shift.business_day)["DRAWER_OPENED"]

    @property
    def moves(self) -> tuple[tuple[str, str, Money], ...]:
        """Float and cash in and out; never what was sold."""
        shift = self.till.shift
        if shift is None:
            return ()
        with self.till.store.read() as session:
            rows = session.execute(
                select(CashMove.at, CashMove.direction, CashMove.reason, CashMove.amount)
                .where(CashMove.shift_id == shift.id)
                .order_by(CashMove.id)
            ).all()
        first = (self.opened_text, translate("Shift", "Float"), shift.float_)
        return (
            first,
            *(
                (at.astimezone(SHOP_TIME).strftime("%H:%M"), reason, amount if direction == "IN" else -amount)
                for at, direction, reason, amount in rows
            ),
        )

    @property
    def checks(self) -> tuple[Check, ...]:
        """What to look at before closing."""
        own = self.till.settings.till
        with self.till.store.read() as session:
            held = len(tickets.held(session))
            on_counter = tickets.unfinished(session, own) - held
            waiting = print_jobs.waiting(session, own)
            unsent = unsent_days(session, own)
        return (
            Check(
                not on_counter,
                translate("Shift", "No ticket is open")
                if not on_counter
                else translate("Shift", "A ticket is still open on the counter"),
                "" if not on_counter else translate("Shift", "Finish it or cancel it"),
                "" if not on_counter else "selling",
            ),
            Check(
                not held,
                translate("Shift", "No ticket is held")
                if not held
                else translate("Shift", "{n} tickets are still held").format(n=held),
                "" if not held else translate("Shift", "Bring them back and finish them, or cancel them"),
                "" if not held else "selling",
            ),
            Check(
                not waiting,
                translate("Shift", "Everything is printed")
                if not waiting
                else translate("Shift", "{n} papers wait for the printer").format(n=waiting),
                "",
            ),
            Check(
                not unsent,
                translate("Shift", "Every day went to the district")
                if not unsent
                else translate("Shift", "{n} days have not gone to the district").format(n=unsent),
                "" if not unsent else translate("Shift", "Export them on the day page"),
            ),
        )

    # What the clerk does

    def open_shift(self, float_: Money) -> None:
        """Open a shift with the float that lies in the drawer; refuses ShiftOpen and ShopNotOpen."""
        self.till.on_duty()
        stamp = self.till.stamp()
        opened, closed = self.till.settings.opened_on, self.till.settings.closed_on
        if not ZERO <= float_ <= MOST_MONEY:
            raise BadAmount(text=float_)
        if opened is not None and stamp.business_day < opened:
            raise ShopNotOpen(opened_on=opened, day=stamp.business_day)
        if closed is not None and stamp.business_day > closed:
            raise ShopClosed(closed_on=closed, day=stamp.business_day)
        with self.till.write() as session:
            shift = open_shift(session, stamp, float_=float_)
        self.till.shift, self.result = shift, None
        self.view.refresh()

    def cash(self, direction: str, amount: Money, reason: str) -> Money:
        """Put cash in or take it out, with a reason; answers what should then be in the drawer."""
        shift = self.till.open_shift()
        if not ZERO < amount <= MOST_MONEY:
            raise BadAmount(text=amount)
        why = words(reason)
        if not why:
            raise ReasonNeeded
        way = "IN" if direction == "in" else "OUT"
        with self.till.write() as session:
            left = move_cash(session, self.till.stamp(), shift, direction=way, amount=amount, reason=why)
        self.view.refresh()
        return left

    def close(self, counted: Money | None, counts: Mapping[str, int] | None = None) -> ZReport:
        """Close the shift with what was counted; refuses SalesHeld, never because cash differs."""
        shift = self.till.open_shift()
        counts = dict(counts or {})
        total = counted_money(counts) if counted is None else counted
        if not ZERO <= total <= MOST_MONEY:
            raise BadAmount(text=total)
        own = self.till.settings.till
        with self.till.write() as session:
            standing = tickets.unfinished(session, own)
            if standing:
                raise SalesHeld(count=standing)
            totals = shift_totals(session, shift.id)
            report = close_shift(
                session,
                self.till.stamp(),
                shift,
                shop=self.till.settings.shop,
                counted=total,
                counts=counts,
                totals=totals,
            )
        self.till.shift, self.result = None, report
        self.view.refresh()
        return report

    def x_report(self) -> Totals:
        """The open shift so far."""
        self.till.on_duty()
        if self.till.shift is None:
            raise NoShiftOpen
        with self.till.store.read() as session:
            return shift_totals(session, self.till.shift.id)

    def z_report(self) -> ZReport:
        """The last closed shift, as it was stored."""
        self.till.on_duty()
        with self.till.store.read() as session:
            report = last_z(session, self.till.settings.till)
        if report is None:
            raise NoClosingYet
        return report
