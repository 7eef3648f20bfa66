"""Lines of the ticket changed: quantity, price, discount, taken off; and the leave that each of it needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from pos.core import journal, tickets
from pos.core.basket import Basket, Line
from pos.core.money import ONE, Money, Quantity
from pos.core.permissions import Act
from pos.core.staff import Leave
from pos.core.tenders import BadAmount
from pos.core.wording import translate
from pos.screens.on_counter import OnCounter
from pos.screens.ticket import Echo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _weighed_net(line: Line) -> Money:
    """What the line costs without what only stands in for a weight."""
    whole = line.quantity.thousandths
    return line.net.portion(whole - line.unweighed.thousandths, whole)


class LineChanges(OnCounter):
    """What the clerk does to lines that lie there."""

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

    # Inside

    def _leave_for_price(self) -> Leave | None:
        return self.till.leave_to(Act.PRICE, translate("Selling", "Changing a price"))

    def _change_discounted(self, basket: Basket, n: int, note: Callable[[Session], str | None] | None = None) -> None:
        percent, line = self.till.role().discount_percent, basket.line(n)
        what = translate("Selling", "A discount above {percent} %").format(percent=percent)
        needed = line.discount + line.ticket_off > line.gross.portion(percent, 100)
        leave = self.till.leave_to(Act.DISCOUNT, what, needed=needed) if line.discount else None
        self._change(basket, n, leave, line.discount, note=note)

    def _note_less(self, before: Line, after: Line, session: Session) -> None:
        """Pieces or a weight taken off a line are written down like a whole line is."""
        fen = (_weighed_net(before) - after.net).fen
        journal.note(session, self.till.stamp(), "QUANTITY_REDUCED", of=before.article.code, money=fen)
