"""Anything in any order at a counter whose services fail and whose till dies: books and services still agree."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from pos.screens import pay_codes
from tests.pay_service import PAY_FAULTS, QUERY_FAULTS, REFUND_FAULTS, REVOKE_FAULTS
from tests.screens.test_pay_codes import CODES, Killed, PayShop
from tests.shop import copy_of

AMOUNTS = ("29.90", "10.00", "0.01")


class Morning(RuleBasedStateMachine):
    """One till and what may happen to it."""

    furnished: ClassVar[Path]
    happened: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.shop = PayShop(copy_of(self.furnished, self.folder / "shop"))
        self.patched = pytest.MonkeyPatch()
        self.patched.setattr(pay_codes, "sleep", self.shop.sleep)
        self.shop.manager().open()

    # What people do

    def gesture(self, do: str, **fields: object) -> None:
        """One gesture, whatever it comes to; the till may die in it."""
        self.doing(lambda: self.told(do, self.shop.ask(do, **fields)))

    def told(self, do: str, answer: dict[str, object]) -> None:
        self.happened[f"{do} {answer.get('refused') or answer.get('state') or 'done'}"] += 1
        assert answer.get("refused") != "NotJson"

    def doing(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except Killed:
            self.happened[f"died {self.shop.places[-1]}"] += 1
            self.shop.crash()

    @rule(fault=st.sampled_from(PAY_FAULTS), means=st.sampled_from(sorted(CODES)), amount=st.sampled_from(AMOUNTS))
    def show_a_code(self, fault: str, means: str, amount: str) -> None:
        if not self.shop.gestures.selling.basket.lines:
            self.gesture("add", product="SP0041")
        self.shop.service.plans["pay"] = [fault]
        self.gesture("pay", means=means, amount=amount, auth_code=CODES[means])

    @precondition(lambda self: self.shop.gestures.selling.basket.lines)
    @rule()
    def pay_the_rest_in_cash(self) -> None:
        self.gesture("pay", means="CASH", amount="50.00")

    @precondition(lambda self: self.shop.gestures.selling.basket.tenders)
    @rule()
    def cancel(self) -> None:
        self.gesture("cancel")

    @precondition(lambda self: self.shop.gestures.selling.basket.tenders)
    @rule()
    def take_the_last_tender_back(self) -> None:
        basket = self.shop.gestures.selling.basket
        if basket.tenders and not basket.request:
            self.doing(lambda: self.shop.gestures.selling.start_payment().take_back(len(basket.tenders)))

    @precondition(lambda self: self.shop.gestures.selling.basket.lines)
    @rule()
    def hold(self) -> None:
        self.gesture("hold")

    @precondition(lambda self: self.shop.gestures.selling.held)
    @rule(n=st.integers(0, 9))
    def recall(self, n: int) -> None:
        held = self.shop.gestures.selling.held
        self.gesture("recall", name=held[n % len(held)].name)

    @precondition(lambda self: self.shop.waits)
    @rule()
    def ask_again(self) -> None:
        self.gesture("pay_ask")

    @precondition(lambda self: self.shop.waits)
    @rule()
    def revoke(self) -> None:
        self.gesture("pay_revoke")

    @precondition(lambda self: self.shop.waits)
    @rule()
    def the_manager_looks_at_the_telephone(self) -> None:
        """And says what stands there: paid only if it is."""
        order = self.shop.service.orders.get(self.shop.waits)
        self.shop.leave()
        self.gesture("pay_settle", paid=order is not None and order.kept > 0)

    @precondition(lambda self: self.shop.waits)
    @rule()
    def the_manager_believes_it_was_not_paid(self) -> None:
        self.shop.leave()
        self.gesture("pay_settle", paid=False)

    @precondition(lambda self: self.shop.journal("S"))
    @rule(n=st.integers(0, 9))
    def refund(self, n: int) -> None:
        sale = self.shop.journal("S")[n % len(self.shop.journal("S"))]
        self.gesture("refund", receipt=sale["no"], means=sale["ten"][-1]["k"], reason="坏了")

    @precondition(lambda self: self.shop.journal("S"))
    @rule(n=st.integers(0, 9), quantity=st.sampled_from(["1", "2"]), in_cash=st.booleans())
    def refund_a_part(self, n: int, quantity: str, in_cash: bool) -> None:
        sale = self.shop.journal("S")[n % len(self.shop.journal("S"))]
        means = "CASH" if in_cash else sale["ten"][0]["k"]
        self.shop.leave()
        lines = [{"n": 1, "quantity": quantity}]
        self.gesture("refund", receipt=sale["no"], lines=lines, means=means, reason="坏了")

    @precondition(lambda self: self.shop.journal("S"))
    @rule(n=st.integers(0, 9))
    def exchange(self, n: int) -> None:
        sale = self.shop.journal("S")[n % len(self.shop.journal("S"))]
        self.gesture("exchange", receipt=sale["no"], reason="换大的")

    @precondition(lambda self: self.shop.till.desk.open_requests())
    @rule()
    def give_open_money_back(self) -> None:
        for row in self.shop.till.desk.open:
            if "GIVE_BACK" in row.ways:
                self.gesture("pay_settle", number=row.number, way="GIVE_BACK")

    # What happens to them

    @rule(seconds=st.sampled_from([1, 5, 11, 31, 61, 100, 700]))
    def time_goes_by(self, seconds: int) -> None:
        self.shop.sleep(seconds)
        self.doing(self.shop.till.desk.tick)

    @rule(
        query=st.sampled_from(QUERY_FAULTS), revoke=st.sampled_from(REVOKE_FAULTS), back=st.sampled_from(REFUND_FAULTS)
    )
    def the_next_questions_fail(self, query: str, revoke: str, back: str) -> None:
        self.shop.service.plan("query", query)
        self.shop.service.plan("revoke", revoke)
        self.shop.service.plan("refund", back)

    @precondition(lambda self: self.shop.service.held)
    @rule()
    def what_was_on_its_way_arrives(self) -> None:
        self.shop.service.let_through()

    @rule(places=st.integers(0, 12))
    def the_till_will_die(self, places: int) -> None:
        self.shop.die_at = len(self.shop.places) + places

    @rule()
    def the_till_dies_now(self) -> None:
        self.shop.crash()

    # In the end

    def teardown(self) -> None:
        """Nothing fails any more: what is open comes to its end, and everybody agrees about the money."""
        shop = self.shop
        try:
            shop.die_at = -1
            shop.service.plans.clear()
            shop.tick_on(4000)
            self.give_open_money_back()
            shop.service.let_through()
            shop.tick_on(4000)
            assert not shop.till.desk.open_requests(), shop.requests()
            assert not shop.waits
            shop.conserved()
            if shop.service.codes:
                shop.never_kept()
        finally:
            self.patched.undo()
            shop.close()
            shutil.rmtree(self.folder)


def test_anything_in_any_order(furnished: Path) -> None:
    Morning.furnished = furnished
    Morning.happened.clear()
    run_state_machine_as_test(
        Morning,
        settings=settings(
            max_examples=60, stateful_step_count=40, deadline=None, derandomize=True, phases=[Phase.generate]
        ),
    )
    happened = Morning.happened
    for seen in (
        "pay PAID",
        "pay UNKNOWN",
        "pay FAILED",
        "pay PaymentUnknown",
        "cancel done",
        "hold done",
        "recall done",
        "refund done",
        "exchange done",
    ):
        assert happened[seen] > 0, happened
    assert sum(count for what, count in happened.items() if what.startswith("died")) > 20, happened
    assert sum(count for what, count in happened.items() if what.startswith("pay_settle")) > 10, happened
