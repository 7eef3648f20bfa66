"""What else happens at a till on a random morning: people, time, the drawer, goods that come back and go out."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from pos.core.codes import gs1_check_digit
from pos.core.money import Money, Quantity
from pos.core.staff import Person
from pos.screens.staff import StaffScreen
from tests.counter.furnished import CHERRIES, COUNTED, DATES, ENDING, GOODS, MILLET, TODAY
from tests.counter.selling_rules import Any_, Leave, Pieces, Quantities, Selling, at_rest, pick
from tests.counter.slip import SoldReceipt
from tests.shop import CLERK_PIN, MANAGER_PIN

Amounts = st.sampled_from(("0.05", "5.00", "12.34", "100.00"))
#: Codes that no goods have yet, with a right check digit.
NEW_CODES = tuple(f"{body}{gs1_check_digit(body)}" for body in ("690123456789", "692222222222", "9638507"))


def with_sales(self: Selling) -> bool:
    return self.shop.till.shift is not None and bool(self.slip.sold)


class Morning(Selling):
    """All of it."""

    # People and time

    @rule(which=st.integers(0, 11), n=Any_)
    def people(self, which: int, n: int) -> None:
        """Mostly somebody else just stands here, without the time that a PIN takes."""
        if which == 0 and self.shop.till.person is not None:
            self.lock_and_sign_in(n)
        elif which == 1 and self.shop.till.shift is not None:
            self.leave_with_a_pin(n % 4)
        elif which == 2:
            self.staff(n)
        else:
            no, role = pick((("01", "manager"), ("01", "manager"), ("03", "clerk")), n)
            self.shop.till.person = Person(no, "", role)

    def lock_and_sign_in(self, n: int) -> None:
        assert self.ask("lock")["ok"]
        self.wrong("NotLoggedIn", "add", product=DATES)
        if n % 3 == 0:
            self.wrong("WrongPin", "login", pin="000000")
        pin = pick(list(self.pins), n)
        told = self.ask("login", pin=pin)
        assert (told["clerk"], told["role"]) == self.pins[pin]
        # Clears the count of wrong ones, so that nobody is locked out.
        assert self.ask("login", pin=MANAGER_PIN)["role"] == "manager"

    def leave_with_a_pin(self, wrong: int) -> None:
        """The clerk needs the manager: a PIN and a reason, for one gesture."""
        self.shop.till.person = Person("03", "", "clerk")
        if wrong == 0:
            self.wrong("ReasonNeeded", "override", pin=MANAGER_PIN, reason=" ")
        elif wrong == 1:
            self.wrong("NotAllowed", "override", pin=CLERK_PIN, reason="我自己")
        self.wrong("NotAllowed", "drawer")
        assert self.ask("override", pin=MANAGER_PIN, reason="换零")["by"] == "01"
        assert self.ask("drawer")["ok"]

    def staff(self, n: int) -> None:
        """A hand comes, has another role, and goes."""
        self.shop.manager()
        page = StaffScreen(self.shop.till)
        page.load()
        if self.hands == 0:
            self.hands = 1
            assert self.verb("staff", lambda: page.add("05", "李芳", "clerk", "777888", "777888"))["ok"]
            self.pins["777888"] = ("05", "clerk")
        elif self.hands == 1 and n % 2:
            role = pick(("manager", "clerk"), n // 2)
            assert self.verb("staff", lambda: page.change_role("05", role))["ok"]
            self.pins["777888"] = ("05", role)
        elif self.hands == 1:
            self.hands = 2
            assert self.verb("staff", lambda: page.retire("05"))["ok"]
            del self.pins["777888"]
        else:
            assert not self.verb("staff", lambda: page.add("01", "", "clerk", "999888", "999888"))["ok"]

    @rule(hours=st.sampled_from((1, 1, 1, 1, 3, 20)), off_and_on=st.booleans())
    def time_goes_by(self, hours: int, off_and_on: bool) -> None:
        self.shop.wait(hours=hours)
        if off_and_on:
            self.shop.restart()

    # Beside the counter

    @rule(which=st.integers(0, 5), n=Any_)
    def beside_the_counter(self, which: int, n: int) -> None:
        if which == 0 and self.shop.till.shift is not None:
            self.link(n)
        elif which == 1:
            self.reprint(n)
        elif which == 2:
            self.ask("find", text="htjz", limit=3)
            self.ask("find_receipt", number="1")
            self.ask("payments")
        else:
            self.stock_out(pick((*COUNTED, "SP0001"), n), pick(("TASTING", "WRITE_OFF", "WRITE_OFF"), n // 5))

    def link(self, n: int) -> None:
        """A code that was unknown is known from now on; a known one is not given away."""
        self.shop.leave()
        code, product = pick(NEW_CODES, n), pick(COUNTED[:3], n)
        told = self.verb("link", lambda: self.shop.gestures.selling.link_code(code, product))
        assert told["ok"] == (code not in self.linked), told
        self.linked.setdefault(code, product)

    def reprint(self, n: int) -> None:
        self.shop.leave()
        if self.slip.numbers:
            assert self.ask("reprint", receipt=str(n % self.slip.numbers + 1))["ok"]
        else:
            self.wrong("UnknownReceipt", "reprint", receipt="1")

    def stock_out(self, product: str, kind: str) -> None:
        self.allowed(kind == "WRITE_OFF")
        told = self.ask("stock_out", product=product, quantity="1", kind=kind, reason="试吃")
        if product == ENDING and kind == "TASTING" and self.today > TODAY:
            assert told["refused"] == "PastItsDate", told

    # The drawer

    @precondition(lambda self: self.shop.till.shift is None)
    @rule(float_=Amounts)
    def open_shift(self, float_: str) -> None:
        self.wrong("NoShiftOpen", "add", product=DATES)
        self.begin_shift(float_)
        self.wrong("ShiftOpen", "open_shift", float="1.00")

    def begin_shift(self, float_: str) -> None:
        assert self.ask("open_shift", float=float_)["ok"]
        self.slip.drawer = Money.yuan(float_).fen

    @precondition(lambda self: self.shop.till.shift is not None)
    @rule(way=st.sampled_from(("in", "in", "out", "out", "all", "more")), amount=Amounts)
    def move_cash(self, way: str, amount: str) -> None:
        moved = Money.yuan(amount).fen
        if way == "in":
            assert self.ask("cash", direction="in", amount=amount, reason="换零")["ok"]
            self.slip.drawer += moved
        elif way == "more":
            too_much = str(Money(self.slip.drawer + 1))
            self.wrong("NotInDrawer", "cash", direction="out", amount=too_much, reason="送银行")
        else:
            moved = min(moved, self.slip.drawer) if way == "out" else self.slip.drawer // 2
            if moved:
                assert self.ask("cash", direction="out", amount=str(Money(moved)), reason="送银行")["ok"]
                self.slip.drawer -= moved

    @precondition(lambda self: self.shop.till.shift is not None)
    @rule(
        seldom=st.integers(0, 3),
        again=st.integers(0, 3),
        off=st.sampled_from((0, 0, 1, -1, 900)),
        by_notes=st.booleans(),
    )
    def close_shift(self, seldom: int, again: int, off: int, by_notes: bool) -> None:
        """Counted in one sum or note by note; refused while anything lies there or is held."""
        if self.basket.lines or self.basket.credit or self.slip.held:
            self.wrong("SalesHeld", "close_shift", counted="1.00")
            if seldom:
                return
            self.clear_the_counter()
        counted = max(0, self.slip.drawer + off)
        notes = {"100.00": counted // 10000, "1.00": counted % 10000 // 100, "0.01": counted % 100}
        asked = {"counts": notes} if by_notes else {"counted": str(Money(counted))}
        told = self.ask("close_shift", **asked)
        assert told["expected"] == str(Money(self.slip.drawer))
        assert told["counted"] == str(Money(counted))
        assert Money.yuan(told["over_short"]).fen == counted - self.slip.drawer
        self.counts.seen["closed by notes"] += by_notes
        self.books.follow()
        assert self.books.closed is not None
        told = self.ask("z_report")
        self.books.report_is(told, self.books.closed)
        assert told["expected"] == str(Money(self.slip.drawer))
        if again:
            self.begin_shift("300.00")

    def clear_the_counter(self) -> None:
        """Everybody goes home: what lies there is cancelled, and what is held."""
        self.ask("cancel")
        self.slip.handed = []
        for name in list(self.slip.held):
            assert self.ask("recall", name=name)["ok"]
            self.came_back_whole(name)
            assert self.ask("cancel")["ok"]

    # What comes back

    def some_of(self, sale: SoldReceipt, n: int, how: str) -> list[tuple[int, int]] | None:
        """Lines of a sale: all of it, a line, a part of one, more than is left, a line it has not."""
        if how == "all" or not sale.open:
            return None
        at = pick(sale.open, n)
        left = sale.lines[at].left
        if how == "line":
            return [(at, left)]
        if how == "part":
            return [(at, 1000 if left > 1000 and n % 2 else max(1, left // 2))]
        if how == "lines":
            return [(each, sale.lines[each].left) for each in sale.open[: max(1, len(sale.open) - 1)]]
        if how == "more":
            return [(at, left + 1)]
        return [(len(sale.lines) + 1, 1000)]

    @staticmethod
    def as_lines(asked: list[tuple[int, int]] | None) -> list[dict[str, object]] | None:
        return None if asked is None else [{"n": n, "quantity": str(Quantity(q))} for n, q in asked]

    How = st.sampled_from(("line", "line", "part", "lines", "part", "line", "all", "more", "none"))

    @precondition(lambda self: at_rest(self) and not self.basket.lines)
    @rule(
        goods=st.lists(st.tuples(st.integers(0, 9), Quantities), min_size=2, max_size=3),
        means=st.sampled_from(("CASH", "CASH", "WECHAT")),
        hows=st.lists(st.sampled_from(("line", "line", "part", "lines", "all", "more")), min_size=1, max_size=3),
        n=Any_,
    )
    def sell_and_take_back(self, goods: list[tuple[int, str]], means: str, hows: list[str], n: int) -> None:
        """The customer turns round at the door, and some of it comes back, bit by bit."""
        for product, quantity in goods:
            self.put(pick(GOODS, product), quantity)
        if self.basket.lines and "receipt" in self.hand_over(means):
            for how in hows:
                self.take_back(self.slip.sold[-1], n, how, means, leave=True)

    @precondition(with_sales)
    @rule(n=Any_, how=How, means=st.sampled_from(("own", "own", "own", "CASH", "ALIPAY", "SHELLS")), leave=Leave)
    def refund(self, n: int, how: str, means: str, leave: bool) -> None:
        sale = pick(self.slip.sold[-9:], n)
        self.take_back(sale, n, how, pick(list(sale.means), n) if means == "own" else means, leave)

    def take_back(self, sale: SoldReceipt, n: int, how: str, means: str, leave: bool) -> None:
        asked = self.some_of(sale, n, how)
        self.allowed(leave)
        told = self.ask(
            "refund", receipt=sale.number, lines=self.as_lines(asked), means=means, reason=pick(("坏了", "不要了"), n)
        )
        if not sale.may(asked):
            assert told.get("refused") in ("MoreThanSold", "NoSuchLine", "NotAllowed", "UnknownMeans"), told
        if not told["ok"]:
            return
        self.slip.next_number(told["receipt"])
        net, rounding = sale.took_back(asked)
        assert told["refunded"] == str(Money(net))
        assert told["rounding"] == str(Money(rounding))
        assert told["given"] == str(Money(net + rounding))
        assert sum(Money.yuan(amount).fen for amount in told["means"].values()) == net + rounding
        self.slip.rounding -= rounding
        self.slip.paid_out(told["means"], sale.buyer)
        seen = self.counts.seen
        seen[f"back: {how}"] += 1
        seen["back: rounding"] += rounding != 0
        seen["back: a line of several, of a rounded sale"] += (
            how == "line" and len(sale.lines) > 1 and sale.rounding < 0
        )

    @precondition(lambda self: with_sales(self) and not self.basket.tenders)
    @rule(n=Any_, how=How, product=st.sampled_from((DATES, CHERRIES, MILLET)), pieces=Pieces, ends=st.booleans())
    def exchange(self, n: int, how: str, product: str, pieces: str, ends: bool) -> None:
        """Goods back and others taken, the rest paid or paid out; sometimes the ticket stays open."""
        sale = pick(self.slip.sold[-9:], n)
        asked = self.some_of(sale, n, how)
        self.shop.leave()
        told = self.ask("exchange", receipt=sale.number, lines=self.as_lines(asked), reason="换一件")
        if not sale.may(asked):
            assert not told["ok"]
        if told["ok"] and self.put(product, pieces) and ends:
            self.hand_over("CASH" if self.left else "WECHAT")

    @precondition(lambda self: self.shop.till.shift is not None)
    @rule(
        product=st.sampled_from((DATES, CHERRIES, "SP0001")),
        quantity=st.sampled_from(("1", "2", "0.345")),
        means=st.sampled_from(("CASH", "CASH", "WECHAT", "ORG_CREDIT")),
        leave=Leave,
    )
    def refund_goods(self, product: str, quantity: str, means: str, leave: bool) -> None:
        self.allowed(leave)
        told = self.ask("refund_goods", product=product, quantity=quantity, means=means, reason="没有小票")
        assert not (told["ok"] and means == "ORG_CREDIT")
        if told["ok"]:
            self.slip.next_number(told["receipt"])
            assert told["given"] == told["refunded"]
            self.slip.paid_out({means: told["given"]})
