"""Payment by code at the counter: whatever fails or dies, it is paid once and booked once, or neither."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from pos import settings as till_settings
from pos.core import pay_requests
from pos.core.daily_summary import attention
from pos.core.money import Money
from pos.core.pay_requests import Request
from pos.db.store import Store
from pos.screens import Till, pay_codes
from pos.screens.clock import Clock
from pos.screens.day import day_summary, latest_day
from pos.screens.gestures import Gestures
from pos.screens.shift import ShiftScreen
from tests.pay_service import PAY_FAULTS, QUERY_FAULTS, REFUND_FAULTS, REVOKE_FAULTS, PayService
from tests.shop import OPENING, Shop, copy_of

WECHAT_CODE, ALIPAY_CODE = "135112298638468293", "28763443825664394"
CODES = {"WECHAT": WECHAT_CODE, "ALIPAY": ALIPAY_CODE}


class Killed(BaseException):
    """The process ends here, as far as the code under test can tell."""


class PayShop(Shop):
    """The shop with two payment services; the clock stands still unless somebody waits."""

    def __init__(self, folder: Path) -> None:
        self.at: datetime = OPENING
        self.service = PayService(lambda: self.at, self.sleep)
        #: Dies at the place with that number, counted over transactions and questions; -1: never.
        self.die_at = -1
        self.places: list[str] = []
        super().__init__(folder, OPENING)

    def start(self, now: datetime | None = OPENING) -> None:
        self.settings = till_settings.load(self.folder)
        self.store = Mortal.open(self.folder)
        assert isinstance(self.store, Mortal)
        self.store.place = self.place
        clock = StillClock(self)
        self.till = Till.start(self.store, self.settings, self.folder, clock)
        self.till.gateways = self.service.gateways()
        self.service.around = lambda verb, before: self.place(f"{'before' if before else 'after'} {verb}")
        self.gestures = Gestures(self.till)

    def place(self, name: str) -> None:
        """Somewhere a process may die."""
        self.places.append(name)
        if len(self.places) - 1 == self.die_at:
            raise Killed

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def wait(self, **time: float) -> PayShop:
        self.at += timedelta(**time)
        return self

    def crash(self) -> None:
        """The process is gone; the books and the service stay. A new one starts a moment later."""
        person = self.till.person
        self.die_at = -1
        self.store.close()
        self.sleep(2)
        self.start()
        self.till.person = person

    # What is known

    @property
    def waits(self) -> str:
        return self.gestures.selling.basket.request

    def requests(self) -> list[Request]:
        with self.store.read() as session:
            numbers = session.scalars(text("SELECT number FROM pay_requests ORDER BY id")).all()
            return [request for number in numbers if (request := pay_requests.find(session, number)) is not None]

    def tick_on(self, seconds: float = 1500, *, until: Callable[[], bool] | None = None) -> None:
        """Time goes by, second by second where something is due, and the desk is told of each."""
        end = self.at + timedelta(seconds=seconds)
        while self.at < end and not (until or (lambda: not self.till.desk.open_requests()))():
            due = [at for r in self.till.desk.open_requests() if (at := self.till.desk.next_due(r.number)) is not None]
            soonest = min([at for at in due if at > self.at], default=self.at + timedelta(seconds=30))
            self.at = max(self.at + timedelta(milliseconds=100), min(soonest, self.at + timedelta(seconds=30)))
            self.till.desk.tick()

    def booked(self) -> int:
        """What the books say the services hold for this shop, in fen."""
        sums = {"SALE": 1, "REFUND": -1}
        with self.store.read() as session:
            rows = session.execute(
                text(
                    "SELECT r.kind, sum(t.kept) FROM receipt_tenders t JOIN receipts r ON r.id = t.receipt_id "
                    "WHERE t.means IN ('WECHAT', 'ALIPAY') AND t.reference NOT LIKE 'EXCHANGE %' GROUP BY r.kind"
                )
            ).all()
            held = session.scalars(text("SELECT draft FROM tickets WHERE name IS NOT NULL")).all()
        aside = [tender for draft in held for tender in json.loads(draft)["tenders"]]
        # Means, handed, kept, reference, moment, and for what a service took its order number.
        standing = sum(kept for means, _, kept, *more in aside if means in ("WECHAT", "ALIPAY") and len(more) > 2)
        standing += sum(t.kept.fen for t in self.gestures.selling.basket.tenders if t.request)
        return sum(sums[kind] * fen for kind, fen in rows) + standing

    def conserved(self) -> None:
        """What the services hold is what the books say; nobody paid twice; the chain is whole."""
        self.gestures.selling.reload()
        for request in self.requests():
            order = self.service.orders.get(request.number if request.of is None else request.of.number)
            assert order is None or order.taken in (0, order.amount)
        assert self.service.kept == self.booked(), [(r.kind, r.state, r.by_hand, r.tendered) for r in self.requests()]
        self.verified()

    def never_kept(self, *codes: str) -> None:
        """No byte of the shop's folder holds a payment code."""
        assert self.service.codes, "no code was shown to a service"
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        assert any(file.name.endswith("-wal") for file in files)
        for code in codes or tuple(CODES.values()):
            for file in files:
                assert code.encode() not in file.read_bytes(), file.name


class Mortal(Store):
    """A store in which the process may die before and after each transaction."""

    place: Callable[[str], None] = staticmethod(lambda name: None)

    @contextmanager
    def write(self, is_done: Any = None) -> Iterator[Any]:
        self.place("before a transaction")
        with super().write(is_done) as session:
            yield session
            self.place("before its commit")
        self.place("after its commit")


class StillClock(Clock):
    """Stands where the shop's clock stands."""

    def __init__(self, shop: PayShop) -> None:
        super().__init__(shop.at)
        self._shop = shop

    def now(self) -> datetime:
        return self._shop.at


@pytest.fixture
def shop(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PayShop]:
    made = PayShop(copy_of(furnished, tmp_path / "shop"))
    monkeypatch.setattr(pay_codes, "sleep", made.sleep)
    made.manager().open()
    yield made
    made.close()


def test_a_code_is_paid_and_the_sale_complete(shop: PayShop) -> None:
    shop.add("SP0041")
    told = shop.do("pay", means="WECHAT", amount="29.90", auth_code=WECHAT_CODE)

    assert (told["state"], told["receipt"], told["change"]) == ("PAID", "DX03-01-000001", "0.00")
    (request,) = shop.requests()
    assert (request.state, request.tendered, request.settled) == ("PAID", True, True)
    shop.conserved()
    shop.never_kept()


def begin(
    shop: PayShop, fault: str = "ok", means: str = "WECHAT", amount: str = "29.90", **faults: str
) -> dict[str, Any]:
    """Goods on the counter and a code shown, which meets that fault; what the till answers."""
    shop.service.plan("pay", fault)
    if not shop.gestures.selling.basket.lines:
        shop.add("SP0041")
    return shop.do("pay", means=means, amount=amount, auth_code=CODES[means])


def end(shop: PayShop) -> str:
    """The ticket after it was paid or not: what is not paid by code is paid in cash. Answers by what it was paid."""
    selling = shop.gestures.selling
    assert not selling.basket.request, "the ticket still waits"
    if not selling.basket.lines:
        return "CODE"
    left = selling.basket.total - Money(sum(tender.kept.fen for tender in selling.basket.tenders))
    shop.do("pay", means="CASH", amount="100.00") if left else shop.do("pay", means="CASH", amount="0.00")
    return "CASH" if left else "CODE"


#: What a code comes to that meets a fault, if nobody does anything.
OUTCOMES = {
    "ok": "CODE", "slow": "CODE", "lost": "CODE", "error_done": "CODE", "duplicate": "CODE", "typing_pays": "CODE",
    "lost_request": "CASH", "held": "CASH", "typing_refuses": "CASH", "typing_never": "CASH",
    "error_not_done": "CASH", "not_sent": "CASH", "failed": "CASH",
}  # fmt: skip


@pytest.mark.parametrize("means", ["WECHAT", "ALIPAY"])
@pytest.mark.parametrize("fault", PAY_FAULTS)
def test_every_fault_comes_to_an_end_by_itself(shop: PayShop, fault: str, means: str) -> None:
    begin(shop, fault, means)
    shop.tick_on()

    assert not shop.till.desk.open_requests()
    assert end(shop) == OUTCOMES[fault]
    shop.conserved()
    assert shop.service.kept == (2990 if OUTCOMES[fault] == "CODE" else 0)
    assert len(shop.service.codes) == 1, "a code is shown once"
    shop.never_kept()


@pytest.mark.parametrize("fault", PAY_FAULTS)
def test_a_crash_at_every_place(shop: PayShop, fault: str) -> None:
    places: Counter[str] = Counter()
    n, ended = 0, ""
    while True:
        taken = shop.service.kept
        shop.add("SP0041")
        shop.places, shop.die_at = [], n
        try:
            begin(shop, fault)
            shop.tick_on()
        except Killed:
            places[shop.places[-1]] += 1
            shop.crash()
            shop.service.plans.clear()
            shop.tick_on()
            if fault == "held":
                shop.service.let_through()
        else:
            break
        assert not shop.till.desk.open_requests(), shop.requests()
        ended = end(shop)
        shop.conserved()
        assert shop.service.kept - taken == (2990 if ended == "CODE" else 0)
        n += 1
    assert n > 6, "the crashes must hit every place"
    assert {"before a transaction", "before its commit", "after its commit", "before pay", "after pay"} <= set(places)
    shop.never_kept()


@pytest.mark.parametrize("query", QUERY_FAULTS)
@pytest.mark.parametrize("revoke", REVOKE_FAULTS)
@pytest.mark.parametrize("fault", ["lost", "typing_never", "typing_pays", "held"])
def test_questions_and_revokes_that_fail_themselves(shop: PayShop, fault: str, revoke: str, query: str) -> None:
    shop.service.plan("query", *[query] * 5)
    shop.service.plan("revoke", revoke, revoke)
    begin(shop, fault)
    if fault == "held":
        shop.tick_on(40)
        shop.service.let_through()
    shop.tick_on()

    assert not shop.till.desk.open_requests(), shop.requests()
    end(shop)
    shop.conserved()
    assert shop.service.seen[f"query {query}"] > 0


def test_paid_after_the_revoke_began_is_given_back(shop: PayShop) -> None:
    shop.service.plan("revoke", "paid_meanwhile")
    begin(shop, "typing_never")
    shop.tick_on()

    (order,) = shop.service.orders.values()
    assert (order.taken, order.kept) == (2990, 0)
    assert shop.requests()[0].state == "REVOKED"
    assert end(shop) == "CASH"
    shop.conserved()


def test_what_cannot_be_revoked_was_paid_and_is_booked(shop: PayShop) -> None:
    shop.service.plan("revoke", "paid_meanwhile", "cannot")
    begin(shop, "typing_never")
    shop.tick_on()

    assert shop.requests()[0].state == "PAID"
    assert end(shop) == "CODE"
    shop.conserved()


# While it is unknown


def unknown(shop: PayShop, fault: str = "lost", amount: str = "29.90") -> None:
    """A ticket that waits: the answer was lost, and the line is broken."""
    shop.service.always["query"] = "lost"
    assert begin(shop, fault, amount=amount)["state"] in ("UNKNOWN", "WAIT_USER")
    assert shop.waits


def test_nothing_else_is_taken_for_the_ticket_while_it_is_unknown(shop: PayShop) -> None:
    unknown(shop)
    for do, fields in (
        ("pay", {"means": "CASH", "amount": "30.00"}),
        ("pay", {"means": "WECHAT", "amount": "29.90", "auth_code": WECHAT_CODE}),
        ("pay", {"means": "ALIPAY", "amount": "29.90", "auth_code": ALIPAY_CODE}),
        ("scan", {"code": "6996857000413"}),
        ("line", {"n": 1, "remove": True}),
        ("discount", {"amount": "1.00"}),
        ("attribute", {"love_card": True}),
        ("cancel", {}),
    ):
        assert shop.refused(do, **fields) == "PaymentUnknown"
    assert shop.refused("close_shift", counted="300.00") == "SalesHeld"
    assert len(shop.service.codes) == 1


def test_the_price_stands_while_it_is_unknown_over_a_restart(shop: PayShop) -> None:
    unknown(shop)
    with shop.store.write() as session:
        session.execute(text("UPDATE products SET price = 9900 WHERE code = 'SP0041'"))
    shop.crash()
    shop.service.always.clear()
    shop.tick_on()

    assert [sale["net"] for sale in shop.journal("S")] == [2990]
    shop.conserved()


def test_asking_again_at_once(shop: PayShop) -> None:
    unknown(shop)
    shop.service.always.clear()
    told = shop.do("pay_ask")
    assert (told["state"], told["receipt"]) == ("PAID", "DX03-01-000001")
    assert shop.refused("pay_ask") == "NoSuchPayment"


def test_revoking_by_hand_is_not_too_early(shop: PayShop) -> None:
    unknown(shop)
    assert shop.refused("pay_revoke") == "RevokeTooEarly"
    shop.wait(seconds=16)
    told = shop.do("pay_revoke")
    assert (told["state"], told["left_to_pay"]) == ("REVOKED", "29.90")
    assert end(shop) == "CASH"
    shop.conserved()
    assert shop.service.kept == 0


def test_the_manager_confirms_and_the_service_says_so_later(shop: PayShop) -> None:
    unknown(shop)
    assert shop.refused("pay_settle", paid=True) == "NotAllowed"
    told = shop.leave("手机上看到已付").do("pay_settle", paid=True)
    assert told["receipt"] == "DX03-01-000001"
    (event,) = [e for e in shop.journal("E") if e["what"] == "PAYMENT_CONFIRMED_BY_HAND"]
    assert (event["by"], event["why"], event["f"]) == ("01", "手机上看到已付", 2990)

    (row,) = ShiftScreen(shop.till).open_payments
    assert (row.receipt, row.state, row.ways) == ("DX03-01-000001", "UNKNOWN", ("ASK", "SETTLE"))
    shop.do("close_shift", counted="300.00")
    shop.do("open_shift", float="300.00")
    assert [p["number"] for p in shop.do("payments")["payments"]] == [row.number]
    still_open = {"kind": "PAY", "means": row.means, "count": 1, "amount": "29.90"}
    assert shop.do("x_report")["unsettled"] == shop.do("z_report")["unsettled"] == [still_open]
    summary = day_summary(shop.till, day := latest_day(shop.till), day)
    assert ("未结清的收款", "1 笔 · 29.90") in attention(summary)
    assert [one.as_answer() for one in summary.unsettled] == [still_open]
    shop.tick_on(200)
    assert shop.service.seen["revoke ok"] == 0, "what is booked is never revoked"

    shop.service.always.clear()
    shop.tick_on()
    assert not shop.till.desk.open_requests()
    assert shop.do("z_report")["unsettled"] == []
    shop.conserved()


@pytest.mark.parametrize("alone", [True, False])
def test_who_has_the_act_settles_alone(shop: PayShop, alone: bool) -> None:
    unknown(shop)
    shop.till.settings = replace(shop.till.settings, roles={"clerk": {"pay_by_hand": alone}})
    shop.clerk()
    if alone:
        shop.do("pay_settle", paid=False)
    else:
        assert shop.refused("pay_settle", paid=False) == "NotAllowed"
        shop.leave().do("pay_settle", paid=False)
    (event,) = [e for e in shop.journal("E") if e["what"] == "PAYMENT_RELEASED_BY_HAND"]
    assert (event["who"], event["by"]) == ("03", "03" if alone else "01")


def test_the_manager_confirms_what_was_never_paid(shop: PayShop) -> None:
    unknown(shop, "error_not_done")
    shop.leave().do("pay_settle", paid=True)
    (made,) = shop.service.orders.values()
    made.state = "CLOSED"
    shop.service.always.clear()
    shop.tick_on(300)

    (row,) = ShiftScreen(shop.till).open_payments
    assert (row.state, row.ways) == ("REVOKED", ("SETTLE",))
    assert "payments" in {check.action for check in ShiftScreen(shop.till).checks}
    assert shop.refused("pay_settle", number=row.number, way="SETTLE") == "NotAllowed"
    shop.leave("顾客第二天来付了现金").do("pay_settle", number=row.number, way="SETTLE")
    assert ShiftScreen(shop.till).open_payments == ()
    assert [e["why"] for e in shop.journal("E") if e["what"] == "PAYMENT_SETTLED_BY_HAND"] == ["顾客第二天来付了现金"]
    shop.verified()


def test_the_manager_lets_the_ticket_go_on_and_the_money_comes_back(shop: PayShop) -> None:
    unknown(shop)
    told = shop.leave("顾客说没付").do("pay_settle", paid=False)
    assert (told["left_to_pay"], shop.waits) == ("29.90", "")
    assert end(shop) == "CASH"
    shop.sell("SP0029").pay_cash("10.00")

    shop.service.always.clear()
    shop.service.always["query"] = "not_sent"
    shop.tick_on()
    assert shop.requests()[0].state == "REVOKED"
    shop.conserved()
    assert shop.service.kept == 0


def test_money_that_came_for_no_ticket_goes_back_through_the_service(shop: PayShop) -> None:
    unknown(shop)
    shop.leave().do("pay_settle", paid=False)
    assert end(shop) == "CASH"
    shop.service.always.clear()
    shop.tick_on(4)
    (row,) = ShiftScreen(shop.till).open_payments
    shop.do("pay_ask", number=row.number)

    (row,) = ShiftScreen(shop.till).open_payments
    assert (row.state, row.ways, shop.service.kept) == ("PAID", ("GIVE_BACK", "SETTLE"), 2990)
    assert shop.do("pay_settle", number=row.number, way="GIVE_BACK")["payments"] == []
    shop.conserved()
    assert shop.service.kept == 0


# Taken back before the sale is complete


@pytest.mark.parametrize("fault", REFUND_FAULTS)
def test_a_tender_that_is_taken_off_goes_back(shop: PayShop, fault: str) -> None:
    begin(shop, amount="10.00")
    payment = shop.gestures.selling.start_payment()
    assert [(row.state, row.kept) for row in payment.tenders] == [("PAID", Money(1000))]
    shop.service.plan("refund", fault)
    payment.take_back(1)
    shop.tick_on(300)

    if fault == "refused":
        (row,) = ShiftScreen(shop.till).open_payments
        assert (row.kind, row.state, row.note, row.ways) == ("REFUND", "FAILED", "NOTENOUGH", ("GIVE_BACK", "SETTLE"))
        ShiftScreen(shop.till).give_back(row.number)
    assert not shop.till.desk.open_requests()
    shop.conserved()
    assert shop.service.kept == 0
    assert "PAYMENT_GIVEN_BACK" in {e["what"] for e in shop.journal("E")}
    assert end(shop) == "CASH"


def test_a_cancelled_ticket_gives_its_codes_back(shop: PayShop) -> None:
    begin(shop, amount="10.00")
    begin(shop, "typing_pays", "ALIPAY", "5.00")
    shop.do("cancel")
    shop.tick_on()
    assert sorted(r.kind for r in shop.requests()) == ["PAY", "PAY", "REFUND", "REFUND"]
    assert shop.service.kept == 0
    shop.conserved()


def test_a_tender_confirmed_by_hand_and_taken_off_is_revoked(shop: PayShop) -> None:
    shop.service.always["query"] = "not_sent"
    begin(shop, "lost", amount="10.00")
    shop.leave().do("pay_settle", paid=True)
    payment = shop.gestures.selling.start_payment()
    assert payment.tenders[0].state == "BY_HAND"
    payment.take_back(1)
    shop.tick_on()
    assert [r.state for r in shop.requests()] == ["REVOKED"]
    shop.conserved()
    assert shop.service.kept == 0


# Refunds of a receipt


@pytest.mark.parametrize("fault", REFUND_FAULTS)
def test_a_refund_goes_back_through_the_service(shop: PayShop, fault: str) -> None:
    shop.add("SP0041", "SP0029")
    begin(shop, amount="39.80")
    shop.service.plan("refund", fault)
    shop.do("refund", receipt="1", lines=[{"n": 1, "quantity": "1"}], means="WECHAT", reason="坏了")
    shop.tick_on(300)
    if fault == "refused":
        (row,) = ShiftScreen(shop.till).open_payments
        assert (row.receipt, row.amount) == ("DX03-01-000002", Money(2990))
        shop.leave("现金退给顾客").do("pay_settle", number=row.number, way="SETTLE")
        assert shop.service.kept == 3980
        return
    assert not shop.till.desk.open_requests()
    shop.conserved()
    assert shop.service.kept == 990
    shop.do("refund", receipt="1", means="WECHAT", reason="也坏了")
    shop.tick_on()
    shop.conserved()
    assert shop.service.kept == 0


def test_only_what_a_service_took_goes_back_through_it(shop: PayShop) -> None:
    shop.add("SP0041")
    shop.do("pay", means="WECHAT", amount="9.90", reference="店员看过手机")
    begin(shop, amount="20.00")
    shop.do("refund", receipt="1", means="WECHAT", reason="坏了")
    shop.tick_on()
    assert [(r.kind, r.amount) for r in shop.requests()] == [("PAY", Money(2000)), ("REFUND", Money(2000))]
    assert shop.service.kept == 0
    with shop.store.read() as session:
        rows = session.execute(text("SELECT receipt_id, tender_n FROM pay_requests WHERE kind = 'PAY'")).all()
        assert [tuple(row) for row in rows] == [(1, 2)]


def test_an_exchange_sets_off_and_what_comes_back_later_goes_back_where_it_came_from(shop: PayShop) -> None:
    begin(shop)
    shop.do("exchange", receipt="1", reason="换大的")
    shop.add("SP0041", "SP0029")
    begin(shop, amount="9.90")
    assert shop.service.kept == 3980
    shop.do("refund", receipt="3", means="WECHAT", reason="都不要了")
    shop.tick_on()
    shop.conserved()
    assert shop.service.kept == 0
    assert sorted(r.amount for r in shop.requests() if r.kind == "REFUND") == [Money(990), Money(2990)]


@pytest.mark.parametrize("fault", REFUND_FAULTS[:4])
def test_a_refund_over_a_crash_at_every_place(shop: PayShop, fault: str) -> None:
    n, hit = 0, 0
    while True:
        begin(shop)
        number = shop.journal("S")[-1]["no"]
        shop.service.plan("refund", fault)
        shop.places, shop.die_at = [], n
        try:
            shop.do("refund", receipt=number, means="WECHAT", reason="坏了")
            shop.tick_on()
        except Killed:
            hit += 1
            shop.crash()
            shop.tick_on()
            if not any(record["of"] == number for record in shop.journal("R")):
                shop.do("refund", receipt=number, means="WECHAT", reason="坏了")
                shop.tick_on()
        else:
            break
        assert not shop.till.desk.open_requests()
        shop.conserved()
        n += 1
    assert hit > 6
    assert shop.service.kept == 0


# The next customer


def put_aside(shop: PayShop, name: str = "王师傅") -> None:
    """A payment nobody can say anything of; its ticket makes way for the next customer."""
    unknown(shop)
    shop.do("hold", name=name)
    assert shop.gestures.selling.basket.lines == ()
    (card,) = shop.gestures.selling.held
    assert card.waits


def test_the_next_customer_is_served_while_a_payment_is_unknown(shop: PayShop) -> None:
    put_aside(shop)
    shop.add("SP0029")
    assert shop.do("pay", means="CASH", amount="10.00")["receipt"] == "DX03-01-000001"
    shop.add(("SP0029", "2"))
    before = shop.gestures.selling.basket
    shop.service.always.clear()
    shop.tick_on()
    assert shop.gestures.selling.held == ()
    assert shop.gestures.selling.basket == before, "what lies on the counter stays as it is"
    assert "王师傅" in shop.gestures.selling.echo.title
    assert [sale["net"] for sale in shop.journal("S")] == [990, 2990]
    shop.conserved()
    shop.crash()
    assert len(shop.gestures.selling.basket.lines) == 1


def test_a_held_payment_that_was_never_made_lets_its_ticket_go_on(shop: PayShop) -> None:
    put_aside(shop)
    (order,) = shop.service.orders.values()
    order.state, order.taken = "CLOSED", 0
    shop.service.always.clear()
    shop.tick_on()
    (card,) = shop.gestures.selling.held
    assert not card.waits
    shop.do("recall", name="王师傅")
    assert end(shop) == "CASH"
    shop.conserved()


def test_a_held_ticket_of_which_a_part_is_paid_comes_back_with_it(shop: PayShop) -> None:
    shop.add("SP0041", "SP0029")
    shop.do("pay", means="CASH", amount="9.90")
    unknown(shop, amount="20.00")
    shop.do("hold", name="一半")
    assert shop.refused("close_shift", counted="300.00") == "SalesHeld"
    shop.service.always.clear()
    shop.tick_on()
    (card,) = shop.gestures.selling.held
    assert not card.waits
    shop.crash()
    shop.do("recall", name="一半")
    assert [tender.means for tender in shop.gestures.selling.basket.tenders] == ["CASH", "WECHAT"]
    shop.conserved()
    assert shop.refused("hold", name="一半") == "PaymentBegun"
    shop.do("pay", means="CASH", amount="9.90")
    shop.conserved()


def test_a_held_payment_is_settled_after_the_ticket_came_back(shop: PayShop) -> None:
    put_aside(shop)
    shop.leave()
    assert shop.refused("pay_settle", paid=True) == "NoSuchPayment"
    shop.do("recall", name="王师傅")
    assert shop.leave("手机上看到已付").do("pay_settle", paid=True)["receipt"] == "DX03-01-000001"
    shop.service.always.clear()
    shop.tick_on()
    shop.conserved()


def test_another_till_leaves_a_payment_to_the_one_that_asks(shop: PayShop) -> None:
    put_aside(shop)
    with shop.store.write() as session:
        session.execute(text("UPDATE tickets SET till = '02' WHERE name = '王师傅'"))
    assert shop.refused("recall", name="王师傅") == "PaymentUnknown"


def test_an_exchange_that_is_put_aside_is_booked_where_it_lies(shop: PayShop) -> None:
    begin(shop)
    shop.do("exchange", receipt="1", reason="换大的")
    shop.add("SP0041", "SP0029")
    unknown(shop, amount="9.90")
    shop.do("hold", name="换货")
    shop.add("SP0029")
    shop.service.always.clear()
    shop.tick_on()
    assert shop.gestures.selling.held == ()
    assert len(shop.gestures.selling.basket.lines) == 1
    assert [one["net"] for one in shop.journal("S")] == [2990, 3980]
    shop.do("pay", means="CASH", amount="10.00")
    shop.conserved()
