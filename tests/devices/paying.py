"""Payment services for the tests of the gateways: one simulated service a module, and orders that are new each time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from pos.core.gateways import PaymentGateway, PayOrder, RefundOrder
from pos.core.money import Money
from pos.devices.gateways.simulator import PaymentSimulator

#: Samples that the services have published; no telephone shows them.
CODES = {"WECHAT": "135112298638468293", "ALIPAY": "28763443825664394"}
MEANS = tuple(CODES)
_numbers = itertools.count(1)


def order(fen: int = 598, subject: str = "大兴专馆") -> PayOrder:
    """A request for money that nobody has made before."""
    return PayOrder(f"DX0301T{next(_numbers):06d}", Money(fen), subject, "01", datetime.now(UTC))


def refund(of: PayOrder, fen: int) -> RefundOrder:
    """Money back on it, under a number of its own."""
    return RefundOrder(f"DX0301R{next(_numbers):06d}", of, Money(fen), "坏果")


@pytest.fixture(scope="module")
def service() -> Iterator[PaymentSimulator]:
    """Both services, well; what a test planned and did not use is forgotten, and nothing of ours was malformed."""
    with PaymentSimulator() as running:
        yield running


@pytest.fixture
def sim(service: PaymentSimulator) -> Iterator[PaymentSimulator]:
    service.forget_plans()
    service.complaints.clear()
    yield service
    assert service.complaints == []


@pytest.fixture(params=MEANS)
def gateway(request: Any, sim: PaymentSimulator) -> PaymentGateway:
    """Each of the two adapters in turn."""
    return the(request.param, sim)


def the(means: str, sim: PaymentSimulator) -> PaymentGateway:
    """The adapter of one service."""
    wechat, alipay = sim.gateways()
    return wechat if means == "WECHAT" else alipay


def paid(gateway: PaymentGateway, fen: int = 598) -> PayOrder:
    """An order whose money is there."""
    one = order(fen)
    assert gateway.pay(one, CODES[gateway.means]).state == "PAID"
    return one
