"""Questions asked in the echo line's place: hold, recall, empty, price, discount, and the manager's leave."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from pos.core.money import Money
from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.parts import EchoLine
from pos.qt.selling.overlays import Prompt

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen
    from pos.screens.ticket import BasketRow

_MONEY = r"\d{1,7}(\.\d{0,2})?"


class Questions:
    """Asks through the prompt and carries the answers to the screen. `do` runs a verb the page's way."""

    def __init__(
        self,
        screen: SellingScreen,
        prompt: Prompt,
        banner: EchoLine,
        *,
        do: Callable[[Callable[[], object]], None],
        open_prompt: Callable[[], None],
        take_held: Callable[[int], None],
    ) -> None:
        self._screen, self._prompt, self._banner = screen, prompt, banner
        self._do, self._open, self._take_held = do, open_prompt, take_held
        self._again: Callable[[], object] | None = None
        self._reason = ""

    @property
    def pending(self) -> bool:
        """Something was asked for that a manager may allow."""
        return self._again is not None

    def forget(self) -> None:
        """The clerk does something else."""
        self._again = None

    def hold(self) -> None:
        """Put the ticket aside under a name, or none."""
        if not self._screen.rows:
            self._screen.hold()
            return
        self._open()
        self._prompt.ask(
            translate("Selling", "Hold this ticket"),
            lambda name: self._do(partial(self._screen.hold, name)),
            detail=translate("Selling", "A name, or none"),
            needed=False,
        )

    def recall(self) -> None:
        """Take the only held ticket back, or ask which."""
        held = self._screen.held
        if len(held) == 1:
            self._screen.recall(held[0].name)
        elif not held:
            self._banner.tell("info", translate("Selling", "No ticket is held; nothing was taken back."))
        else:
            self._open()
            names = " · ".join(f"{n} {ticket.name}" for n, ticket in enumerate(held, 1))
            self._prompt.ask(
                translate("Selling", "Take which held ticket?"),
                lambda n: self._take_held(int(n)),
                detail=names,
                pattern=r"[1-9]\d?",
            )

    def cancel(self) -> None:
        """Empty the ticket, after Enter."""
        if not self._screen.rows:
            self._screen.cancel()
            return
        self._open()
        words = translate("Selling", "Empty this ticket: {counts}, {total} yuan?")
        advice = translate("Selling", "Enter empties it, Esc keeps it")
        if self._screen.taken_text:
            back = translate("Selling", "Give back to the customer: {taken}").format(taken=self._screen.taken_text)
            advice = f"{back} · {advice}"
        self._prompt.confirm(
            words.format(counts=self._screen.counts_text, total=self._screen.total.grouped()),
            lambda: self.gesture(self._screen.cancel),
            advice,
        )

    def price(self) -> None:
        """Another price for the chosen row."""
        row = self._chosen_row()
        if row is None:
            return
        self._open()
        self._prompt.ask(
            translate("Selling", "New price of {name}").format(name=row.name),
            lambda words: self.gesture(partial(self._screen.set_price, row.n, Money.yuan(words.rstrip(".")))),
            detail=row.price_text,
            pattern=_MONEY,
            initial=str(row.price),
            other=("F3", translate("Selling", "Yuan off"), self.discount),
        )

    def discount(self) -> None:
        """Yuan off the chosen row."""
        row = self._chosen_row()
        if row is None:
            return
        self._open()
        self._prompt.ask(
            translate("Selling", "Yuan off {name}").format(name=row.name),
            lambda words: self.gesture(partial(self._screen.set_discount, row.n, Money.yuan(words.rstrip(".")))),
            detail=translate("Selling", "Off the whole line of {amount}").format(amount=row.amount),
            pattern=_MONEY,
            initial=str(row.discount),
            other=("F3", translate("Selling", "Whole ticket"), self.ticket_discount),
        )

    def ticket_discount(self) -> None:
        """Yuan off the whole ticket, shared over its lines."""
        if self._chosen_row() is None:
            return
        self._open()
        self._prompt.ask(
            translate("Selling", "Yuan off the whole ticket"),
            lambda words: self.gesture(partial(self._screen.set_ticket_discount, Money.yuan(words.rstrip(".")))),
            detail=translate("Selling", "Shared over its lines; 0 takes it back"),
            pattern=_MONEY,
            initial="0.00",
            other=("F3", translate("Selling", "Price"), self.price),
        )

    def _chosen_row(self) -> BasketRow | None:
        rows = self._screen.rows
        if not rows:
            self._banner.tell("info", translate("Selling", "Nothing on the ticket yet"))
            return None
        return rows[(self._screen.selected or len(rows)) - 1]

    def gesture(self, verb: Callable[[], object]) -> None:
        """Do something that may want a manager's leave: kept, so that it can be done again with it."""

        def run() -> None:
            self._again = verb
            verb()
            self._again = None

        self._do(run)

    def leave(self, problem: Problem) -> None:
        """Ask for the manager's PIN and reason, then do again what was refused without."""
        again = self._again
        if again is None:
            return
        self._open()
        self._prompt.ask(
            translate("Selling", "Manager's PIN"),
            lambda pin: self._ask_reason(pin, again),
            detail=problem.title(),
            pattern=r"\d{4,8}",
            secret=True,
        )

    def _ask_reason(self, pin: str, again: Callable[[], object]) -> None:
        def give() -> None:
            # A slip in the PIN asks for it again; the price or discount typed before is not lost.
            self._again = again
            self._screen.with_leave(pin, self._reason, again)
            self._again = None

        def answered(reason: str) -> None:
            self._reason = reason
            self._do(give)

        self._open()
        self._prompt.ask(translate("Selling", "Why the manager gives leave"), answered)
