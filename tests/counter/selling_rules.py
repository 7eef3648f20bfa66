"""What a clerk may do at the counter: goods, prices, what is agreed, putting aside, money.

Every choice is drawn from few: a draw below a hundred is the same in every process (Hypothesis seeds larger ones with
whatever numbers stand in the modules that happen to be loaded), and small draws shrink well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from pos.core.codes import gs1_check_digit
from pos.core.money import Money
from tests.counter.furnished import BOX, BUYERS, CHERRIES, DATES, ENDING, FAIR, GOODS, MILLET, OPEN_PRICE, TODAY
from tests.counter.machine import Watched
from tests.counter.slip import as_held, asked_in_cash

T = TypeVar("T")
Any_ = st.integers(0, 59)
Seldom = st.integers(0, 9).map(lambda n: n == 7)
Leave = st.sampled_from((True, True, False))
Pieces = st.sampled_from(("1", "2", "3", "4", "7"))
Quantities = st.sampled_from(("1", "2", "3", "0.345", "1.268", "0.5"))
Percents = st.sampled_from((1, 3, 5, 9, 15, 33, 100))
#: Of what is left, how much is handed over: all, and for cash more, or a part.
Shares = st.sampled_from((100, 100, 100, 60, 33))
Means = st.sampled_from(("CASH", "CASH", "WECHAT", "ALIPAY", "CARD_POS", "VOUCHER", "ECNY"))
#: How much more than was asked lies on the counter, in fen.
Over = st.sampled_from((0, 0, 3, 10, 95, 2000))
CLERKS = (("01", "manager"), ("01", "manager"), ("03", "clerk"))
ATOMS: tuple[dict[str, object], ...] = (
    {"love_card": True},
    {"love_card": None},
    {"fair": FAIR},
    {"fair": None},
    {"channel": "SCHOOL"},
    {"channel": None, "buyer": None},
    {"buyer_kind": "STATE_ENTERPRISE", "buyer": None},
    {"motive": "BUY_AS_DONATION"},
    {"purchase_mode": "PROCURE"},
    {"purchase_mode": "SOURCE_DIRECT", "motive": None},
    *({"buyer": number} for number in BUYERS),
    *({"buyer": number, "agreement": agreement} for number, agreement in BUYERS.items() if agreement),
    {"buyer": "CG013", "love_card": True, "fair": FAIR},
)
WRONG_ATOMS: tuple[tuple[str, dict[str, object]], ...] = (
    ("NotAllowed", {"channel": "MARS"}),
    ("NotAllowed", {"buyer_kind": "PUBLIC_BODY"}),
    ("UnknownBuyer", {"buyer": "CG999"}),
    ("UnknownFair", {"fair": "F1999-01"}),
    ("FairNotOn", {"fair": "F2021-02"}),
    ("UnknownAgreement", {"agreement": "A99-99"}),
)


def pick(options: Sequence[T], n: int) -> T:
    return options[n % len(options)]


def label(flag: str, plu: str, *fields: int) -> str:
    body = f"{flag}{plu}" + "".join(f"{field:05d}" for field in fields)
    if flag == "29":
        return body + str(-sum(int(digit) * (1, 3)[n % 2] for n, digit in enumerate(body)) % 10)
    return body + str(gs1_check_digit(body))


#: PLU 00101 costs 5.98 a kilogram.
CODES = (
    *("6996857000413", "3*6996857000413", "6985245412204", "6981217857264", "2*6994268000299", "00101", DATES),
    *(label("21", "00101", 1234), label("22", "00134", 5), label("23", "00101", 2068), label("23", "00135", 250)),
    *(label("28", "00101", 598, 1000), label("29", "00101", 750, 449), label("28", "00101", 1200, 2000)),
    *(f"{DATES};{DATES}-2;20991231", f"{CHERRIES};{CHERRIES}-1;", "6992537001596"),
)
WRONG_CODES = (
    ("BadCheckDigit", "6996857000414"),
    ("UnknownCode", "6999990001231"),
    ("UnknownCode", label("23", "99999", 250)),
    ("ZeroLabel", label("23", "00101", 0)),
    ("BadCheckDigit", label("28", "00101", 598, 1000)[:-1] + str(9 - int(label("28", "00101", 598, 1000)[-1]))),
    ("NotGoods", "28763443825664394"),
    ("PastItsDate", f"{CHERRIES};{CHERRIES}-9;20200101"),
    ("NothingToSell", "0*6996857000413"),
)


def at_rest(self: Watched) -> bool:
    """Somebody stands at an open till, and no money lies on the counter."""
    return self.shop.till.shift is not None and not self.basket.tenders


def with_goods(self: Watched) -> bool:
    return at_rest(self) and bool(self.basket.lines)


class Selling(Watched):
    """The ticket and its payment."""

    def allowed(self, leave: bool) -> None:
        if leave:
            self.shop.leave()

    # Goods

    @precondition(at_rest)
    @rule(n=Any_, quantity=Quantities)
    def add(self, n: int, quantity: str) -> None:
        self.put(pick(GOODS, n), quantity)

    def put(self, product: str, quantity: str) -> bool:
        told = self.ask("add", product=product, quantity=quantity)
        if product == ENDING and self.today > TODAY:
            assert told["refused"] in ("PastItsDate", "TooMuch"), told
        return bool(told["ok"])

    @precondition(at_rest)
    @rule(n=Any_, price=st.sampled_from(("0.05", "12.34", "88.00")), leave=Leave)
    def scan(self, n: int, price: str, leave: bool) -> None:
        """A code; or goods that have no price until the clerk types one."""
        codes = (*CODES, *self.linked, "")
        code = pick(codes, n)
        self.allowed(leave)
        if not code:
            told = self.ask("add", product=OPEN_PRICE, quantity="1", price=price)
        else:
            told = self.ask("scan", code=code)
        if code in self.linked:
            assert told["product"] == self.linked[code]
        kind = {"": "open price"}.get(code) or ("18 digits" if len(code) == 18 else "batch tag" if ";" in code else "")
        if told["ok"] and kind:
            self.counts.seen[kind] += 1

    @precondition(with_goods)
    @rule(
        n=Any_, what=st.sampled_from(("quantity", "quantity", "price", "discount", "discount", "remove")), much=Percents
    )
    def change_line(self, n: int, what: str, much: int) -> None:
        lines = self.basket.lines
        at = n % len(lines)
        line = lines[at]
        self.allowed(n % 3 > 0)
        if what == "remove":
            self.ask("line", n=at + 1, remove=True)
        elif what == "quantity":
            self.ask("line", n=at + 1, quantity=pick(("1", "2", "3", "5", "0.75"), n))
        elif what == "price":
            self.ask("line", n=at + 1, price=str(Money(max(1, line.price.fen * (100 - much // 2) // 100))))
        else:
            self.ask("line", n=at + 1, discount=str(line.gross.portion(much, 100)))

    @precondition(with_goods)
    @rule(much=Percents, leave=Leave)
    def discount(self, much: int, leave: bool) -> None:
        basket = self.basket
        most = Money(sum((line.net + line.ticket_off).fen for line in basket.lines))
        self.allowed(leave)
        amount = most.portion(much, 100)
        if self.ask("discount", amount=str(amount))["ok"]:
            assert self.basket.total == most - amount

    @precondition(at_rest)
    @rule(n=Any_, leave=Leave)
    def agree(self, n: int, leave: bool) -> None:
        atoms = pick(ATOMS, n)
        self.allowed(leave)
        if self.ask("attribute", **atoms)["ok"]:
            for name in atoms:
                self.counts.seen[f"agreed {name}"] += 1

    # Aside and away

    @precondition(at_rest)
    @rule(name=st.sampled_from(("3号牌", "5号牌", "")), n=Any_, served=st.booleans())
    def next_customer(self, name: str, n: int, served: bool) -> None:
        """What lies there is put aside, the next one is served, and whoever waited longest comes back."""
        if not self.basket.lines and not self.basket.credit and not self.slip.held:
            self.put(pick(GOODS, n), "2")
        if self.basket.lines or self.basket.credit:
            before = as_held(self.basket)
            told = self.ask("hold", name=name)
            if name in self.slip.held:
                assert told["refused"] == "NameTaken"
                return
            self.slip.held[told["name"]] = before
        if served:
            self.sell(n, "2", "CASH", 0)
        if self.slip.held and not self.basket.lines:
            chosen = next(iter(self.slip.held))
            assert self.ask("recall", name=chosen)["ok"]
            self.came_back_whole(chosen)

    @precondition(lambda self: self.shop.till.shift and (self.basket.lines or self.basket.credit))
    @rule(n=st.integers(0, 5), tender=Any_)
    def change_of_mind(self, n: int, tender: int) -> None:
        """Mostly a tender is taken back; seldom the customer goes away."""
        if n == 5:
            assert self.ask("cancel")["ok"]
            self.slip.handed = []
        elif self.basket.tenders:
            at = tender % len(self.basket.tenders)
            payment = self.shop.gestures.selling.start_payment()
            assert self.verb("tender_back", lambda: payment.take_back(at + 1))["ok"]
            del self.slip.handed[at]

    # Money

    @precondition(lambda self: self.shop.till.shift and self.basket.lines)
    @rule(means=Means, share=Shares, over=Over)
    def pay(self, means: str, share: int, over: int) -> None:
        self.hand_over(means, share, over)

    def hand_over(self, means: str, share: int = 100, over: int = 0) -> dict[str, Any]:
        """So many per cent of what is left, or all of it and for cash some more."""
        basket, left = self.basket, self.left
        amount = left if share == 100 else left * share // 100
        if share == 100 and means == "CASH":
            amount = asked_in_cash(left) + (over if left else 0)
        told = self.ask("pay", means=means, amount=str(Money(amount)))
        if told["ok"]:
            self.slip.handed.append((means, amount))
        if "receipt" in told:
            self.completed(basket, told)
        return told

    def completed(self, basket: Any, told: dict[str, Any]) -> None:
        """What came back and was set off was a number before this one."""
        if basket.credit is not None:
            self.set_off(basket, told)
        tenders = len(self.slip.handed)
        self.slip.next_number(told["receipt"])
        self.slip.sale(basket, told)
        seen = self.counts.seen
        seen[f"sale of {min(3, len(basket.lines))} lines or more" if len(basket.lines) > 2 else "sale"] += 1
        seen["sale by several means"] += tenders > 1
        seen["sale with change"] += told["change"] != "0.00"
        seen["sale with rounding"] += told["rounding"] != "0.00"
        seen["sale with a discount"] += any(line.discount for line in basket.lines)
        seen["sale with a discount on all"] += bool(basket.ticket_discount) and len(basket.lines) > 1
        seen["sale with a deal"] += any(line.deal_off for line in basket.lines)
        seen["sale of a held ticket"] += basket.uuid in self.recalled
        for name in ("buyer", "agreement", "fair", "motive", "purchase_mode", "love_card"):
            seen[f"sale with {name}"] += bool(getattr(basket.terms, name))
        for line in basket.lines:
            seen[f"sold at {line.price_kind}"] += 1

    def set_off(self, basket: Any, told: dict[str, Any]) -> None:
        """An exchange is booked: its credit is worth what a refund would have been."""
        credit = basket.credit
        sale = self.slip.receipt(credit.receipt)
        self.slip.next_number(told["refund"])
        net, rounding = sale.took_back([(n, quantity.thousandths) for n, quantity in credit.asked])
        assert (credit.net.fen, credit.rounding.fen) == (net, rounding)
        assert told["refunded"] == str(Money(net))
        self.slip.rounding -= rounding
        back = sum(Money.yuan(amount).fen for amount in told["back"].values())
        assert Money.yuan(told["set_off"]).fen + back == net + rounding
        self.slip.paid_out(told["back"], sale.buyer)
        self.counts.seen["exchange booked"] += 1

    @precondition(lambda self: at_rest(self) and not self.basket.lines)
    @rule(n=Any_, pieces=Pieces, means=st.sampled_from(("CASH", "WECHAT")), over=Over)
    def sell(self, n: int, pieces: str, means: str, over: int) -> None:
        """An ordinary sale, from beginning to end."""
        if self.put(pick((DATES, CHERRIES, MILLET, BOX), n), pieces):
            self.hand_over(means, over=over)

    @precondition(lambda self: at_rest(self) and not self.basket.lines)
    @rule(
        goods=st.lists(st.tuples(st.integers(0, 9), Quantities), min_size=2, max_size=5),
        atoms=Any_,
        off=st.sampled_from(("line", "all", "all", "")),
        much=st.sampled_from((3, 5, 9)),
        first=Means,
        share=st.sampled_from((33, 60, 100)),
        over=Over,
    )
    def rich_sale(
        self, goods: list[tuple[int, str]], atoms: int, off: str, much: int, first: str, share: int, over: int
    ) -> None:
        """Several goods, something agreed, something off, two means."""
        self.shop.leave()
        self.ask("attribute", **pick(ATOMS, atoms))
        for n, quantity in goods:
            self.put(pick(GOODS, n), quantity)
        if not self.basket.lines:
            return
        if off == "line":
            self.change_line(atoms, "discount", much)
        elif off:
            self.discount(much, True)
        self.hand_over(first, share)
        if self.basket.lines:
            self.hand_over("CASH", over=over)

    @precondition(lambda self: at_rest(self) and not self.basket.lines)
    @rule(buyer=st.sampled_from(("CG001", "CG013", "CG013", "CG028", "CG017", None)), n=Any_, share=Shares)
    def sell_on_account(self, buyer: str | None, n: int, share: int) -> None:
        """On account of whoever has one, as far as it goes."""
        self.shop.leave()
        if not self.ask("attribute", buyer=buyer)["ok"] or not self.put(pick((DATES, MILLET, BOX), n), "1"):
            return
        told = self.hand_over("ORG_CREDIT", share)
        if told["ok"]:
            self.counts.seen["on account"] += 1
        if self.basket.lines:
            self.hand_over("CASH")

    # Not like this

    @precondition(lambda self: self.shop.till.shift is not None)
    @rule(n=Any_, which=st.lists(st.integers(0, 9), min_size=2, max_size=2))
    def wrongly(self, n: int, which: list[int]) -> None:
        """What is wrong whatever lies there."""
        for each in which:
            self.one_wrong(n, each)

    def one_wrong(self, n: int, which: int) -> None:
        begun = ("PaymentBegun",) if self.basket.tenders else ()
        lines, credit = len(self.basket.lines), self.basket.credit
        if which == 0:
            word, code = pick(WRONG_CODES, n)
            self.wrong((word, *begun), "scan", code=code)
        elif which == 1:
            word, atoms = pick(WRONG_ATOMS, n)
            self.wrong((word, *begun, "UnknownFair", "FairNotOn"), "attribute", **atoms)
        elif which == 2:
            at = lines + (len(credit.lines) if credit else 0) + 1 + n % 3
            self.wrong(("NoSuchLine", *begun), "line", n=at, quantity="1")
        elif which == 3:
            # Of a ticket that costs nothing any money is too much, in shells too.
            words = ("UnknownMeans", "EmptyBasket") if self.left else ("UnknownMeans", "EmptyBasket", "MoreThanDue")
            self.wrong(words, "pay", means="SHELLS", amount="1.00")
        elif which == 4 and self.basket.terms.buyer is None:
            self.wrong(("BuyerNeeded", "EmptyBasket", "MoreThanDue"), "pay", means="ORG_CREDIT", amount="0.01")
        elif which == 5 and self.left:
            too_much = str(Money(self.left + 1))
            self.wrong(("MoreThanDue", "EmptyBasket"), "pay", means="WECHAT", amount=too_much)
        elif which == 6:
            self.wrong("NothingHeld", "recall", name="9号牌")
        elif which == 7 and self.slip.held and (lines or credit):
            self.wrong(("BasketNotEmpty", *begun), "recall", name=pick(list(self.slip.held), n))
        elif which == 8 and not lines and not credit:
            self.wrong("EmptyBasket", "hold", name="7号牌")
        elif which == 9:
            self.wrong(("NothingToSell", *begun), "add", product=DATES, quantity="0")
