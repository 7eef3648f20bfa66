"""Without a network everything else goes on, and the payment page says which means are left."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from msgspec.structs import replace

from pos.core.tenders import MEANS
from pos.devices import network
from pos.screens.counter import Counter
from pos.screens.gestures import Gestures
from pos.screens.pay_codes import PayDesk
from pos.screens.payment import PaymentScreen
from pos.settings.gateways import WechatAccount
from tests.pay_service import PayService
from tests.shop import Shop

ACCOUNT = WechatAccount("wx1", "1900000109", "0A", "wechat.pem", "platform.pem")


@pytest.fixture
def till(shop: Shop) -> Shop:
    """WeChat is asked over the network; Alipay's codes the clerk confirms."""
    gateways = PayService(shop.till.now, lambda seconds: None).gateways()
    shop.till.desk = PayDesk(shop.till, {"WECHAT": gateways["WECHAT"]})
    shop.gestures = Gestures(shop.till)
    shop.till.settings = replace(shop.till.settings, wechat=ACCOUNT)
    return shop


def blocked(shop: Shop) -> dict[str, str]:
    shop.do("attribute", buyer=None)
    return {row.code: row.why for row in PaymentScreen(shop.gestures.selling).means if not row.enabled}


def test_no_way_leads_out(till: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter(till.till)
    till.add("SP0041")
    monkeypatch.setattr("pos.screens.counter.has_route", lambda: False)
    counter.watch()
    left = blocked(till)
    assert set(left) == {"WECHAT", "ORG_CREDIT"}
    assert left["WECHAT"]
    assert {"CASH", "CARD_POS", "VOUCHER", "STATIC_QR", "ALIPAY"} <= set(MEANS) - set(left)
    till.sell().pay("STATIC_QR")

    monkeypatch.setattr("pos.screens.counter.has_route", lambda: True)
    counter.watch()
    assert set(blocked(till)) == {"ORG_CREDIT"}


def test_a_service_on_this_computer_needs_no_network(till: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    till.till.settings = replace(till.till.settings, wechat=replace(ACCOUNT, url="http://127.0.0.1:8321"))
    monkeypatch.setattr("pos.screens.counter.has_route", lambda: False)
    Counter(till.till).watch()
    assert set(blocked(till)) == {"ORG_CREDIT"}


@pytest.mark.parametrize(
    ("leads_out", "route"), [((), False), (("192.0.2.1",), True), (("2001:db8::1",), True), (("127.0.0.1",), False)]
)
def test_either_kind_of_address_is_a_way_out(
    leads_out: tuple[str, ...], route: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Probe(socket.socket):
        def connect(self, address: Any) -> None:
            if address[0] not in leads_out:
                raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(network.socket, "socket", Probe)
    assert network.has_route() is route
