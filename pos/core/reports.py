"""The daily summary and its kin: queries in, frozen rows out.

A closed shift never changes: its sums were stored with its Z. An open shift is summed from its rows.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct, field
from sqlalchemy import ColumnElement, String, cast, distinct, exists, func, literal, literal_column, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from pos.core import journal
from pos.core.catalog import Product
from pos.core.journal import JournalRow
from pos.core.labels import NOBODY
from pos.core.money import ZERO, Money
from pos.core.pay_requests import DONE, FAILED, PAID, PayRequest
from pos.core.producers import Producer
from pos.core.receipts import Receipt, ReceiptLine, ReceiptTender, receipt_number
from pos.core.shifts import Closing, Shift, drawer_moves
from pos.core.staff import Staff
from pos.core.tables import SHOP_TIME, WholeNumber
from pos.core.tenders import PAYMENT_CODES, SET_OFF, VOUCHER
from pos.core.totals import (
    BY_CLERK,
    BY_FUNDER,
    GROUPS,
    MORE_GROUPS,
    DaySummary,
    DrawerCount,
    Group,
    Totals,
    Unsettled,
)

_ON_HEAD = {
    "by_channel": Receipt.channel,
    "by_buyer_kind": Receipt.buyer_kind,
    "by_mode": Receipt.mode,
    "by_clerk": Receipt.clerk,
}
_ON_LINES = {
    "by_region": ReceiptLine.region,
    "by_producer": ReceiptLine.producer,
    "by_product": ReceiptLine.product_code,
}


#: Events that take something off a ticket before it is paid.
LINES_OFF = ("LINE_REMOVED", "QUANTITY_REDUCED")


class _Sums(Struct):
    gross: int = 0
    refunded: int = 0
    sales: int = 0
    refunds: int = 0
    grams: int = 0

    def add(self, kind: str, net: int, receipts: int, grams: int) -> None:
        if kind == "SALE":
            self.gross += net
            self.sales += receipts
            self.grams += grams
        else:
            self.refunded += net
            self.refunds += receipts
            self.grams -= grams

    def group(self) -> Group:
        return Group(Money(self.gross), Money(self.refunded), self.sales, self.refunds, self.grams)


class _Groups(Struct):
    rows: dict[str, dict[str, _Sums]] = field(
        default_factory=lambda: {name: defaultdict(_Sums) for name in (*GROUPS, *MORE_GROUPS)}
    )

    def frozen(self) -> dict[str, dict[str, Group]]:
        return {name: {code: sums.group() for code, sums in rows.items()} for name, rows in self.rows.items()}


def _whole(expression: ColumnElement[object] | InstrumentedAttribute[Money]) -> ColumnElement[int]:
    """A sum as a whole number of its last place, not as a value object."""
    return func.coalesce(func.sum(expression, type_=WholeNumber), 0)


def sum_receipts(session: Session, condition: ColumnElement[bool]) -> Totals:
    """Sum all receipts for which `condition` (on Receipt) holds, from their rows."""
    groups = _Groups()
    heads = _heads(session, condition, groups)
    certified = _lines(session, condition, groups)
    _means(session, condition, groups)
    by_channel = groups.rows["by_channel"].values()
    return Totals(
        sales=sum(sums.sales for sums in by_channel),
        refunds=sum(sums.refunds for sums in by_channel),
        gross=Money(sum(sums.gross for sums in by_channel)),
        refunded=Money(sum(sums.refunded for sums in by_channel)),
        rounding=Money(heads[0]),
        discount=Money(heads[1]),
        grams=sum(sums.grams for sums in by_channel),
        certified=Money(certified),
        groups=groups.frozen(),
    )


def _heads(session: Session, condition: ColumnElement[bool], groups: _Groups) -> tuple[int, int]:
    """Everything that stands on the receipt's head, in one pass; answers rounding and discount net of refunds."""
    rounding = discount = 0
    rows = session.execute(
        select(
            Receipt.kind,
            Receipt.hour,
            *_ON_HEAD.values(),
            func.count(),
            _whole(Receipt.net),
            _whole(Receipt.rounding),
            _whole(Receipt.discount),
            func.coalesce(func.sum(_grams_of_receipt()), 0),
        )
        .where(condition)
        .group_by(Receipt.kind, Receipt.hour, *_ON_HEAD.values())
    )
    for kind, hour, *codes, count, net, rounded, off, grams in rows:
        sign = 1 if kind == "SALE" else -1
        rounding += sign * int(rounded)
        discount += sign * int(off)
        for name, code in (*zip(_ON_HEAD, codes, strict=True), ("by_hour", f"{hour:02d}")):
            groups.rows[name][code].add(kind, int(net), int(count), int(grams))
    return rounding, discount


def _grams_of_receipt() -> ColumnElement[int]:
    return select(func.sum(ReceiptLine.grams)).where(ReceiptLine.receipt_id == Receipt.id).scalar_subquery()


def _lines(session: Session, condition: ColumnElement[bool], groups: _Groups) -> int:
    """Region, producer and product, each counting a receipt once; answers the certified net."""
    certified = 0
    for name, column in _ON_LINES.items():
        code = func.coalesce(column, literal(NOBODY))
        rows = session.execute(
            select(
                Receipt.kind,
                code,
                _whole(ReceiptLine.net),
                func.count(distinct(Receipt.id)),
                func.sum(ReceiptLine.grams),
            )
            .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
            .where(condition)
            .group_by(Receipt.kind, code)
        )
        for kind, value, net, count, grams in rows:
            groups.rows[name][value].add(kind, int(net), int(count), int(grams))
    for kind, net in session.execute(
        select(Receipt.kind, _whole(ReceiptLine.net))
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .where(condition, ReceiptLine.certified)
        .group_by(Receipt.kind)
    ):
        certified += int(net) if kind == "SALE" else -int(net)
    return certified


def _means(session: Session, condition: ColumnElement[bool], groups: _Groups) -> None:
    for kind, means, kept, count in session.execute(
        select(Receipt.kind, ReceiptTender.means, _whole(ReceiptTender.kept), func.count(distinct(Receipt.id)))
        .join(ReceiptTender, ReceiptTender.receipt_id == Receipt.id)
        .where(condition)
        .group_by(Receipt.kind, ReceiptTender.means)
    ):
        groups.rows["by_means"][means].add(kind, int(kept), int(count), 0)
    told = groups.rows["by_means"]
    if VOUCHER in told:
        _more(session, condition & (ReceiptTender.means == VOUCHER), ReceiptTender.funder, groups.rows[BY_FUNDER])
    if told.keys() & PAYMENT_CODES.keys():
        by_service = exists().where(
            PayRequest.receipt_id == ReceiptTender.receipt_id,
            PayRequest.tender_n == ReceiptTender.n,
            or_(PayRequest.by_hand.is_(None), PayRequest.state.in_((PAID, DONE))),
            PayRequest.state != FAILED,
        )
        # What was only set off against other goods nobody confirmed anew.
        by_clerk = ReceiptTender.means.in_(PAYMENT_CODES) & ~by_service & ~ReceiptTender.reference.startswith(SET_OFF)
        _more(session, condition & by_clerk, ReceiptTender.means, groups.rows[BY_CLERK])


def _more(
    session: Session,
    condition: ColumnElement[bool],
    by: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    rows: dict[str, _Sums],
) -> None:
    """What was kept in tenders, by one of their columns, each receipt counted once a row."""
    code = func.coalesce(by, literal(NOBODY))
    for kind, value, kept, count in session.execute(
        select(Receipt.kind, code, _whole(ReceiptTender.kept), func.count(distinct(Receipt.id)))
        .join(ReceiptTender, ReceiptTender.receipt_id == Receipt.id)
        .where(condition)
        .group_by(Receipt.kind, code)
    ):
        rows[value].add(kind, int(kept), int(count), 0)


def shift_totals(session: Session, shift_id: int) -> Totals:
    """One shift, from its rows: what the X shows and the Z stores."""
    return sum_receipts(session, Receipt.shift_id == shift_id)


def region_nets(session: Session, till: str, day: date) -> tuple[dict[str, int], int]:
    """Today at a glance: net fen of every county that sold more than it took back, and how many sales."""
    today = (Receipt.till == till) & (Receipt.business_day == day)
    nets: dict[str, int] = defaultdict(int)
    for kind, region, net in session.execute(
        select(Receipt.kind, ReceiptLine.region, _whole(ReceiptLine.net))
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .where(today)
        .group_by(Receipt.kind, ReceiptLine.region)
    ):
        nets[region] += int(net) if kind == "SALE" else -int(net)
    sales = session.scalar(select(func.count()).where(today, Receipt.kind == "SALE")) or 0
    return {region: net for region, net in nets.items() if net > 0}, sales


def lately_sold(session: Session, receipts: int) -> dict[str, int]:
    """Product codes on the last so many receipts, and on how many lines each stands."""
    last = session.scalar(select(func.max(Receipt.id))) or 0
    rows = session.execute(
        select(ReceiptLine.product_code, func.count())
        .where(ReceiptLine.receipt_id > last - receipts)
        .group_by(ReceiptLine.product_code)
    )
    return {row[0]: row[1] for row in rows}


def period_totals(session: Session, first: date, last: date, *, till: str | None = None) -> Totals:
    """All business days from `first` to `last`: stored sums of closed shifts, rows of what is not closed."""
    closed = select(Closing.totals).where(Closing.business_day.between(first, last)).order_by(Closing.z)
    standing = select(Shift.id).where(
        Shift.business_day.between(first, last), Shift.id.not_in(select(Closing.shift_id))
    )
    if till is not None:
        closed, standing = closed.where(Closing.till == till), standing.where(Shift.till == till)
    totals = Totals()
    for stored in session.scalars(closed):
        totals += Totals.from_dict(json.loads(stored))
    # Asked first: without an open shift no receipt of the period needs to be looked at.
    if shifts := session.scalars(standing).all():
        totals += sum_receipts(session, Receipt.shift_id.in_(shifts))
    return totals


def drawers(session: Session, first: date, last: date, till: str) -> tuple[DrawerCount, ...]:
    """The drawer of every shift of the till in those days."""
    return _drawers(session, Shift.till == till, Shift.business_day.between(first, last))


def shift_drawer(session: Session, shift_id: int) -> DrawerCount:
    """The drawer of one shift."""
    (found,) = _drawers(session, Shift.id == shift_id)
    return found


def _drawers(session: Session, *where: ColumnElement[bool]) -> tuple[DrawerCount, ...]:
    rows = session.execute(
        select(Shift, Closing)
        .join(Closing, Closing.shift_id == Shift.id, isouter=True)
        .where(*where)
        .order_by(Shift.number)
    )
    found = []
    for shift, closing in rows:
        moves = drawer_moves(session, shift.id)
        found.append(
            DrawerCount(
                shift=shift.number,
                z=None if closing is None else closing.z,
                clerk=shift.clerk,
                float_=shift.float,
                cash_sales=moves.cash_sales,
                cash_in=moves.cash_in,
                cash_out=moves.cash_out,
                expected=shift.float + moves.sum,
                counted=None if closing is None else closing.counted,
                over_short=None if closing is None else closing.over_short,
            )
        )
    return tuple(found)


def last_business_day(session: Session, till: str) -> date | None:
    """The latest business day on which the till had a shift."""
    return session.scalar(select(func.max(Shift.business_day)).where(Shift.till == till))


class Till(Struct, frozen=True):
    """Whose summary it is."""

    shop: str
    shop_name: str
    till: str
    district: str


def summary(session: Session, whose: Till, first: date, last: date, now: datetime, sync_file: str = "") -> DaySummary:
    """Everything the daily summary shows, for one business day or a period of them."""
    totals = period_totals(session, first, last, till=whose.till)
    days = Receipt.business_day.between(first, last) & (Receipt.till == whose.till)
    low, high = session.execute(select(func.min(Receipt.number), func.max(Receipt.number)).where(days)).one()
    counts = drawers(session, first, last, whose.till)
    happened = events(session, whose.till, first, last)
    week = timedelta(days=7)
    before = period_totals(session, first - week, last - week, till=whose.till) if first == last else Totals()
    return DaySummary(
        shop=whose.shop,
        shop_name=whose.shop_name,
        till=whose.till,
        district=whose.district,
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        as_of=now.astimezone(SHOP_TIME).strftime("%Y-%m-%d %H:%M"),
        totals=totals,
        drawers=counts,
        first_receipt="" if low is None else receipt_number(whose.shop, whose.till, low),
        last_receipt="" if high is None else receipt_number(whose.shop, whose.till, high),
        all_closed=bool(counts) and all(count.z is not None for count in counts),
        median_receipt=_median(session, days),
        product_names=_names(session, Product.code, Product.name, totals.groups["by_product"]),
        producer_names=_names(session, Producer.credit_code, Producer.name, totals.groups["by_producer"]),
        clerk_names=_names(session, Staff.no, Staff.name, totals.groups["by_clerk"]),
        overrides=happened["OVERRIDE"],
        cancelled=happened["CANCELLED"],
        drawer_openings=happened["DRAWER_OPENED"],
        lines_off=sum(happened[what] for what in LINES_OFF),
        unapproved=unapproved_differences(session, whose.till, first, last) if happened["OVER_SHORT"] else 0,
        unsettled=unsettled_in(session, whose.till, last),
        chain_head=journal.head(session, whose.till).hash if totals.sales or counts else "",
        sync_file=sync_file,
        same_day_last_week=before.net if before.sales else None,
    )


def unsettled(session: Session, till: str, until: datetime | None = None) -> tuple[Unsettled, ...]:
    """What is open now with the payment services, of what was begun up to that moment; sums by kind and means."""
    rows = session.execute(
        select(PayRequest.kind, PayRequest.means, func.count(), _whole(PayRequest.amount))
        .where(PayRequest.till == till, PayRequest.settled.is_(False))
        .where(PayRequest.made_at <= until if until is not None else true())
        .group_by(PayRequest.kind, PayRequest.means)
        .order_by(PayRequest.kind, PayRequest.means)
    )
    return tuple(Unsettled(kind, means, int(count), Money(int(amount))) for kind, means, count, amount in rows)


def unsettled_in(session: Session, till: str, last: date) -> tuple[Unsettled, ...]:
    """The same up to the end of a business day: all of it while a shift of that day, or no later one, is open."""
    later = select(Shift.opened_at).where(Shift.till == till, Shift.business_day > last)
    return unsettled(session, till, session.scalar(later.order_by(Shift.number).limit(1)))


def unsettled_at(session: Session, till: str, z: int) -> tuple[Unsettled, ...]:
    """The same up to the closing of that number."""
    closed = select(Closing.closed_at).where(Closing.till == till, Closing.z == z)
    return unsettled(session, till, session.scalar(closed))


def _median(session: Session, condition: ColumnElement[bool]) -> Money:
    """The sale in the middle; the lower of two."""
    sales = condition & (Receipt.kind == "SALE")
    count = session.scalar(select(func.count()).where(sales)) or 0
    if not count:
        return ZERO
    middle = select(Receipt.net).where(sales).order_by(Receipt.net).offset((count - 1) // 2).limit(1)
    return session.scalar(middle) or ZERO


def _names(
    session: Session,
    code: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    name: InstrumentedAttribute[str],
    wanted: Iterable[str],
) -> dict[str, str]:
    codes = list(wanted)
    found: dict[str, str] = {}
    for start in range(0, len(codes), 500):
        for key, value in session.execute(select(code, name).where(code.in_(codes[start : start + 500]))):
            found[str(key)] = value
    return found


def product_regions(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Where these products come from: county code by product code."""
    return _names(session, Product.code, Product.origin, codes)


def events(session: Session, till: str, first: date, last: date) -> Counter[str]:
    """How often each audit event happened in those business days."""
    return Counter(record["what"] for record in _events(session, till, first, last))


def _events(session: Session, till: str, first: date, last: date, *more: ColumnElement[bool]) -> list[dict[str, Any]]:
    records = session.scalars(
        select(cast(JournalRow.record, String)).where(
            # As a literal: only then the index of the events is used.
            JournalRow.kind == literal_column("'E'"),
            JournalRow.till == till,
            JournalRow.business_day.between(first, last),
            *more,
        )
    )
    return [json.loads(record) for record in records]


def shift_openings(session: Session, till: str, z: int | None = None) -> int:
    """How often the drawer was opened without a sale in the shift that closing `z` ended, in the open one for None."""
    return _in_shift(session, till, z, ("DRAWER_OPENED",))


def shift_lines_off(session: Session, till: str, z: int | None = None) -> int:
    """How often a line, or pieces of one, was taken off a ticket before it was paid; of which shift, as above."""
    return _in_shift(session, till, z, LINES_OFF)


def _in_shift(session: Session, till: str, z: int | None, what: tuple[str, ...]) -> int:
    """What belongs to a shift stands in the journal between the closing before it and its own."""
    ends: dict[int, int] = {
        row[0]: row[1] for row in session.execute(select(Closing.z, Closing.journal_n).where(Closing.till == till))
    }
    last_z = max(ends, default=0)
    before = ends.get(last_z if z is None else z - 1, 0)
    records = select(cast(JournalRow.record, String)).where(
        JournalRow.till == till, JournalRow.n > before, JournalRow.kind == "E"
    )
    if z is not None:
        records = records.where(JournalRow.n < ends.get(z, 0))
    return sum(json.loads(record)["what"] in what for record in session.scalars(records))


def unapproved_differences(session: Session, till: str, first: date, last: date) -> int:
    """How many closings of those days differed by more than the tolerance without a manager having approved it."""
    approved: dict[str, bool] = {}
    for record in _events(session, till, first, last):
        if record["what"] == "OVER_SHORT":
            approved[record["of"]] = approved.get(record["of"], False) or "by" in record
    return sum(not one for one in approved.values())
