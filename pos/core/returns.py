"""Goods taken back without a receipt: a refund that names no sale, at no more than today's price on the shelf."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from pos.core import print_jobs, stock
from pos.core.authority import Authority
from pos.core.basket import PriceNeeded
from pos.core.catalog import Article
from pos.core.journal import Stamp
from pos.core.lines import MOST_PIECES, Line, NothingToSell, TooMuch
from pos.core.money import MOST_MONEY, ZERO, Money, Quantity
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.receipts import BookedLine, BookedTender, Deal, Receipt, book
from pos.core.refunds import Refunded, ask_refund
from pos.core.selling import booked_lines
from pos.core.shifts import NotInDrawer, OpenShift, in_drawer, refuse_closed
from pos.core.statements import Prepared
from pos.core.tenders import CASH, MEANS, ORG_CREDIT, BadAmount, BuyerNeeded, UnknownMeans
from pos.core.wording import QT_TRANSLATE_NOOP, translate


class AboveShelfPrice(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "{product} costs {shelf} today; {price} is more, and without a receipt nothing was paid back."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Type {shelf} or less.")

    @property
    def word(self) -> str:
        """More than what can have been sold."""
        return "MoreThanSold"


def back_line(article: Article, quantity: Quantity, price: Money | None, shelf: Money) -> Line:
    """The line that comes back: at `price`, or at today's `shelf` price.

    Refuses NothingToSell, TooMuch, PriceNeeded for goods without a fixed price, BadAmount and AboveShelfPrice.
    """
    if quantity.thousandths <= 0:
        raise NothingToSell(quantity=quantity)
    if quantity > MOST_PIECES:
        raise TooMuch(quantity=quantity, product=article.name)
    if price is None and article.open_price:
        raise PriceNeeded(product=article.name)
    if price is not None and price.fen <= 0:
        raise BadAmount(text=price)
    if price is not None and price > shelf and not article.open_price:
        raise AboveShelfPrice(product=article.name, shelf=shelf, price=price)
    given = shelf if price is None else price
    kind = "NORMAL" if given == article.price else "MANUAL"
    line = Line(article, quantity, given, kind)
    if line.gross > MOST_MONEY:
        raise BadAmount(text=line.gross)
    return line


_TAKEN_BACK = Prepared(
    select(func.sum(Receipt.net)).where(
        Receipt.shift_id == bindparam("shift"),
        Receipt.clerk == bindparam("clerk"),
        Receipt.kind == "REFUND",
        Receipt.of_id.is_(None),
    )
)


def taken_back_without_receipt(session: Session, shift_id: int, clerk: str) -> Money:
    """The net of all that this clerk took back without a receipt in that shift."""
    return Money(int(_TAKEN_BACK.value(session, {"shift": shift_id, "clerk": clerk}) or 0))


def take_back(
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    authority: Authority,
    lines: Sequence[Line],
    *,
    shop: str,
    uuid: str,
    means: str,
    reason: str,
) -> Refunded:
    """Book goods that come back without a receipt and pay them out.

    Refuses UnknownMeans, NotInDrawer, BuyerNeeded on account, and NotAllowed for a role that may not do it alone, above
    its ceiling, or in another means than cash.

    They count against a resident who walked in: whose they were is not known.
    """
    if means not in MEANS:
        raise UnknownMeans(means=means)
    if means == ORG_CREDIT:
        # Nobody's account: it would be money that no buyer ever sees.
        raise BuyerNeeded
    authority.leave_to(Act.REFUND_NO_RECEIPT, translate("Refund", "Paying back without a receipt"))
    if means != CASH:
        authority.leave_to(Act.REFUND_OTHER_MEANS, translate("Refund", "Paying back by another means"))
    # In however many parts, and under however many gestures, it is the same drawer.
    before = taken_back_without_receipt(session, shift.id, stamp.clerk)
    ask_refund(authority, Money(sum(line.net.fen for line in lines)) + before)
    refuse_closed(session, shift)
    rows: list[BookedLine] = [row for n, line in enumerate(lines, 1) for row in booked_lines(n, line, stamp)]
    given = Money(sum(row.net.fen for row in rows))
    if means == CASH and given > in_drawer(session, shift):
        raise NotInDrawer(amount=given)
    booked = book(
        session,
        stamp,
        shop=shop,
        shift_id=shift.id,
        uuid=uuid,
        deal=Deal(channel="SHOP_WALKIN", buyer_kind="RESIDENT"),
        lines=rows,
        tenders=[BookedTender(means, given, given, "")],
        rounding=ZERO,
        no_sale=True,
        reason=reason,
    )
    stock.put_back(session, stamp, booked.id, lines)
    print_jobs.queue(session, stamp.till, stamp.at, kind="RECEIPT", receipt_id=booked.id, drawer=means == CASH)
    authority.note_leave(session, stamp, booked.printed, given)
    return Refunded(booked.printed, given, given, ZERO, ((means, given),))
