"""What the shop asks of a payment service, and what it may answer: pay, query, revoke, refund (DOMAIN.md 5.5).

A `PaymentGateway` speaks with one service; it knows no tickets and decides nothing. Which question is asked when, and
what an answer means for the sale, is the state machine's (`core/pay_requests.py`).

Every call may come from any thread, ends within its deadline, and never raises for what the service or the line did:
silence, a broken line, an answer that is not signed by the service are UNKNOWN. Only where it is certain that not one
byte of a question left this computer is it NotSent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from pos.core.money import Money

PayAnswer = Literal["PAID", "WAIT_USER", "FAILED", "UNKNOWN", "NOT_FOUND", "REVOKED", "NOT_SENT"]
"""PAID: the money is there. WAIT_USER: the customer types a password. FAILED: not paid, and never will be under this
order number. UNKNOWN: nobody can say yet. NOT_FOUND: the service knows no such order (it may still be on its way).
REVOKED: closed; what had been taken is given back. NOT_SENT: the question never left this computer."""

RefundAnswer = Literal["DONE", "PROCESSING", "FAILED", "UNKNOWN", "NOT_FOUND", "NOT_SENT"]
"""DONE: the money is on its way to the customer. PROCESSING: the service works on it. FAILED: it will not be paid out
under this number, `note` says why (too little on the account, too old)."""


class PayOrder(Struct, frozen=True):
    """One request for money. `number` is the out_trade_no: up to 32 of [0-9A-Za-z], the same for ever for this request;
    asking again under it can never take the money twice."""

    number: str
    amount: Money
    subject: str
    """What stands on the customer's telephone: the shop's name."""
    till: str
    made_at: datetime


class RefundOrder(Struct, frozen=True):
    """Money back on a paid order. `number` is the out_refund_no, idempotent as `PayOrder.number` is."""

    number: str
    of: PayOrder
    amount: Money
    reason: str


class Paying(Struct, frozen=True):
    """An answer about a payment. `reference` is the service's own transaction number once it is known; `note` what the
    service said, in its code words (`USERPAYING`), never anything of the customer's or the payment code."""

    state: PayAnswer
    reference: str = ""
    note: str = ""


class Refunding(Struct, frozen=True):
    """An answer about a refund."""

    state: RefundAnswer
    reference: str = ""
    note: str = ""


class Revoking(Struct, frozen=True):
    """An answer to a revoke. `done`: the order is closed and nothing stays taken; `again`: ask again later."""

    done: bool
    again: bool = True
    note: str = ""


class Timing(Struct, frozen=True):
    """When a service wants to be asked, in seconds after the request was made."""

    first_query: float
    every: float
    give_up: float
    """From then on the request is revoked unless it was paid."""
    revoke_from: float
    """Not before."""


#: WeChat: after SYSTEMERROR or USERPAYING query after 5 s, then every 10 s up to 30 s; revoke not before 15 s.
WECHAT_TIMING = Timing(first_query=5, every=10, give_up=30, revoke_from=15)
#: Alipay: query every 3 to 5 s, up to 60 s at the counter, then cancel at once after the last query.
ALIPAY_TIMING = Timing(first_query=5, every=5, give_up=60, revoke_from=15)


class PaymentGateway(Protocol):
    """One payment service for pay codes. `deadline` is in seconds, for the whole call."""

    means: str
    """WECHAT or ALIPAY."""
    timing: Timing

    def pay(self, order: PayOrder, auth_code: str, deadline: float = 10.0) -> Paying:
        """Ask for the money of the telephone that showed `auth_code`, which is used once and kept nowhere."""

    def query(self, order: PayOrder, deadline: float = 5.0) -> Paying:
        """What became of an order."""

    def revoke(self, order: PayOrder, deadline: float = 10.0) -> Revoking:
        """Close an order, and give back what was taken."""

    def refund(self, refund: RefundOrder, deadline: float = 10.0) -> Refunding:
        """Give back part of a paid order, or all of it."""

    def query_refund(self, refund: RefundOrder, deadline: float = 5.0) -> Refunding:
        """What became of a refund."""
