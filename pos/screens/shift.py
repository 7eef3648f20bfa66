"""The drawer: open a shift with its float, move cash, count blind, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import func, select

from pos.core import journal, print_jobs, tickets
from pos.core.daily_summary import day_name
from pos.core.money import MOST_MONEY, ZERO, Money
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.receipts import Receipt
from pos.core.reports import shift_lines_off, shift_openings, shift_totals, unsettled, unsettled_at
from pos.core.shifts import (
    CashMove,
    NoShiftOpen,
    SalesHeld,
    ShopClosed,
    ShopNotOpen,
    ZReport,
    approve_difference,
    close_shift,
    last_z,
    move_cash,
    open_shift,
)
from pos.core.sync_files import unsent_days
from pos.core.tables import SHOP_TIME
from pos.core.tenders import BadAmount
from pos.core.totals import Totals, Unsettled
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import NoView, Till, View
from pos.screens.signing import ReasonNeeded, WithLeave, give_leave
from pos.screens.x_report import queue_x, read_x

if TYPE_CHECKING:
    from pos.core.x_report import XReport
    from pos.screens.pay_rows import OpenPayment

NOTES = (10000, 5000, 2000, 1000, 500, 100, 50, 10)
#: Everything that may be counted, also what the page does not ask for.
CURRENCY = (*NOTES, 200, 20, 5, 2, 1)
#: Nobody counts more of one note by hand.
MOST_COUNTED = 1_000_000


class NoClosingYet(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No shift was closed on this till yet; there is nothing to show.")
    todo = QT_TRANSLATE_NOOP("Problem", "Close a shift first.")


class Check(Struct, frozen=True):
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


def _listed(names: Sequence[str]) -> str:
    """A few names in one line; the rest as a number."""
    shown = translate("Shift", ", ").join(names[:4])
    return (
        shown if len(names) <= 4 else translate("Shift", "{names} and {n} more").format(names=shown, n=len(names) - 4)
    )


class ShiftScreen(WithLeave):
    """Opening, cash in and out, X and Z, and the blind close."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.result: ZReport | None = None
        self.approved = False
        #: The X that stands in front; None where none does.
        self.x: XReport | None = None

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
        """Who may see at once what the drawer should have held."""
        return self.till.person is not None and self.till.role().may(Act.SEE_CASH)

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
        """Drawer openings without a sale, in the open shift."""
        return 0 if self.till.shift is None else self.openings_of(None)

    def openings_of(self, z: int | None) -> int:
        """Drawer openings without a sale in the shift that closing `z` ended."""
        with self.till.store.read() as session:
            return shift_openings(session, self.till.settings.till, z)

    def lines_off(self, z: int | None = None) -> int:
        """How often goods were taken off a ticket before it was paid, in the open shift or the one `z` ended."""
        if z is None and self.till.shift is None:
            return 0
        with self.till.store.read() as session:
            return shift_lines_off(session, self.till.settings.till, z)

    def unsettled(self, z: int | None = None) -> tuple[Unsettled, ...]:
        """What is open now with the payment services; of what was begun before closing `z`, if one is named."""
        own = self.till.settings.till
        with self.till.store.read() as session:
            return unsettled(session, own) if z is None else unsettled_at(session, own, z)

    @property
    def overdue_text(self) -> str:
        """Which day is still open, `2021年9月7日`; empty if it is today's."""
        shift = self.till.shift
        return day_name(shift.business_day) if shift is not None and self.till.overdue else ""

    @property
    def asks_to_close(self) -> bool:
        """That day is to be closed before anything more is sold into it."""
        return self.till.close_first

    @property
    def tolerance(self) -> Money:
        """By how much a drawer may differ without anybody being asked."""
        return Money(self.till.settings.cash_tolerance)

    @property
    def over_tolerance(self) -> bool:
        """The closing that was just made differs by more than the shop lets pass."""
        return self.result is not None and abs(self.result.over_short.fen) > self.till.settings.cash_tolerance

    @property
    def wants_approval(self) -> bool:
        """It differs by more than that, and no manager has approved it yet."""
        return self.over_tolerance and not self.approved

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
    def open_payments(self) -> tuple[OpenPayment, ...]:
        """Payments and money back of which books and service do not say the same yet; they never stop a closing."""
        return self.till.desk.open

    def ask(self, number: str) -> None:
        """Ask the service what became of one of them."""
        self.till.on_duty()
        self.till.desk.ask(number)
        self.view.refresh()

    def give_back(self, number: str) -> None:
        """Money that came for no ticket goes back through the service; a refund it did not make is asked for anew."""
        self.till.desk.give_back(number)
        self.view.refresh()

    def settle(self, number: str) -> None:
        """There is nothing more to do about it, as the reason tells; needs a manager's leave, of a manager too."""
        self.till.on_duty()
        self.till.desk.settle(number)
        self.view.refresh()

    @property
    def checks(self) -> tuple[Check, ...]:
        """What to look at before closing."""
        own = self.till.settings.till
        with self.till.store.read() as session:
            names = [ticket.name for ticket in tickets.held(session)]
            held = len(names)
            on_counter = tickets.unfinished(session, own) - held
            waiting = print_jobs.waiting(session, own)
            unsent = unsent_days(session, own)
        paying = len(self.open_payments)
        return (
            Check(
                not on_counter,
                translate("Shift", "No ticket is open")
                if not on_counter
                else translate("Shift", "A ticket is still open"),
                "" if not on_counter else translate("Shift", "Finish it or cancel it"),
                "" if not on_counter else "selling",
            ),
            Check(
                not held,
                translate("Shift", "No ticket is held")
                if not held
                else translate("Shift", "{n} tickets are still held").format(n=held),
                "" if not held else translate("Shift", "{names}: F5 takes them back").format(names=_listed(names)),
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
            *(
                [
                    Check(
                        False,
                        translate("Shift", "{n} payments are not settled yet").format(n=paying),
                        translate("Shift", "They stay open beyond this shift until they are"),
                        "payments",
                    )
                ]
                if paying
                else []
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
        authority = self.till.authority()
        with self.till.write() as session:
            left = move_cash(session, self.till.stamp(), shift, authority, direction=way, amount=amount, reason=why)
        self.till.leave = None
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
        authority = self.till.authority()
        with self.till.write() as session:
            standing = tickets.unfinished(session, own)
            if standing:
                names = [ticket.name for ticket in tickets.held(session)]
                on_counter = [translate("Shift", "the one on the counter")] * (standing - len(names))
                raise SalesHeld(count=standing, names=_listed(on_counter + names))
            totals = shift_totals(session, shift.id)
            report = close_shift(
                session,
                self.till.stamp(),
                shift,
                authority,
                shop=self.till.settings.shop,
                counted=total,
                counts=counts,
                totals=totals,
                tolerance=self.tolerance,
            )
        self.till.shift, self.till.leave, self.result, self.x = None, None, report, None
        self.till.close_first = False
        self.approved = authority.may(Act.CLOSE_OVER_TOLERANCE)
        self.view.refresh()
        return report

    def approve(self, pin: str, reason: str) -> None:
        """A manager approves the difference of the closing that was just made; the closing stands as it is."""
        give_leave(self.till, pin, reason)
        try:
            if self.result is not None and self.wants_approval:
                with self.till.write() as session:
                    approve_difference(session, self.till.stamp(), self.till.authority(), self.result)
                self.approved = True
        finally:
            self.till.leave = None
        self.view.refresh()

    def put_off(self) -> None:
        """Sell on into the day that is still open; written down, once for whoever is signed in."""
        self.till.open_shift()
        if not self.till.close_first:
            return
        with self.till.write() as session:
            journal.note(session, self.till.stamp(), "CLOSE_PUT_OFF")
        self.till.close_first = False
        self.view.refresh()

    def show_x(self) -> None:
        """Show the open shift so far; refuses NoShiftOpen, and NotAllowed to whoever may not see the drawer."""
        self.x = read_x(self.till)
        self.view.refresh()

    def hide_x(self) -> None:
        """Back to the count: the drawer's figures go from the screen."""
        if self.x is not None:
            self.x = None
            self.view.refresh()

    def print_x(self) -> bool:
        """The X that stands in front, on the receipt printer; answers whether there is a printer."""
        if self.x is None or self.till.settings.printer == "absent":
            return False
        queue_x(self.till, self.x)
        return True

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
