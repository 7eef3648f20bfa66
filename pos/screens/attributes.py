"""Who buys, by which channel and on which terms: what is agreed for the whole ticket."""

from __future__ import annotations

from pos.core import offers, ticket_changes
from pos.core.channels import ATOMS, channel_label
from pos.core.labels import BUYER_KINDS, buyer_kind_label
from pos.core.selling import deal
from pos.core.terms import agreed
from pos.core.wording import translate
from pos.screens.agreeing import Choice, FoundBuyer, agreed_text, choices, found_buyers
from pos.screens.on_counter import OnCounter


class Attributes(OnCounter):
    """Buyer, channel, agreement, fair, motive and love card."""

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

    def attribute(self, **atoms: object) -> None:
        """Set channel, buyer kind, love card and the like for the whole ticket; None clears one."""
        day = self._day()
        with self.till.store.read() as session:
            terms = agreed(session, self.basket.terms, atoms, day)
            today = offers.today(session, day, love_card=terms.love_card)
        self._change(ticket_changes.agree(self.basket, terms, today, self.till.authority()), self.selected)
        if self.echo.kind == "added" and self.selected:
            # With a love card the line costs something else now.
            self._echo_line(self.selected)
