"""Taking money: tenders one by one until the due is covered; then the sale is in the books and the paper follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pos.core.basket import Basket, EmptyBasket
from pos.core.buyers import refuse_over_limit
from pos.core.codes import is_ean, narrow
from pos.core.exchange import NoNewGoods, complete_exchange
from pos.core.labels import means_label
from pos.core.money import ZERO, Money
from pos.core.receipts import is_booked
from pos.core.refunds import refundable, split, ways_back
from pos.core.regions import county_short_name
from pos.core.selling import booked_lines, complete_sale
from pos.core.shifts import business_day
from pos.core.stock import plan
from pos.core.tables import SHOP_TIME
from pos.core.tenders import (
    CASH,
    MEANS,
    ORG_CREDIT,
    SET_OFF,
    BuyerNeeded,
    MoreThanDue,
    NotThisMeans,
    Settled,
    check_payment_code,
    left_to_pay,
    paid,
    payment_code_means,
    quick_amounts,
    settle,
)
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import NoView, View
from pos.screens.drawer import open_drawer
from pos.screens.selling import SellingScreen
from pos.screens.signing import with_leave
from pos.screens.ticket import BasketRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.shifts import OpenShift

ICONS = {
    "CASH": "banknote",
    "WECHAT": "qr",
    "ALIPAY": "qr",
    "ECNY": "qr",
    "UNIONPAY_QR": "qr",
    "CARD_POS": "card",
    "LOVE_CARD_BANK": "heart",
    "ORG_CREDIT": "building",
    "VOUCHER": "tag",
}


@dataclass(frozen=True, slots=True)
class Paid:
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


@dataclass(frozen=True, slots=True)
class MeansRow:
    """A means of payment as a button; `why` says why it cannot be used now."""

    code: str
    label: str
    icon: str
    key: int
    enabled: bool
    why: str


@dataclass(frozen=True, slots=True)
class TenderRow:
    """A tender that stands."""

    n: int
    means: str
    label: str
    amount: Money
    kept: Money
    reference: str
    at: datetime
    state: str = "CONFIRMED"


def amounts_text(amounts: Sequence[tuple[str, Money]]) -> str:
    """Money by means, for people: `微信 10.00 + 现金 2.00`."""
    return " + ".join(f"{means_label(code)} {amount.grouped()}" for code, amount in amounts)


def _told(reference: str) -> str:
    """A reference as it was typed, but that nobody can say in it that money was set off, however often they say so."""
    told = words(reference)
    while told.startswith(SET_OFF):
        told = told.removeprefix(SET_OFF).lstrip()
    return told


class GoodsCode(NotThisMeans):
    sentence = QT_TRANSLATE_NOOP("Problem", "That is a goods code; nothing was paid and nothing added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Esc goes back to the ticket; scan it there.")

    @property
    def word(self) -> str:
        """The same word as for any other code that pays nothing here."""
        return NotThisMeans.__name__


class PaymentScreen:
    """The payment of the ticket on the counter. Tenders that stand survive a crash and going back."""

    def __init__(self, selling: SellingScreen, priced: Basket | None = None) -> None:
        """`priced` is that ticket at the prices of today; it is kept with the first tender."""
        self._selling, self._priced = selling, priced
        self.till = selling.till
        self.view: View = NoView()
        self.chosen = CASH
        self.finished: Paid | None = None
        self._rows = selling.rows
        self._sold: Basket | None = None
        self.counts_text = selling.counts_text
        self.buyer_text, self.channel_text, self.card_text = (
            selling.buyer_text,
            selling.channel_text,
            selling.card_text,
        )

    @property
    def _basket(self) -> Basket:
        """The ticket on the counter; once it is sold, what it was."""
        return self._sold or self._priced or self._selling.basket

    # What is shown

    @property
    def rows(self) -> tuple[BasketRow, ...]:
        """The ticket, frozen."""
        return self._rows

    @property
    def total(self) -> Money:
        """What is due; negative where what comes back is worth more than what is taken."""
        return self._basket.due

    @property
    def giving_back(self) -> Money:
        """What the customer gets because more comes back than is taken; 0 for any other ticket."""
        return max(ZERO, -self.total)

    @property
    def ways_back_text(self) -> str:
        """By which means the customer gets it: `微信 10.00 + 现金 2.00`."""
        if self.finished is not None:
            return amounts_text(self.finished.back)
        credit = self._basket.credit
        if credit is None or not self.giving_back:
            return ""
        with self.till.store.read() as session:
            ways = ways_back(refundable(session, self.till.settings.till, credit.number), credit.given)
        return amounts_text(split(ways, credit.given - self.giving_back)[1])

    @property
    def _asked(self) -> Money:
        """What tenders must cover."""
        return max(ZERO, self.total)

    @property
    def paid(self) -> Money:
        """What was taken so far."""
        return paid(self._basket.tenders)

    @property
    def left(self) -> Money:
        """What is still due, to the fen."""
        return ZERO if self.finished else left_to_pay(self._asked, self._basket.tenders)

    @property
    def left_in_cash(self) -> Money:
        """What cash would be asked for: down to the 角."""
        return self.left.down_to_jiao()

    @property
    def origins(self) -> tuple[tuple[str, str, Money], ...]:
        """Which county gets how much of this ticket, the most first."""
        nets: dict[str, int] = defaultdict(int)
        for n, line in enumerate(self._basket.lines, 1):
            for row in booked_lines(n, line, self.till.stamp()):
                nets[row.region] += row.net.fen
        ranked = sorted(nets.items(), key=lambda row: -row[1])
        return tuple((region, county_short_name(region), Money(net)) for region, net in ranked)

    @property
    def means(self) -> tuple[MeansRow, ...]:
        """Every means that can be recorded, with its Alt number."""
        no_buyer = self._basket.terms.buyer is None
        return tuple(
            MeansRow(
                code,
                means_label(code),
                ICONS[code],
                key,
                not (code == ORG_CREDIT and no_buyer),
                translate("Payment", "choose a buyer first") if code == ORG_CREDIT and no_buyer else "",
            )
            for key, code in enumerate(MEANS, 1)
        )

    @property
    def quick(self) -> tuple[Money, ...]:
        """The exact cash and what a customer is likely to hand over."""
        return tuple(quick_amounts(self.left_in_cash))

    @property
    def tenders(self) -> tuple[TenderRow, ...]:
        """The tenders that stand."""
        return tuple(
            TenderRow(n, t.means, means_label(t.means), t.handed, t.kept, t.reference, t.at.astimezone(SHOP_TIME))
            for n, t in enumerate(self._basket.tenders, 1)
        )

    def change_for(self, amount: Money) -> tuple[Money, Money, bool]:
        """Change and rounding if that much cash were handed over now, and whether it closes the sale."""
        if self.finished:
            return self.finished.change, self.finished.rounding, True
        if amount.fen <= 0:
            return ZERO, ZERO, False
        would = settle(self._asked, self._basket.tenders, CASH, amount, "", self.till.now())
        return would.change, would.rounding, would.complete

    # What the clerk does

    def choose(self, means: str) -> None:
        """Choose a means."""
        self.chosen = means
        self.view.refresh()

    def pay(self, means: str, amount: Money, reference: str = "", auth_code: str | None = None) -> Paid | None:
        """Add a tender; answers the sale when the due is covered.

        Without a gateway a payment code is checked for its shape, counts as confirmed by the clerk, and is thrown away.
        """
        shift = self.till.open_shift()
        if not self._basket.lines:
            raise EmptyBasket if self._basket.credit is None else NoNewGoods
        now = self.till.now()
        if self._basket.credit is not None and not self._asked and amount:
            # More comes back than is taken: nobody pays, and no change is made of nothing.
            raise MoreThanDue(left=ZERO, amount=amount)
        told = _told(reference)
        settled = settle(self._asked, self._basket.tenders, means, amount, told, now)
        if auth_code is not None:
            check_payment_code(means, auth_code)
        if means == ORG_CREDIT:
            self._refuse_over_limit(amount)
        basket = self._basket.with_tender(settled.tender)
        if not settled.complete:
            self._selling.take_basket(basket)
            self._priced = None
            self.view.refresh()
            return None
        with self.till.write(is_done=lambda session: is_booked(session, basket.uuid)) as session:
            done = self._book(session, shift, basket, settled)
        self.till.booked += 1
        self._sold, self.finished = basket, done
        self.till.printing.wake()
        self._tell(done)
        return done

    def _book(self, session: Session, shift: OpenShift, basket: Basket, settled: Settled) -> Paid:
        stamp, shop = self.till.stamp(), self.till.settings.shop
        today = business_day(stamp.at, self.till.settings.cut_over)
        on_account = Money(sum(tender.kept.fen for tender in basket.tenders if tender.means == ORG_CREDIT))
        if on_account and basket.terms.buyer is not None:
            # The limit was there when the tender was typed; another till, or a ticket held since, may have used it.
            refuse_over_limit(session, basket.terms.buyer, on_account, alone=True)
        if self.till.settings.when_short == "refuse":
            # A ticket that was held may have waited while its goods were sold to others.
            plan(session, basket.lines, today, short_is_refused=True)
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
            )
            return Paid(sold.receipt, sold.total, sold.rounding, sold.change)
        both = complete_exchange(
            session,
            stamp,
            shift,
            basket,
            shop=shop,
            change=settled.change,
            rounding=settled.rounding,
            today=today,
        )
        sold, back = both.sale, both.refund
        money = (sold.total, sold.rounding, sold.change)
        return Paid(sold.receipt, *money, back.receipt, back.refunded, both.set_off, back.paid)

    def _refuse_over_limit(self, amount: Money) -> None:
        """On account only for a buyer, and only as far as its limit goes."""
        buyer = self._basket.terms.buyer
        if buyer is None:
            raise BuyerNeeded
        standing = Money(sum(tender.kept.fen for tender in self._basket.tenders if tender.means == ORG_CREDIT))
        with self.till.store.read() as session:
            refuse_over_limit(session, buyer, amount, standing)

    def pay_code(self, code: str) -> Paid | None:
        """A scanned payment code chooses its means by itself and pays what is left; anything else is NotThisMeans."""
        means = payment_code_means(code)
        if means is None:
            raise GoodsCode if is_ean(narrow(code)) else NotThisMeans
        return self.pay(means, self.left, auth_code=code)

    def take_back(self, n: int) -> None:
        """Give tender `n` back."""
        self.till.open_shift()
        basket = self._basket.without_tender(n)
        self._selling.take_basket(basket)
        self.view.refresh()

    def open_drawer(self) -> None:
        """Open the drawer without a sale; counted."""
        open_drawer(self.till)
        self.view.refresh()

    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None:
        """Do one thing with a manager's leave."""
        with_leave(self.till, pin, reason, verb)

    def back(self) -> None:
        """Back to the ticket; nothing is lost."""
        self._selling.view.refresh()

    def _tell(self, paid: Paid) -> None:
        title = translate("Payment", "Change {change}").format(change=paid.change)
        detail = translate("Payment", "{receipt} · paid").format(receipt=paid.receipt)
        if not paid.change:
            title = translate("Payment", "Paid, no change")
        if paid.refund:
            detail = translate("Payment", "{receipt} · goods back {refund}").format(
                receipt=paid.receipt, refund=paid.refund
            )
        if paid.back:
            title = translate("Payment", "Give back {amounts}").format(amounts=amounts_text(paid.back))
        self._selling.finish(paid.receipt, title, detail, paid.change if paid.change else paid.total)
        self.view.refresh()
