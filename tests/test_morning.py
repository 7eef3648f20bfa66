"""Any morning at all: random gestures, and after each of them what must hold whatever happened before."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pos.core.money import Money
from tests.shop import Dump, Shop, copy_of

GOODS = ("SP0041", "SP0029", "SP0223", "00101", "00134", "SP0159", "6981217857264", "6996857000413")
AMOUNTS = st.sampled_from(("0.01", "0.05", "0.10", "5.00", "29.90", "50.00", "100.00", "1000.00", "12.34"))
QUANTITIES = st.sampled_from(("1", "2", "3", "0.345", "0.5", "1.268", "24", "0.001"))
MEANS = st.sampled_from(("CASH", "CASH", "WECHAT", "ALIPAY", "CARD_POS", "VOUCHER", "ORG_CREDIT", "SHELLS"))
NAMES = st.sampled_from(("3号牌", "5号牌", ""))


def labels() -> st.SearchStrategy[str]:
    """Scale labels, sometimes with a wrong check digit."""

    def label(flag: str, plu: str, field: int, off: int) -> str:
        body = f"{flag}{plu}{field:05d}"
        right = -sum(int(digit) * (1, 3)[n % 2] for n, digit in enumerate(body)) % 10
        return body + str((right + off) % 10)

    return st.builds(
        label,
        st.sampled_from(("21", "22", "23")),
        st.sampled_from(("00101", "00134", "00135", "99999")),
        st.integers(0, 5000),
        st.sampled_from((0, 0, 0, 0, 1)),
    )


class Morning(RuleBasedStateMachine):
    """One till, one random morning. `self.cash` is what a careful clerk would have written on a slip of paper."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp())
        self.shop = Shop(copy_of(self.template, self.room / "shop"))
        self.cash = Money(0)
        self.rounding = Money(0)
        self.numbers = 0
        self.handed: list[Money] = []

    def teardown(self) -> None:
        self.shop.close()
        shutil.rmtree(self.room)

    def ask(self, do: str, **fields: object) -> dict[str, Any]:
        """One gesture: a refused one changes nothing, and takes no number."""
        before: Dump = self.shop.dump()
        basket, shift = self.shop.gestures.selling.basket, self.shop.till.shift
        told = self.shop.ask(do, **fields)
        if not told["ok"]:
            after = self.shop.dump()
            assert after.pop("pin_guard") is not None
            before.pop("pin_guard")
            assert after == before, told
            assert self.shop.gestures.selling.basket == basket
            assert self.shop.till.shift == shift
        return told

    @initialize()
    def sign_in(self) -> None:
        self.shop.manager()

    @rule(manages=st.booleans())
    def change_clerk(self, manages: bool) -> None:
        if manages:
            self.shop.manager()
        else:
            self.shop.clerk()

    @rule(float_=AMOUNTS)
    def open_shift(self, float_: str) -> None:
        if self.ask("open_shift", float=float_)["ok"]:
            self.cash = Money.yuan(float_)

    @rule(product=st.sampled_from(GOODS), quantity=QUANTITIES)
    def add(self, product: str, quantity: str) -> None:
        self.ask("add", product=product, quantity=quantity)

    @rule(code=labels() | st.sampled_from(("3*6996857000413", "6981217857264", "6999990001231", "00101")))
    def scan(self, code: str) -> None:
        self.ask("scan", code=code)

    @rule(n=st.integers(0, 4), quantity=QUANTITIES)
    def change_quantity(self, n: int, quantity: str) -> None:
        self.ask("line", n=n, quantity=quantity)

    @rule(n=st.integers(1, 3), discount=AMOUNTS)
    def give_discount(self, n: int, discount: str) -> None:
        self.ask("line", n=n, discount=discount)

    @rule(n=st.integers(1, 3), price=AMOUNTS)
    def set_price(self, n: int, price: str) -> None:
        self.ask("line", n=n, price=price)

    @rule(n=st.integers(1, 3))
    def remove(self, n: int) -> None:
        self.ask("line", n=n, remove=True)

    @rule(love_card=st.booleans() | st.none(), channel=st.sampled_from(("SCHOOL", "GOV", None)))
    def agree(self, love_card: bool | None, channel: str | None) -> None:
        self.ask("attribute", love_card=love_card, channel=channel)

    @rule(name=NAMES)
    def hold(self, name: str) -> None:
        self.ask("hold", name=name)

    @rule(name=NAMES)
    def recall(self, name: str) -> None:
        self.ask("recall", name=name)

    @rule()
    def leave(self) -> None:
        self.shop.leave()

    @precondition(lambda self: self.shop.gestures.selling.basket.lines)
    @rule(means=MEANS, amount=AMOUNTS, all_of_it=st.booleans())
    def pay(self, means: str, amount: str, all_of_it: bool) -> None:
        basket = self.shop.gestures.selling.basket
        left = basket.total - Money(sum(tender.kept.fen for tender in basket.tenders))
        told = self.ask("pay", means=means, amount=str(left) if all_of_it else amount)
        if told["ok"] and means == "CASH":
            handed = left if all_of_it else Money.yuan(amount)
            self.handed.append(handed - Money.yuan(told.get("change", "0")))
        if "receipt" in told:
            self.took_number(told["receipt"])
            self.cash += Money(sum(amount.fen for amount in self.handed))
            self.rounding += Money.yuan(told["rounding"])
            self.handed = []

    def took_number(self, receipt: str) -> None:
        self.numbers += 1
        assert receipt == f"DX03-01-{self.numbers:06d}"

    @rule()
    def cancel(self) -> None:
        if self.ask("cancel")["ok"]:
            self.handed = []

    @precondition(lambda self: self.numbers)
    @rule(back=st.integers(0, 6), n=st.integers(1, 3), quantity=QUANTITIES, whole=st.booleans(), means=MEANS)
    def refund(self, back: int, n: int, quantity: str, whole: bool, means: str) -> None:
        lines = None if whole else [{"n": n, "quantity": quantity}]
        receipt = str(max(1, self.numbers - back))
        told = self.ask("refund", receipt=receipt, lines=lines, means=means, reason="不要了")
        if told["ok"]:
            self.took_number(told["receipt"])
            assert Money.yuan(told["refunded"]) + Money.yuan(told["rounding"]) == Money.yuan(told["given"])
            self.rounding = self.rounding - Money.yuan(told["rounding"])
            if means == "CASH":
                self.cash = self.cash - Money.yuan(told["given"])

    @rule(direction=st.sampled_from(("in", "out")), amount=AMOUNTS)
    def move_cash(self, direction: str, amount: str) -> None:
        if self.ask("cash", direction=direction, amount=amount, reason="换零")["ok"]:
            moved = Money.yuan(amount)
            self.cash = self.cash + moved if direction == "in" else self.cash - moved

    @rule()
    def look(self) -> None:
        self.ask("find", text="htjz", limit=3)
        self.ask("reprint", receipt="1")

    @rule(counted=AMOUNTS)
    def close_shift(self, counted: str) -> None:
        told = self.ask("close_shift", counted=counted)
        if told["ok"]:
            assert told["expected"] == str(self.cash)
            assert Money.yuan(told["counted"]) - Money.yuan(told["expected"]) == Money.yuan(told["over_short"])

    @rule()
    def switch_off_and_on(self) -> None:
        self.shop.restart()

    # What must hold after every gesture

    @invariant()
    def drawer_is_float_and_what_moved(self) -> None:
        if self.shop.till.shift is not None:
            assert self.shop.cash_in_drawer() == str(self.cash)
            assert self.cash.fen >= 0

    @invariant()
    def chain_is_whole_and_numbers_have_no_gap(self) -> None:
        verdict = self.shop.verified()
        assert verdict.sales + verdict.refunds == self.numbers
        assert verdict.rounding == self.rounding.fen
        printed = [record["no"] for record in self.shop.journal("S", "R")]
        assert printed == [f"DX03-01-{n:06d}" for n in range(1, self.numbers + 1)]

    @invariant()
    def lines_are_the_due_and_the_due_is_what_was_kept(self) -> None:
        for record in self.shop.journal("S", "R"):
            assert sum(line["net"] for line in record["lines"]) == record["net"] >= 0
            assert sum(tender["f"] for tender in record["ten"]) == record["net"] + record["rnd"]
            assert all(line["gross"] - line["disc"] == line["net"] for line in record["lines"])

    @invariant()
    def report_is_the_journal(self) -> None:
        """The open shift's rows and the journal are two books of the same things."""
        if self.shop.till.shift is None or self.shop.till.person is None:
            return
        told = self.shop.ask("x_report")
        since_z = list(
            itertools.takewhile(lambda record: record["t"] != "Z", reversed(self.shop.journal("S", "R", "Z")))
        )
        sales = [record for record in since_z if record["t"] == "S"]
        refunds = [record for record in since_z if record["t"] == "R"]
        assert (told["sales"], told["refunds"]) == (len(sales), len(refunds))
        assert told["gross"] == str(Money(sum(record["net"] for record in sales)))
        assert told["refunded"] == str(Money(sum(record["net"] for record in refunds)))
        assert told["discount"] == str(Money(sum(r["disc"] for r in sales) - sum(r["disc"] for r in refunds)))
        for name, of_line in (("by_region", "o"), ("by_product", "p")):
            sums: dict[str, int] = {}
            for sign, records in ((1, sales), (-1, refunds)):
                for line in (line for record in records for line in record["lines"]):
                    sums[line[of_line]] = sums.get(line[of_line], 0) + sign * line["net"]
            assert {code: group["net"] for code, group in told[name].items()} == {
                code: str(Money(fen)) for code, fen in sums.items()
            }
        means = sum(Money.yuan(group["net"]).fen for group in told["by_means"].values())
        assert means == Money.yuan(told["net"]).fen + Money.yuan(told["rounding"]).fen

    @invariant()
    def basket_on_the_counter_is_the_one_in_the_books(self) -> None:
        basket = self.shop.gestures.selling.basket
        drafts = [json.loads(row[-1]) for row in self.shop.dump()["tickets"] if row[2] is None]
        if basket.lines:
            (draft,) = drafts
            assert [line["quantity"] for line in draft["lines"]] == [line.quantity.thousandths for line in basket.lines]
            assert len(draft["tenders"]) == len(basket.tenders)
        assert basket.total == Money(sum((line.gross - line.discount).fen for line in basket.lines))


@pytest.fixture(scope="module", autouse=True)
def template(furnished: Path) -> None:
    Morning.template = furnished


class TestMorning(Morning.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(
        max_examples=25, stateful_step_count=30, suppress_health_check=[HealthCheck.too_slow], deadline=None
    )


@pytest.mark.soak
class TestManyMornings(Morning.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(
        max_examples=2_000, stateful_step_count=80, suppress_health_check=[HealthCheck.too_slow], deadline=None
    )
