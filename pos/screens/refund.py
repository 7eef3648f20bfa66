"""Taking goods back against a receipt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pos.core.authority import Leave
from pos.core.catalog import article_by_any
from pos.core.channels import channel_label
from pos.core.codes import narrow
from pos.core.labels import buyer_kind_label, means_label
from pos.core.lines import MOST_PIECES, NothingToSell
from pos.core.money import ZERO, Money, Quantity
from pos.core.permissions import Act
from pos.core.receipts import bare_number, is_booked, new_uuid, receipt_number
from pos.core.refunds import (
    LeftLine,
    Refundable,
    Refunded,
    UnknownReceipt,
    refund,
    refundable,
    rounding_back,
    wanted,
)
from pos.core.regions import county_short_name
from pos.core.tables import SHOP_TIME
from pos.core.tenders import CASH, MEANS, UnknownMeans
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import NoView, Till, View
from pos.screens.exchange import take_in
from pos.screens.reprint import reprint
from pos.screens.returns import GoodsBack, goods_back, goods_named, refund_goods
from pos.screens.signing import ReasonNeeded, WithLeave
from pos.screens.ticket import price_text, quantity_text, read_money, read_quantity

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen

REASONS = (
    QT_TRANSLATE_NOOP("Refund", "Quality"),
    QT_TRANSLATE_NOOP("Refund", "Wrong article"),
    QT_TRANSLATE_NOOP("Refund", "Scanned twice"),
    QT_TRANSLATE_NOOP("Refund", "Gone off"),
    QT_TRANSLATE_NOOP("Refund", "Short weight"),
    QT_TRANSLATE_NOOP("Refund", "Other…"),
)


class GoodsNoReceipt(UnknownReceipt):
    sentence = QT_TRANSLATE_NOOP("Problem", "{receipt} is the code of goods, no receipt; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan the code on the receipt; without one F4, then scan the goods.")

    @property
    def word(self) -> str:
        """The same word as of any other number that is no receipt."""
        return UnknownReceipt.__name__


class RefundRow(Struct, frozen=True):
    """A line of the sale, and how much of it is taken back now."""

    n: int
    name: str
    region: str
    region_name: str
    price_text: str
    sold_text: str
    back_text: str
    left: Quantity
    taking: Quantity
    amount: Money
    whole_only: bool
    """Goods by weight: + and − take all of it or none; a part is typed."""
    unit: str = ""


class RefundReceipt(Struct, frozen=True):
    """The sale that was looked up."""

    number: str
    at_text: str
    facts_text: str
    total: Money
    tenders_text: str
    rows: tuple[RefundRow, ...]


class MeansChoice(Struct, frozen=True):
    """Where the money may go back to."""

    code: str
    label: str
    detail: str
    enabled: bool = True
    why: str = ""


class RefundScreen(WithLeave):
    """One refund: look the sale up, choose lines, reason and means, pay out."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        #: Where goods that come back go when others are taken instead; None where there is no counter.
        self.selling: SellingScreen | None = None
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.query = ""
        self.no_receipt = False
        self._goods: GoodsBack | None = None
        self._found: Refundable | None = None
        self._taking: dict[int, Quantity] = {}
        self.reason = ""
        self.chosen = ""
        self.done: Refunded | None = None
        self._approved: Leave | None = None
        self.view.refresh()

    # What is shown

    @property
    def receipt(self) -> RefundReceipt | None:
        """The sale, or None before it was looked up."""
        found = self._found
        if self._goods is not None:
            return self._without_receipt(self._goods)
        if found is None:
            return None
        sale = found.sale
        tenders = " + ".join(f"{means_label(code)} {kept.grouped()}" for code, kept in found.means)
        if sale.rounding:
            tenders += translate("Refund", " (rounding {amount})").format(amount=-sale.rounding)
        facts = (
            translate("Refund", "clerk {no}").format(no=sale.clerk),
            buyer_kind_label(sale.buyer_kind),
            channel_label(sale.channel),
        )
        return RefundReceipt(
            number=receipt_number(self.till.settings.shop, sale.till, sale.number),
            at_text=sale.at.astimezone(SHOP_TIME).strftime("%m-%d %H:%M"),
            facts_text=" · ".join(facts),
            total=sale.net,
            tenders_text=tenders,
            rows=tuple(self._row(line) for line in found.lines),
        )

    def _without_receipt(self, back: GoodsBack) -> RefundReceipt:
        article = back.article
        shelf = translate("Refund", "today {price}").format(price=price_text(back.shelf, article.unit))
        row = RefundRow(
            n=1,
            name=article.name,
            region=article.origin,
            region_name=county_short_name(article.origin),
            price_text=price_text(back.price, article.unit),
            sold_text="—",
            back_text="",
            left=Quantity(MOST_PIECES.thousandths),
            taking=back.quantity,
            amount=back.amount,
            whole_only=False,
            unit=article.unit,
        )
        title = translate("Refund", "Without a receipt")
        alone = self.till.role().may(Act.REFUND_NO_RECEIPT)
        facts = translate("Refund", "a resident who walked in") if alone else translate("Refund", "needs the manager")
        return RefundReceipt(title, shelf, facts, back.amount, "", (row,))

    def _row(self, line: LeftLine) -> RefundRow:
        first = line.rows[0]
        taking = self._taking.get(line.n, Quantity(0))
        weighed = first.grams > 0
        sold = quantity_text(first.quantity, first.unit, first.grams, weighed=weighed)
        back = line.sold - line.left
        back_text = quantity_text(back, first.unit, first.grams - line.grams_left, weighed=weighed)
        return RefundRow(
            n=line.n,
            name=line.name,
            region=first.region,
            region_name=county_short_name(first.region),
            price_text=price_text(first.price, first.unit),
            sold_text=sold,
            back_text=back_text if back else "",
            left=line.left,
            taking=taking,
            amount=line.amount(taking) if taking else ZERO,
            whole_only=weighed,
            unit=first.unit,
        )

    @property
    def amount(self) -> Money:
        """The net that is taken back now."""
        return Money(sum(row.amount.fen for row in self.receipt.rows)) if self.receipt else ZERO

    @property
    def given(self) -> Money:
        """What is paid out for it, cash rounding off."""
        if self._goods is not None:
            return self._goods.amount
        if self._found is None or not self._taking:
            return ZERO
        return self.amount + rounding_back(self._found, self._asked(self._found))

    def _asked(self, found: Refundable) -> list[tuple[LeftLine, Quantity]]:
        return [(found.line(n), quantity) for n, quantity in sorted(self._taking.items())]

    @property
    def origins(self) -> tuple[tuple[str, str, Money], ...]:
        """From which counties it is taken off."""
        sums: dict[str, int] = defaultdict(int)
        for row in self.receipt.rows if self.receipt else ():
            if row.taking:
                sums[row.region] += row.amount.fen
        return tuple((region, county_short_name(region), Money(fen)) for region, fen in sums.items())

    @property
    def reasons(self) -> tuple[str, ...]:
        """The usual reasons."""
        return tuple(translate("Refund", reason) for reason in REASONS)

    @property
    def means(self) -> tuple[MeansChoice, ...]:
        """The means the sale was paid with, and cash by a manager's leave."""
        if self.no_receipt:
            return (MeansChoice(CASH, means_label(CASH), translate("Refund", "from the drawer")),)
        if self._found is None:
            return ()
        rows = [
            MeansChoice(
                code,
                means_label(code),
                translate("Refund", "the way it was paid, {amount}").format(amount=kept.grouped()),
                enabled=bool(kept),
                why="" if kept else translate("Refund", "all of it went back"),
            )
            for code, kept in self._found.means
        ]
        if all(row.code != CASH for row in rows):
            rows.append(MeansChoice(CASH, means_label(CASH), translate("Refund", "with the manager's leave")))
        return tuple(rows)

    @property
    def approval_text(self) -> str:
        """Whose leave stands."""
        leave = self._approved
        return (
            ""
            if leave is None
            else translate("Refund", "Leave given by {no}: {why}").format(no=leave.by, why=leave.why)
        )

    # What the clerk does

    def look_up(self, text: str) -> None:
        """Find the sale by its printed or bare number, or by the code on the receipt; refuses UnknownReceipt."""
        self.till.open_shift()
        number = bare_number(text, self.till.settings.shop, self.till.settings.till)
        with self.till.store.read() as session:
            try:
                if number is None:
                    raise UnknownReceipt(receipt=text.strip())
                found = refundable(session, self.till.settings.till, number)
            except UnknownReceipt:
                if article_by_any(session, narrow(text)) is not None:
                    raise GoodsNoReceipt(receipt=text.strip()) from None
                raise
        self.clear()
        self.query, self._found = text.strip(), found
        # What was paid in one means and went back already leaves the others.
        ways = [code for code, left in found.means if left] or [code for code, _ in found.means]
        self.chosen = ways[0] if ways else CASH
        self.view.refresh()

    def take(self, n: int, quantity: Quantity) -> None:
        """Say how much of line `n` comes back; zero leaves it."""
        if self._goods is not None:
            goods = self._goods
            self._goods = (
                goods_back(self.till, goods.article.code, quantity, goods.price) if quantity.thousandths else None
            )
            self.view.refresh()
            return
        found = self._sale()
        found.line(n)
        taking = {key: value for key, value in self._taking.items() if key != n}
        if quantity:
            wanted(found, [(n, quantity)])
            taking[n] = quantity
        self._taking = taking
        self.view.refresh()

    def type_quantity(self, n: int, text: str) -> None:
        """The same as people type it: `8`, or `1.25` of goods by weight; refuses BadQuantity."""
        self.take(n, Quantity(0) if text == "0" else read_quantity(text))

    def begin_without_receipt(self) -> None:
        """From now on goods are looked up, not receipts; who may not do it alone is asked when it is paid out."""
        self.till.open_shift()
        self.clear()
        self.no_receipt, self.chosen = True, CASH
        self.view.refresh()

    def look_up_goods(self, code: str) -> None:
        """The goods that come back without a receipt, one of them, at today's price; by a code or by their name.

        Refuses UnknownCode, and names that several goods answer to.
        """
        self._goods = goods_named(self.till, code)
        self.query, self.done = code.strip(), None
        self.view.refresh()

    def type_price(self, text: str) -> None:
        """What is paid back for one of the goods without a receipt; refuses BadAmount and AboveShelfPrice."""
        if self._goods is not None:
            goods = self._goods
            self._goods = goods_back(self.till, goods.article.code, goods.quantity, read_money(text))
            self.view.refresh()

    def exchange(self) -> None:
        """Put what comes back onto the ticket on the counter, set off against what is taken instead.

        Refuses UnknownReceipt without a receipt, and what `take_in` refuses.
        """
        found = self._sale()
        if self.selling is None or not self._taking:
            raise NothingToSell(quantity=0)
        number = receipt_number(self.till.settings.shop, found.sale.till, found.sale.number)
        asked = [(line.n, quantity) for line, quantity in self._asked(found)]
        take_in(self.selling, number, asked, self.reason or translate("Refund", "Exchange"))
        self.clear()

    def take_all(self) -> None:
        """All that is left comes back."""
        self._taking = {line.n: quantity for line, quantity in wanted(self._sale(), None)}
        self.view.refresh()

    def choose_reason(self, i: int, words: str = "") -> None:
        """One of the usual reasons, or the clerk's own words."""
        self.reason = words.strip() or self.reasons[i]
        self.view.refresh()

    def choose_means(self, code: str) -> None:
        """Where the money goes."""
        self.chosen = code
        self.view.refresh()

    @property
    def way_back_text(self) -> str:
        """How the money that was just paid back goes through the payment services; empty if it does not."""
        return "" if self.done is None else self.till.desk.back_text(self.done.receipt)

    @property
    def at_stake(self) -> tuple[object, ...]:
        """What a manager's leave is given for: which goods of which receipt, how much money and how it is paid."""
        goods, found = self._goods, self._found
        of = None if found is None else found.sale.number
        what = None if goods is None else (goods.article.code, goods.quantity)
        return (of, what, tuple(sorted(self._taking.items())), self.given, self.chosen)

    @property
    def question(self) -> str:
        """What the manager is asked: `59.80 back by 微信支付, of DX03-01-000002`."""
        gaps = {"amount": self.given.grouped(), "means": means_label(self.chosen or CASH)}
        if self._goods is not None:
            return translate("Refund", "{amount} back by {means}, without a receipt").format(**gaps)
        receipt = self.receipt
        number = receipt.number.rsplit("-", 1)[-1] if receipt else ""
        return translate("Refund", "{amount} back by {means}, of receipt {number}").format(**gaps, number=number)

    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None:
        """Do one thing with a manager's leave, and draw what came of it."""
        super().with_leave(pin, reason, verb)
        self.view.refresh()

    def reprint(self) -> str:
        """Print the receipt that was looked up once more, marked as a copy; answers its number."""
        return reprint(self.till, str(self._sale().sale.number))

    def complete(self) -> Refunded:
        """Pay out what was chosen."""
        if self._goods is not None:
            return self._complete_goods(self._goods)
        found = self._sale()
        number = receipt_number(self.till.settings.shop, found.sale.till, found.sale.number)
        asked = [(line.n, quantity) for line, quantity in self._asked(found)]
        done = self.refund(number, asked, self.chosen, self.reason)
        self.done = done
        self._taking = {}
        with self.till.store.read() as session:
            self._found = refundable(session, self.till.settings.till, found.sale.number)
        self.view.refresh()
        return done

    def _complete_goods(self, goods: GoodsBack) -> Refunded:
        done, leave = refund_goods(
            self.till, goods.article.code, goods.quantity, goods.price, self.reason, self.chosen or CASH
        )
        self.clear()
        self.no_receipt, self.done, self._approved = True, done, leave
        self.view.refresh()
        return done

    def refund(self, receipt: str, asked: Sequence[tuple[int, Quantity]] | None, means: str, reason: str) -> Refunded:
        """The whole refund in one gesture: `asked` lines with quantities, or all that is left.

        Refuses UnknownReceipt, NoSuchLine, MoreThanSold, NothingToSell, ReasonNeeded, NotInDrawer, and NotAllowed for
        a means the sale was not paid with, or more than a clerk may pay out alone.
        """
        shift = self.till.open_shift()
        settings = self.till.settings
        number = bare_number(receipt, settings.shop, settings.till)
        if number is None:
            raise UnknownReceipt(receipt=receipt)
        if means not in MEANS:
            raise UnknownMeans(means=means)
        why = words(reason)
        if not why:
            raise ReasonNeeded
        uuid = new_uuid(self.till.now())
        with self.till.write(is_done=lambda session: is_booked(session, uuid)) as session:
            found = refundable(session, settings.till, number)
            taking = wanted(found, asked)
            done = refund(
                session,
                self.till.stamp(),
                shift,
                self.till.authority(),
                found,
                taking,
                shop=settings.shop,
                uuid=uuid,
                means=means,
                reason=why,
            )
        self._approved, self.till.leave = self.till.leave, None
        self.till.booked += 1
        self.till.printing.wake()
        return done

    def _sale(self) -> Refundable:
        if self._found is None:
            raise UnknownReceipt(receipt=self.query or "-")
        return self._found
