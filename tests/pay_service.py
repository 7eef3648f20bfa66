"""A payment service for tests that keeps its own ledger: what was taken and given back, whatever the till believes.

It answers as the protocol says (`pos/core/gateways.py`), with the faults that were planned for each verb.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pos.core.gateways import (
    ALIPAY_TIMING,
    WECHAT_TIMING,
    Paying,
    PaymentGateway,
    PayOrder,
    Refunding,
    RefundOrder,
    Revoking,
    Timing,
)

PAY_FAULTS = (
    "ok", "slow", "lost", "lost_request", "held", "typing_pays", "typing_refuses", "typing_never",
    "error_done", "error_not_done", "duplicate", "not_sent", "failed",
)  # fmt: skip
QUERY_FAULTS = ("ok", "lost", "not_sent", "slow")
REVOKE_FAULTS = ("ok", "lost", "not_sent", "paid_meanwhile", "cannot")
REFUND_FAULTS = ("ok", "lost", "not_sent", "processing", "refused")


@dataclass
class Order:
    """An order in the service's books, all in fen."""

    amount: int
    made_at: datetime
    state: str
    """TYPING, UNPAID, ERROR (unpaid for good), PAID, CLOSED."""
    taken: int = 0
    given_back: int = 0
    looks: int = 0
    ends: str = ""
    refunds: dict[str, list[object]] = field(default_factory=dict)
    """From out_refund_no to [fen, state]."""

    @property
    def kept(self) -> int:
        return self.taken - self.given_back


class PayService:
    """Both services' books; `gateways()` are the till's ends of the line."""

    def __init__(self, now: Callable[[], datetime], wait: Callable[[float], None]) -> None:
        self.now, self.wait = now, wait
        self.orders: dict[str, Order] = {}
        self.held: list[tuple[PayOrder, datetime]] = []
        self.plans: dict[str, list[str]] = defaultdict(list)
        self.always: dict[str, str] = {}
        self.seen: Counter[str] = Counter()
        self.codes: list[str] = []
        #: Called before (True) and after (False) each question with its verb: a place to die at.
        self.around: Callable[[str, bool], None] = lambda verb, before: None

    def gateways(self) -> dict[str, PaymentGateway]:
        return {"WECHAT": Line(self, "WECHAT", WECHAT_TIMING), "ALIPAY": Line(self, "ALIPAY", ALIPAY_TIMING)}

    def plan(self, verb: str, *faults: str) -> None:
        """What happens to the next questions of that verb."""
        self.plans[verb] += faults

    def fault(self, verb: str) -> str:
        chosen = self.plans[verb].pop(0) if self.plans[verb] else self.always.get(verb, "ok")
        self.seen[f"{verb} {chosen}"] += 1
        return chosen

    def let_through(self) -> None:
        """Requests that were on their way for a long time arrive; a code that is too old is turned away."""
        for order, at in self.held:
            if order.number not in self.orders and self.now() - at <= timedelta(seconds=60):
                self.take(self.order(order, "UNPAID"))
        self.held.clear()

    def order(self, order: PayOrder, state: str) -> Order:
        made = self.orders.setdefault(order.number, Order(order.amount.fen, self.now(), state))
        assert made.amount == order.amount.fen, "the same number for another amount"
        return made

    def take(self, order: Order) -> None:
        if order.state in ("TYPING", "UNPAID"):
            order.state, order.taken = "PAID", order.taken + order.amount
        assert order.taken <= order.amount, "paid twice"

    @property
    def kept(self) -> int:
        return sum(order.kept for order in self.orders.values())


@dataclass
class Line:
    """One till's end of the line."""

    service: PayService
    means: str
    timing: Timing

    def pay(self, order: PayOrder, auth_code: str, deadline: float = 10.0) -> Paying:
        service = self.service
        service.around("pay", True)
        service.codes.append(auth_code)
        fault = service.fault("pay")
        answer = self._pay(order, fault)
        service.around("pay", False)
        return answer

    def _pay(self, order: PayOrder, fault: str) -> Paying:
        service = self.service
        if fault == "not_sent":
            return Paying("NOT_SENT", note="NOT_REACHED")
        if fault == "lost_request":
            return Paying("UNKNOWN", note="TIMEOUT")
        if fault == "held":
            service.held.append((order, service.now()))
            return Paying("UNKNOWN", note="TIMEOUT")
        if fault == "failed":
            service.order(order, "ERROR")
            return Paying("FAILED", note="AUTHCODEEXPIRE")
        if fault.startswith("typing"):
            service.order(order, "TYPING").ends = fault.partition("_")[2]
            return Paying("WAIT_USER", note="USERPAYING")
        if fault == "error_not_done":
            service.order(order, "UNPAID")
            return Paying("UNKNOWN", note="SYSTEMERROR")
        made = service.order(order, "UNPAID")
        service.take(made)
        if fault == "slow":
            service.wait(9)
        if fault in ("lost", "error_done", "duplicate"):
            return Paying("UNKNOWN", note={"lost": "TIMEOUT", "error_done": "SYSTEMERROR"}.get(fault, "ORDERPAID"))
        return Paying("PAID", reference="42" + order.number[:8])

    def query(self, order: PayOrder, deadline: float = 5.0) -> Paying:
        service = self.service
        service.around("query", True)
        fault = service.fault("query")
        if fault == "slow":
            service.wait(4)
        answer = self._query(order) if fault in ("ok", "slow", "lost") else Paying("NOT_SENT", note="NOT_REACHED")
        service.around("query", False)
        return Paying("UNKNOWN", note="TIMEOUT") if fault == "lost" else answer

    def _query(self, order: PayOrder) -> Paying:
        made = self.service.orders.get(order.number)
        if made is None:
            return Paying("NOT_FOUND", note="ORDER_NOT_EXIST")
        if made.state == "TYPING":
            made.looks += 1
            if made.looks > 1 and made.ends == "pays":
                self.service.take(made)
            elif made.looks > 1 and made.ends == "refuses":
                made.state = "ERROR"
        told = {
            "TYPING": Paying("WAIT_USER", note="USERPAYING"),
            "UNPAID": Paying("UNKNOWN", note="NOTPAY"),
            "ERROR": Paying("UNKNOWN", note="PAYERROR"),
            "PAID": Paying("PAID", reference="42" + order.number[:8]),
            "CLOSED": Paying("REVOKED", note="REVOKED"),
        }
        return told[made.state]

    def revoke(self, order: PayOrder, deadline: float = 10.0) -> Revoking:
        service = self.service
        service.around("revoke", True)
        fault = service.fault("revoke")
        answer = self._revoke(order, fault)
        service.around("revoke", False)
        return answer

    def _revoke(self, order: PayOrder, fault: str) -> Revoking:
        made = self.service.orders.get(order.number)
        if fault == "not_sent":
            return Revoking(done=False, note="NOT_REACHED")
        if made is None:
            return Revoking(done=False, note="ORDER_NOT_EXIST")
        if fault == "paid_meanwhile" and made.state in ("TYPING", "UNPAID"):
            self.service.take(made)
            return Revoking(done=False, note="SYSTEMERROR")
        if fault == "cannot" and made.state == "PAID":
            return Revoking(done=False, again=False, note="REVERSE_EXPIRE")
        made.given_back, made.state = made.taken, "CLOSED"
        return Revoking(done=fault != "lost", note="TIMEOUT" if fault == "lost" else "")

    def refund(self, refund: RefundOrder, deadline: float = 10.0) -> Refunding:
        service = self.service
        service.around("refund", True)
        fault = service.fault("refund")
        answer = self._refund(refund, fault)
        service.around("refund", False)
        return answer

    def _refund(self, refund: RefundOrder, fault: str) -> Refunding:
        made = self.service.orders[refund.of.number]
        if fault == "not_sent":
            return Refunding("NOT_SENT")
        known = made.refunds.get(refund.number)
        if known is None:
            if fault == "refused" or made.kept < refund.amount.fen:
                return Refunding("FAILED", note="NOTENOUGH")
            known = made.refunds[refund.number] = [refund.amount.fen, "PROCESSING"]
            if fault != "processing":
                self._pay_back(made, known)
        assert known[0] == refund.amount.fen, "the same number for another amount"
        if fault == "lost":
            return Refunding("UNKNOWN", note="TIMEOUT")
        return Refunding("DONE" if known[1] == "DONE" else "PROCESSING", reference="50" + refund.number[:8])

    @staticmethod
    def _pay_back(made: Order, refund: list[object]) -> None:
        if refund[1] != "DONE":
            refund[1] = "DONE"
            made.given_back += int(str(refund[0]))
        assert made.kept >= 0, "more given back than was taken"

    def query_refund(self, refund: RefundOrder, deadline: float = 5.0) -> Refunding:
        service = self.service
        service.around("query_refund", True)
        made = service.orders[refund.of.number]
        known = made.refunds.get(refund.number)
        if known is not None:
            self._pay_back(made, known)
        service.around("query_refund", False)
        return Refunding("DONE") if known is not None else Refunding("NOT_FOUND")
