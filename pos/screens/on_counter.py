"""The ticket on the counter: kept in the books with every gesture, and shown anew after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from pos.core import fairs, offers, tickets
from pos.core.basket import Basket
from pos.core.codes import LabelProfiles
from pos.core.labels import means_label
from pos.core.money import Money
from pos.core.offers import Today
from pos.core.pay_requests import REVOKING, UNKNOWN
from pos.core.problems import Trouble
from pos.core.receipts import new_uuid
from pos.core.shifts import business_day
from pos.core.ticket_changes import Change
from pos.core.tickets import HeldTicket
from pos.core.wording import translate
from pos.screens import NoView, Till, View
from pos.screens.stock import stock_word
from pos.screens.ticket import BasketRow, Echo, StrayCode, row_back, row_of, warned
from pos.screens.weighing import CounterScale

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class OnCounter:
    """What lies on the counter, and how it is kept. The verbs that change it stand in modules of their own."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.profiles = LabelProfiles(till.settings.scale_labels)
        self.scale = CounterScale(till)
        self.echo = Echo()
        self.selected = 0
        self.held: tuple[HeldTicket, ...] = ()
        #: Whether prices of a time run, and for which number of sales and day that was asked.
        self._offers_run = False
        self._offers_asked: tuple[int, date] | None = None
        self.unknown_codes: tuple[StrayCode, ...] = ()
        self.last_receipt = ""
        self._missed: tuple[str, ...] = ()
        self.basket = self._fresh()
        self.reload()

    def reload(self) -> None:
        """Read the ticket on the counter and the held ones from the books; the line that is marked stays so."""
        before = self.basket
        with self.till.store.read() as session:
            kept = tickets.on_counter(session, self.till.settings.till, self._day())
            self.basket = kept or (self._fresh() if self.rows else self.basket)
            self.held = tuple(tickets.held(session))
        if self.basket != before:
            self.selected = len(self.rows)

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

    def select(self, n: int) -> None:
        """Choose a line."""
        self.selected = max(0, min(n, len(self.rows)))
        self.view.refresh()

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

    def _change(
        self,
        change: Change,
        selected: int,
        echo: Echo | None = None,
        look: Callable[[Session], str] | None = None,
    ) -> None:
        """Keep a changed ticket, with what the journal says of it; `look` answers what the clerk should hear of it."""
        word = ""
        self.till.open_shift()
        with self._keeping(change.basket) as session:
            if look is not None:
                word = look(session)
            change.write(session, self.till.stamp())
            tickets.keep(session, self.till.stamp(), change.basket)
        if change.leave is not None:
            self.till.leave = None
        self._show(change.basket, selected, warned(echo, word) if echo and word else echo)

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
        return basket.on_day(known, fair_over=ended)

    def _day(self) -> date:
        """The business day whose prices count: that of now, though yesterday's shift may still be open."""
        return business_day(self.till.now(), self.till.settings.cut_over)
