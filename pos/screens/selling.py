"""The counter: one box that takes every code, the ticket, what is held, and the shelves by origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pos.core import catalog, fairs, journal, offers, tickets
from pos.core.basket import (
    LABEL_ROUNDING,
    Basket,
    EmptyBasket,
    LabelLine,
    LabelPriceDiffers,
    Line,
    PriceNeeded,
    label_difference,
    labelled,
    priced,
)
from pos.core.catalog import Article
from pos.core.channels import ATOMS, channel_label
from pos.core.codes import (
    LabelProfiles,
    NotGoods,
    ReceiptNotGoods,
    ScaleLabel,
    UnknownCode,
    narrow,
    read_scan,
    refuse_unknown,
)
from pos.core.labels import BUYER_KINDS, buyer_kind_label, means_label
from pos.core.money import ONE, Money, Quantity
from pos.core.offers import Today
from pos.core.pay_requests import REVOKING, UNKNOWN
from pos.core.permissions import Act
from pos.core.problems import Trouble
from pos.core.receipts import new_uuid
from pos.core.regions import county_short_name
from pos.core.selling import deal
from pos.core.shifts import business_day
from pos.core.staff import Leave, NotAllowed
from pos.core.stock import refuse_batch
from pos.core.tenders import BadAmount, Tender, payment_code_means
from pos.core.terms import agreed
from pos.core.tickets import HeldTicket
from pos.core.weighing import NoScale, NotByWeight, NoWeightYet
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.db.store import DatabaseBusy
from pos.screens import NoView, Till, View
from pos.screens.agreeing import Choice, FoundBuyer, agreed_text, choices, found_buyers
from pos.screens.shelves import OriginShare, OriginTabRow, Shelf, Shelves
from pos.screens.signing import with_leave
from pos.screens.stock import stock_word
from pos.screens.ticket import BasketRow, Echo, Found, StrayCode, counts_text, read_quantity, row_back, row_of, warned
from pos.screens.weighing import CounterScale, ScaleFace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.screens.payment import PaymentScreen

#: Of a held ticket; it must fit on its card.
LONGEST_NAME = 40
#: Printed codes have eight digits at least.
SHORTEST_CODE = 8
#: So many codes that met locked books fit on the banner.
_MISSED = 5
#: The same prices stand on the find list with every key.
_price = lru_cache(4096)(Money)
_TIMES_AFTER = re.compile(r"[*xX×]\s*(\d{1,6}(?:\.\d{1,3})?)")


def _weighed_net(line: Line) -> Money:
    """What the line costs without what only stands in for a weight."""
    whole = line.quantity.thousandths
    return line.net.portion(whole - line.unweighed.thousandths, whole)


def _letters(n: int) -> str:
    """A, B, ... Z, AA, AB."""
    return (_letters((n - 1) // 26) if n > 26 else "") + chr(ord("A") + (n - 1) % 26)


def _is_held(session: Session, name: str) -> bool:
    return any(ticket.name == name for ticket in tickets.held(session))


def note_tender_back(till: Till, session: Session, tender: Tender) -> None:
    """Money that was taken goes back before the sale: written down, and asked back where a payment service has it."""
    journal.note(session, till.stamp(), "TENDER_BACK", money=tender.kept.fen, of=tender.means)
    if tender.request:
        till.desk.tender_gone(session, tender.request)


class CodesNotTaken(DatabaseBusy):
    sentence = QT_TRANSLATE_NOOP("Problem", "Not on the ticket: {codes}. Another program is writing to the books.")
    todo = QT_TRANSLATE_NOOP("Problem", "Nothing was booked; wait a moment, then scan it again.")

    @property
    def word(self) -> str:
        """The same word as for any other gesture."""
        return DatabaseBusy.__name__


class SellingScreen:
    """Everything the selling page shows and does. Every verb is durable when it returns."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.profiles = LabelProfiles(till.settings.scale_labels)
        self._wall = Shelves(till)
        self.scale = CounterScale(till)
        self.echo = Echo()
        self.selected = 0
        self.held: tuple[HeldTicket, ...] = ()
        self.unknown_codes: tuple[StrayCode, ...] = ()
        self.last_receipt = ""
        self._missed: tuple[str, ...] = ()
        self.basket = self._fresh()
        self.reload()
        till.desk.counter = self

    def reload(self) -> None:
        """Read the ticket on the counter and the held ones from the books; the line that is marked stays so."""
        before = self.basket
        with self.till.store.read() as session:
            kept = tickets.on_counter(session, self.till.settings.till, self._day())
            self.basket = kept or (self._fresh() if self.rows else self.basket)
            self.held = tuple(tickets.held(session))
        if self.basket != before:
            self.selected = len(self.rows)

    # What is shown

    @property
    def rows(self) -> tuple[BasketRow, ...]:
        """The lines of the ticket; what comes back from the customer stands below what is taken."""
        rows = tuple(row_of(n, line) for n, line in enumerate(self.basket.lines, 1))
        credit = self.basket.credit
        if credit is None:
            return rows
        return rows + tuple(row_back(n, line, credit.receipt) for n, line in enumerate(credit.lines, len(rows) + 1))

    @property
    def total(self) -> Money:
        """What is due; negative if what comes back is worth more."""
        return self.basket.due

    @property
    def saved(self) -> Money:
        """What the customer saves against the shelf prices."""
        return Money(sum((self._at_shelf_price(line) - line.net).fen for line in self.basket.lines))

    @staticmethod
    def _at_shelf_price(line: Line) -> Money:
        return line.gross if line.label_amount is not None else max(line.article.price * line.quantity, line.gross)

    @property
    def counts_text(self) -> str:
        """How many kinds, pieces and kilograms."""
        return counts_text(self.basket)

    @property
    def buyer_text(self) -> str:
        """Who buys."""
        terms = self.basket.terms
        return terms.buyer_name or buyer_kind_label(terms.buyer_kind or "RESIDENT")

    @property
    def channel_text(self) -> str:
        """By which channel."""
        return channel_label(deal(self.basket.terms).channel)

    @property
    def card_text(self) -> str:
        """Whether the love card was shown."""
        return translate("Selling", "shown") if self.basket.terms.love_card else translate("Selling", "not shown")

    @property
    def buyer_number(self) -> str:
        """The number of the organisation that buys; empty for anybody else."""
        return self.basket.terms.buyer or ""

    @property
    def agreed_text(self) -> str:
        """Fair, agreement, purchase mode and motive; empty if none is set."""
        return agreed_text(self.basket.terms)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What one key may set beside buyer and channel: today's fairs, the buyer's agreements, motives."""
        return choices(self.till.store, self.basket.terms, self._day())

    def find_buyers(self, wanted: str) -> tuple[FoundBuyer, ...]:
        """Organisations by number, name or the initials of the name."""
        self.till.on_duty()
        return found_buyers(self.till.store, wanted, 30)

    @property
    def channels(self) -> tuple[tuple[str, str], ...]:
        """Every channel with its label."""
        return tuple((code, channel_label(code)) for code in ATOMS)

    @property
    def buyer_kinds(self) -> tuple[tuple[str, str], ...]:
        """Every buyer kind with its label."""
        return tuple((code, buyer_kind_label(code)) for code in BUYER_KINDS)

    @property
    def tabs(self) -> tuple[OriginTabRow, ...]:
        """Favourites, then the counties with the most goods."""
        return self._wall.tabs

    @property
    def more(self) -> tuple[OriginTabRow, ...]:
        """The counties behind the last tab."""
        return self._wall.more

    @property
    def tab(self) -> str:
        """The chosen tab's key."""
        return self._wall.tab

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """The chosen tab's shelves."""
        return self._wall.shelves(self.basket.terms, self.basket.today)

    @property
    def shares(self) -> tuple[OriginShare, ...]:
        """How much of today came from where, without money."""
        return self._wall.today()[0]

    @property
    def receipts_today(self) -> int:
        """Today's sales."""
        return self._wall.today()[1]

    @property
    def payment_begun(self) -> bool:
        """Money was taken or asked for on this ticket already."""
        return self.basket.paying

    @property
    def payment_waits(self) -> bool:
        """A payment service has not said yet whether this ticket was paid; until then nothing is done to it."""
        return bool(self.basket.request)

    @property
    def payment_unsure(self) -> bool:
        """And nobody can say whether it will: the service's answer is overdue, or it is being taken back."""
        return self.payment_waits and self.till.desk.find(self.basket.request).state in (UNKNOWN, REVOKING)

    @property
    def taken_text(self) -> str:
        """The money that was taken for this ticket already, `微信 10.00`; empty if none."""
        return " + ".join(f"{means_label(tender.means)} {tender.kept.grouped()}" for tender in self.basket.tenders)

    @property
    def attended(self) -> bool:
        """Somebody is signed in."""
        return self.till.person is not None

    @property
    def can_pay(self) -> bool:
        """There is something to pay."""
        return bool(self.basket.lines)

    @property
    def pay_blocked_because(self) -> str:
        """Why not, in words."""
        return "" if self.can_pay else translate("Selling", "Nothing on the ticket yet")

    # What the clerk does

    def enter(self, text: str) -> None:
        """Enter in the scan box: a code with or without `3*`, `*3` for the chosen line, or goods' name to look for."""
        times = _TIMES_AFTER.fullmatch(narrow(text))
        if times is not None:
            self.change_quantity(self.selected or len(self.basket.lines), read_quantity(times[1]))
            return
        code = narrow(text)
        if not code:
            return
        try:
            self.scan(code)
        except UnknownCode:
            found = () if code.isdigit() else self.find(code, limit=2)
            if len(found) != 1:
                raise
            self._forget(code)
            self.add(found[0].product)

    def scan(self, code: str) -> int:
        """Take whatever a scanner can send; answers the number of the line it is on.

        What came while another program kept the books is named until something is taken again: CodesNotTaken.
        """
        try:
            line = self._read(code)
        except DatabaseBusy as fault:
            self._missed = (*self._missed, code)[-_MISSED:]
            raise CodesNotTaken(codes=" · ".join(self._missed)) from fault
        self._missed = ()
        return line

    def _read(self, code: str) -> int:
        self.till.open_shift()
        fusion = self.till.settings.payment_codes.wechat_160
        scanned = read_scan(code, self.profiles, fusion=fusion)
        times = ONE if scanned.times is None else read_quantity(scanned.times)
        if scanned.label is not None:
            with self.till.store.read() as session:
                article = catalog.article_by_plu(session, scanned.label.plu)
            if article is None:
                if payment_code_means(scanned.code, fusion=fusion) is not None:
                    # One payment code in ten ends like a label of 18 digits.
                    raise NotGoods
                self._remember(scanned.code, translate("Selling", "No goods have this PLU"))
                raise UnknownCode(code=scanned.code)
            if times != ONE:
                raise LabelLine(product=article.name)
            return self._put_label(article, scanned.label)
        if scanned.receipt is not None:
            raise ReceiptNotGoods(receipt=scanned.receipt)
        with self.till.store.glance() as session:
            known = catalog.article_by_barcode(session, scanned.code)
            if known is None and len(scanned.code) == 5 and scanned.code.isdigit():
                weighed = catalog.article_by_plu(session, scanned.code)
                known = None if weighed is None else (weighed, ONE)
            if known is None:
                named = catalog.article_by_code(session, scanned.batch.product if scanned.batch else scanned.code)
                known = None if named is None else (named, ONE)
        if known is None:
            refusal = refuse_unknown(scanned.code)
            if isinstance(refusal, UnknownCode) and len(scanned.code) >= SHORTEST_CODE and scanned.code.isalnum():
                # Shorter ones are slips of the finger, or a PIN typed into the wrong box; words were looked for.
                self._remember(scanned.code)
            raise refusal
        article, counts = known
        if scanned.batch is not None:
            with self.till.store.read() as session:
                refuse_batch(session, article, scanned.batch.batch, scanned.batch.expires, self._day())
        quantity = Quantity(counts.thousandths * times.thousandths // 1000)
        line = self._line(article, quantity, None, asked=scanned.times is not None or counts != ONE)
        return self._put_or_weigh(line) if scanned.times is None else self._put(line)

    def link_code(self, code: str, product: str) -> None:
        """Make a code that was unknown one more barcode of these goods; every later scan of it knows them.

        Refuses BadLength, BadCheckDigit, ScalePrefix, CodeTaken, UnknownCode (the goods), and NotAllowed without leave.
        """
        from pos.core.linking import check_linkable, link

        self.till.open_shift()
        wanted, goods = narrow(code), narrow(product)
        with self.till.store.read() as session:
            check_linkable(session, wanted)
            known = catalog.article_by_any(session, goods)
        if known is None:
            raise refuse_unknown(goods)
        article = known[0]
        leave = self.till.leave_to(Act.LINK_CODE, translate("Selling", "Linking a new code to goods"))
        with self._write() as session:
            link(session, self.till.stamp(), wanted, article, leave, self.till.now())
        if leave is not None:
            self.till.leave = None
        self._forget(wanted)
        title = translate("Selling", "{code} is {product} from now on").format(code=wanted, product=article.name)
        self._echo(Echo("info", title))

    def dismiss_code(self, code: str) -> None:
        """Look no longer for what that code is."""
        self._forget(narrow(code))
        self.view.refresh()

    def find(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """Goods by name, pinyin, initials or any code."""
        self.till.on_duty()
        with self.till.store.glance() as connection:
            rows = catalog.find_rows(connection, text, limit)
        return tuple(
            [
                Found(code, name, spec, _price(fen), unit, origin, county_short_name(origin), code, bool(asks))
                for _, code, name, spec, fen, unit, origin, _, asks in rows
            ]
        )

    def add(self, product: str, quantity: Quantity | None = None, price: Money | None = None) -> int:
        """Put goods in by product code, barcode or PLU; answers the number of the line they are on."""
        self.till.open_shift()
        with self.till.store.read() as session:
            known = catalog.article_by_any(session, narrow(product))
        if known is None:
            raise refuse_unknown(narrow(product))
        article, counts = known
        asked = quantity is not None or counts != ONE
        line = self._line(article, quantity if quantity is not None else counts, price, asked=asked)
        if price is None or article.open_price:
            leave = self._leave_for_open_price(price) if price is not None else None
            return self._put(line, leave) if quantity is not None else self._put_or_weigh(line, leave)
        return self._put(line, self._leave_for_price())

    def weigh(self) -> int:
        """Read the scale for the chosen row, or the last that waits for its weight; answers the line's number.

        A row that waits gets its weight; of goods that were weighed before, what lies there now is added. Refuses
        NoScale, NoWeightYet, NotByWeight, and what the scale has to say (`pos/core/weighing.py`).
        """
        self.till.open_shift()
        if not self.scale.present:
            raise NoScale
        n = self._to_weigh()
        line = self.basket.line(n)
        quantity = self.scale.weigh(line.article)
        if line.unweighed:
            self.change_quantity(n, line.quantity - line.unweighed + quantity)
        else:
            n = self._put(self._line(line.article, quantity, line.set_price if line.article.open_price else None))
        self.scale.sold(line.article)
        return n

    @property
    def scale_face(self) -> ScaleFace | None:
        """What the scale says now; None where none is set up."""
        return self.scale.face

    def next_tare(self) -> None:
        """Choose another tare for the next weighing; refuses NoScale."""
        self.till.open_shift()
        self._echo(self.scale.next_tare())

    def choose_tab(self, key: str) -> None:
        """Show another tab's shelves."""
        self._wall.choose(key)
        self.view.refresh()

    def look_around(self) -> None:
        """Read tabs, shelves and today's shares anew: when the page opens, and after the catalogue changed."""
        self._wall.load()
        self.view.refresh()

    def select(self, n: int) -> None:
        """Choose a line."""
        self.selected = max(0, min(n, len(self.rows)))
        self.view.refresh()

    def change_quantity(self, n: int, quantity: Quantity) -> None:
        """Set how much of line `n`; a clerk needs leave for more at a price set by hand, or a larger share off."""
        before, changed = self.basket.line(n), self.basket.change_quantity(n, quantity)
        by_hand = before.price_kind == "MANUAL" and not before.article.open_price
        # What was never weighed may come to anything; less than what was is written down. Two bags less is a line
        # taken off and needs leave like one, a smaller weight is weighed again and needs none.
        less = quantity < before.quantity - before.unweighed
        fewer = less and not before.article.weighed
        with self.till.store.read() as session:
            word = self._stock_word(session, changed, n, more=quantity > before.quantity)
        leave = self._leave_for_taking_off(needed=fewer)
        if leave is not None and less:
            self._change(changed, n, leave, _weighed_net(before) - changed.line(n).net)
        elif less or changed.line(n).gross < before.gross:
            self._change_discounted(changed, n, partial(self._note_less, before, changed.line(n)) if less else None)
        elif by_hand and quantity > before.quantity:
            # The leave was for what lay there: one dented bag is not fifty.
            self._change(changed, n, self._leave_for_price(), before.set_price)
        else:
            self._change(changed, n)
        self._echo_line(n, word)

    def one_more(self, n: int) -> None:
        """One selling unit more of line `n`."""
        self.change_quantity(n, self.basket.line(n).quantity + ONE)

    def one_less(self, n: int) -> None:
        """One selling unit less of line `n`; the last one removes it."""
        left = self.basket.line(n).quantity - ONE
        if left.thousandths > 0:
            self.change_quantity(n, left)
        else:
            self.remove(n)

    def remove(self, n: int) -> None:
        """Take line `n` out; written down as an audit event."""
        if self.basket.credit is not None and n > len(self.basket.lines):
            from pos.screens.exchange import take_off

            take_off(self, n)
            return
        line = self.basket.line(n)
        changed = self.basket.remove(n)
        self.till.open_shift()
        leave = self._leave_for_taking_off()
        with self._write() as session:
            by, why = (leave.by, leave.why) if leave else (None, None)
            code, net = line.article.code, line.net.fen
            journal.note(session, self.till.stamp(), "LINE_REMOVED", by=by, why=why, of=code, money=net)
            tickets.keep(session, self.till.stamp(), changed)
        self.till.leave = None
        self._show(changed, min(n, len(changed.lines)))
        title = translate("Selling", "{product} was taken off the ticket").format(product=line.article.name)
        self._echo(Echo("info", title))

    def set_price(self, n: int, price: Money) -> None:
        """Change the price of one unit of line `n`; a clerk needs the manager's leave."""
        if price.fen <= 0:
            raise BadAmount(text=price)
        self._change(self.basket.set_price(n, price), n, self._leave_for_price(), price)
        self._echo_line(n)

    def set_discount(self, n: int, discount: Money) -> None:
        """Give yuan off the whole of line `n`; above the shop's share a clerk needs the manager's leave."""
        self._change_discounted(self.basket.set_discount(n, discount), n)
        self._echo_line(n)

    def set_ticket_discount(self, discount: Money) -> None:
        """Give yuan off the whole ticket, shared over its lines; above the role's share a manager's leave is needed."""
        basket = self._on_today().set_ticket_discount(discount)
        percent, gross = self.till.role().discount_percent, Money(sum(line.gross.fen for line in basket.lines))
        what = translate("Selling", "A discount above {percent} %").format(percent=percent)
        leave = None
        if discount:
            needed = basket.discount_by_hand > gross.portion(percent, 100)
            leave = self.till.leave_to(Act.DISCOUNT, what, needed=needed)
        noted = partial(self.till.note_leave, leave=leave, of=basket.uuid, money=discount)
        self._change(basket, self.selected, leave, note=noted)
        title = translate("Selling", "{amount} off the whole ticket").format(amount=basket.ticket_discount.grouped())
        self._echo(Echo("info", title, amount=basket.due))

    def attribute(self, **atoms: object) -> None:
        """Set channel, buyer kind, love card and the like for the whole ticket; None clears one."""
        day = self._day()
        with self.till.store.read() as session:
            terms = agreed(session, self.basket.terms, atoms, day)
            today = offers.today(session, day, love_card=terms.love_card)
        basket = self.basket.agree(terms, today)
        leave = self._leave_for_larger_share(basket)
        noted = partial(self.till.note_leave, leave=leave, of=basket.uuid, money=basket.discount_by_hand)
        self._change(basket, self.selected, leave, note=noted)
        if self.echo.kind == "added" and self.selected:
            # With a love card the line costs something else now.
            self._echo_line(self.selected)

    def hold(self, name: str = "") -> str:
        """Put the ticket aside under a name (a number of its own if none is given); answers the name."""
        self.till.open_shift()
        wanted = words(name, LONGEST_NAME)
        chosen = wanted or self._free_name({ticket.name for ticket in self.held})
        with self._write(lambda session: _is_held(session, chosen)) as session:
            tickets.hold(session, self.till.stamp(), self.basket, chosen)
            self.held = tuple(tickets.held(session))
        waits = self.payment_waits
        self._show(self._fresh(), 0)
        title = translate("Selling", "Held as {name}").format(name=chosen)
        back = translate("Selling", "F5 brings it back")
        if waits:
            back = translate("Selling", "Its payment is asked about until it is known; F5 brings it back")
        self._echo(Echo("info", title, back))
        return chosen

    def recall(self, name: str) -> None:
        """Bring a held ticket back to the counter."""
        self.till.open_shift()
        wanted = words(name, LONGEST_NAME)
        with self._write(lambda session: not _is_held(session, wanted)) as session:
            basket = tickets.recall(session, self.till.stamp(), self.basket, wanted, self._day())
            self.held = tuple(tickets.held(session))
        self._show(basket, len(basket.lines) or len(self.rows))
        self._echo(Echo("info", translate("Selling", "{name} is back on the counter").format(name=name)))

    def cancel(self) -> None:
        """Empty the ticket and give tenders back; written down if there was anything on it."""
        self.till.open_shift()
        self.basket.refuse_waiting()
        taken = self.taken_text
        what = translate("Selling", "Cancelling a ticket")
        leave = self.till.leave_to(Act.CANCEL, what, needed=bool(self.rows))
        with self._write() as session:
            if self.rows:
                by, why = (leave.by, leave.why) if leave else (None, None)
                journal.note(session, self.till.stamp(), "CANCELLED", by=by, why=why, money=self.basket.total.fen)
            for tender in self.basket.tenders:
                note_tender_back(self.till, session, tender)
            tickets.clear_counter(session, self.till.settings.till)
        self.till.leave = None
        self._show(self._fresh(), 0)
        back = translate("Selling", "Give back to the customer: {taken}").format(taken=taken) if taken else ""
        self._echo(Echo("warn" if taken else "info", translate("Selling", "The ticket was cancelled"), back))

    def start_payment(self) -> PaymentScreen:
        """Go to payment; refuses an empty ticket."""
        from pos.core.exchange import NoNewGoods
        from pos.screens.payment import PaymentScreen

        self.till.open_shift()
        if not self.basket.lines:
            raise EmptyBasket if self.basket.credit is None else NoNewGoods
        today = self._on_today()
        if today is not self.basket:
            self.take_basket(today)
        return PaymentScreen(self)

    def payment_today(self) -> PaymentScreen:
        """Payment without a page: at today's prices, and nothing is written before a tender stands."""
        from pos.screens.payment import PaymentScreen

        return PaymentScreen(self, self._on_today())

    def reprint_last(self) -> None:
        """Print the last receipt of this till once more, marked as a copy."""
        from pos.screens.reprint import reprint

        receipt = reprint(self.till, self.last_receipt)
        title = translate("Selling", "{receipt} is printed again, marked as a copy").format(receipt=receipt)
        if self.till.settings.printer == "absent":
            title = translate("Selling", "No printer is set up; {receipt} did not come out").format(receipt=receipt)
        self._echo(Echo("info", title))
        self.view.refresh()

    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None:
        """Do one thing with a manager's leave."""
        with_leave(self.till, pin, reason, verb)

    def finish(self, receipt: str, title: str, detail: str, amount: Money) -> None:
        """The ticket was sold: the counter is empty, the echo line tells of the change."""
        self.last_receipt = receipt
        self._show(self._fresh(), 0)
        self._echo(Echo("added", title, detail, amount))

    def held_paid(self, title: str, detail: str, amount: Money) -> None:
        """A held ticket was sold while something else lies on the counter."""
        with suppress(Trouble):
            self.reload()
        self._echo(Echo("added", title, detail, amount))

    def take_basket(
        self, basket: Basket, note: Callable[[Session], object] | None = None, echo: Echo | None = None
    ) -> None:
        """Keep a changed ticket (a tender was taken or given back, goods come back); `note` is written with it."""
        with self._keeping(basket) as session:
            if note is not None:
                note(session)
            tickets.keep(session, self.till.stamp(), basket)
        self._show(basket, self.selected, echo)

    # Inside

    @contextmanager
    def _write(self, is_done: Callable[[Session], bool] | None = None) -> Iterator[Session]:
        """One gesture; if it did not come through, the ticket is what the books say it is."""
        try:
            with self.till.write(is_done) as session:
                yield session
        except Trouble:
            with suppress(Trouble):
                self.reload()
            raise

    def _keeping(self, basket: Basket) -> AbstractContextManager[Session]:
        """A gesture after which exactly this ticket lies on the counter."""
        return self._write(lambda session: tickets.lies_there(session, self.till.settings.till, basket))

    def _fresh(self) -> Basket:
        return Basket(new_uuid(self.till.now()), today=Today(self._day()))

    def _line(self, article: Article, quantity: Quantity, price: Money | None, *, asked: bool = True) -> Line:
        """A new line; `asked` for just that much of it, or one unit for want of anything else."""
        if article.open_price and price is None:
            # What it would take to add them once the price is known goes along.
            much = quantity if asked else None
            raise PriceNeeded(product=article.name, code=article.code, unit=article.unit, quantity=much)
        counter = self._on_today()
        shelf, kind = priced(article, counter.terms, counter.today)
        line = Line(article, quantity, shelf, kind)
        if price is None:
            return line
        if price.fen <= 0:
            raise BadAmount(text=price)
        return replace(line, price=price, set_price=price, price_kind="MANUAL")

    def _leave_for_price(self) -> Leave | None:
        return self.till.leave_to(Act.PRICE, translate("Selling", "Changing a price"))

    def _leave_for_open_price(self, price: Money) -> Leave | None:
        ceiling = self.till.role().open_price
        what = translate("Selling", "An open price above {amount}").format(amount=ceiling)
        return self.till.leave_to(Act.OPEN_PRICE, what, needed=price > ceiling)

    def _leave_for_taking_off(self, *, needed: bool = True) -> Leave | None:
        return self.till.leave_to(Act.VOID_LINE, translate("Selling", "Taking goods off the ticket"), needed=needed)

    def _put(self, line: Line, leave: Leave | None = None, note: Callable[[Session], None] | None = None) -> int:
        basket, n = self._on_today().add(line)

        def look(session: Session) -> str:
            if note is not None:
                note(session)
            return self._stock_word(session, basket, n)

        # With its words at once: a scan draws the page one time.
        self._change(basket, n, leave, line.set_price, self._words_of(basket, n), look)
        return n

    def _put_label(self, article: Article, label: ScaleLabel) -> int:
        """A scale label: its amount counts, its price is never rewritten; what does not fit the shelf is noted."""
        difference = label_difference(article, label)
        counter = self._on_today()
        line = labelled(article, label, counter.terms, counter.today)
        if not difference:
            return self._put(line)
        what, leave = "LABEL_ROUNDING", None
        if abs(difference.fen) > LABEL_ROUNDING.fen:
            what, leave = "LABEL_MISMATCH", self._leave_for_label(line, difference)
        by, why = (leave.by, leave.why) if leave else (None, None)

        def note(session: Session) -> None:
            stamp, fen = self.till.stamp(), difference.fen
            journal.note(session, stamp, what, by=by, why=why, of=article.code, money=fen)

        return self._put(line, leave, note)

    def _leave_for_label(self, line: Line, difference: Money) -> Leave | None:
        amount = line.gross
        try:
            return self.till.leave_to(Act.LABEL_MISMATCH, translate("Selling", "Selling by a label that does not fit"))
        except NotAllowed:
            wanted = amount - difference
            raise LabelPriceDiffers(product=line.article.name, amount=amount, wanted=wanted) from None

    def _echo_line(self, n: int, word: str = "") -> None:
        echo = self._words_of(self.basket, n)
        self._echo(warned(echo, word) if word else echo)

    def _stock_word(self, session: Session, basket: Basket, n: int, *, more: bool = True) -> str:
        """What is to be said of the goods on hand of line `n`; asked for `more` of them, the shop's rule may refuse."""
        refuse = more and self.till.settings.when_short == "refuse"
        return stock_word(session, basket, n, self._day(), refuse_short=refuse)

    @staticmethod
    def _words_of(basket: Basket, n: int) -> Echo:
        """What line `n` is now; a price by weight needs its unit beside it, `1.631 kg × 1.98` alone is no sum."""
        row, off = row_of(n, basket.line(n)), basket.line(n).off
        price = row.price_text if row.weighed else row.price.grouped()
        detail = f"{row.quantity_text} × {price}"
        if off:
            detail = " · ".join((detail, translate("Selling", "{amount} off").format(amount=off.grouped())))
        return Echo("added", row.name, detail, row.amount, goods=True)

    def _put_or_weigh(self, line: Line, leave: Leave | None = None) -> int:
        """Goods that came without a quantity; those by weight get it from the scale, if there is one that answers."""
        if not line.article.weighed:
            return self._put(line, leave)
        if self.scale.answers:
            n = self._put(replace(line, quantity=self.scale.weigh(line.article)), leave)
            self.scale.sold(line.article)
            return n
        n = self._put(replace(line, unweighed=line.quantity), leave)
        self._ask_weight(n)
        return n

    def _to_weigh(self) -> int:
        """The line that F4 means: the chosen one, else the last that waits for its weight."""
        lines = self.basket.lines
        by_weight = [n for n, line in enumerate(lines, 1) if line.article.weighed and not line.label]
        chosen = self.selected or len(lines)
        waiting = [n for n in by_weight if lines[n - 1].unweighed]
        if chosen in by_weight:
            return chosen
        if waiting:
            return waiting[-1]
        if not 1 <= chosen <= len(lines):
            raise NoWeightYet
        line = lines[chosen - 1]
        raise (LabelLine if line.label else NotByWeight)(product=line.article.name)

    def _ask_weight(self, n: int) -> None:
        """Goods by weight that came without one stand with one unit: nobody may take that for what the scale said."""
        row = row_of(n, self.basket.line(n))
        if row.weighed:
            title = translate("Selling", "{product}: {quantity} put down, not weighed yet")
            todo = translate("Selling", "Once weighed, type * and how much in {unit}, such as *2.35")
            self._echo(
                Echo("warn", title.format(product=row.name, quantity=row.quantity_text), todo.format(unit=row.unit))
            )

    def _change(
        self,
        basket: Basket,
        selected: int,
        leave: Leave | None = None,
        money: Money | None = None,
        echo: Echo | None = None,
        note: Callable[[Session], str | None] | None = None,
    ) -> None:
        """Keep a changed ticket. `money` is a price or discount set by hand on the chosen line; it is written down.

        `note` writes down whatever else the journal must know, and answers what the clerk should hear of it.
        """
        word: str | None = None
        self.till.open_shift()
        with self._keeping(basket) as session:
            if note is not None:
                word = note(session)
            if money is not None and leave is not None:
                self.till.note_leave(session, leave, basket.line(selected).article.code, money)
            elif money is not None and basket.line(selected).set_price == money:
                code = basket.line(selected).article.code
                journal.note(session, self.till.stamp(), "PRICE_SET", of=code, money=money.fen)
            tickets.keep(session, self.till.stamp(), basket)
        if leave is not None:
            self.till.leave = None
        self._show(basket, selected, warned(echo, word) if echo and word else echo)

    def _change_discounted(self, basket: Basket, n: int, note: Callable[[Session], str | None] | None = None) -> None:
        percent, line = self.till.role().discount_percent, basket.line(n)
        what = translate("Selling", "A discount above {percent} %").format(percent=percent)
        needed = line.discount + line.ticket_off > line.gross.portion(percent, 100)
        leave = self.till.leave_to(Act.DISCOUNT, what, needed=needed) if line.discount else None
        self._change(basket, n, leave, line.discount, note=note)

    def _leave_for_larger_share(self, basket: Basket) -> Leave | None:
        """Lower prices make what was given by hand a larger share; above the role's ceiling that needs leave too."""
        percent, both = self.till.role().discount_percent, zip(self.basket.lines, basket.lines, strict=True)
        shares = [
            (b.discount + b.ticket_off, b.gross, a.discount + a.ticket_off, a.gross) for b, a in both if a.discount
        ]
        gross, lower = (Money(sum(line.gross.fen for line in one.lines)) for one in (self.basket, basket))
        shares.append((self.basket.discount_by_hand, gross, basket.discount_by_hand, lower))
        if all(
            off <= gross.portion(percent, 100) or off.fen * was.fen <= was_off.fen * gross.fen
            for was_off, was, off, gross in shares
        ):
            return None
        return self.till.leave_to(
            Act.DISCOUNT, translate("Selling", "A discount above {percent} %").format(percent=percent)
        )

    def _note_less(self, before: Line, after: Line, session: Session) -> None:
        """Pieces or a weight taken off a line are written down like a whole line is."""
        fen = (_weighed_net(before) - after.net).fen
        journal.note(session, self.till.stamp(), "QUANTITY_REDUCED", of=before.article.code, money=fen)

    def _show(self, basket: Basket, selected: int, echo: Echo | None = None) -> None:
        self.basket, self.selected, self.echo = basket, selected, echo or self.echo
        self.view.refresh()

    def _echo(self, echo: Echo) -> None:
        self.echo = echo
        self.view.refresh()

    def _on_today(self) -> Basket:
        """The ticket at the prices of today; a night went by over it now and then."""
        day, basket = self._day(), self.basket
        if basket.today.day == day or basket.paying:
            return basket
        with self.till.store.read() as session:
            known = offers.today(session, day, love_card=basket.terms.love_card)
            fair = basket.terms.fair
            ended = fair is not None and fair not in {one.number for one in fairs.fairs_on(session, day)}
        return basket.agree(replace(basket.terms, fair=None) if ended else basket.terms, known)

    def _day(self) -> date:
        """The business day whose prices count: that of now, though yesterday's shift may still be open."""
        return business_day(self.till.now(), self.till.settings.cut_over)

    def _free_name(self, taken: set[str]) -> str:
        for n in range(1, len(taken) + 2):
            # Letters, for the numbers are those of the rail and of Ctrl.
            name = translate("Selling", "Ticket {n}").format(n=_letters(n))
            if name not in taken:
                return name
        raise AssertionError("one of n + 1 names is free")

    def _remember(self, code: str, note: str = "") -> None:
        note = note or translate("Selling", "Not in the catalogue")
        kept = [stray for stray in self.unknown_codes if stray.code != code]
        self.unknown_codes = (StrayCode(code, note), *kept)[:20]

    def _forget(self, code: str) -> None:
        self.unknown_codes = tuple(stray for stray in self.unknown_codes if stray.code != code)
