"""Lines of the ticket changed: quantity, price, discount, taken off; who may is asked by `core/basket.py`."""

from __future__ import annotations

from pos.core import ticket_changes
from pos.core.money import ONE, Money, Quantity
from pos.core.permissions import Act
from pos.core.wording import translate
from pos.core.words import words
from pos.screens.on_counter import OnCounter
from pos.screens.ticket import Echo


class LineChanges(OnCounter):
    """What the clerk does to lines that lie there."""

    def change_quantity(self, n: int, quantity: Quantity) -> None:
        """Set how much of line `n`; a clerk needs leave for more at a price set by hand, or a larger share off."""
        authority = self.till.authority()
        change = ticket_changes.change_quantity(self.basket, n, quantity, authority)
        with self.till.store.read() as session:
            word = self._stock_word(session, change.basket, n, more=quantity > self.basket.line(n).quantity)
        self._change(change, n)
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
        authority = self.till.authority()
        name = self.basket.line(n).article.name
        change = ticket_changes.remove(self.basket, n, authority)
        self._change(change, min(n, len(change.basket.lines)))
        self._echo(Echo("info", translate("Selling", "{product} was taken off the ticket").format(product=name)))

    @property
    def prices_alone(self) -> bool:
        """Whoever is signed in changes a price without a manager's leave; the window then asks only why."""
        return self.till.person is not None and self.till.role().may(Act.PRICE)

    def look_at_price(self, n: int, price: Money) -> None:
        """Refuse at once a price that cannot be, for whoever sets prices alone; nothing is changed yet."""
        self.basket.set_price(n, price, self.till.authority())

    def set_price(self, n: int, price: Money, reason: str = "") -> None:
        """Change the price of one unit of line `n`; a clerk needs the manager's leave, who does it alone says why."""
        authority = self.till.authority(words(reason))
        self._change(ticket_changes.set_price(self.basket, n, price, authority), n)
        self._echo_line(n)

    def set_discount(self, n: int, discount: Money) -> None:
        """Give yuan off the whole of line `n`; above the shop's share a clerk needs the manager's leave."""
        authority = self.till.authority()
        self._change(ticket_changes.set_discount(self.basket, n, discount, authority), n)
        self._echo_line(n)

    def set_ticket_discount(self, discount: Money) -> None:
        """Give yuan off the whole ticket, shared over its lines; above the role's share a manager's leave is needed."""
        authority = self.till.authority()
        change = ticket_changes.set_ticket_discount(self._on_today(), discount, authority)
        self._change(change, self.selected)
        basket = change.basket
        title = translate("Selling", "{amount} off the whole ticket").format(amount=basket.ticket_discount.grouped())
        self._echo(Echo("info", title, amount=basket.due))
