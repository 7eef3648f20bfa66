"""The books of the simulated payment service: orders, money taken once, money given back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

Verb = Literal["PAY", "QUERY", "REVOKE", "REFUND", "QUERY_REFUND"]
OrderState = Literal["TYPING", "PAID", "REFUSED", "REVOKED"]
RefundState = Literal["DONE", "PROCESSING", "FAILED"]


class Fault(StrEnum):
    """What may go wrong with one request; the comment of a group says where."""

    # On the way: the answer comes late, not at all, or the request never arrives (or only when it is let through).
    SLOW = "SLOW"
    LOST_ANSWER = "LOST_ANSWER"
    LOST_REQUEST = "LOST_REQUEST"
    HELD_REQUEST = "HELD_REQUEST"
    # The request was done; what comes back is of no use.
    HTTP_500 = "HTTP_500"
    GARBAGE = "GARBAGE"
    UNSIGNED = "UNSIGNED"
    WRONGLY_SIGNED = "WRONGLY_SIGNED"
    OVERSIZED = "OVERSIZED"
    SLOW_DRIP = "SLOW_DRIP"
    CLOCK_SKEW = "CLOCK_SKEW"
    REDIRECT = "REDIRECT"
    OTHER_ORDER = "OTHER_ORDER"
    OTHER_AMOUNT = "OTHER_AMOUNT"
    # In the service, whatever was asked.
    SYSTEM_ERROR_DONE = "SYSTEM_ERROR_DONE"
    SYSTEM_ERROR_NOT_DONE = "SYSTEM_ERROR_NOT_DONE"
    DUPLICATE = "DUPLICATE"
    # When money is asked for.
    PASSWORD_PAYS = "PASSWORD_PAYS"
    PASSWORD_REFUSES = "PASSWORD_REFUSES"
    PASSWORD_NEVER = "PASSWORD_NEVER"
    EXPIRED_CODE = "EXPIRED_CODE"
    NO_MONEY = "NO_MONEY"
    # When an order is revoked: the customer pays in that very moment, and the service cannot say yet.
    PAID_AFTER_REVOKE = "PAID_AFTER_REVOKE"
    # When money is given back.
    REFUND_PROCESSING_DONE = "REFUND_PROCESSING_DONE"
    REFUND_PROCESSING_REFUSED = "REFUND_PROCESSING_REFUSED"
    REFUND_NO_MONEY = "REFUND_NO_MONEY"


class Refund(Struct):
    """Money given back, or on its way."""

    number: str
    fen: int
    reference: str
    state: RefundState = "DONE"
    then: RefundState = "DONE"
    """What PROCESSING becomes."""
    looks: int = 0
    """How often it is still found at that."""


class Order(Struct):
    """One order at the service. `taken` counts how often money was taken: more than once, and the books are wrong."""

    means: str
    number: str
    fen: int
    reference: str
    state: OrderState = "PAID"
    then: OrderState = "PAID"
    """What TYPING becomes."""
    looks: int | None = 0
    """How often the customer is still found typing; None: for ever."""
    taken: int = 0
    refunds: dict[str, Refund] = field(default_factory=dict)

    @property
    def given_back(self) -> int:
        """The fen that went back, or are on their way."""
        return sum(refund.fen for refund in self.refunds.values() if refund.state != "FAILED")

    @property
    def kept(self) -> int:
        """The fen that the shop has of it now."""
        return self.taken * self.fen - self.given_back - (self.fen if self.state == "REVOKED" and self.taken else 0)

    def turn(self, state: OrderState) -> None:
        """The order becomes what `state` says; becoming PAID takes the money."""
        if state == "PAID":
            self.taken += 1
        self.state = state


class Asked(Struct, frozen=True):
    """One request, read and found in order. It holds no payment code: that was looked at and thrown away."""

    means: str
    verb: Verb
    number: str
    fen: int = 0
    refund: str = ""
    digit: str = ""
    """The last digit of the payment code."""


class Outcome(Struct, frozen=True):
    """What the service has to say: `word` is OK, or why not; with the order and the refund it speaks of."""

    word: Literal[
        "OK", "NO_ORDER", "NO_REFUND", "NUMBER_USED", "CLOSED", "EXPIRED_CODE", "NO_MONEY", "SYSTEM_ERROR", "TOO_MUCH"
    ]
    order: Order | None = None
    refund: Refund | None = None
    given_back_now: bool = False
    """A revoke or a refund moved money just now."""


class Ledger:
    """All orders, by means and number. One request after the other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: dict[tuple[str, str], Order] = {}
        self._count = 0

    @property
    def orders(self) -> list[Order]:
        """Every order there ever was."""
        with self._lock:
            return list(self._orders.values())

    def order(self, number: str) -> Order | None:
        """The order of that number, of either service."""
        return next((order for order in self.orders if order.number == number), None)

    def handle(self, asked: Asked, fault: Fault | None, looks: int | None) -> Outcome:
        """Do what is asked. `looks`: how often it is still found unfinished, where `fault` leaves it so."""
        do: dict[Verb, Callable[[Asked, Fault | None, int | None], Outcome]] = {
            "PAY": self._pay,
            "QUERY": self._query,
            "REVOKE": self._revoke,
            "REFUND": self._refund,
            "QUERY_REFUND": self._query_refund,
        }
        with self._lock:
            if fault == Fault.SYSTEM_ERROR_NOT_DONE:
                return Outcome("SYSTEM_ERROR")
            outcome = do[asked.verb](asked, fault, looks)
            if fault == Fault.DUPLICATE:
                outcome = do[asked.verb](asked, None, looks)
            return Outcome("SYSTEM_ERROR") if fault == Fault.SYSTEM_ERROR_DONE else outcome

    def _reference(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count:026d}"

    def _pay(self, asked: Asked, fault: Fault | None, looks: int | None) -> Outcome:
        known = self._orders.get((asked.means, asked.number))
        if known is not None:
            # The same number is the same payment, whatever code comes with it.
            word: Literal["CLOSED", "NUMBER_USED"] = "CLOSED" if known.state == "REVOKED" else "NUMBER_USED"
            return Outcome("OK", known) if known.state == "TYPING" else Outcome(word, known)
        if fault == Fault.EXPIRED_CODE:
            return Outcome("EXPIRED_CODE")
        if fault == Fault.NO_MONEY:
            return Outcome("NO_MONEY")
        order = Order(asked.means, asked.number, asked.fen, self._reference("42"), "TYPING")
        self._orders[asked.means, asked.number] = order
        if fault in (Fault.PASSWORD_PAYS, Fault.PASSWORD_REFUSES, Fault.PASSWORD_NEVER):
            order.then = "REFUSED" if fault == Fault.PASSWORD_REFUSES else "PAID"
            order.looks = None if fault == Fault.PASSWORD_NEVER else looks
        else:
            order.turn("PAID")
        return Outcome("OK", order)

    def _query(self, asked: Asked, _fault: Fault | None, _looks: int | None) -> Outcome:
        order = self._orders.get((asked.means, asked.number))
        if order is None:
            return Outcome("NO_ORDER")
        if order.state == "TYPING" and order.looks is not None:
            if order.looks <= 0:
                order.turn(order.then)
            order.looks -= 1
        return Outcome("OK", order)

    def _revoke(self, asked: Asked, fault: Fault | None, _looks: int | None) -> Outcome:
        order = self._orders.get((asked.means, asked.number))
        if order is None:
            return Outcome("NO_ORDER")
        if fault == Fault.PAID_AFTER_REVOKE and order.state == "TYPING":
            order.turn("PAID")
            return Outcome("SYSTEM_ERROR")
        paid = order.state == "PAID"
        order.turn("REVOKED")
        return Outcome("OK", order, given_back_now=paid)

    def _refund(self, asked: Asked, fault: Fault | None, looks: int | None) -> Outcome:
        order = self._orders.get((asked.means, asked.number))
        if order is None or order.state != "PAID":
            return Outcome("NO_ORDER")
        known = order.refunds.get(asked.refund)
        if known is not None and known.fen == asked.fen:
            return Outcome("OK", order, known)
        if known is not None or order.given_back + asked.fen > order.fen:
            return Outcome("TOO_MUCH", order)
        if fault == Fault.REFUND_NO_MONEY:
            return Outcome("NO_MONEY", order)
        refund = Refund(asked.refund, asked.fen, self._reference("50"))
        if fault in (Fault.REFUND_PROCESSING_DONE, Fault.REFUND_PROCESSING_REFUSED):
            refund.state, refund.looks = "PROCESSING", looks or 0
            refund.then = "DONE" if fault == Fault.REFUND_PROCESSING_DONE else "FAILED"
        order.refunds[asked.refund] = refund
        return Outcome("OK", order, refund, given_back_now=True)

    def _query_refund(self, asked: Asked, _fault: Fault | None, _looks: int | None) -> Outcome:
        found = [
            (order, order.refunds[asked.refund])
            for order in self._orders.values()
            if order.means == asked.means and asked.refund in order.refunds and asked.number in ("", order.number)
        ]
        if not found:
            return Outcome("NO_REFUND" if asked.number else "NO_ORDER")
        order, refund = found[0]
        if refund.state == "PROCESSING":
            if refund.looks <= 0:
                refund.state = refund.then
            refund.looks -= 1
        return Outcome("OK", order, refund)
