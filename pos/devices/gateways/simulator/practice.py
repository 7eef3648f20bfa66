"""Payment codes in training: what happens is told by the last digit of the code.

0 to 6: paid at once. 7: the customer types a password, then pays. 8: refused, there is too little money on it. 9: paid,
but the answer is lost, so that the till has to ask.
"""

from __future__ import annotations

import threading

from pos.core.gateways import (
    ALIPAY_TIMING,
    WECHAT_TIMING,
    Paying,
    PaymentGateway,
    PayOrder,
    Refunding,
    RefundOrder,
    Revoking,
)
from pos.devices.gateways.simulator.ledger import Fault
from pos.devices.gateways.simulator.server import PaymentSimulator

_RULE = {"7": Fault.PASSWORD_PAYS, "8": Fault.NO_MONEY, "9": Fault.LOST_ANSWER}
_starting = threading.Lock()
_services: dict[str, PaymentGateway] = {}


def by_last_digit(digit: str) -> Fault | None:
    """What becomes of an order in training."""
    return _RULE.get(digit)


def practice(means: str) -> PaymentGateway:
    """A gateway to a simulated service in this process, which is started when it is first asked something."""
    return _Practice(means)


def _service(means: str) -> PaymentGateway:
    """One service for the whole process: leaving training and beginning again finds it running."""
    with _starting:
        if not _services:
            # Never stopped: its thread is a daemon, and it holds nothing that would have to be kept.
            for gateway in PaymentSimulator(by_last_digit).start().gateways("TRAINING"):
                _services[gateway.means] = gateway
        return _services[means]


class _Practice:
    """Passes every question on, and makes the service only for the first: keys take a moment to make."""

    def __init__(self, means: str) -> None:
        self.means = means
        self.timing = WECHAT_TIMING if means == "WECHAT" else ALIPAY_TIMING

    def pay(self, order: PayOrder, auth_code: str, deadline: float = 10.0) -> Paying:
        return _service(self.means).pay(order, auth_code, deadline)

    def query(self, order: PayOrder, deadline: float = 5.0) -> Paying:
        return _service(self.means).query(order, deadline)

    def revoke(self, order: PayOrder, deadline: float = 10.0) -> Revoking:
        return _service(self.means).revoke(order, deadline)

    def refund(self, refund: RefundOrder, deadline: float = 10.0) -> Refunding:
        return _service(self.means).refund(refund, deadline)

    def query_refund(self, refund: RefundOrder, deadline: float = 5.0) -> Refunding:
        return _service(self.means).query_refund(refund, deadline)
