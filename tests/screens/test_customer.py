"""What the customer sees of a sale, on the second screen and on the pole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pos.core.money import Money
from pos.devices import Devices, DeviceState
from pos.screens.customer import STAYS, CustomerScreen
from pos.settings.devices import CustomerDisplay
from tests.shop import Shop


class Pole:
    """Keeps what it was told to show."""

    name = "serial:pole"
    state = DeviceState("unknown", "it never answers")

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []

    def show(self, upper: str, lower: str) -> None:
        self.shown.append((upper, lower))

    def close(self) -> None:
        """Nothing to let go of."""


class Side:
    """The customer's side of a shop, with a clock that only the test moves."""

    def __init__(self, shop: Shop) -> None:
        self.now = 1000.0
        self.pole = Pole()
        shop.till.devices = Devices(display=self.pole)
        self.screen = CustomerScreen(shop.gestures.selling, ticks=lambda: self.now)
        self.screen.look()

    @property
    def lines(self) -> tuple[str, str]:
        return self.pole.shown[-1]


@pytest.fixture
def side(shop: Shop) -> Side:
    return Side(shop)


def test_between_customers_stand_the_shop_and_its_counties(shop: Shop, side: Side) -> None:
    shop.gestures.selling.look_around()
    face = side.screen.look()
    assert (face.kind, face.shop) == ("idle", "大兴分中心(瀛海店)")
    assert len({region for region, _ in face.origins}) == len(face.origins) > 3
    assert side.lines[0] == "大兴分中心(瀛海店)"


def test_the_goods_and_their_sum(shop: Shop, side: Side) -> None:
    shop.add("SP0041", ("SP0001", "4.216"))
    face = side.screen.look()
    assert face.kind == "lines"
    assert [row.product for row in face.rows] == ["SP0041", "SP0001"]
    assert face.total == Money(2990 + 2521)
    assert [region for region, _ in face.origins] == [row.region for row in face.rows]
    assert side.lines[0] == "正镶白旗西瓜(散)\t25.21"
    assert side.lines[1].endswith("\t55.11")


def test_what_is_left_to_pay(shop: Shop, side: Side) -> None:
    shop.add("SP0041").pay_part("CARD_POS", "10.00")
    face = side.screen.look(paying=True)
    assert (face.kind, str(face.paid), str(face.left)) == ("paying", "10.00", "19.90")
    assert face.hint
    assert not face.qr
    assert side.lines[1].endswith("\t19.90")


def test_the_change_stays_until_the_next_goods_or_half_a_minute(shop: Shop, side: Side) -> None:
    shop.add("SP0041")
    side.screen.look()
    before = shop.gestures.selling
    shop.do("pay", means="CASH", amount="50.00")
    face = side.screen.look()
    assert (face.kind, face.total, face.rows) == ("done", Money(2990), ())
    assert "20.10" in face.title
    assert side.lines[1].endswith("\t20.10")
    side.now += STAYS - 1
    assert side.screen.look().kind == "done"
    side.now += 2
    assert side.screen.look().kind == "idle"
    assert before.last_receipt


def test_the_next_customer_does_not_wait_for_the_last_ones_change(shop: Shop, side: Side) -> None:
    shop.add("SP0041")
    side.screen.look()
    shop.do("pay", means="CASH", amount="50.00")
    side.screen.look()
    shop.add("SP0001")
    assert side.screen.look().kind == "lines"


def test_the_shops_own_code_is_shown_while_paying(shop: Shop, side: Side) -> None:
    shop.till.settings = replace(shop.till.settings, display=CustomerDisplay(screen=True, pay_qr="https://qr.example"))
    shop.add("SP0041")
    assert side.screen.look().qr == ""
    assert side.screen.look(paying=True).qr == "https://qr.example"


def test_nobody_at_the_till_and_nothing_is_shown(shop: Shop, side: Side) -> None:
    shop.add("SP0041")
    shop.till.person = None
    assert side.screen.look().kind == "idle"


def test_nothing_new_and_nothing_is_worked_out_again(shop: Shop, side: Side) -> None:
    shop.add("SP0041")
    face = side.screen.look()
    told = len(side.pole.shown)
    for _ in range(20):
        assert side.screen.look() is face
    assert len(side.pole.shown) == told


def test_a_ticket_that_is_emptied(shop: Shop, side: Side) -> None:
    shop.add("SP0041")
    side.screen.look()
    shop.do("cancel")
    assert side.screen.look().kind == "idle"
