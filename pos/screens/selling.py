"""The counter: one box that takes every code, the ticket, what is held, and the shelves by origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from pos.core import catalog, journal, tickets
from pos.core.basket import Basket, EmptyBasket, LabelLine, Line, PriceNeeded, Terms, labelled, priced
from pos.core.catalog import Article
from pos.core.channels import ATOMS, channel_label
from pos.core.codes import LabelProfiles, UnknownCode, narrow, read_scan, refuse_unknown
from pos.core.labels import BUYER_KINDS, buyer_kind_label, means_label
from pos.core.money import ONE, Money, Quantity
from pos.core.problems import Refusal, Trouble
from pos.core.receipts import new_uuid
from pos.core.regions import county_short_name
from pos.core.staff import Leave
from pos.core.tenders import BadAmount
from pos.core.tickets import HeldTicket
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words
from pos.screens import NoView, Till, View
from pos.screens.shelves import OriginShare, OriginTabRow, Shelf, Shelves
from pos.screens.signing import with_leave
from pos.screens.ticket import BasketRow, Echo, Found, StrayCode, counts_text, read_quantity, row_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.screens.payment import PaymentScreen

#: Of a held ticket; it must fit on its card.
LONGEST_NAME = 40
#: Printed codes have eight digits at least.
SHORTEST_CODE = 8
MOTIVES = ("BUY_AS_DONATION", "BUY_AS_AID")
PURCHASE_MODES = ("DIRECT_BUY", "PROCURE", "SUBSCRIBE", "SOURCE_DIRECT")
_TIMES_AFTER = re.compile(r"[*xX×]\s*(\d{1,6}(?:\.\d{1,3})?)")


class UnknownAtom(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{value} is not known as {field}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose one from the list (F7).")

    @property
    def word(self) -> str:
        """Which of the words of CONTRACT.md section 3 it is."""
        return {"buyer": "UnknownBuyer", "agreement": "UnknownAgreement", "fair": "UnknownFair"}.get(
            str(self.gaps["field"]), "NotAllowed"
        )


def _is_held(session: Session, name: str) -> bool:
    return any(ticket.name == name for ticket in tickets.held(session))


class SellingScreen:
    """Everything the selling page shows and does. Every verb is durable when it returns."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.profiles = LabelProfiles(till.settings.scale_labels)
        self._wall = Shelves(till)
        self.echo = Echo()
        self.selected = 0
        self.held: tuple[HeldTicket, ...] = ()
        self.unknown_codes: tuple[StrayCode, ...] = ()
        self.last_receipt = ""
        self.basket = self._fresh()
        self.reload()

    def reload(self) -> None:
        """Read the ticket on the counter and the held ones from the books."""
        with self.till.store.read() as session:
            kept = tickets.on_counter(session, self.till.settings.till)
            self.basket = kept or (self._fresh() if self.basket.lines else self.basket)
            self.held = tuple(tickets.held(session))
        self.selected = len(self.basket.lines)

    # What is shown

    @property
    def rows(self) -> tuple[BasketRow, ...]:
        """The lines of the ticket."""
        return tuple(row_of(n, line) for n, line in enumerate(self.basket.lines, 1))

    @property
    def total(self) -> Money:
        """What is due."""
        return self.basket.total

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
        return buyer_kind_label(self.basket.terms.buyer_kind or "RESIDENT")

    @property
    def channel_text(self) -> str:
        """By which channel."""
        return channel_label(self.basket.terms.channel or "SHOP_WALKIN")

    @property
    def card_text(self) -> str:
        """Whether the love card was shown."""
        return translate("Selling", "shown") if self.basket.terms.love_card else translate("Selling", "not shown")

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
        return self._wall.shelves

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
        """Money was taken for this ticket already."""
        return bool(self.basket.tenders)

    @property
    def taken_text(self) -> str:
        """The money that was taken for this ticket already, `微信 10.00`; empty if none."""
        return " + ".join(f"{means_label(tender.means)} {tender.kept}" for tender in self.basket.tenders)

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
        """Take whatever a scanner can send; answers the number of the line it is on."""
        self.till.open_shift()
        scanned = read_scan(code, self.profiles)
        times = ONE if scanned.times is None else read_quantity(scanned.times)
        if scanned.label is not None:
            with self.till.store.read() as session:
                article = catalog.article_by_plu(session, scanned.label.plu)
            if article is None:
                self._remember(scanned.code)
                raise UnknownCode(code=scanned.code)
            if times != ONE:
                raise LabelLine(product=article.name)
            return self._put(labelled(article, scanned.label, self.basket.terms))
        with self.till.store.read() as session:
            known = catalog.article_by_barcode(session, scanned.code)
            if known is None and len(scanned.code) == 5 and scanned.code.isdigit():
                weighed = catalog.article_by_plu(session, scanned.code)
                known = None if weighed is None else (weighed, ONE)
            if known is None:
                named = catalog.article_by_code(session, scanned.code)
                known = None if named is None else (named, ONE)
        if known is None:
            refusal = refuse_unknown(scanned.code)
            if isinstance(refusal, UnknownCode) and len(scanned.code) >= SHORTEST_CODE and scanned.code.isalnum():
                # Shorter ones are slips of the finger, or a PIN typed into the wrong box; words were looked for.
                self._remember(scanned.code)
            raise refusal
        article, counts = known
        n = self._put(self._line(article, Quantity(counts.thousandths * times.thousandths // 1000), None))
        if scanned.times is None:
            self._ask_weight(n)
        return n

    def find(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """Goods by name, pinyin, initials or any code."""
        self.till.on_duty()
        with self.till.store.read() as session:
            rows = catalog.find(session, text, limit)
        return tuple(
            Found(r.code, r.name, r.spec, r.price, r.unit, r.origin, county_short_name(r.origin), r.code) for r in rows
        )

    def add(self, product: str, quantity: Quantity | None = None, price: Money | None = None) -> int:
        """Put goods in by product code, barcode or PLU; answers the number of the line they are on."""
        self.till.open_shift()
        with self.till.store.read() as session:
            known = catalog.article_by_any(session, narrow(product))
        if known is None:
            raise refuse_unknown(narrow(product))
        article, counts = known
        line = self._line(article, quantity if quantity is not None else counts, price)
        if price is None or article.open_price:
            n = self._put(line)
            if quantity is None:
                self._ask_weight(n)
            return n
        return self._put(line, self._leave_for_price())

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
        self.selected = max(0, min(n, len(self.basket.lines)))
        self.view.refresh()

    def change_quantity(self, n: int, quantity: Quantity) -> None:
        """Set how much of line `n`; a clerk needs leave for more at a price set by hand, or a larger share off."""
        before, changed = self.basket.line(n), self.basket.change_quantity(n, quantity)
        by_hand = before.price_kind == "MANUAL" and not before.article.open_price
        if changed.line(n).gross < before.gross:
            self._change_discounted(changed, n)
        elif by_hand and quantity > before.quantity:
            # The leave was for what lay there: one dented bag is not fifty.
            self._change(changed, n, self._leave_for_price(), before.set_price)
        else:
            self._change(changed, n)
        self._echo_line(n)

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
        line = self.basket.line(n)
        changed = self.basket.remove(n)
        self.till.open_shift()
        with self._write() as session:
            journal.note(session, self.till.stamp(), "LINE_REMOVED", of=line.article.code, money=line.net.fen)
            tickets.keep(session, self.till.stamp(), changed)
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

    def attribute(self, **atoms: object) -> None:
        """Set channel, buyer kind, love card and the like for the whole ticket; None clears one."""
        self._change(self.basket.agree(self._terms(atoms)), self.selected)
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
        self._show(self._fresh(), 0)
        title = translate("Selling", "Held as {name}").format(name=chosen)
        self._echo(Echo("info", title, translate("Selling", "F5 brings it back")))
        return chosen

    def recall(self, name: str) -> None:
        """Bring a held ticket back to the counter."""
        self.till.open_shift()
        wanted = words(name, LONGEST_NAME)
        with self._write(lambda session: not _is_held(session, wanted)) as session:
            basket = tickets.recall(session, self.till.stamp(), self.basket, wanted)
            self.held = tuple(tickets.held(session))
        self._show(basket, len(basket.lines))
        self._echo(Echo("info", translate("Selling", "{name} is back on the counter").format(name=name)))

    def cancel(self) -> None:
        """Empty the ticket and give tenders back; written down if there was anything on it."""
        self.till.open_shift()
        taken = self.taken_text
        with self._write() as session:
            if self.basket.lines:
                journal.note(session, self.till.stamp(), "CANCELLED", money=self.basket.total.fen)
            tickets.clear_counter(session, self.till.settings.till)
        self._show(self._fresh(), 0)
        back = translate("Selling", "Give back to the customer: {taken}").format(taken=taken) if taken else ""
        self._echo(Echo("warn" if taken else "info", translate("Selling", "The ticket was cancelled"), back))

    def start_payment(self) -> PaymentScreen:
        """Go to payment; refuses an empty ticket."""
        from pos.screens.payment import PaymentScreen

        self.till.open_shift()
        if not self.basket.lines:
            raise EmptyBasket
        return PaymentScreen(self)

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

    def take_basket(self, basket: Basket) -> None:
        """Keep a changed ticket (a tender was taken or given back)."""
        with self._keeping(basket) as session:
            tickets.keep(session, self.till.stamp(), basket)
        self._show(basket, self.selected)

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
        return Basket(new_uuid(self.till.now()))

    def _line(self, article: Article, quantity: Quantity, price: Money | None) -> Line:
        if article.open_price and price is None:
            raise PriceNeeded(product=article.name)
        shelf, kind = priced(article, self.basket.terms)
        line = Line(article, quantity, shelf, kind)
        if price is None:
            return line
        if price.fen <= 0:
            raise BadAmount(text=price)
        return replace(line, price=price, set_price=price, price_kind="MANUAL")

    def _leave_for_price(self) -> Leave | None:
        return self.till.leave_for(translate("Selling", "Changing a price"))

    def _put(self, line: Line, leave: Leave | None = None) -> int:
        basket, n = self.basket.add(line)
        # With its words at once: a scan draws the page one time.
        self._change(basket, n, leave, line.set_price, self._words_of(basket, n))
        return n

    def _echo_line(self, n: int) -> None:
        self._echo(self._words_of(self.basket, n))

    @staticmethod
    def _words_of(basket: Basket, n: int) -> Echo:
        """What line `n` is now; a price by weight needs its unit beside it, `1.631 kg × 1.98` alone is no sum."""
        row = row_of(n, basket.line(n))
        price = row.price_text if row.weighed else str(row.price)
        detail = f"{row.quantity_text} × {price}"
        if row.discount:
            detail = " · ".join((detail, translate("Selling", "{amount} off").format(amount=row.discount)))
        return Echo("added", row.name, detail, row.amount)

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
    ) -> None:
        """Keep a changed ticket. `money` is a price or discount set by hand on the chosen line; it is written down."""
        self.till.open_shift()
        with self._keeping(basket) as session:
            if money is not None and leave is not None:
                self.till.note_leave(session, leave, basket.line(selected).article.code, money)
            elif money is not None and basket.line(selected).set_price == money:
                code = basket.line(selected).article.code
                journal.note(session, self.till.stamp(), "PRICE_SET", of=code, money=money.fen)
            tickets.keep(session, self.till.stamp(), basket)
        if leave is not None:
            self.till.leave = None
        self._show(basket, selected, echo)

    def _change_discounted(self, basket: Basket, n: int) -> None:
        percent, line = self.till.settings.clerk_discount_percent, basket.line(n)
        what = translate("Selling", "A discount above {percent} %").format(percent=percent)
        needed = line.discount > line.gross.portion(percent, 100)
        leave = self.till.leave_for(what, needed=needed) if line.discount else None
        self._change(basket, n, leave, line.discount)

    def _show(self, basket: Basket, selected: int, echo: Echo | None = None) -> None:
        self.basket, self.selected, self.echo = basket, selected, echo or self.echo
        self.view.refresh()

    def _echo(self, echo: Echo) -> None:
        self.echo = echo
        self.view.refresh()

    def _terms(self, atoms: dict[str, object]) -> Terms:
        known: dict[str, tuple[str, ...]] = {
            "channel": ATOMS,
            "buyer_kind": tuple(BUYER_KINDS),
            "motive": MOTIVES,
            "purchase_mode": PURCHASE_MODES,
            "buyer": (),
            "agreement": (),
            "fair": (),
        }
        for name, value in atoms.items():
            if name == "love_card":
                if value is not None and type(value) is not bool:
                    raise UnknownAtom(field=name, value=value)
            elif value is not None and value not in known[name]:
                raise UnknownAtom(field=name, value=value)
        values = {name: bool(value) if name == "love_card" else value for name, value in atoms.items()}
        return replace(self.basket.terms, **values)  # type: ignore[arg-type]

    def _free_name(self, taken: set[str]) -> str:
        for n in range(1, len(taken) + 2):
            name = translate("Selling", "Ticket {n}").format(n=n)
            if name not in taken:
                return name
        raise AssertionError("one of n + 1 names is free")

    def _remember(self, code: str) -> None:
        note = translate("Selling", "Not in the catalogue")
        kept = [stray for stray in self.unknown_codes if stray.code != code]
        self.unknown_codes = (StrayCode(code, note), *kept)[:20]

    def _forget(self, code: str) -> None:
        self.unknown_codes = tuple(stray for stray in self.unknown_codes if stray.code != code)
