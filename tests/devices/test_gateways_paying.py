"""Both payment services as they behave on a good day and on every bad one: what the till is told, and what is true."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pos.core.gateways import PaymentGateway
from pos.devices.gateways.simulator import Fault, PaymentSimulator
from tests.devices.paying import CODES, MEANS, gateway, order, paid, refund, service, sim, the

__all__ = ["gateway", "service", "sim"]


def test_a_customer_pays_and_the_service_says_so(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = order(123456)

    answer = gateway.pay(one, CODES[gateway.means])

    assert (answer.state, bool(answer.reference)) == ("PAID", True)
    assert gateway.query(one) == gateway.query(one)
    assert gateway.query(one).state == "PAID"
    booked = sim.order(one.number)
    assert booked is not None
    assert (booked.fen, booked.taken, booked.kept) == (123456, 1, 123456)


@pytest.mark.parametrize(
    ("fault", "told", "true"),
    [
        # The money is there, and the till cannot know it yet.
        (Fault.LOST_ANSWER, "UNKNOWN", "PAID"),
        (Fault.HTTP_500, "UNKNOWN", "PAID"),
        (Fault.GARBAGE, "UNKNOWN", "PAID"),
        (Fault.UNSIGNED, "UNKNOWN", "PAID"),
        (Fault.WRONGLY_SIGNED, "UNKNOWN", "PAID"),
        (Fault.OVERSIZED, "UNKNOWN", "PAID"),
        (Fault.REDIRECT, "UNKNOWN", "PAID"),
        (Fault.OTHER_ORDER, "UNKNOWN", "PAID"),
        (Fault.OTHER_AMOUNT, "UNKNOWN", "PAID"),
        (Fault.SYSTEM_ERROR_DONE, "UNKNOWN", "PAID"),
        (Fault.DUPLICATE, "UNKNOWN", "PAID"),
        (Fault.SLOW, "PAID", "PAID"),
        # Nothing arrived.
        (Fault.LOST_REQUEST, "UNKNOWN", "NOT_FOUND"),
        (Fault.HELD_REQUEST, "UNKNOWN", "NOT_FOUND"),
        (Fault.SYSTEM_ERROR_NOT_DONE, "UNKNOWN", "NOT_FOUND"),
        # The service said no.
        (Fault.EXPIRED_CODE, "FAILED", "NOT_FOUND"),
        (Fault.NO_MONEY, "FAILED", "NOT_FOUND"),
        # The customer has to type.
        (Fault.PASSWORD_PAYS, "WAIT_USER", "WAIT_USER"),
        (Fault.PASSWORD_NEVER, "WAIT_USER", "WAIT_USER"),
    ],
)
def test_what_is_told_and_what_is_true(
    gateway: PaymentGateway, sim: PaymentSimulator, fault: Fault, told: str, true: str
) -> None:
    one = order()
    sim.plan(fault, "PAY", one.number)

    assert gateway.pay(one, CODES[gateway.means]).state == told
    assert gateway.query(one).state == true
    booked = sim.order(one.number)
    assert (booked.taken if booked else 0) == (1 if true == "PAID" else 0)


@pytest.mark.parametrize("verb", ["QUERY", "REVOKE", "REFUND", "QUERY_REFUND"])
@pytest.mark.parametrize(
    "fault",
    [
        Fault.LOST_ANSWER,
        Fault.LOST_REQUEST,
        Fault.HTTP_500,
        Fault.GARBAGE,
        Fault.UNSIGNED,
        Fault.WRONGLY_SIGNED,
        Fault.OVERSIZED,
        Fault.REDIRECT,
        Fault.SYSTEM_ERROR_DONE,
        Fault.SYSTEM_ERROR_NOT_DONE,
    ],
)
def test_an_answer_that_cannot_be_used_says_nothing(
    gateway: PaymentGateway, sim: PaymentSimulator, verb: str, fault: Fault
) -> None:
    """And whatever was asked can be asked again: nothing happens twice."""
    one = paid(gateway)
    back = refund(one, 100)
    if verb == "QUERY_REFUND":
        assert gateway.refund(back).state == "DONE"
    sim.plan(fault, verb)  # type: ignore[arg-type]
    ask: dict[str, Callable[[], object]] = {
        "QUERY": lambda: gateway.query(one).state,
        "REVOKE": lambda: (gateway.revoke(one).done, gateway.revoke(one).done)[0],
        "REFUND": lambda: gateway.refund(back).state,
        "QUERY_REFUND": lambda: gateway.query_refund(back).state,
    }
    unsure: dict[str, object] = {"QUERY": "UNKNOWN", "REVOKE": False, "REFUND": "UNKNOWN", "QUERY_REFUND": "UNKNOWN"}
    well: dict[str, object] = {"QUERY": "PAID", "REVOKE": True, "REFUND": "DONE", "QUERY_REFUND": "DONE"}

    assert ask[verb]() == unsure[verb]
    assert ask[verb]() == well[verb]

    booked = sim.order(one.number)
    assert booked is not None
    kept = {"QUERY": 598, "REVOKE": 0, "REFUND": 498, "QUERY_REFUND": 498}[verb]
    assert (booked.taken, booked.kept) == (1, kept)


def test_the_customer_types_and_pays(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = order()
    sim.plan(Fault.PASSWORD_PAYS, looks=2)
    assert gateway.pay(one, CODES[gateway.means]).state == "WAIT_USER"

    assert [gateway.query(one).state for _ in range(4)] == ["WAIT_USER", "WAIT_USER", "PAID", "PAID"]


def test_the_customer_gives_up_typing(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    """WeChat wants such an order revoked before it is over; Alipay closes it."""
    one = order()
    sim.plan(Fault.PASSWORD_REFUSES, looks=0)
    assert gateway.pay(one, CODES[gateway.means]).state == "WAIT_USER"

    found = gateway.query(one)

    assert (found.state, found.note) == {
        "WECHAT": ("UNKNOWN", "PAYERROR"),
        "ALIPAY": ("REVOKED", "TRADE_CLOSED"),
    }[gateway.means]
    assert gateway.revoke(one).done
    assert gateway.query(one).state == "REVOKED"
    booked = sim.order(one.number)
    assert booked is not None
    assert booked.taken == 0


def test_money_that_came_after_the_revoke_began_goes_back(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = order()
    sim.plan(Fault.PASSWORD_NEVER)
    sim.plan(Fault.PAID_AFTER_REVOKE)
    gateway.pay(one, CODES[gateway.means])

    first = gateway.revoke(one)
    assert (first.done, first.again) == (False, True)
    assert gateway.query(one).state == "PAID"

    assert gateway.revoke(one).done
    assert gateway.query(one).state == "REVOKED"
    booked = sim.order(one.number)
    assert booked is not None
    assert (booked.taken, booked.kept) == (1, 0)


def test_a_revoked_order_can_never_be_paid(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = order()
    sim.plan(Fault.PASSWORD_NEVER)
    gateway.pay(one, CODES[gateway.means])
    assert gateway.revoke(one).done
    assert gateway.revoke(one).done

    assert gateway.pay(one, CODES[gateway.means]).state == "REVOKED"
    booked = sim.order(one.number)
    assert booked is not None
    assert booked.taken == 0


def test_what_never_arrived_cannot_be_closed_and_may_still_arrive(
    gateway: PaymentGateway, sim: PaymentSimulator
) -> None:
    one = order()
    sim.plan(Fault.HELD_REQUEST)
    gateway.pay(one, CODES[gateway.means])

    answer = gateway.revoke(one)
    assert (answer.done, answer.again) == (False, True)

    assert sim.let_through() == 1
    assert gateway.query(one).state == "PAID"
    assert gateway.revoke(one).done


def test_asking_again_for_the_same_never_takes_the_money_twice(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = order()
    with ThreadPoolExecutor(10) as tills:
        answers = list(tills.map(lambda _: gateway.pay(one, CODES[gateway.means]).state, range(10)))

    assert answers.count("PAID") == 1
    assert set(answers) == {"PAID", "UNKNOWN"}
    booked = sim.order(one.number)
    assert booked is not None
    assert booked.taken == 1


# --- money back -------------------------------------------------------------------------------------------------------


def test_money_goes_back_in_parts_and_never_more_than_was_paid(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = paid(gateway, 1000)
    first, second, third = refund(one, 300), refund(one, 700), refund(one, 1)

    assert [gateway.refund(back).state for back in (first, first, second)] == ["DONE", "DONE", "DONE"]
    refused = gateway.refund(third)
    assert (refused.state, bool(refused.note)) == ("FAILED", True)
    assert [gateway.query_refund(back).state for back in (first, second, third)] == ["DONE", "DONE", "NOT_FOUND"]
    booked = sim.order(one.number)
    assert booked is not None
    assert booked.kept == 0


@pytest.mark.parametrize(
    ("fault", "at_last"), [(Fault.REFUND_PROCESSING_DONE, "DONE"), (Fault.REFUND_PROCESSING_REFUSED, "FAILED")]
)
def test_a_refund_that_the_service_works_on(
    gateway: PaymentGateway, sim: PaymentSimulator, fault: Fault, at_last: str
) -> None:
    one = paid(gateway)
    back = refund(one, 100)
    sim.plan(fault, looks=3)

    assert gateway.refund(back).state == "PROCESSING"
    states = [gateway.query_refund(back).state for _ in range(5)]
    assert states[0] == "PROCESSING"
    assert states[-1] == at_last
    booked = sim.order(one.number)
    assert booked is not None
    assert booked.kept == (498 if at_last == "DONE" else 598)


def test_too_little_on_the_shops_account(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = paid(gateway)
    back = refund(one, 100)
    sim.plan(Fault.REFUND_NO_MONEY)

    answer = gateway.refund(back)

    assert answer.state == "FAILED"
    assert "NOT_ENOUGH" in answer.note
    assert gateway.query_refund(back).state == "NOT_FOUND"


def test_a_refusal_is_not_believed_while_nobody_can_say_whether_the_refund_is_there(
    gateway: PaymentGateway, sim: PaymentSimulator
) -> None:
    one = paid(gateway)
    back = refund(one, 100)
    sim.plan(Fault.REFUND_NO_MONEY)
    sim.plan(Fault.LOST_ANSWER, "QUERY_REFUND")

    assert gateway.refund(back).state == "UNKNOWN"


@pytest.mark.parametrize("fault", [Fault.OTHER_ORDER, Fault.OTHER_AMOUNT])
def test_another_refund_is_not_ours(gateway: PaymentGateway, sim: PaymentSimulator, fault: Fault) -> None:
    one = paid(gateway)
    back = refund(one, 100)
    assert gateway.refund(back).state == "DONE"
    sim.plan(fault, "QUERY_REFUND")

    assert gateway.query_refund(back).state == "UNKNOWN"


# --- the time of the answer, several at once --------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["PAY", "QUERY", "REVOKE"])
def test_an_old_answer_played_again_is_not_believed(sim: PaymentSimulator, verb: str) -> None:
    wechat = the("WECHAT", sim)
    one = order()
    if verb != "PAY":
        wechat.pay(one, CODES["WECHAT"])
    sim.plan(Fault.CLOCK_SKEW, verb)  # type: ignore[arg-type]
    answer = {
        "PAY": lambda: wechat.pay(one, CODES["WECHAT"]),
        "QUERY": lambda: wechat.query(one),
        "REVOKE": lambda: wechat.revoke(one),
    }[verb]()

    assert answer.note == "CLOCK_DIFFERS"
    assert getattr(answer, "state", "UNKNOWN") == "UNKNOWN"
    assert not getattr(answer, "done", False)


def test_a_hundred_customers_at_ten_tills_get_their_own_answers(sim: PaymentSimulator) -> None:
    gateways = {means: the(means, sim) for means in MEANS}
    orders = [order(100 + at) for at in range(100)]
    for at, one in enumerate(orders):
        if at % 5 == 3:
            sim.plan(Fault.NO_MONEY, number=one.number)
        if at % 5 == 4:
            sim.plan(Fault.PASSWORD_NEVER, number=one.number)
    together = threading.Barrier(10)

    def till(first: int) -> list[tuple[str, str, str]]:
        together.wait(30)
        answers = []
        for at in range(first, 100, 10):
            gateway = gateways[MEANS[at % 2]]
            answer = gateway.pay(orders[at], CODES[gateway.means])
            answers.append((orders[at].number, answer.state, answer.reference))
        return answers

    with ThreadPoolExecutor(10) as tills:
        told = {number: (state, ref) for row in tills.map(till, range(10)) for number, state, ref in row}

    expected = ("PAID", "PAID", "PAID", "FAILED", "WAIT_USER")
    for at, one in enumerate(orders):
        state, ref = told[one.number]
        assert state == expected[at % 5]
        booked = sim.order(one.number)
        if state == "PAID":
            assert booked is not None
            assert (booked.fen, booked.reference, booked.taken) == (one.amount.fen, ref, 1)
    assert len({ref for state, ref in told.values() if state == "PAID"}) == 60
