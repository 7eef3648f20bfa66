"""Taking money: tenders one by one until the due is covered; then the sale is in the books and the paper follows."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pos.core.basket import Basket, EmptyBasket, NoSuchLine
from pos.core.buyers import refuse_over_limit
from pos.core.codes import is_ean, narrow
from pos.core.exchange import NoNewGoods
from pos.core.labels import means_label
from pos.core.money import ZERO, Money
from pos.core.pay_requests import PAID, NoSuchPayment, new_number
from pos.core.receipts import is_booked
from pos.core.references import checked_reference
from pos.core.refunds import refundable, split, ways_back
from pos.core.regions import county_short_name
from pos.core.selling import booked_lines
from pos.core.tables import SHOP_TIME
from pos.core.tenders import (
    CASH,
    MEANS,
    ORG_CREDIT,
    SET_OFF,
    BuyerNeeded,
    MoreThanDue,
    NotThisMeans,
    Tender,
    a_note_too_many,
    check_payment_code,
    checked_funder,
    left_to_pay,
    paid,
    payment_code_means,
    quick_amounts,
    settle,
)
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import NoView, View
from pos.screens.booking import Paid, amounts_text, book, tell
from pos.screens.drawer import open_drawer
from pos.screens.exchange import may_be_paid
from pos.screens.pay_codes import PaymentCodeNeeded
from pos.screens.pay_rows import PayRow
from pos.screens.selling import SellingScreen, note_tender_back
from pos.screens.signing import WithLeave
from pos.screens.ticket import BasketRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.problems import Refusal
    from pos.core.ticket_changes import Change

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
    "STATIC_QR": "qr",
}


class MeansRow(Struct, frozen=True):
    """A means of payment as a button; `why` says why it cannot be used now."""

    code: str
    label: str
    icon: str
    key: int
    enabled: bool
    why: str


class TenderRow(Struct, frozen=True):
    """A tender that stands. `state`: PAID, a payment service says so; BY_HAND, a manager; CONFIRMED, the clerk."""

    n: int
    means: str
    label: str
    amount: Money
    kept: Money
    reference: str
    at: datetime
    state: str = "CONFIRMED"
    funder: str = ""
    state_label: str = ""


#: The word on a tender's row.
TENDER_STATES = {
    PAID: QT_TRANSLATE_NOOP("PayCode", "Received"),
    "BY_HAND": QT_TRANSLATE_NOOP("PayCode", "Confirmed by hand"),
    "CONFIRMED": QT_TRANSLATE_NOOP("PayCode", "Confirmed by the clerk"),
}


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


class PaymentScreen(WithLeave):
    """The payment of the ticket on the counter. Tenders that stand survive a crash and going back."""

    def __init__(self, selling: SellingScreen, priced: Basket | None = None) -> None:
        """`priced` is that ticket at the prices of today; it is kept with the first tender."""
        self._selling, self._priced = selling, None if priced is selling.basket else priced
        self.till = selling.till
        self.view: View = NoView()
        self.chosen = CASH
        self.finished: Paid | None = None
        #: Why a sale could not be booked though a payment service has its money; the tender stands on the ticket.
        self.refused: Refusal | None = None
        self._rows = selling.rows
        self._sold: Basket | None = None
        self.counts_text = selling.counts_text
        self.buyer_text, self.channel_text, self.card_text = (
            selling.buyer_text,
            selling.channel_text,
            selling.card_text,
        )
        self.agreed_text = selling.agreed_text
        self.uuid, self._asked_for = self._basket.uuid, self._basket.request
        self.till.desk.page = self

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
        blocked = {code: why for code in MEANS if (why := self._blocked(code))}
        return tuple(
            MeansRow(code, means_label(code), ICONS[code], key, code not in blocked, blocked.get(code, ""))
            for key, code in enumerate(MEANS, 1)
        )

    def _blocked(self, code: str) -> str:
        """Why a means cannot be used now."""
        if code == ORG_CREDIT and self._basket.terms.buyer is None:
            return translate("Payment", "choose a buyer first")
        if self.till.desk.out_of_reach(code):
            return translate("Payment", "cannot be reached now")
        return ""

    @property
    def quick(self) -> tuple[Money, ...]:
        """The exact cash and what a customer is likely to hand over."""
        return tuple(quick_amounts(self.left_in_cash))

    @property
    def tenders(self) -> tuple[TenderRow, ...]:
        """The tenders that stand."""
        return tuple(self._tender_row(n, tender) for n, tender in enumerate(self._basket.tenders, 1))

    def _tender_row(self, n: int, tender: Tender) -> TenderRow:
        state = "CONFIRMED"
        if tender.request:
            state = PAID if self.till.desk.find(tender.request).state == PAID else "BY_HAND"
        return TenderRow(
            n,
            tender.means,
            means_label(tender.means),
            tender.handed,
            tender.kept,
            tender.reference,
            tender.at.astimezone(SHOP_TIME),
            state,
            funder=tender.funder,
            state_label=translate("PayCode", TENDER_STATES[state]),
        )

    @property
    def funders(self) -> tuple[str, ...]:
        """Who pays for vouchers in this shop; none: whoever is typed, or nobody."""
        return self.till.settings.vouchers.funders

    @property
    def needs_code(self) -> bool:
        """The chosen means is taken by the customer's payment code."""
        return self.till.desk.takes(self.chosen)

    @property
    def asked_means(self) -> tuple[str, ...]:
        """The means that a payment service answers for; with any other a code is only noted, and the clerk looks."""
        return tuple(code for code in MEANS if self.till.desk.takes(code))

    @property
    def request(self) -> PayRow | None:
        """The payment the ticket waits for; or, `ended`, the one before, that came to nothing. None: neither."""
        if self.finished:
            return None
        if self._basket.request:
            return self.till.desk.row(self._basket.request)
        ended = self.till.desk.ended
        return self.till.desk.row(ended.number) if ended is not None and ended.ticket == self.uuid else None

    @property
    def row(self) -> PayRow | None:
        """The request this page asked for last, whatever became of it."""
        return self.till.desk.row(self._asked_for) if self._asked_for else None

    @property
    def waiting(self) -> bool:
        """The ticket waits for a payment service; until then nothing else is taken for it."""
        return bool(self._basket.request) and not self.finished

    def change_for(self, amount: Money) -> tuple[Money, Money, bool]:
        """Change and rounding if that much cash were handed over now, and whether it closes the sale."""
        if self.finished:
            return self.finished.change, self.finished.rounding, True
        if amount.fen <= 0:
            return ZERO, ZERO, False
        would = settle(self._asked, self._basket.tenders, CASH, amount, "", self.till.now())
        return would.change, would.rounding, would.complete

    def doubtful_change(self, amount: Money) -> Money | None:
        """The change of that much cash, where it is more than anybody is owed who gave real notes; else None.

        A PIN or a number typed into the wrong box is an amount too.
        """
        if self.chosen != CASH or self.finished is not None:
            return None
        change, _, closes = self.change_for(amount)
        return change if closes and a_note_too_many(change) else None

    # What the clerk does

    def choose(self, means: str) -> None:
        """Choose a means; refuses PaymentUnknown while the ticket waits for a payment."""
        if not self.finished:
            self._basket.refuse_waiting()
        self.chosen, self.till.desk.ended = means, None
        self.view.refresh()

    def pay(
        self,
        means: str,
        amount: Money,
        reference: str = "",
        auth_code: str | None = None,
        funder: str = "",
        *,
        confirmed: bool = False,
    ) -> Paid | None:
        """Add a tender; answers the sale when the due is covered.

        Where a payment service takes that means it is asked for the money of `auth_code`, and None is answered while it
        is: `request` says how it stands. Without one a payment code is checked for its shape, counts as confirmed by
        the clerk, and is thrown away. Refuses PaymentUnknown while the ticket waits for a payment; PaymentCodeNeeded
        for a means that a service takes, without code or reference, unless the clerk says it is paid (`confirmed`).
        """
        shift = self.till.open_shift()
        self._basket.refuse_waiting()
        if self.finished is not None:
            # What this page shows was sold; the counter may hold the next customer's goods by now.
            raise EmptyBasket
        if not self._basket.lines:
            raise EmptyBasket if self._basket.credit is None else NoNewGoods
        now = self.till.now()
        if self._basket.credit is not None and not self._asked and amount:
            # More comes back than is taken: nobody pays, and no change is made of nothing.
            raise MoreThanDue(left=ZERO, amount=amount)
        told = checked_reference(means, _told(reference))
        settled = settle(self._asked, self._basket.tenders, means, amount, told, now)
        payer = checked_funder(means, checked_reference(means, words(funder)), self.till.settings.vouchers.funders)
        if payer:
            settled = replace(settled, tender=replace(settled.tender, funder=payer))
        if auth_code is not None:
            check_payment_code(means, auth_code, fusion=self.till.settings.payment_codes.wechat_160)
        if means == ORG_CREDIT:
            self._refuse_over_limit(amount)
        allowed = may_be_paid(self.till, self._basket)
        ticket = allowed.basket
        self.till.desk.ended = None
        if self.till.desk.takes(means) and amount:
            if auth_code is None and not (told or confirmed):
                raise PaymentCodeNeeded(means=means_label(means))
            if auth_code is not None:
                return self._ask_for(allowed, means, amount, auth_code)
        basket = ticket.with_tender(settled.tender)
        if not settled.complete:
            self._selling.take_basket(basket, lambda session: allowed.write(session, self.till.stamp()))
            self._priced = None
            self.view.refresh()
            return None
        with self.till.write(is_done=lambda session: is_booked(session, basket.uuid)) as session:
            allowed.write(session, self.till.stamp())
            done = book(self.till, session, self.till.stamp(), shift, basket, settled)
        self.till.booked += 1
        self.take_paid(done, basket)
        self.till.printing.wake()
        tell(self._selling, done)
        self.view.refresh()
        return done

    def take_paid(self, done: Paid, sold: Basket) -> None:
        """The ticket of this page was sold."""
        self._sold, self.finished, self.refused = sold, done, None

    def _ask_for(self, allowed: Change, means: str, amount: Money, auth_code: str) -> Paid | None:
        """Begin a request: written down with the ticket that waits for it, then sent."""
        desk, number = self.till.desk, new_number(self.till.now())
        # What it needs is read before anything is written down.
        desk.gateway(means)
        asking = allowed.basket.with_request(number)

        def begin(session: Session) -> None:
            allowed.write(session, self.till.stamp())
            desk.begin(session, number, asking.uuid, means, amount)

        self._selling.take_basket(asking, begin)
        self._priced, self._asked_for = None, number
        desk.send(number, auth_code)
        self.view.refresh()
        return self.finished

    def _refuse_over_limit(self, amount: Money) -> None:
        """On account only for a buyer, and only as far as its limit goes."""
        buyer = self._basket.terms.buyer
        if buyer is None:
            raise BuyerNeeded
        standing = Money(sum(tender.kept.fen for tender in self._basket.tenders if tender.means == ORG_CREDIT))
        with self.till.store.read() as session:
            refuse_over_limit(session, buyer, amount, standing)

    def pay_code(self, code: str, amount: Money | None = None) -> Paid | None:
        """A scanned payment code chooses its means by itself and pays `amount`, or what is left.

        Anything else is NotThisMeans.
        """
        means = payment_code_means(code, fusion=self.till.settings.payment_codes.wechat_160)
        if means is None:
            raise GoodsCode if is_ean(narrow(code)) else NotThisMeans
        return self.pay(means, self.left if amount is None else amount, auth_code=code)

    def take_back(self, n: int) -> None:
        """Give tender `n` back; refuses NoSuchLine once the ticket is sold, for then it is a refund."""
        self.till.open_shift()
        if self.finished is not None:
            raise NoSuchLine(n=n)
        basket = self._basket.without_tender(n)
        tender = self._basket.tenders[n - 1]
        self._selling.take_basket(basket, lambda session: note_tender_back(self.till, session, tender))
        self._priced = None
        self.till.desk.tick()
        self.view.refresh()

    # While a payment service is asked

    def _waits_for(self) -> str:
        if not self._basket.request:
            raise NoSuchPayment
        return self._basket.request

    def ask_again(self) -> None:
        """Ask the service at once."""
        self.till.desk.ask(self._waits_for())
        self.view.refresh()

    def revoke(self) -> None:
        """Revoke the payment the ticket waits for; refuses RevokeTooEarly."""
        self.till.open_shift()
        self.till.desk.revoke(self._waits_for())
        self.view.refresh()

    def confirm_by_hand(self) -> Paid | None:
        """A manager saw that the customer paid; needs a leave, of a manager too. Answers the sale it completes."""
        self.till.open_shift()
        return self.till.desk.confirm_by_hand(self._waits_for())

    def release_by_hand(self) -> None:
        """A manager says that the customer did not pay; needs a leave. The ticket goes on, what may come is revoked."""
        self.till.open_shift()
        self.till.desk.release_by_hand(self._waits_for())

    def tick(self) -> None:
        """A second went by: ask what is due."""
        self.till.desk.tick()

    def open_drawer(self) -> None:
        """Open the drawer without a sale; counted."""
        open_drawer(self.till)
        self.view.refresh()

    def back(self) -> None:
        """Back to the ticket; nothing is lost."""
        self._selling.view.refresh()
