"""Questions asked in the echo line's place: hold, empty, price, discount, today's price, and the manager's leave.

Every question is about the ticket as it was when it was asked: if that changes meanwhile the question is dropped. So
nobody's leave can be used for anything but what stood in the question.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from pos.core.basket import PriceNeeded
from pos.core.money import Money
from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.parts import EchoLine
from pos.qt.parts.paint import figure
from pos.qt.selling.prompt import Prompt

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen
    from pos.screens.ticket import BasketRow

Verb = Callable[[], object]
#: A sign of a share can be typed, so that it is refused in words and not left out without one.
_MONEY = r"\d{1,7}(\.\d{0,2})?\s*[%％]?"
#: What asks for a manager's PIN, or for it once more.
_WANTS_LEAVE = ("NotAllowed", "WrongPin", "LabelPriceDiffers")


class Questions:
    """Asks through the prompt and carries the answers to the screen. `do` runs a verb the page's way."""

    def __init__(
        self,
        screen: SellingScreen,
        prompt: Prompt,
        banner: EchoLine,
        *,
        do: Callable[[Verb], None],
        open_prompt: Callable[[], None],
    ) -> None:
        self._screen, self._prompt, self._banner = screen, prompt, banner
        self._do, self._open = do, open_prompt
        #: The ticket that the open question is about.
        self._of: object = None
        #: Whether it is the manager's: then it does not survive that the page is left.
        self._managers = False
        self._again: Verb | None = None
        self._what = ""
        #: Asks what was answered last once more, with what was typed.
        self._retry: Verb | None = None
        self._reason = ""

    def forget(self) -> None:
        """The clerk does something else."""
        self._again, self._what, self._retry = None, "", None

    # What the page tells

    def look_again(self) -> bool:
        """The page draws anew. A question about a ticket that is another one now is dropped: whether that happened."""
        if not self._prompt.asking or self._screen.basket == self._of:
            return False
        self._prompt.close_quietly()
        return True

    def page_left(self) -> bool:
        """Another page stands in front: what was typed waits here, but never a manager's PIN, and nobody else's.

        Whether a question was put away: nobody then reads what was refused before it was asked.
        """
        if not self._prompt.asking or not (self._managers or not self._screen.attended):
            return False
        self._prompt.close_quietly()
        return True

    def refused(self, problem: Problem) -> bool:
        """An answer was not taken: ask for leave, or the same again with what was typed; whether something is asked."""
        if problem.word in _WANTS_LEAVE and self._again is not None:
            self._leave(problem)
            return True
        if self._retry is not None:
            self._retry()
            self._prompt.say(problem.title())
            return True
        return False

    # The questions

    def hold(self, name: str = "") -> None:
        """Put the ticket aside under a name, or none."""
        if not self._screen.rows:
            self._screen.hold()
            return
        self._ask(
            translate("Selling", "Hold this ticket"),
            lambda words: self.gesture(partial(self._screen.hold, words), retry=partial(self.hold, words)),
            detail=translate("Selling", "A name, or none"),
            initial=name,
            needed=False,
            leave=translate("Selling", "Do not hold"),
        )

    def cancel(self) -> None:
        """Empty the ticket, after Enter."""
        if not self._screen.rows:
            self._screen.cancel()
            return
        self._begin()
        total = figure(self._screen.total)
        words = translate("Selling", "Empty this ticket: {total} yuan, {counts}?")
        advice = translate("Selling", "Enter empties it, Esc keeps it")
        if self._screen.taken_text:
            back = translate("Selling", "Give back to the customer: {taken}").format(taken=self._screen.taken_text)
            advice = f"{back} · {advice}"
        what = translate("Selling", "The whole ticket emptied, {amount}").format(amount=total)
        self._prompt.confirm(
            words.format(counts=self._screen.counts_text, total=total),
            lambda: self._answer(lambda _: self.gesture(self._screen.cancel, what), ""),
            advice,
            leave=translate("Selling", "Keep it"),
        )

    def price(self, typed: str = "") -> None:
        """Another price for the chosen row; off a label's amount yuan can be taken, its price stays."""
        row = self._chosen_row()
        if row is None:
            return
        if row.fixed:
            self.discount()
            return

        def answered(new: Money, words: str) -> None:
            what = translate("Selling", "{name} · price {before} → {after}")
            what = what.format(name=row.name, before=figure(row.price), after=figure(new))
            again = partial(self.price, words)
            if self._screen.prices_alone:
                # A manager's PIN is known; only the reason is missing in the journal.
                self._do(partial(self._ask_why_priced, row.n, new, what, again))
            else:
                self.gesture(partial(self._screen.set_price, row.n, new), what, again)

        self._ask_money(
            translate("Selling", "New price · {name}").format(name=row.name),
            answered,
            detail=row.price_text,
            initial=typed or str(row.price),
            other=("F3", translate("Selling", "Yuan off"), self.discount),
        )

    def _ask_why_priced(self, n: int, new: Money, what: str, again: Verb) -> None:
        def answered(reason: str) -> None:
            self.gesture(partial(self._screen.set_price, n, new, reason), what, again)

        # A price that cannot be is told before the reason is typed, and asked for again.
        self._retry = again
        self._screen.look_at_price(n, new)
        self.forget()
        self._ask(translate("Selling", "Why the price changes"), answered, detail=what)
        self._managers = True

    def discount(self, typed: str = "") -> None:
        """Yuan off the chosen row."""
        row = self._chosen_row()
        if row is None:
            return

        def answered(off: Money, words: str) -> None:
            after = row.amount + row.discount - off
            what = translate("Selling", "{name} · amount {before} → {after}")
            what = what.format(name=row.name, before=figure(row.amount), after=figure(after))
            self.gesture(partial(self._screen.set_discount, row.n, off), what, partial(self.discount, words))

        detail = translate("Selling", "Off the whole line of {amount}").format(amount=figure(row.amount))
        if row.fixed:
            detail += " · " + translate("Selling", "its label says the price, which stays")
        self._ask_money(
            translate("Selling", "Yuan off · {name}").format(name=row.name),
            answered,
            detail=detail,
            initial=typed or str(row.discount),
            other=("F3", translate("Selling", "Whole ticket"), self.ticket_discount),
        )

    def ticket_discount(self, typed: str = "") -> None:
        """Yuan off the whole ticket, shared over its lines."""
        row = self._chosen_row()
        if row is None:
            return
        total = self._screen.total

        def answered(off: Money, words: str) -> None:
            what = translate("Selling", "The whole ticket of {total} · {off} off")
            what = what.format(total=figure(total), off=figure(off))
            self.gesture(partial(self._screen.set_ticket_discount, off), what, partial(self.ticket_discount, words))

        back = translate("Selling", "Yuan off") if row.fixed else translate("Selling", "Price")
        self._ask_money(
            translate("Selling", "Yuan off the whole ticket of {total}").format(total=figure(total)),
            answered,
            detail=translate("Selling", "Shared over its lines; 0 takes it back"),
            initial=typed or "0.00",
            other=("F3", back, self.price),
        )

    def todays_price(self, asked: PriceNeeded, typed: str = "") -> None:
        """What goods without a fixed price cost today; with the answer they are put on the ticket."""
        gaps = asked.gaps
        product, quantity = str(gaps["code"]), gaps["quantity"]

        def answered(price: Money, words: str) -> None:
            what = translate("Selling", "{name} · at {price} today").format(name=gaps["product"], price=figure(price))
            verb = partial(self._screen.add, product, quantity, price)  # type: ignore[arg-type]
            self.gesture(verb, what, partial(self.todays_price, asked, words))

        self._ask_money(
            translate("Selling", "Today's price · {name}").format(name=gaps["product"]),
            answered,
            detail=translate("Selling", "Yuan for one {unit}").format(unit=gaps["unit"]),
            initial=typed,
            leave=translate("Selling", "Do not add"),
        )

    def _chosen_row(self) -> BasketRow | None:
        rows = self._screen.rows
        if not rows:
            self._banner.tell("info", translate("Selling", "Nothing on the ticket yet"))
            return None
        return rows[(self._screen.selected or len(rows)) - 1]

    # Gestures, and the leave they may need

    def gesture(self, verb: Verb, what: str = "", retry: Verb | None = None) -> None:
        """Do something that may want a manager's leave: kept, so that it can be done again with it.

        `what` it is stands in the question for the leave; `retry` asks once more what was answered.
        """

        def run() -> None:
            self._again, self._what, self._retry = verb, what, retry
            try:
                verb()
            except PriceNeeded as asked:
                self.todays_price(asked)
            self.forget()

        self._do(run)

    def _leave(self, problem: Problem) -> None:
        """Ask for the manager's PIN and reason, then do again what was refused without."""
        again, what, retry = self._again, self._what, self._retry
        if again is None:
            return
        title = translate("Selling", "Manager's PIN")

        def look(pin: str) -> None:
            # A slip is told before the reason is typed, and asks for the PIN again.
            self._again, self._what, self._retry = again, what, retry
            self._screen.look_at_pin(pin)
            self.forget()
            self._ask_reason(pin, again, what, retry)

        self._ask(
            f"{title} · {what}" if what else title,
            lambda pin: self._do(partial(look, pin)),
            detail=problem.title(),
            pattern=r"\d{4,8}",
            secret=True,
        )
        self._managers = True

    def _ask_reason(self, pin: str, again: Verb, what: str, retry: Verb | None) -> None:
        def give() -> None:
            # A slip in the PIN asks for it again; the price or discount typed before is not lost.
            self._again, self._what, self._retry = again, what, retry
            self._screen.with_leave(pin, self._reason, again)
            self.forget()

        def answered(reason: str) -> None:
            self._reason = reason
            self._do(give)

        self._ask(translate("Selling", "Why the manager gives leave"), answered, detail=what)
        self._managers = True

    # Asking

    def _begin(self) -> None:
        self._open()
        self._of, self._managers = self._screen.basket, False

    def _ask(
        self,
        title: str,
        done: Callable[[str], object],
        *,
        detail: str = "",
        pattern: str = "",
        initial: str = "",
        secret: bool = False,
        needed: bool = True,
        other: tuple[str, str, Verb] | None = None,
        leave: str = "",
    ) -> None:
        self._begin()
        self._prompt.ask(
            title,
            partial(self._answer, done),
            detail=detail,
            pattern=pattern,
            initial=initial,
            secret=secret,
            needed=needed,
            other=other,
            leave=leave,
        )

    def _ask_money(
        self,
        title: str,
        done: Callable[[Money, str], object],
        *,
        detail: str,
        initial: str,
        other: tuple[str, str, Verb] | None = None,
        leave: str = "",
    ) -> None:
        """Ask for yuan; a share is refused and asks once more, for half the price and half off are not the same."""

        def answered(words: str) -> None:
            if words.endswith(("%", "％")):
                typed = words.rstrip("%％ ")
                self._ask_money(title, done, detail=detail, initial=typed, other=other, leave=leave)
                self._prompt.say(translate("Selling", "Yuan are asked for, not %; nothing was changed"))
            else:
                done(Money.yuan(words.rstrip(".")), words)

        self._ask(title, answered, detail=detail, pattern=_MONEY, initial=initial, other=other, leave=leave)

    def _answer(self, done: Callable[[str], object], words: str) -> None:
        # Whoever changed the ticket without a word to the page changes nothing here.
        if self._screen.basket == self._of:
            done(words)
