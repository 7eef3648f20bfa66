"""A payment service that says what it is told to, and every state of a payment by code, brought about on the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from pos.core.gateways import (
    ALIPAY_TIMING,
    WECHAT_TIMING,
    Paying,
    PayOrder,
    Refunding,
    RefundOrder,
    Revoking,
    Timing,
)
from pos.screens import Till, at_once
from tests.qt.clerk import Clerk
from tests.shop import MANAGER_PIN

WECHAT_CODE, ALIPAY_CODE = "134567890123456789", "281234567890123456"


@dataclass
class FakeGateway:
    """Has the face of `PaymentGateway`; `says` is its next answer to any question, `asked` the questions it got."""

    means: str = "WECHAT"
    timing: Timing = WECHAT_TIMING
    says: Paying = field(default_factory=lambda: Paying("WAIT_USER"))
    revokes: Revoking = field(default_factory=lambda: Revoking(done=False))
    gives_back: Refunding = field(default_factory=lambda: Refunding("PROCESSING"))
    asked: list[str] = field(default_factory=list)

    def pay(self, order: PayOrder, auth_code: str, deadline: float = 10.0) -> Paying:
        self.asked.append(f"pay {order.amount}")
        return self.says

    def query(self, order: PayOrder, deadline: float = 5.0) -> Paying:
        self.asked.append("query")
        return self.says

    def revoke(self, order: PayOrder, deadline: float = 10.0) -> Revoking:
        self.asked.append("revoke")
        return self.revokes

    def refund(self, refund: RefundOrder, deadline: float = 10.0) -> Refunding:
        self.asked.append(f"refund {refund.amount}")
        return self.gives_back

    def query_refund(self, refund: RefundOrder, deadline: float = 5.0) -> Refunding:
        self.asked.append("query_refund")
        return self.gives_back


def served(till: Till) -> tuple[FakeGateway, FakeGateway]:
    """Put both services behind a till: WeChat's and Alipay's."""
    wechat, alipay = FakeGateway(), FakeGateway("ALIPAY", ALIPAY_TIMING)
    till.desk._gateways = {gateway.means: gateway for gateway in (wechat, alipay)}
    return wechat, alipay


def pass_time(till: Till, seconds: int) -> None:
    """The till's clock goes on."""
    till.clock.move(till.now() + timedelta(seconds=seconds), None)


def nobody_answers(work: Callable[[], object], then: Callable[[object], None]) -> None:
    """A background in which a question is on its way for as long as one looks."""


def every_state(clerk: Clerk) -> Iterator[str]:
    """A payment by code on the page in front, in each of its states; at the end a part is paid."""
    assert clerk.window.counter is not None
    till = clerk.window.counter.till
    wechat, alipay = served(till)
    # Whoever else looked at this till's books before must not be told instead of the window.
    till.desk.counter = clerk.window.counter.selling
    before = till.background
    try:
        yield from _states(clerk, till, wechat, alipay)
    finally:
        till.background = before


def _second(clerk: Clerk) -> None:
    assert clerk.window.counter is not None
    clerk.window.counter.till.desk.tick()
    clerk.window._tick()
    QApplication.processEvents()


def _states(clerk: Clerk, till: Till, wechat: FakeGateway, alipay: FakeGateway) -> Iterator[str]:
    till.background = at_once
    wechat.says = Paying("PAID", "4200008832")
    clerk.press("Alt+2", *"100")
    clerk.scan(WECHAT_CODE)
    yield "a part paid by code"
    till.background = nobody_answers
    clerk.press("Alt+1")
    clerk.scan(ALIPAY_CODE)
    yield "sent"
    till.background = at_once
    till.desk._busy.clear()
    pass_time(till, 2)
    alipay.says = Paying("WAIT_USER")
    clerk.press("F5")
    yield "the customer types the password"
    pass_time(till, 9)
    alipay.says = Paying("UNKNOWN")
    clerk.press("F5")
    yield "unknown"
    clerk.scan(WECHAT_CODE)
    yield "another code while unknown"
    clerk.press("F6")
    yield "the manager is asked"
    clerk.press("Esc")
    pass_time(till, 5)
    _second(clerk)
    yield "may be revoked"
    clerk.press("F7")
    yield "being revoked"
    clerk.press("F8")
    yield "the manager lets go"
    clerk.press("Esc")
    alipay.revokes = Revoking(done=True)
    for _ in range(3):
        pass_time(till, 10)
        _second(clerk)
    yield "revoked"
    alipay.says = Paying("FAILED", note="AUTH_CODE_INVALID")
    clerk.press("Alt+3", *"50")
    clerk.scan(ALIPAY_CODE)
    yield "not paid"
    alipay.says = Paying("NOT_SENT")
    clerk.scan(ALIPAY_CODE)
    yield "out of reach"
    clerk.press("Alt+9")
    yield "a voucher"
    clerk.press("Alt+1")


def leave_open(clerk: Clerk) -> None:
    """Sell what is on the page by a payment of which the service says nothing, confirmed by the manager's hand."""
    assert clerk.window.counter is not None
    till = clerk.window.counter.till
    _, alipay = served(till)
    till.desk.counter = clerk.window.counter.selling
    before, till.background = till.background, at_once
    alipay.says = Paying("UNKNOWN")
    clerk.press("Alt+1")
    clerk.scan(ALIPAY_CODE)
    clerk.press("F6")
    clerk.type(MANAGER_PIN)
    clerk.press("Enter")
    clerk.type("顾客出示了付款成功")
    clerk.press("Enter")
    till.background = before
