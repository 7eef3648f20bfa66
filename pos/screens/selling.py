"""The counter: one box that takes every code, the ticket, what is held, and the shelves by origin."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pos.core import journal, tickets
from pos.core.basket import EmptyBasket
from pos.core.lines import Line
from pos.core.money import Money
from pos.core.problems import Trouble
from pos.core.tenders import Tender
from pos.core.wording import translate
from pos.screens import Till
from pos.screens.attributes import Attributes
from pos.screens.finding import Finding
from pos.screens.holding import Holding
from pos.screens.shelves import OriginShare, OriginTabRow, Shelf, Shelves
from pos.screens.signing import WithLeave
from pos.screens.ticket import Echo, counts_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.screens.payment import PaymentScreen


def note_tender_back(till: Till, session: Session, tender: Tender) -> None:
    """Money that was taken goes back before the sale: written down, and asked back where a payment service has it."""
    journal.note(session, till.stamp(), "TENDER_BACK", money=tender.kept.fen, of=tender.means)
    if tender.request:
        till.desk.tender_gone(session, tender.request)


class SellingScreen(Finding, Holding, Attributes, WithLeave):
    """Everything the selling page shows and does. Every verb is durable when it returns."""

    def __init__(self, till: Till) -> None:
        self._wall = Shelves(till)
        super().__init__(till)
        till.desk.counter = self

    @property
    def saved(self) -> Money:
        """What the customer saves against the shelf prices."""
        return Money(sum((self._at_shelf_price(line) - line.net).fen for line in self.basket.lines))

    @property
    def counts_text(self) -> str:
        """How many kinds, pieces and kilograms."""
        return counts_text(self.basket)

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

    def choose_tab(self, key: str) -> None:
        """Show another tab's shelves."""
        self._wall.choose(key)
        self.view.refresh()

    def look_around(self) -> None:
        """Read tabs, shelves and today's shares anew: when the page opens, and after the catalogue changed."""
        self._wall.load()
        self.view.refresh()

    def cancel(self) -> None:
        """Empty the ticket and give tenders back; written down if there was anything on it."""
        self.till.open_shift()
        taken = self.taken_text
        with self._write() as session:
            tickets.cancel(session, self.till.stamp(), self.basket, self.till.authority())
            for tender in self.basket.tenders:
                note_tender_back(self.till, session, tender)
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

    # Inside

    @staticmethod
    def _at_shelf_price(line: Line) -> Money:
        if line.label_amount is not None or line.article.open_price:
            return line.gross
        return max(line.article.price * line.quantity, line.gross)
