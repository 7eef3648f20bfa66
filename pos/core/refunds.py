"""Taking goods back against a receipt: a new receipt with positive amounts that count minus, never an edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pos.core import print_jobs
from pos.core.basket import NoSuchLine, NothingToSell
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money, Quantity, half_up
from pos.core.problems import Refusal
from pos.core.receipts import BookedLine, BookedTender, Deal, Receipt, ReceiptLine, ReceiptTender, book
from pos.core.shifts import NotInDrawer, OpenShift, in_drawer, refuse_closed
from pos.core.tenders import CASH, MEANS, UnknownMeans
from pos.core.wording import QT_TRANSLATE_NOOP


class UnknownReceipt(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is no sale {receipt} on this till; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan the code on the receipt, or type its number once more.")


class MoreThanSold(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Of {product} only {left} can still be taken back; nothing was paid back.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take back {left} or less.")


@dataclass(frozen=True, slots=True)
class LeftLine:
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


@dataclass(frozen=True, slots=True)
class Refundable:
    """A sale with what is left of it. `rounding_left` is its cash rounding, 0 once it was taken back."""

    sale: Receipt
    lines: tuple[LeftLine, ...]
    means: tuple[tuple[str, Money], ...]
    rounding_left: Money

    def line(self, n: int) -> LeftLine:
        """Line `n` as printed, counted from 1."""
        for line in self.lines:
            if line.n == n:
                return line
        raise NoSuchLine(n=n)


@dataclass(frozen=True, slots=True)
class Refunded:
    """A refund in the books: `refunded` is the net taken back, `given` what was paid out (cash rounding off)."""

    receipt: str
    refunded: Money
    given: Money
    rounding: Money


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
    )


@dataclass(frozen=True, slots=True)
class _Back:
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


def refund(
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    found: Refundable,
    taking: Sequence[tuple[LeftLine, Quantity]],
    *,
    shop: str,
    uuid: str,
    means: str,
    reason: str,
) -> Refunded:
    """Book what is taken back and pay it out in `means`; refuses UnknownMeans and, for cash, NotInDrawer."""
    if means not in MEANS:
        raise UnknownMeans(means=means)
    refuse_closed(session, shift)
    rounding = rounding_back(found, taking)
    lines = [row for n, (line, quantity) in enumerate(taking, 1) for row in _back_lines(n, line, quantity)]
    net = Money(sum(row.net.fen for row in lines))
    given = net + rounding
    if means == CASH and given > in_drawer(session, shift):
        raise NotInDrawer(amount=given)
    sale = found.sale
    booked = book(
        session,
        stamp,
        shop=shop,
        shift_id=shift.id,
        uuid=uuid,
        deal=Deal(**{name: getattr(sale, name) for name in Deal.__slots__}),
        lines=lines,
        tenders=[BookedTender(means, given, given, "")],
        rounding=rounding,
        of=sale,
        reason=reason,
    )
    print_jobs.queue(
        session, stamp.till, stamp.at, kind="RECEIPT", receipt_id=booked.id, drawer=means == CASH and bool(given)
    )
    return Refunded(booked.printed, net, given, rounding)


def _back_lines(n: int, line: LeftLine, quantity: Quantity) -> list[BookedLine]:
    discounts = [gross - net for gross, net in zip(line.gross_left, line.net_left, strict=True)]
    if quantity == line.left:
        nets, grams = list(line.net_left), line.grams_left
    else:
        # The gross follows from net and discount: three roundings of their own would not fit together at the end.
        part, sold = quantity.thousandths, line.sold.thousandths
        nets = _share_within(line.amount(quantity), line.net_left)
        off = Money(sum(row.discount.fen for row in line.rows)).portion(part, sold)
        discounts = _share_within(min(off, Money(sum(left.fen for left in discounts))), discounts)
        grams = min(line.grams_left, half_up(line.rows[0].grams * part, sold))
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
            grams=grams if i == 0 else 0,
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
