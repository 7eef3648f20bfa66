"""The state machine of a request for money: what may follow what, what is due when, and what is never written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import ColumnElement, column, insert, literal, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from pos.core import pay_refunds, pay_requests
from pos.core.authority import Leave
from pos.core.basket import PaymentUnknown
from pos.core.gateways import ALIPAY_TIMING, WECHAT_TIMING, PayAnswer, Paying, Refunding, Revoking, Timing
from pos.core.journal import Stamp
from pos.core.money import Money
from pos.core.pay_requests import PAY_STEPS, PENDING, NotThisWay, PayRequest, Request
from pos.core.pay_timing import Trail, next_step
from pos.core.problems import Trouble
from pos.db.store import Store
from tests.shop import BOUND

MADE = datetime(2021, 9, 8, 6, 27, 31, tzinfo=UTC)
STAMP = Stamp("01", MADE, MADE.date(), "03")
MANAGER = replace(BOUND, leave=Leave("01", "看过手机"))
NUMBER = "0123456789abcdef0123456789abcdef"
ANSWERS: tuple[PayAnswer, ...] = ("PAID", "WAIT_USER", "FAILED", "UNKNOWN", "NOT_FOUND", "REVOKED", "NOT_SENT")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path)
    yield made
    made.close()


COLUMNS = list(PayRequest.__table__.columns.keys())


def another(name: str) -> ColumnElement[object]:
    """The column of a second row for the same ticket."""
    others: dict[str, ColumnElement[object]] = {"id": literal(99), "number": literal("f" * 32)}
    return others.get(name, column(name))


def after(seconds: float) -> datetime:
    return MADE + timedelta(seconds=seconds)


def begin(session: Session, number: str = NUMBER, ticket: str = "T1") -> Request:
    return pay_requests.begin(session, STAMP, number=number, ticket=ticket, means="ALIPAY", amount=Money(18852))


def in_state(session: Session, state: str) -> Request:
    """A request that came to that state on the way that it comes there."""
    begin(session)
    if state == "NEW":
        pass
    elif state == "REVOKING":
        pay_requests.sent(session, NUMBER, after(0))
        pay_requests.revoke_begun(session, NUMBER, after(20))
    else:
        pay_requests.sent(session, NUMBER, after(0))
        if state != "SENT":
            wanted: dict[str, PayAnswer] = {"WAIT_USER": "WAIT_USER", "UNKNOWN": "UNKNOWN", "PAID": "PAID",
                                            "FAILED": "FAILED", "REVOKED": "REVOKED"}  # fmt: skip
            pay_requests.answered(session, NUMBER, Paying(wanted[state]), after(2), first=True)
    found = pay_requests.find(session, NUMBER)
    assert found is not None
    assert found.state == state
    return found


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("state", PAY_STEPS)
def test_every_answer_in_every_state(store: Store, state: str, answer: PayAnswer) -> None:
    if state == "NEW":
        # Nothing was asked, so nothing can be answered.
        return
    with store.write() as session:
        before = in_state(session, state)
        told = pay_requests.answered(session, NUMBER, Paying(answer), after(30))
    assert told.state == before.state or told.state in PAY_STEPS[before.state]
    if state in ("PAID", "FAILED", "REVOKED"):
        assert told == before, "what is certain stays"
    if answer == "NOT_SENT":
        assert told.state == before.state, "of an order that was sent once nobody can say that it was not"
    if state == "REVOKING" and answer == "PAID":
        assert told.state == "REVOKING", "the revoke that is under way gives it back"


def test_what_no_service_will_revoke_was_paid(store: Store) -> None:
    with store.write() as session:
        in_state(session, "REVOKING")
        assert pay_requests.answered(session, NUMBER, Paying("PAID"), after(30), no_revoke=True).state == "PAID"


def test_not_sent_is_certain_only_of_the_request_itself(store: Store) -> None:
    with store.write() as session:
        in_state(session, "SENT")
        assert pay_requests.answered(session, NUMBER, Paying("NOT_SENT"), after(1), first=True).state == "FAILED"


def test_an_order_nobody_knows_is_no_order_only_after_its_code_died(store: Store) -> None:
    with store.write() as session:
        in_state(session, "REVOKING")
        assert pay_requests.answered(session, NUMBER, Paying("NOT_FOUND"), after(60)).state == "REVOKING"
        assert pay_requests.answered(session, NUMBER, Paying("NOT_FOUND"), after(95)).state == "FAILED"


def test_what_was_never_sent_is_over_and_what_was_is_not(store: Store) -> None:
    with store.write() as session:
        begin(session)
        assert pay_requests.never_sent(session, NUMBER, after(9)).state == "FAILED"
        begin(session, "f" * 32)
        pay_requests.sent(session, "f" * 32, after(10))
        assert pay_requests.never_sent(session, "f" * 32, after(11)).state == "SENT"


def test_one_at_a_time_a_ticket(store: Store) -> None:
    with store.write() as session:
        begin(session)
        with pytest.raises(PaymentUnknown):
            begin(session, "f" * 32)
        begin(session, "e" * 32, "T2")
    with pytest.raises(IntegrityError), store.write() as session:
        # Past the rules in Python: the database itself takes no second one.
        session.execute(
            insert(PayRequest).from_select(
                COLUMNS,
                select(*map(another, COLUMNS)).where(column("ticket") == "T1").select_from(PayRequest.__table__),
            )
        )


def test_every_step_keeps_its_moment_for_ever(store: Store) -> None:
    with store.write() as session:
        in_state(session, "WAIT_USER")
        pay_requests.answered(session, NUMBER, Paying("UNKNOWN", note="TIMEOUT"), after(11))
        paid = pay_requests.answered(session, NUMBER, Paying("PAID", reference="42000188"), after(14))
        assert (paid.reference, paid.note) == ("42000188", "PAID")
        assert pay_requests.steps(session, paid.id) == (
            ("NEW", after(0)), ("SENT", after(0)), ("WAIT_USER", after(2)), ("UNKNOWN", after(11)), ("PAID", after(14)),
        )  # fmt: skip
    for statement in (
        "UPDATE pay_request_steps SET state = 'PAID'",
        "DELETE FROM pay_request_steps",
        "DELETE FROM pay_requests",
        "UPDATE pay_requests SET amount = 1",
        "UPDATE pay_requests SET number = 'x'",
    ):
        with pytest.raises((DatabaseError, Trouble)), store.write() as session:
            session.execute(text(statement))


def request(state: str = "SENT", **more: object) -> Request:
    """A request as it stands, out of no books."""
    plain = Request(
        1,
        "01",
        NUMBER,
        "T1",
        "PAY",
        "ALIPAY",
        Money(100),
        "03",
        "",
        MADE,
        state,
        MADE,
        "",
        "",
        False,
        False,
        None,
        None,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("timing", [WECHAT_TIMING, ALIPAY_TIMING])
def test_the_published_times(timing: Timing) -> None:
    trail, asked, now = Trail(asked=MADE), [], MADE
    while (step := next_step(request("UNKNOWN"), timing, now, trail)).what == "query":
        now = max(now, step.at)
        asked.append((now - MADE).total_seconds())
        trail = Trail(asked=now, asked_last="query")
    if timing is WECHAT_TIMING:
        assert asked == [5, 15, 25, 30]
    else:
        assert asked == [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]
    assert (step.what, step.at) == ("revoke", now), "at once after the last question"


@pytest.mark.parametrize("state", ["SENT", "WAIT_USER", "UNKNOWN", "REVOKING"])
def test_after_a_restart_everything_is_asked_at_once(state: str) -> None:
    later = after(3600)
    step = next_step(request(state), WECHAT_TIMING, later, Trail())
    assert (step.what, step.at <= later) == ("revoke" if state == "REVOKING" else "query", True)


def test_what_a_manager_confirmed_is_asked_about_and_never_revoked() -> None:
    trail = Trail(asked=after(0))
    for hour in range(1, 50):
        now = after(3600 * hour)
        step = next_step(request("UNKNOWN", by_hand="PAID", tendered=True), WECHAT_TIMING, now, trail)
        assert (step.what, step.at <= now) == ("query", True)
        trail = Trail(asked=now, asked_last="query")


def test_what_a_manager_released_or_the_service_gave_up_is_revoked_as_soon_as_that_may_be() -> None:
    for more in ({"by_hand": "UNPAID"}, {"note": "PAYERROR"}, {"note": "NOTPAY"}):
        asked = Trail(asked=after(6), asked_last="query")
        assert next_step(request("UNKNOWN", **more), ALIPAY_TIMING, after(6), asked).what == "query"
        asked = Trail(asked=after(15), asked_last="query")
        assert next_step(request("UNKNOWN", **more), ALIPAY_TIMING, after(15), asked).what == "revoke"


def test_nothing_is_due_once_it_is_certain() -> None:
    for state in set(PAY_STEPS) - set(PENDING):
        assert next_step(request(state), WECHAT_TIMING, after(99), Trail()).what == "nothing"


@pytest.mark.parametrize("state", PAY_STEPS)
def test_by_hand_only_while_it_is_unknown(store: Store, state: str) -> None:
    with store.write() as session:
        in_state(session, state)
        if state in ("SENT", "WAIT_USER", "UNKNOWN"):
            assert pay_requests.confirmed_by_hand(session, STAMP, NUMBER, MANAGER).by_hand == "PAID"
        else:
            with pytest.raises(NotThisWay):
                pay_requests.confirmed_by_hand(session, STAMP, NUMBER, MANAGER)
        if state in ("PAID", "FAILED", "REVOKED", "SENT", "WAIT_USER", "UNKNOWN"):
            with pytest.raises(NotThisWay):
                pay_requests.released_by_hand(session, STAMP, NUMBER, MANAGER)
        else:
            assert pay_requests.released_by_hand(session, STAMP, NUMBER, MANAGER).by_hand == "UNPAID"


def test_what_is_open_stays_open_until_money_and_books_say_the_same(store: Store) -> None:
    with store.write() as session:
        in_state(session, "UNKNOWN")
        pay_requests.confirmed_by_hand(session, STAMP, NUMBER, MANAGER)
        pay_requests.tender_stands(session, NUMBER)
        assert len(pay_requests.open_requests(session, "01")) == 1
        assert not pay_requests.open_requests(session, "02")
        assert pay_requests.answered(session, NUMBER, Paying("REVOKED"), after(99)).settled is False
        assert pay_requests.settled_by_hand(session, STAMP, NUMBER, MANAGER).settled is True
        with pytest.raises(NotThisWay):
            pay_requests.settled_by_hand(session, STAMP, NUMBER, MANAGER)
        assert not pay_requests.open_requests(session, "01")


def test_money_for_no_ticket_is_given_back_and_a_refusal_of_that_is_asked_anew(store: Store) -> None:
    with store.write() as session:
        in_state(session, "UNKNOWN")
        with pytest.raises(NotThisWay):
            pay_refunds.give_back(session, STAMP, NUMBER, reason="退款")
        pay_requests.released_by_hand(session, STAMP, NUMBER, MANAGER)
        assert pay_requests.answered(session, NUMBER, Paying("PAID"), after(9)).stray
        pay_refunds.give_back(session, STAMP, NUMBER, reason="退款")
        (back,) = pay_requests.open_requests(session, "01")
        pay_refunds.refund_sent(session, back.number, after(10))
        failed = pay_refunds.refund_answered(session, back.number, Refunding("FAILED", note="NOTENOUGH"), after(11))
        assert (failed.state, failed.settled) == ("FAILED", False)
        pay_refunds.give_back(session, STAMP, back.number, reason="退款")
        (again,) = pay_requests.open_requests(session, "01")
        assert (again.amount, again.number == back.number) == (Money(18852), False)
        pay_refunds.refund_sent(session, again.number, after(12))
        pay_refunds.refund_answered(session, again.number, Refunding("DONE"), after(12))
        assert not pay_requests.open_requests(session, "01")


def test_a_revoke_is_done_or_goes_on(store: Store) -> None:
    with store.write() as session:
        in_state(session, "REVOKING")
        again = Revoking(done=False)
        assert pay_requests.revoke_answered(session, NUMBER, again, after(22)).state == "REVOKING"
        assert pay_requests.revoke_answered(session, NUMBER, Revoking(done=True), after(25)).state == "REVOKED"
