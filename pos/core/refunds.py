"""Taking goods back against a receipt: a new receipt with positive amounts that count minus, never an edit."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pos.core import pay_refunds, print_jobs, stock
from pos.core.authority import Authority
from pos.core.basket import NoSuchLine
from pos.core.journal import Stamp
from pos.core.lines import NothingToSell
from pos.core.money import ZERO, Money, Quantity, half_up
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.receipts import (
    BookedLine,
    BookedTender,
    Deal,
    Receipt,
    ReceiptLine,
    ReceiptTender,
    book,
    next_number,
    receipt_number,
)
from pos.core.shifts import NotInDrawer, OpenShift, in_drawer, refuse_closed
from pos.core.tenders import CASH, MEANS, ORG_CREDIT, SET_OFF, VOUCHER, BuyerNeeded, UnknownMeans
from pos.core.wording import QT_TRANSLATE_NOOP, translate

#: What a payment service is told, and shows the customer, of money that goes back.
WENT_BACK = "退货"


class UnknownReceipt(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is no sale {receipt} on this till; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan the code on the receipt, or type its number once more.")


class MoreThanSold(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Of {product} only {left} can still be taken back; nothing was paid back.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take back {left} or less.")


class LeftLine(Struct, frozen=True):
    """What can still be taken back of one line; a gift box has several `rows`, one a county."""

    n: int
    rows: tuple[ReceiptLine, ...]
    sold: Quantity
    left: Quantity
    net_left: tuple[Money, ...]
    gross_left: tuple[Money, ...]
    grams_left: int

    @property
    def name(self) -> str:
        """The goods' name."""
        return self.rows[0].name

    def amount(self, quantity: Quantity) -> Money:
        """What is paid back for `quantity`: all that is left for all that is left, else half-up(net x part / sold)."""
        left = Money(sum(net.fen for net in self.net_left))
        if quantity == self.left:
            return left
        net = Money(sum(row.net.fen for row in self.rows))
        return min(left, net.portion(quantity.thousandths, self.sold.thousandths))

    def grams(self, quantity: Quantity) -> int:
        """The mass of `quantity` of it; all that is left for all that is left."""
        if quantity == self.left:
            return self.grams_left
        return min(self.grams_left, half_up(self.rows[0].grams * quantity.thousandths, self.sold.thousandths))


class Refundable(Struct, frozen=True):
    """A sale with what is left of it. `rounding_left` is its cash rounding, 0 once it was taken back."""

    sale: Receipt
    lines: tuple[LeftLine, ...]
    means: tuple[tuple[str, Money], ...]
    rounding_left: Money
    funders: tuple[tuple[str, Money], ...] = ()
    """What is left of its vouchers by who pays for them, "" where that was not told."""

    @property
    def taken_back(self) -> Money:
        """The net that came back of it before: a ceiling holds for a receipt, in however many parts it comes back."""
        return Money(
            sum((row.net - left).fen for line in self.lines for row, left in zip(line.rows, line.net_left, strict=True))
        )

    def line(self, n: int) -> LeftLine:
        """Line `n` as printed, counted from 1."""
        for line in self.lines:
            if line.n == n:
                return line
        raise NoSuchLine(n=n)


class Refunded(Struct, frozen=True):
    """A refund in the books: `refunded` is the net taken back, `given` what was paid out (cash rounding off)."""

    receipt: str
    refunded: Money
    given: Money
    rounding: Money
    paid: tuple[tuple[str, Money], ...] = ()
    """What was paid out, by means, nothing of it set off."""


def refundable(session: Session, till: str, number: int) -> Refundable:
    """The sale with that number and what is left of it; refuses UnknownReceipt."""
    sale = session.scalar(select(Receipt).where(Receipt.till == till, Receipt.number == number, Receipt.kind == "SALE"))
    if sale is None:
        raise UnknownReceipt(receipt=number)
    rows = session.scalars(
        select(ReceiptLine).where(ReceiptLine.receipt_id == sale.id).order_by(ReceiptLine.n, ReceiptLine.part)
    ).all()
    back = _taken_back(session, sale.id)
    lines: dict[int, list[ReceiptLine]] = {}
    for row in rows:
        lines.setdefault(row.n, []).append(row)
    means = session.execute(
        select(ReceiptTender.means, func.sum(ReceiptTender.kept))
        .where(ReceiptTender.receipt_id == sale.id)
        .group_by(ReceiptTender.means)
        .order_by(func.min(ReceiptTender.n))
    ).all()
    given: dict[str, Money] = {
        row[0]: row[1]
        for row in session.execute(
            select(ReceiptTender.means, func.sum(ReceiptTender.kept))
            .join(Receipt, Receipt.id == ReceiptTender.receipt_id)
            .where(Receipt.of_id == sale.id)
            .group_by(ReceiptTender.means)
        )
    }
    returned = session.scalar(select(func.sum(Receipt.rounding)).where(Receipt.of_id == sale.id)) or ZERO
    return Refundable(
        sale,
        tuple(_left(n, group, back) for n, group in lines.items()),
        tuple((code, max(ZERO, kept - given.get(code, ZERO))) for code, kept in means),
        sale.rounding - returned,
        _vouchers_left(session, sale.id) if any(code == VOUCHER for code, _ in means) else (),
    )


def _vouchers_left(session: Session, sale_id: int) -> tuple[tuple[str, Money], ...]:
    """What is left of a sale's vouchers by funder, in the order they were taken."""
    rows = session.execute(
        select(ReceiptTender.funder, ReceiptTender.kept, Receipt.kind)
        .join(Receipt, Receipt.id == ReceiptTender.receipt_id)
        .where((Receipt.id == sale_id) | (Receipt.of_id == sale_id), ReceiptTender.means == VOUCHER)
        .order_by(Receipt.number, ReceiptTender.n)
    )
    left: dict[str, int] = {}
    for funder, kept, kind in rows:
        left[funder or ""] = left.get(funder or "", 0) + (kept.fen if kind == "SALE" else -kept.fen)
    return tuple((funder, Money(max(0, fen))) for funder, fen in left.items())


def by_funder(found: Refundable, ways: Sequence[tuple[str, Money, str]]) -> list[tuple[str, Money, str, str]]:
    """(means, money, reference) with who paid for it: a voucher goes back to the funders it came from, in order."""
    left = dict(found.funders)
    told: list[tuple[str, Money, str, str]] = []
    for code, amount, reference in ways:
        rest = amount
        for funder in left if code == VOUCHER else ():
            part = min(left[funder], rest)
            if part:
                told.append((code, part, reference, funder))
                left[funder] -= part
                rest -= part
        if rest or not amount:
            told.append((code, rest, reference, ""))
    return told


class _Back(Struct, frozen=True):
    quantity: Quantity = Quantity(0)
    gross: Money = ZERO
    net: Money = ZERO
    grams: int = 0


def _taken_back(session: Session, sale_id: int) -> dict[tuple[int, int], _Back]:
    return {
        (of_n, part): _Back(quantity, gross, net, int(grams))
        for of_n, part, quantity, gross, net, grams in session.execute(
            select(
                ReceiptLine.of_n,
                ReceiptLine.part,
                func.sum(ReceiptLine.quantity),
                func.sum(ReceiptLine.gross),
                func.sum(ReceiptLine.net),
                func.sum(ReceiptLine.grams),
            )
            .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
            .where(Receipt.of_id == sale_id)
            .group_by(ReceiptLine.of_n, ReceiptLine.part)
        )
    }


def _left(n: int, rows: Sequence[ReceiptLine], back: dict[tuple[int, int], _Back]) -> LeftLine:
    gone = [back.get((n, row.part), _Back()) for row in rows]
    sold = rows[0].quantity
    return LeftLine(
        n=n,
        rows=tuple(rows),
        sold=sold,
        left=sold - gone[0].quantity,
        net_left=tuple(row.net - taken.net for row, taken in zip(rows, gone, strict=True)),
        gross_left=tuple(row.gross - taken.gross for row, taken in zip(rows, gone, strict=True)),
        grams_left=rows[0].grams - gone[0].grams,
    )


def wanted(found: Refundable, asked: Sequence[tuple[int, Quantity]] | None) -> list[tuple[LeftLine, Quantity]]:
    """Which lines and how much: what was asked for, each line once, or all that is left.

    Refuses NoSuchLine, NothingToSell and MoreThanSold.
    """
    if asked is None:
        everything = [(line, line.left) for line in found.lines if line.left]
        if not everything:
            raise MoreThanSold(product=found.lines[0].name, left=0)
        return everything
    sums: dict[int, Quantity] = {}
    for n, quantity in asked:
        if quantity.thousandths <= 0:
            raise NothingToSell(quantity=quantity)
        sums[n] = sums.get(n, Quantity(0)) + quantity
    if not sums:
        raise NothingToSell(quantity=0)
    for n, quantity in sums.items():
        line = found.line(n)
        if quantity > line.left:
            raise MoreThanSold(product=line.name, left=line.left)
    return [(found.line(n), quantity) for n, quantity in sorted(sums.items())]


def paying_back(ceiling: Money) -> str:
    """What a leave is asked for above that ceiling."""
    return translate("Refund", "Paying back more than {amount}").format(amount=ceiling.grouped())


def ask_refund(authority: Authority, amount: Money) -> None:
    """The act REFUND, free up to the role's ceiling: refuses NotAllowed above it."""
    ceiling = authority.role.refund
    authority.leave_to(Act.REFUND, paying_back(ceiling), needed=amount > ceiling)


def rounding_back(found: Refundable, taking: Sequence[tuple[LeftLine, Quantity]]) -> Money:
    """The sale's cash rounding goes back with its last goods, so that the customer gets what was paid.

    It goes back earlier only where half-up parts would else give more than was paid: a few fen off a few pieces.
    """
    taken = {line.n: quantity for line, quantity in taking}
    if all(line.left == taken.get(line.n, Quantity(0)) for line in found.lines):
        return found.rounding_left
    net = Money(sum(line.amount(quantity).fen for line, quantity in taking))
    net_left = Money(sum(part.fen for line in found.lines for part in line.net_left))
    return min(ZERO, net_left + found.rounding_left - net)


def ways_back(found: Refundable, given: Money, means: str = "") -> list[tuple[str, Money]]:
    """Which means take how much of `given` back: `means` as far as the sale was paid with it, then the others.

    A means that the sale was not paid with takes all of it: that needed a manager's leave. Without `means` the sale's
    own order counts.
    """
    if means and all(code != means for code, _ in found.means):
        return [(means, given)]
    ordered = sorted(found.means, key=lambda row: row[0] != means)
    ways: list[tuple[str, Money]] = []
    rest = given
    for code, left in ordered:
        part = min(left, rest)
        if part:
            ways.append((code, part))
            rest -= part
    if rest or not ways:
        # Paid back by other means before, or nothing at all to give: then as it was asked for.
        return [(means or (ordered[0][0] if ordered else CASH), given)]
    return ways


def refund(
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    authority: Authority,
    found: Refundable,
    taking: Sequence[tuple[LeftLine, Quantity]],
    *,
    shop: str,
    uuid: str,
    means: str,
    reason: str,
    set_off: Money = ZERO,
) -> Refunded:
    """Book what is taken back and pay it out in `means`, as far as the sale was paid with it (`ways_back`).

    `set_off` of it is not paid out: it goes against goods that the customer takes instead. Refuses UnknownMeans,
    BuyerNeeded on account of nobody, for cash NotInDrawer, and NotAllowed above what the role may pay back of one
    receipt alone, or in a means that it was not paid with.
    """
    if means and means not in MEANS:
        raise UnknownMeans(means=means)
    if means and all(code != means for code, _ in found.means):
        authority.leave_to(Act.REFUND_OTHER_MEANS, translate("Refund", "Paying back by another means"))
    # In however many parts a receipt comes back, it is the same receipt.
    ask_refund(authority, Money(sum(line.amount(quantity).fen for line, quantity in taking)) + found.taken_back)
    if means == ORG_CREDIT and found.sale.buyer is None and all(code != ORG_CREDIT for code, _ in found.means):
        # Nobody's account: it would be money that no buyer ever sees.
        raise BuyerNeeded
    refuse_closed(session, shift)
    rounding = rounding_back(found, taking)
    lines = [row for n, (line, quantity) in enumerate(taking, 1) for row in _back_lines(n, line, quantity)]
    net = Money(sum(row.net.fen for row in lines))
    given = net + rounding
    kept, paid = split(ways_back(found, given, means), set_off)
    against = SET_OFF + receipt_number(shop, stamp.till, next_number(session, stamp.till))
    ways = [*((code, amount, against) for code, amount in kept), *((code, amount, "") for code, amount in paid)]
    cash = Money(sum(amount.fen for code, amount in paid if code == CASH))
    if cash and cash > in_drawer(session, shift):
        raise NotInDrawer(amount=cash)
    sale = found.sale
    tenders = [
        BookedTender(code, amount, amount, reference, funder)
        for code, amount, reference, funder in by_funder(found, ways)
    ]
    booked = book(
        session,
        stamp,
        shop=shop,
        shift_id=shift.id,
        uuid=uuid,
        deal=Deal(**{name: getattr(sale, name) for name in Deal.__struct_fields__}),
        lines=lines,
        tenders=tenders,
        rounding=rounding,
        of=sale,
        reason=reason,
    )
    pay_refunds.refund_receipt(session, stamp, sale.id, back=booked.id, ticket=uuid, tenders=tenders, reason=WENT_BACK)
    back = [(line.n, line.sold - line.left + quantity, line.sold) for line, quantity in taking]
    stock.give_back(session, stamp, sale.id, booked.id, back)
    print_jobs.queue(session, stamp.till, stamp.at, kind="RECEIPT", receipt_id=booked.id, drawer=bool(cash))
    authority.note_leave(session, stamp, booked.printed, given)
    return Refunded(booked.printed, net, given, rounding, tuple(paid))


def split(ways: Sequence[tuple[str, Money]], first: Money) -> tuple[list[tuple[str, Money]], list[tuple[str, Money]]]:
    """Cut money by means in two: the first `first` of it, and the rest. What is all zero stays whole in the rest."""
    before: list[tuple[str, Money]] = []
    after: list[tuple[str, Money]] = []
    for code, amount in ways:
        part = min(amount, first)
        first -= part
        if part:
            before.append((code, part))
        if amount - part or not amount:
            after.append((code, amount - part))
    return before, after


def _back_lines(n: int, line: LeftLine, quantity: Quantity) -> list[BookedLine]:
    discounts = [gross - net for gross, net in zip(line.gross_left, line.net_left, strict=True)]
    if quantity == line.left:
        nets = list(line.net_left)
    else:
        # The gross follows from net and discount: three roundings of their own would not fit together at the end.
        part, sold = quantity.thousandths, line.sold.thousandths
        nets = _share_within(line.amount(quantity), line.net_left)
        off = Money(sum(row.discount.fen for row in line.rows)).portion(part, sold)
        discounts = _share_within(min(off, Money(sum(left.fen for left in discounts))), discounts)
    return [
        BookedLine(
            n=n,
            part=row.part,
            of_n=line.n,
            product_code=row.product_code,
            name=row.name,
            spec=row.spec,
            unit=row.unit,
            region=row.region,
            producer=row.producer,
            batch=row.batch,
            label=row.label,
            quantity=quantity if i == 0 else Quantity(0),
            grams=line.grams(quantity) if i == 0 else 0,
            price=row.price,
            shelf_price=row.shelf_price,
            price_kind=row.price_kind,
            gross=net + discount,
            net=net,
            vat_kind=row.vat_kind,
            vat_bp=row.vat_bp,
            certification_no=row.certification_no,
            certified=row.certified,
        )
        for i, (row, net, discount) in enumerate(zip(line.rows, nets, discounts, strict=True))
    ]


def _share_within(amount: Money, left: Sequence[Money]) -> list[Money]:
    """Spread over a box's counties in proportion to what is left of each."""
    weights = [part.fen for part in left]
    return amount.share(weights) if any(weights) else [ZERO] * len(left)
