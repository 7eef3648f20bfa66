"""The drawer and its count: open a shift, move cash, close it with a count; X and Z."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core import journal
from pos.core.authority import Authority
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.receipts import Receipt, ReceiptTender, receipt_number
from pos.core.statements import Prepared
from pos.core.tables import SHOP_TIME, Base
from pos.core.tenders import CASH
from pos.core.totals import Totals
from pos.core.wording import QT_TRANSLATE_NOOP, translate


class Shift(Base):
    """One clerk's turn at a till. The business day belongs to the shift and is fixed when it opens."""

    __tablename__ = "shifts"
    __table_args__ = (
        UniqueConstraint("till", "number"),
        Index(
            "uq_shifts_one_open",
            "till",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
        ),
        Index("ix_shifts_business_day", "business_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    till: Mapped[str]
    number: Mapped[int]
    business_day: Mapped[date]
    clerk: Mapped[str]
    opened_at: Mapped[datetime]
    float: Mapped[Money]
    closed_at: Mapped[datetime | None]


class CashMove(Base):
    """Cash put into or taken out of the drawer other than by selling."""

    __tablename__ = "cash_moves"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_cash_moves_shift_id", "shift_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    at: Mapped[datetime]
    direction: Mapped[str]
    amount: Mapped[Money]
    reason: Mapped[str]
    clerk: Mapped[str]


class Closing(Base):
    """A Z: the shift's sums as they were sworn to. A closed shift never changes, so reports read `totals` from here."""

    __tablename__ = "closings"
    __table_args__ = (UniqueConstraint("shift_id"), Index("ix_closings_business_day", "business_day"))

    till: Mapped[str] = mapped_column(primary_key=True)
    z: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    business_day: Mapped[date]
    closed_at: Mapped[datetime]
    closed_by: Mapped[str]
    first_number: Mapped[int | None]
    last_number: Mapped[int | None]
    expected: Mapped[Money]
    counted: Mapped[Money]
    over_short: Mapped[Money]
    counts: Mapped[str]
    totals: Mapped[str]
    grand_gross: Mapped[Money]
    grand_refunded: Mapped[Money]
    journal_n: Mapped[int]


_CLOSED_AT = Prepared(select(Shift.closed_at).where(Shift.id == bindparam("id")))


class NoShiftOpen(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No shift is open; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Open one with the float that lies in the drawer.")


class ShiftOpen(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A shift has been open since {since}; no second one was opened.")
    todo = QT_TRANSLATE_NOOP("Problem", "Go on selling, or close it first (F11).")


class ShopNotOpen(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The shop is open from {opened_on}; no shift was opened for {day}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check this computer's date, and the opening day in till.toml.")


class ShopClosed(ShopNotOpen):
    sentence = QT_TRANSLATE_NOOP("Problem", "The shop closed for good on {closed_on}; no shift was opened for {day}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check this computer's date, and the closing day in till.toml.")

    @property
    def word(self) -> str:
        """The same word as before the opening."""
        return ShopNotOpen.__name__


class NotInDrawer(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The drawer holds less than {amount}; nothing was taken out.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take less, or put change in first.")


class SalesHeld(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "There are still {count} unfinished tickets ({names}); the shift was not closed."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Finish or cancel them on the selling page; F5 there brings held ones back.")


class OpenShift(Struct, frozen=True):
    """The shift a till is in."""

    id: int
    number: int
    business_day: date
    clerk: str
    opened_at: datetime
    float_: Money


class ZReport(Struct, frozen=True):
    """A closing, as it was stored."""

    z: int
    shift: int
    business_day: date
    first_number: int | None
    last_number: int | None
    expected: Money
    counted: Money
    over_short: Money
    totals: Totals


def business_day(at: datetime, cut_over: time) -> date:
    """The shop-local day an instant belongs to: before the cut-over it is still yesterday's."""
    local = at.astimezone(SHOP_TIME)
    return (local - timedelta(hours=cut_over.hour, minutes=cut_over.minute)).date()


def open_shift_of(session: Session, till: str) -> OpenShift | None:
    """The till's open shift, or None."""
    row = session.execute(
        select(Shift.id, Shift.number, Shift.business_day, Shift.clerk, Shift.opened_at, Shift.float).where(
            Shift.till == till, Shift.closed_at.is_(None)
        )
    ).first()
    return OpenShift(*row) if row else None


def refuse_closed(session: Session, shift: OpenShift) -> None:
    """Nothing may be booked into a shift whose Z stands, whoever still believes it open; refuses NoShiftOpen."""
    if _CLOSED_AT.value(session, {"id": shift.id}) is not None:
        raise NoShiftOpen


def open_shift(session: Session, stamp: Stamp, *, float_: Money) -> OpenShift:
    """Open a shift with the float that lies in the drawer; refuses while another is open."""
    standing = open_shift_of(session, stamp.till)
    if standing is not None:
        raise ShiftOpen(since=standing.opened_at.astimezone(SHOP_TIME).strftime("%m-%d %H:%M"))
    last = session.scalar(select(func.max(Shift.number)).where(Shift.till == stamp.till)) or 0
    shift = Shift(
        till=stamp.till,
        number=last + 1,
        business_day=stamp.business_day,
        clerk=stamp.clerk,
        opened_at=stamp.at,
        float=float_,
        closed_at=None,
    )
    session.add(shift)
    session.flush()
    journal.note(session, stamp, "SHIFT_OPENED", money=float_.fen)
    return OpenShift(shift.id, shift.number, shift.business_day, shift.clerk, stamp.at, float_)


class DrawerMoves(Struct, frozen=True):
    """What moved the drawer's cash since the float was counted."""

    cash_sales: Money
    cash_in: Money
    cash_out: Money

    @property
    def sum(self) -> Money:
        """All of it."""
        return self.cash_sales + self.cash_in - self.cash_out


def drawer_moves(session: Session, shift_id: int) -> DrawerMoves:
    """Cash kept of sales minus cash given back, and cash in and out, of one shift."""
    kept: dict[str, Money] = {
        row[0]: row[1]
        for row in session.execute(
            select(Receipt.kind, func.sum(ReceiptTender.kept))
            .join(ReceiptTender, ReceiptTender.receipt_id == Receipt.id)
            .where(Receipt.shift_id == shift_id, ReceiptTender.means == CASH)
            .group_by(Receipt.kind)
        )
    }
    moved: dict[str, Money] = {
        row[0]: row[1]
        for row in session.execute(
            select(CashMove.direction, func.sum(CashMove.amount))
            .where(CashMove.shift_id == shift_id)
            .group_by(CashMove.direction)
        )
    }
    sold = kept.get("SALE", ZERO) - kept.get("REFUND", ZERO)
    return DrawerMoves(sold, moved.get("IN", ZERO), moved.get("OUT", ZERO))


def in_drawer(session: Session, shift: OpenShift) -> Money:
    """What should lie in the drawer now."""
    return shift.float_ + drawer_moves(session, shift.id).sum


def move_cash(
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    authority: Authority,
    *,
    direction: str,
    amount: Money,
    reason: str,
) -> Money:
    """Put cash in or take it out, with a reason; answers what should lie in the drawer now.

    Refuses NotAllowed for a role that may not take it out alone, and NotInDrawer.
    """
    what = translate("Shift", "Taking cash out of the drawer")
    authority.leave_to(Act.CASH_OUT, what, needed=direction == "OUT")
    if direction == "OUT" and amount > in_drawer(session, shift):
        raise NotInDrawer(amount=amount)
    session.execute(
        insert(CashMove),
        {
            "shift_id": shift.id,
            "at": stamp.at,
            "direction": direction,
            "amount": amount,
            "reason": reason,
            "clerk": stamp.clerk,
        },
    )
    journal.note(session, stamp, f"CASH_{direction}", why=reason, money=amount.fen)
    authority.note_leave(session, stamp, f"CASH_{direction}", amount)
    return in_drawer(session, shift)


def close_shift(
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    authority: Authority,
    *,
    shop: str,
    counted: Money,
    counts: dict[str, int],
    totals: Totals,
    tolerance: Money,
) -> ZReport:
    """Close the shift with what was counted and store its Z; never refused because cash differs.

    `totals` are the shift's own sums; `counts` says how many of each note, if they were counted so. More than
    `tolerance` off is written down, with who approved it if whoever closes may, or a manager's leave stands.
    """
    expected = in_drawer(session, shift)
    over = counted - expected
    before = session.execute(
        select(Closing.z, Closing.grand_gross, Closing.grand_refunded)
        .where(Closing.till == stamp.till)
        .order_by(Closing.z.desc())
        .limit(1)
    ).first()
    last_z, grand_gross, grand_refunded = before or (0, ZERO, ZERO)
    first, last = session.execute(
        select(func.min(Receipt.number), func.max(Receipt.number)).where(Receipt.shift_id == shift.id)
    ).one()
    grand_gross, grand_refunded = grand_gross + totals.gross, grand_refunded + totals.refunded
    by_means = {code: group.net.fen for code, group in totals.groups["by_means"].items()}
    facts = {
        "z": last_z + 1,
        "shift": shift.number,
        "first": None if first is None else receipt_number(shop, stamp.till, first),
        "last": None if last is None else receipt_number(shop, stamp.till, last),
        "gross": totals.gross.fen,
        "refunded": totals.refunded.fen,
        "net": totals.net.fen,
        "rounding": totals.rounding.fen,
        "float": shift.float_.fen,
        "expected": expected.fen,
        "counted": counted.fen,
        "over": over.fen,
        "by_means": by_means,
        "grand_gross": grand_gross.fen,
        "grand_refunded": grand_refunded.fen,
    }
    head = journal.append(session, stamp, "Z", facts)
    session.execute(
        insert(Closing),
        {
            "till": stamp.till,
            "z": last_z + 1,
            "shift_id": shift.id,
            "business_day": shift.business_day,
            "closed_at": stamp.at,
            "closed_by": stamp.clerk,
            "first_number": first,
            "last_number": last,
            "expected": expected,
            "counted": counted,
            "over_short": over,
            "counts": json.dumps(counts, ensure_ascii=False, sort_keys=True),
            "totals": json.dumps(totals.as_dict(), ensure_ascii=False),
            "grand_gross": grand_gross,
            "grand_refunded": grand_refunded,
            "journal_n": head.n,
        },
    )
    session.execute(update(Shift).where(Shift.id == shift.id).values(closed_at=stamp.at))
    report = ZReport(last_z + 1, shift.number, shift.business_day, first, last, expected, counted, over, totals)
    if abs(over.fen) > tolerance.fen:
        own = authority.who if authority.role.may(Act.CLOSE_OVER_TOLERANCE) else None
        _note_difference(session, stamp, report, authority.by or own, authority.why)
    return report


def approve_difference(session: Session, stamp: Stamp, authority: Authority, report: ZReport) -> None:
    """The difference of a closing that stands is approved; refuses NotAllowed. Nothing of the closing changes."""
    word = authority.word_for(Act.CLOSE_OVER_TOLERANCE, translate("Shift", "Approving a difference"))
    _note_difference(session, stamp, report, word.by, word.why)


def _note_difference(session: Session, stamp: Stamp, report: ZReport, by: str | None, why: str | None) -> None:
    at = replace(stamp, business_day=report.business_day)
    journal.note(session, at, "OVER_SHORT", by=by, why=why, money=report.over_short.fen, of=f"Z{report.z}")


def last_z(session: Session, till: str) -> ZReport | None:
    """The till's last closing, or None."""
    row = session.execute(
        select(Closing, Shift.number)
        .join(Shift, Shift.id == Closing.shift_id)
        .where(Closing.till == till)
        .order_by(Closing.z.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    closing, number = row
    return ZReport(
        closing.z,
        number,
        closing.business_day,
        closing.first_number,
        closing.last_number,
        closing.expected,
        closing.counted,
        closing.over_short,
        Totals.from_dict(json.loads(closing.totals)),
    )
