"""A ticket whose due is covered goes into the books, as a sale or as an exchange, and the counter says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pos.core.authority import Authority
from pos.core.basket import Basket
from pos.core.buyers import refuse_over_limit
from pos.core.exchange import complete_exchange
from pos.core.journal import Stamp
from pos.core.labels import NOBODY, means_label
from pos.core.money import ZERO, Money
from pos.core.permissions import CLERK
from pos.core.selling import complete_sale
from pos.core.shifts import business_day
from pos.core.tenders import ORG_CREDIT, Settled
from pos.core.wording import translate
from pos.screens import Till

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.shifts import OpenShift
    from pos.screens.selling import SellingScreen


class Paid(Struct, frozen=True):
    """A completed sale: `total` is the sum of its lines, `rounding` ≤ 0.

    For an exchange `refund` is the receipt of what came back, `refunded` its net, `set_off` what of it paid for the
    new goods, and `back` what the customer got of it, by means.
    """

    receipt: str
    total: Money
    rounding: Money
    change: Money
    refund: str = ""
    refunded: Money = ZERO
    set_off: Money = ZERO
    back: tuple[tuple[str, Money], ...] = ()


def amounts_text(amounts: Sequence[tuple[str, Money]]) -> str:
    """Money by means, for people: `微信 10.00 + 现金 2.00`."""
    return " + ".join(f"{means_label(code)} {amount.grouped()}" for code, amount in amounts)


def book(
    till: Till,
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    basket: Basket,
    settled: Settled,
    held: str | None = None,
) -> Paid:
    """Book a ticket whose tenders cover it, in the caller's transaction; `settled` is the tender that closed it.

    `held` is the name it is held under, where it does not lie on the counter.

    Refuses what `complete_sale`, `complete_exchange` and the buyer's limit refuse.
    """
    shop = till.settings.shop
    today = business_day(stamp.at, till.settings.cut_over)
    on_account = Money(sum(tender.kept.fen for tender in basket.tenders if tender.means == ORG_CREDIT))
    if on_account and basket.terms.buyer is not None:
        # The limit was there when the tender was typed; another till, or a ticket held since, may have used it.
        refuse_over_limit(session, basket.terms.buyer, on_account, alone=True)
    # A ticket that was held may have waited while its goods were sold to others.
    refuse_short = till.settings.when_short == "refuse"
    if basket.credit is None:
        sold = complete_sale(
            session,
            stamp,
            shift,
            basket,
            shop=shop,
            change=settled.change,
            rounding=settled.rounding,
            today=today,
            short_is_refused=refuse_short,
            held=held,
        )
        return Paid(sold.receipt, sold.total, sold.rounding, sold.change)
    # A payment that comes while nobody is signed in is booked as by a clerk. Its leave was asked for with the payment.
    role = till.settings.role(CLERK if till.person is None else till.person.role)
    authority = Authority(stamp.clerk or NOBODY, role)
    both = complete_exchange(
        session,
        stamp,
        shift,
        authority,
        basket,
        shop=shop,
        change=settled.change,
        rounding=settled.rounding,
        today=today,
        short_is_refused=refuse_short,
        held=held,
    )
    sold, back = both.sale, both.refund
    money = (sold.total, sold.rounding, sold.change)
    return Paid(sold.receipt, *money, back.receipt, back.refunded, both.set_off, back.paid)


def tell_of_held(selling: SellingScreen, name: str, paid: Paid) -> None:
    """A ticket that was put aside is paid; the one on the counter stays as it is."""
    title = translate("Payment", "{name} is paid").format(name=name)
    selling.held_paid(title, translate("Payment", "{receipt} · paid").format(receipt=paid.receipt), paid.total)


def tell(selling: SellingScreen, paid: Paid) -> None:
    """The counter is empty, and its echo line tells of the change."""
    title = translate("Payment", "Change {change}").format(change=paid.change.grouped())
    detail = translate("Payment", "{receipt} · paid").format(receipt=paid.receipt)
    if not paid.change:
        title = translate("Payment", "Paid, no change")
    if paid.refund:
        detail = translate("Payment", "{receipt} · goods back {refund}").format(
            receipt=paid.receipt, refund=paid.refund
        )
    if paid.back:
        title = translate("Payment", "Give back {amounts}").format(amounts=amounts_text(paid.back))
    selling.finish(paid.receipt, title, detail, paid.change if paid.change else paid.total)
