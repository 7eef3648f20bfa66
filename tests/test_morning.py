"""Any morning at all: random gestures, and after each of them what must hold whatever happened before."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlcipher3 import dbapi2

from pos.core.catalog import Product
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money, Quantity
from pos.core.offers import CardBenefitRow, DealProduct, DealRow, OfferRow
from pos.core.staff import Person
from pos.core.stock_moves import Delivery, receive
from pos.db.store import FILE, Store
from tests.shop import OPENING, SHOP, Shop, copy_of

GOODS = ("SP0041", "SP0041", "SP0029", "SP0223", "00101", "00134", "SP0159", "6981217857264", "6996857000413")
#: Of these it is known how much there is; the gift box holds two of the first.
COUNTED = ("SP0041", "SP0029")
BOX, IN_THE_BOX = "SP0223", {"SP0041": 2}
AMOUNTS = st.sampled_from(("0.01", "0.05", "0.10", "5.00", "29.90", "50.00", "100.00", "1000.00", "12.34"))
QUANTITIES = st.sampled_from(("1", "2", "3", "4", "0.345", "0.5", "1.268", "24", "0.001"))
PIECES = st.sampled_from(("1", "2", "4", "7"))
MEANS = st.sampled_from(("CASH", "CASH", "WECHAT", "ALIPAY", "CARD_POS", "VOUCHER", "ORG_CREDIT", "SHELLS"))
NAMES = st.sampled_from(("3号牌", "5号牌", ""))
REASONS = st.sampled_from(("不要了", "拿错了", ""))
SOAK_STEPS = 100_000
GESTURES = (
    *("add", "scan", "line", "discount", "attribute", "hold", "recall", "cancel", "pay"),
    *("open_shift", "close_shift", "cash", "refund", "exchange", "refund_goods", "stock_out"),
)


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


class Watch:
    """Sees whether anything at all was written: the file's own count of commits that changed a page of it."""

    def __init__(self, file: Path) -> None:
        self._books = dbapi2.connect(str(file), isolation_level=None)

    def version(self) -> int:
        return int(self._books.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._books.close()


def total(amounts: Iterable[Money]) -> Money:
    return Money(sum(amount.fen for amount in amounts))


class Morning(RuleBasedStateMachine):
    """One till, one random morning. `self.cash` is what a careful clerk would have written on a slip of paper."""

    template: ClassVar[Path]
    #: How often each gesture was asked of any till since the last count began, and how often it was done.
    asked: ClassVar[Counter[str]] = Counter()
    done: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp())
        self.shop = Shop(copy_of(self.template, self.room / "shop"))
        self.watch = Watch(self.room / "shop" / FILE)
        self.checked = -1
        self.cash = ZERO
        self.rounding = ZERO
        self.numbers = 0
        self.handed: list[tuple[str, Money]] = []
        #: Every sale and the first means it was paid with.
        self.sold: list[tuple[str, str]] = []

    def teardown(self) -> None:
        self.watch.close()
        self.shop.close()
        shutil.rmtree(self.room)

    @classmethod
    def gestures(cls) -> int:
        """Steps so far: gestures asked, refused ones too."""
        return sum(cls.asked.values())

    @property
    def basket(self) -> Any:
        return self.shop.gestures.selling.basket

    def ask(self, do: str, **fields: object) -> dict[str, Any]:
        """One gesture: a refused one changes nothing, in no table, and takes no number."""
        before, basket = self.watch.version(), self.basket
        shift, person = self.shop.till.shift, self.shop.till.person
        told = self.shop.ask(do, **fields)
        Morning.asked[do] += 1
        Morning.done[do] += told["ok"]
        if not told["ok"]:
            assert self.watch.version() == before, told
            assert (self.basket, self.shop.till.shift, self.shop.till.person) == (basket, shift, person), told
        elif do in ("add", "cash", "open_shift", "close_shift"):
            assert self.watch.version() != before, "what was done is in the books, and the watch sees it"
        return told

    def took_number(self, receipt: str) -> None:
        self.numbers += 1
        assert receipt == f"DX03-01-{self.numbers:06d}"

    def paid_out(self, means: dict[str, str]) -> None:
        self.cash = self.cash - Money.yuan(means.get("CASH", "0"))

    # Who, and when

    @initialize(begun=st.sampled_from((True, True, True, False)))
    def sign_in(self, begun: bool) -> None:
        self.shop.manager()
        if begun:
            self.open_shift("500.00")
            self.sell("SP0041", "4", "WECHAT")
            self.sell("SP0223", "2", "CASH")

    @rule(who=st.sampled_from((("01", "manager"), ("03", "clerk"), ("04", "clerk"))))
    def change_clerk(self, who: tuple[str, str]) -> None:
        self.shop.till.person = Person(who[0], "", who[1])

    @rule()
    def leave(self) -> None:
        self.shop.leave()

    @rule(hours=st.sampled_from((1, 6, 20)))
    def time_goes_by(self, hours: int) -> None:
        self.shop.wait(hours=hours)

    @rule()
    def switch_off_and_on(self) -> None:
        self.shop.restart()

    # The ticket

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

    @rule(amount=AMOUNTS)
    def give_ticket_discount(self, amount: str) -> None:
        self.ask("discount", amount=amount)

    @rule(n=st.integers(1, 3), price=AMOUNTS)
    def set_price(self, n: int, price: str) -> None:
        self.ask("line", n=n, price=price)

    @rule(n=st.integers(1, 3))
    def remove(self, n: int) -> None:
        self.ask("line", n=n, remove=True)

    @rule(
        love_card=st.booleans() | st.none(),
        channel=st.sampled_from(("SCHOOL", "GOV", "MARS", None)),
        buyer_kind=st.sampled_from(("RESIDENT", "PUBLIC_BODY", None)),
    )
    def agree(self, love_card: bool | None, channel: str | None, buyer_kind: str | None) -> None:
        self.ask("attribute", love_card=love_card, channel=channel, buyer_kind=buyer_kind)

    @rule(name=NAMES)
    def hold(self, name: str) -> None:
        self.ask("hold", name=name)

    @rule(name=NAMES, known=st.booleans())
    def recall(self, name: str, known: bool) -> None:
        held = self.shop.gestures.selling.held
        self.ask("recall", name=held[0].name if known and held else name)

    @rule()
    def cancel(self) -> None:
        if self.ask("cancel")["ok"]:
            self.handed = []

    # Money

    @precondition(lambda self: self.basket.lines or self.basket.credit)
    @rule(means=MEANS, amount=AMOUNTS, all_of_it=st.booleans())
    def pay(self, means: str, amount: str, all_of_it: bool) -> None:
        basket = self.basket
        left = max(ZERO, basket.due) - total(tender.kept for tender in basket.tenders)
        handed = left if all_of_it else Money.yuan(amount)
        told = self.ask("pay", means=means, amount=str(handed))
        if told["ok"]:
            self.handed.append((means, handed))
        if "receipt" in told:
            self.completed(basket, told)

    def completed(self, basket: Any, told: dict[str, Any]) -> None:
        """Due = tenders - change - rounding; what came back and was set off was a number before this one."""
        if basket.credit is not None:
            self.took_number(told["refund"])
            self.rounding -= basket.credit.rounding
            assert told["refunded"] == str(basket.credit.net)
            back = total(Money.yuan(amount) for amount in told["back"].values())
            assert Money.yuan(told["set_off"]) + back == basket.credit.given
            self.paid_out(told["back"])
        self.took_number(told["receipt"])
        change, rounding = Money.yuan(told["change"]), Money.yuan(told["rounding"])
        handed = total(amount for _, amount in self.handed)
        assert told["total"] == str(total(line.net for line in basket.lines))
        assert handed - change == Money.yuan(told["total"]) + rounding - Money.yuan(told.get("set_off", "0"))
        self.cash = self.cash + total(amount for means, amount in self.handed if means == "CASH") - change
        self.rounding += rounding
        self.sold.append((told["receipt"], self.handed[0][0]))
        self.handed = []

    @precondition(lambda self: not self.basket.lines and not self.basket.credit and self.shop.till.shift)
    @rule(product=st.sampled_from(GOODS[:3]), pieces=PIECES, means=st.sampled_from(("CASH", "WECHAT")))
    def sell(self, product: str, pieces: str, means: str) -> None:
        """A whole ordinary sale: without them a random morning has little to take back."""
        if self.ask("add", product=product, quantity=pieces)["ok"]:
            self.pay(means, "0.00", True)

    @rule(float_=AMOUNTS | st.just("300.00"))
    def open_shift(self, float_: str) -> None:
        if self.ask("open_shift", float=float_)["ok"]:
            self.cash = Money.yuan(float_)

    @rule(direction=st.sampled_from(("in", "out")), amount=AMOUNTS)
    def move_cash(self, direction: str, amount: str) -> None:
        if self.ask("cash", direction=direction, amount=amount, reason="换零")["ok"]:
            moved = Money.yuan(amount)
            self.cash = self.cash + moved if direction == "in" else self.cash - moved

    @rule(counted=AMOUNTS)
    def close_shift(self, counted: str) -> None:
        told = self.ask("close_shift", counted=counted)
        if told["ok"]:
            assert told["expected"] == str(self.cash)
            assert Money.yuan(told["counted"]) - Money.yuan(told["expected"]) == Money.yuan(told["over_short"])

    # What comes back, and what goes out without a sale

    @precondition(lambda self: self.sold)
    @rule(data=st.data(), part=PIECES | st.none(), means=st.sampled_from(("", "CASH", "ALIPAY")))
    def take_back(self, data: st.DataObject, part: str | None, means: str) -> None:
        """A refund such as there are many: the first line of a sale or all of it, by its own means or with leave."""
        receipt, paid = data.draw(st.sampled_from(self.sold))
        self.shop.leave()
        lines = None if part is None else [{"n": 1, "quantity": part}]
        self.refunded(self.ask("refund", receipt=receipt, lines=lines, means=means or paid, reason="不要了"))

    @precondition(lambda self: self.sold and not self.basket.tenders)
    @rule(data=st.data(), part=PIECES | st.none(), product=st.sampled_from(GOODS[:4]), pieces=PIECES)
    def swap(self, data: st.DataObject, part: str | None, product: str, pieces: str) -> None:
        """An exchange to its end: goods back, others taken, the rest paid or paid out."""
        receipt, paid = data.draw(st.sampled_from(self.sold))
        self.shop.leave()
        lines = None if part is None else [{"n": 1, "quantity": part}]
        told = self.ask("exchange", receipt=receipt, lines=lines, reason="换一件")
        if told["ok"] and self.ask("add", product=product, quantity=pieces)["ok"]:
            self.pay(paid, "0.00", True)

    @precondition(lambda self: self.numbers)
    @rule(back=st.integers(0, 6), n=st.integers(1, 3), quantity=QUANTITIES, whole=st.booleans(), means=MEANS)
    def refund(self, back: int, n: int, quantity: str, whole: bool, means: str) -> None:
        lines = None if whole else [{"n": n, "quantity": quantity}]
        receipt = str(max(1, self.numbers - back))
        self.refunded(self.ask("refund", receipt=receipt, lines=lines, means=means, reason="不要了"))

    def refunded(self, told: dict[str, Any]) -> None:
        if told["ok"]:
            self.took_number(told["receipt"])
            assert Money.yuan(told["refunded"]) + Money.yuan(told["rounding"]) == Money.yuan(told["given"])
            assert told["given"] == str(total(Money.yuan(amount) for amount in told["means"].values()))
            self.rounding = self.rounding - Money.yuan(told["rounding"])
            self.paid_out(told["means"])

    @precondition(lambda self: self.numbers)
    @rule(back=st.integers(0, 6), n=st.integers(1, 3), quantity=PIECES, whole=st.booleans(), reason=REASONS)
    def exchange(self, back: int, n: int, quantity: str, whole: bool, reason: str) -> None:
        lines = None if whole else [{"n": n, "quantity": quantity}]
        self.ask("exchange", receipt=str(max(1, self.numbers - back)), lines=lines, reason=reason)

    @rule(product=st.sampled_from(GOODS), quantity=QUANTITIES, means=MEANS, reason=REASONS, leave=st.booleans())
    def refund_goods(self, product: str, quantity: str, means: str, reason: str, leave: bool) -> None:
        if leave:
            self.shop.leave()
        told = self.ask("refund_goods", product=product, quantity=quantity, means=means, reason=reason)
        if told["ok"]:
            self.took_number(told["receipt"])
            assert told["given"] == told["refunded"]
            self.paid_out({means: told["given"]})

    @rule(product=st.sampled_from(GOODS), quantity=QUANTITIES, kind=st.sampled_from(("TASTING", "WRITE_OFF", "GIFT")))
    def stock_out(self, product: str, quantity: str, kind: str) -> None:
        self.ask("stock_out", product=product, quantity=quantity, kind=kind, reason="试吃")

    @rule()
    def look(self) -> None:
        self.ask("find", text="htjz", limit=3)
        self.ask("reprint", receipt="1")
        self.ask("find_receipt", text="1")

    # What must hold after every gesture

    @invariant()
    def basket_on_the_counter_is_the_one_in_the_books(self) -> None:
        basket = self.basket
        assert basket.total == total(
            line.gross - line.discount - line.deal_off - line.ticket_off for line in basket.lines
        )
        assert all(line.net.fen >= 0 for line in basket.lines)
        assert basket.ticket_discount == total(line.ticket_off for line in basket.lines)
        assert total(tender.kept for tender in basket.tenders) == total(amount for _, amount in self.handed)
        with self.shop.store.read() as session:
            drafts = session.connection().exec_driver_sql("SELECT draft FROM tickets WHERE name IS NULL").all()
        if basket.lines or basket.credit:
            (draft,) = (json.loads(row[0]) for row in drafts)
            assert [line["quantity"] for line in draft["lines"]] == [line.quantity.thousandths for line in basket.lines]
            assert len(draft["tenders"]) == len(basket.tenders)
            assert ("credit" in draft) == (basket.credit is not None)

    @invariant()
    def the_books_agree(self) -> None:
        """All the rest is said by the file alone: where nothing was written since, it was said already."""
        version = self.watch.version()
        if version == self.checked:
            return
        journal = self.shop.journal()
        for check in self.checks():
            check(journal)
        assert self.watch.version() == version, "to look changes nothing"
        self.checked = version

    def checks(self) -> tuple[Callable[[list[dict[str, Any]]], None], ...]:
        return (
            self.drawer_is_float_and_what_moved,
            self.chain_is_whole_and_numbers_have_no_gap,
            self.lines_are_the_due_and_the_due_is_what_was_kept,
            self.nothing_came_back_that_was_not_sold,
            self.shelves_are_what_came_less_what_went,
            self.report_is_the_journal,
        )

    def drawer_is_float_and_what_moved(self, journal: list[dict[str, Any]]) -> None:
        if self.shop.till.shift is not None:
            assert self.shop.cash_in_drawer() == str(self.cash)
            assert self.cash.fen >= 0

    def chain_is_whole_and_numbers_have_no_gap(self, journal: list[dict[str, Any]]) -> None:
        verdict = self.shop.verified()
        assert verdict.sales + verdict.refunds == self.numbers
        assert verdict.rounding == self.rounding.fen
        printed = [record["no"] for record in journal if record["t"] in "SR"]
        assert printed == [f"DX03-01-{n:06d}" for n in range(1, self.numbers + 1)]

    def lines_are_the_due_and_the_due_is_what_was_kept(self, journal: list[dict[str, Any]]) -> None:
        for record in journal:
            if record["t"] in "SR":
                assert sum(line["net"] for line in record["lines"]) == record["net"] >= 0
                assert sum(tender["f"] for tender in record["ten"]) == record["net"] + record["rnd"]
                assert all(line["gross"] - line["disc"] == line["net"] for line in record["lines"])

    def nothing_came_back_that_was_not_sold(self, journal: list[dict[str, Any]]) -> None:
        """Of no sale more than it was, in goods, in net, in what was paid for it."""
        sold = {record["no"]: record for record in journal if record["t"] == "S"}
        back: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in journal:
            if record["t"] == "R" and record["of"] != "NONE":
                back[record["of"]].append(record)
        for number, records in back.items():
            sale = sold[number]
            assert sum(record["net"] for record in records) <= sale["net"]
            assert sum(record["net"] + record["rnd"] for record in records) <= sale["net"] + sale["rnd"]
            for of_line in ("q", "net", "g"):
                bought, returned = _by_product([sale], of_line), _by_product(records, of_line)
                assert all(amount <= bought[code] for code, amount in returned.items()), (number, of_line)

    def shelves_are_what_came_less_what_went(self, journal: list[dict[str, Any]]) -> None:
        """Of what is counted: received, less sold, tried and thrown away, more what came back."""
        there: Counter[str] = Counter()
        for record in journal:
            if record["t"] == "M":
                there[record["p"]] += record["q"]
        sold = _by_product([record for record in journal if record["t"] == "S"], "q")
        sold.subtract(_by_product([record for record in journal if record["t"] == "R"], "q"))
        there.subtract(sold)
        there.subtract({code: sold[BOX] * each for code, each in IN_THE_BOX.items()})
        with self.shop.store.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT p.code, sum(b.on_hand), sum((SELECT sum(quantity) FROM stock_moves WHERE batch_id = b.id))"
                " FROM batches b JOIN products p ON p.id = b.product_id GROUP BY p.code"
            )
            found = {code: (on_hand, moved) for code, on_hand, moved in rows}
        assert found == {code: (there[code], there[code]) for code in COUNTED}

    def report_is_the_journal(self, journal: list[dict[str, Any]]) -> None:
        """The open shift's rows and the journal are two books of the same things."""
        if self.shop.till.shift is None or self.shop.till.person is None:
            return
        told = self.shop.ask("x_report")
        since_z = list(itertools.takewhile(lambda record: record["t"] != "Z", reversed(journal)))
        sales = [record for record in since_z if record["t"] == "S"]
        refunds = [record for record in since_z if record["t"] == "R"]
        assert (told["sales"], told["refunds"]) == (len(sales), len(refunds))
        assert told["gross"] == str(Money(sum(record["net"] for record in sales)))
        assert told["refunded"] == str(Money(sum(record["net"] for record in refunds)))
        assert told["discount"] == str(Money(sum(r["disc"] for r in sales) - sum(r["disc"] for r in refunds)))
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        for sign, records in ((1, sales), (-1, refunds)):
            for record in records:
                for group, atom in (("by_channel", "ch"), ("by_buyer_kind", "bk"), ("by_clerk", "clerk")):
                    sums[group][record[atom]] += sign * record["net"]
                for tender in record["ten"]:
                    sums["by_means"][tender["k"]] += sign * tender["f"]
                for line in record["lines"]:
                    sums["by_region"][line["o"]] += sign * line["net"]
                    sums["by_product"][line["p"]] += sign * line["net"]
        for group, by_code in sums.items():
            assert {code: one["net"] for code, one in told[group].items()} == {
                code: str(Money(fen)) for code, fen in by_code.items()
            }, group
        means = sum(Money.yuan(group["net"]).fen for group in told["by_means"].values())
        assert means == Money.yuan(told["net"]).fen + Money.yuan(told["rounding"]).fen


def _by_product(records: Iterable[dict[str, Any]], of_line: str) -> Counter[str]:
    """A field of the lines summed by product; a gift box stands in several rows of one line, its quantity in each."""
    found: Counter[str] = Counter()
    for record in records:
        seen: set[int] = set()
        for line in record["lines"]:
            if of_line != "q" or line["i"] not in seen:
                found[line["p"]] += line[of_line]
            seen.add(line["i"])
    return found


def stock_up(folder: Path) -> Path:
    """A till that knows more: two deals, a promotion, money off for the love card, and goods that were counted."""
    store = Store.open(folder)
    first, last = date(2021, 9, 1), date(2021, 9, 30)
    with store.write() as session:
        id_of = {row[0]: row[1] for row in session.execute(select(Product.code, Product.id))}
        session.add(
            DealRow(number="D1", name="买三送一", kind="N_FREE_M", n=3, m=1, price=None, first=first, last=last)
        )
        price = Money.yuan("49.90")
        session.add(
            DealRow(number="D2", name="两件", kind="GROUP_PRICE", n=2, m=None, price=price, first=first, last=last)
        )
        session.flush()
        session.add(DealProduct(product_id=id_of["SP0041"], deal="D1"))
        session.add(DealProduct(product_id=id_of["SP0223"], deal="D2"))
        session.add(
            OfferRow(
                product_id=id_of["SP0029"],
                kind="PROMO",
                first=first,
                last=last,
                price=Money.yuan("1.11"),
                reference=None,
                fair=None,
                evidence=None,
            )
        )
        session.add(
            CardBenefitRow(
                number="K1",
                name="满减",
                issuer=None,
                bin6=None,
                kind="MONEY_OFF",
                from_amount=Money.yuan("100"),
                money_off=Money.yuan("7.77"),
                percent_off_bp=None,
                first=first,
                last=last,
            )
        )
        came = [_came(id_of[code], code, n) for code in COUNTED for n in (1, 2)]
        receive(session, Stamp(SHOP.till, OPENING - timedelta(hours=2), OPENING.date(), "01", True), came, here="")
    store.close()
    return folder


def _came(product_id: int, product: str, n: int) -> Delivery:
    return Delivery(
        product_id=product_id,
        product=product,
        number=f"{product}-{n}",
        produced_on=None,
        # The first batch ends while some mornings are still running.
        expires_on=OPENING.date() + timedelta(days=2) if n == 1 else None,
        life_days=None,
        received_on=OPENING.date() - timedelta(days=1),
        received=Quantity.units("30"),
        lost=Quantity(0),
        cost_price=None,
        ownership="OWN",
        conformity_no=None,
        waybill_no=None,
        outlet="",
    )


@pytest.fixture(scope="module", autouse=True)
def template(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    Morning.template = stock_up(copy_of(furnished, tmp_path_factory.mktemp("template") / "shop"))


def mornings(examples: int, steps: int, **more: Any) -> settings:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(
        max_examples=examples, stateful_step_count=steps, suppress_health_check=checks, deadline=None, **more
    )


class TestMorning(Morning.TestCase):  # type: ignore[misc, name-defined]
    settings = mornings(50, 40)


@pytest.mark.soak
def test_a_hundred_thousand_steps() -> None:
    """Mornings until so many gestures were asked; every round begins with other dice."""
    Morning.asked.clear()
    while Morning.gestures() < SOAK_STEPS:
        run_state_machine_as_test(Morning, settings=mornings(100, 80, derandomize=False, database=None))
    assert Morning.gestures() >= SOAK_STEPS
    never = {do for do in GESTURES if not Morning.done[do]}
    assert not never, "a rule that never succeeds tests nothing"
