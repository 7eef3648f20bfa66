"""The screens of login and selling, held in memory: an ordinary afternoon of the Daxing shop, without any books.

The rows are the shop's own (`pos.screens`); only what stands behind them is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from msgspec.structs import replace

from pos.core.authority import NotAllowed
from pos.core.basket import EmptyBasket
from pos.core.codes import UnknownCode
from pos.core.money import ONE, ZERO, Money, Quantity
from pos.core.staff import WrongPin
from pos.core.tickets import HeldTicket
from pos.screens.agreeing import Choice, FoundBuyer
from pos.screens.counter import Chip, Status
from pos.screens.shelves import Card, OriginShare, OriginTabRow, Shelf
from pos.screens.ticket import BasketRow, Echo, Found, StrayCode
from pos.screens.weighing import ScaleFace
from pos.settings import Settings

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 9, 8, 14, 26, tzinfo=BEIJING)
BANNER, RIGHT_FRONT, MAOJIAN, HETIAN, YUSHU, ZHANGBEI = "152529", "150926", "420302", "653201", "632701", "130722"
MANAGER = "135790"
BUYERS = (FoundBuyer("CG001", "区安澜街道办事处"), FoundBuyer("CG030", "区文澜小学食堂"))
CLERK = "246810"

_GOODS = (
    # code, name, size, price, unit, county, by weight, badge
    ("SP0001", "正镶白旗西瓜", "散称", "2.99", "500克", BANNER, True, ""),
    ("SP0002", "草原奶豆腐", "250 g 袋", "26.80", "袋", BANNER, False, ""),
    ("SP0003", "风干牛肉", "250 g 袋", "76.00", "袋", BANNER, False, ""),
    ("SP0004", "旱地马铃薯", "散称", "1.98", "500克", RIGHT_FRONT, True, ""),
    ("SP0005", "有机燕麦片", "1 kg 袋", "23.80", "袋", RIGHT_FRONT, False, ""),
    ("SP0006", "莜麦面粉", "2.5 kg 袋", "32.50", "袋", RIGHT_FRONT, False, ""),
    ("SP0007", "武当高山绿茶", "250 g 罐", "68.00", "罐", MAOJIAN, False, ""),
    ("SP0008", "房县花菇", "200 g 袋", "39.00", "袋", MAOJIAN, False, ""),
    ("SP0009", "神农百花蜜", "500 g 瓶", "45.80", "瓶", MAOJIAN, False, "LOW"),
    ("SP0010", "和田大枣 一级", "500 g 袋", "26.80", "袋", HETIAN, False, "PROMOTION"),
    ("SP0011", "薄皮核桃", "散称", "15.80", "500克", HETIAN, True, ""),
    ("SP0012", "玫瑰花酱", "230 g 瓶", "19.90", "瓶", HETIAN, False, "NEAR_EXPIRY"),
    ("SP0013", "牦牛肉干", "200 g 袋", "58.00", "袋", YUSHU, False, ""),
    ("SP0014", "黑青稞米", "1 kg 袋", "22.60", "袋", YUSHU, False, ""),
    ("SP0015", "人参果干", "100 g 袋", "36.00", "袋", YUSHU, False, "OUT"),
)
_NAMES = {
    BANNER: "正镶白旗",
    RIGHT_FRONT: "察哈尔右翼前旗",
    MAOJIAN: "茅箭区",
    HETIAN: "和田市",
    YUSHU: "玉树市",
    ZHANGBEI: "张北县",
}
CARDS = {code: Card(code, name, size, Money.yuan(price), unit, county, _NAMES[county], loose, badge)
         for code, name, size, price, unit, county, loose, badge in _GOODS}  # fmt: skip
#: What the scanner of this afternoon can read.
BARCODES = {"6901234500011": "SP0010", "6901234500028": "SP0005", "6901234500035": "SP0013"}
_PINYIN = {"SP0010": "htdz hetiandazao", "SP0005": "yjymp youjiyanmaipian", "SP0013": "mnrg maoniurougan"}


class Nobody:
    """A view until the page comes."""

    def refresh(self) -> None:
        """Nothing to draw."""


def basket_row(n: int, code: str, quantity: Quantity, price: Money | None = None, discount: Money = ZERO) -> BasketRow:
    """A line of the ticket."""
    card = CARDS[code]
    each = price or card.price
    shown = f"{quantity.thousandths * 500 / 1_000_000:.3f} kg" if card.weighed else f"{quantity} {card.unit}"
    return BasketRow(
        n=n,
        product=code,
        name=card.name,
        spec="" if card.weighed else card.spec,
        region=card.region,
        region_name=card.region_name,
        unit=card.unit,
        quantity=quantity,
        quantity_text=shown,
        price=each,
        price_text=f"{each} 元/{card.unit}",
        amount=each * quantity - discount,
        discount=discount,
        note="促销价 · 原 29.90" if card.badge == "PROMOTION" else "",
        weighed=card.weighed,
        label=False,
    )


class FakeSelling:
    """Has the face of `pos.screens.selling.SellingScreen`."""

    def __init__(self) -> None:
        self.view: Any = Nobody()
        self.rows: tuple[BasketRow, ...] = ()
        self.selected = 0
        self.echo = Echo()
        self.saved = ZERO
        self.held: tuple[HeldTicket, ...] = ()
        self.unknown_codes: tuple[StrayCode, ...] = ()
        self.tab = "FAVOURITES"
        counties = tuple(OriginTabRow(code, code, name) for code, name in _NAMES.items())
        self.tabs: tuple[OriginTabRow, ...] = (OriginTabRow("FAVOURITES", "", "常用"), *counties)
        self.more = tuple(OriginTabRow(code, code, code) for code in ("540102", "411326", "110101", "510105"))
        self.shelves: tuple[Shelf, ...] = ()
        self.shares: tuple[OriginShare, ...] = ()
        self.receipts_today = 0
        self.payment_begun = False
        self.payment_waits = False
        self.payment_unsure = False
        self.taken_text = ""
        self.scale_face: ScaleFace | None = None
        self.weighed = 0
        self.tares = 0
        self.terms: dict[str, object] = {"channel": "SHOP_WALKIN", "buyer_kind": "RESIDENT", "love_card": False}
        self.channels = (("SHOP_WALKIN", "门店散客"), ("COMMUNITY", "进社区"), ("CANTEEN", "进食堂"))
        self.buyer_kinds = (("RESIDENT", "市民"), ("ENTERPRISE", "企业"), ("PUBLIC_BODY", "机关"))
        self.buyer_number = ""
        self.agreed_text = ""
        self.choices: tuple[Choice, ...] = ()
        self.leave_given = False
        self.done: list[str] = []
        self.choose_tab("FAVOURITES")

    def weigh(self) -> None:
        self.weighed += 1

    def next_tare(self) -> None:
        self.tares += 1

    @classmethod
    def afternoon(cls) -> FakeSelling:
        """14:26: six lines, two held tickets, a stray code."""
        screen = cls()
        for code, quantity in (
            ("SP0005", "2"), ("SP0001", "8.432"), ("SP0013", "1"), ("SP0007", "1"), ("SP0004", "4.7"), ("SP0010", "3"),
        ):  # fmt: skip
            screen.add(code, Quantity.units(quantity))
        screen.saved = Money.yuan("9.30")
        at = datetime(2026, 9, 8, 6, 2, tzinfo=UTC)
        screen.held = (
            HeldTicket("王师傅", at, Money.yuan("126.40"), 3),
            HeldTicket("尾号 6620", at + timedelta(minutes=17), Money.yuan("58.00"), 1),
        )
        screen.unknown_codes = (StrayCode("6901234567892", "目录里没有"),)
        shares = ((BANNER, 3000), (RIGHT_FRONT, 2000), (HETIAN, 1900), (MAOJIAN, 1300), (YUSHU, 1000), (ZHANGBEI, 800))
        screen.shares = tuple(OriginShare(code, _NAMES[code], share) for code, share in shares)
        screen.receipts_today = 52
        return screen

    # what is shown

    @property
    def basket(self) -> tuple[object, ...]:
        """What a question is about."""
        return (self.rows, tuple(self.terms.items()))

    @property
    def attended(self) -> bool:
        return True

    @property
    def total(self) -> Money:
        return Money(sum(row.amount.fen for row in self.rows))

    @property
    def counts_text(self) -> str:
        return f"{len(self.rows)} 种 · {sum(not row.weighed for row in self.rows)} 件"

    @property
    def buyer_text(self) -> str:
        return dict(self.buyer_kinds)[str(self.terms["buyer_kind"])]

    @property
    def channel_text(self) -> str:
        return dict(self.channels)[str(self.terms["channel"])]

    @property
    def card_text(self) -> str:
        return "已出示" if self.terms["love_card"] else "未出示"

    @property
    def can_pay(self) -> bool:
        return bool(self.rows)

    @property
    def pay_blocked_because(self) -> str:
        return "" if self.rows else "还没有商品"

    # what the clerk does

    def enter(self, text: str) -> None:
        times, _, code = text.rpartition("*")
        if times == "" and text.startswith("*"):
            self.change_quantity(self.selected, Quantity.units(code))
            return
        product = BARCODES.get(code)
        if product is None:
            self.unknown_codes = (StrayCode(code, "目录里没有"), *self.unknown_codes)
            raise UnknownCode(code=code)
        self.add(product, Quantity.units(times) if times else None)

    def scan(self, code: str) -> int:
        self.enter(code)
        return self.selected

    def find(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        return tuple(
            Found(card.product, card.name, card.spec, card.price, card.unit, card.region, card.region_name, code)
            for code, card in CARDS.items()
            if text in card.name or text in _PINYIN.get(code, "")
        )[:limit]

    def add(self, product: str, quantity: Quantity | None = None, price: Money | None = None) -> int:
        n = len(self.rows) + 1
        row = basket_row(n, product, quantity or ONE, price)
        self.echo = Echo("added", row.name, f"{row.quantity_text} × {row.price}", row.amount)
        self._show((*self.rows, row), n)
        return n

    def select(self, n: int) -> None:
        self._show(self.rows, n)

    def change_quantity(self, n: int, quantity: Quantity) -> None:
        self._put(n, basket_row(n, self.rows[n - 1].product, quantity))

    def one_more(self, n: int) -> None:
        self.change_quantity(n, self.rows[n - 1].quantity + ONE)

    def one_less(self, n: int) -> None:
        self.change_quantity(n, self.rows[n - 1].quantity - ONE)

    def remove(self, n: int) -> None:
        kept = [row for row in self.rows if row.n != n]
        self._show(tuple(replace(row, n=i) for i, row in enumerate(kept, 1)), min(n, len(kept)))

    #: A clerk's page: a change of price asks for the manager.
    prices_alone = False

    def look_at_price(self, n: int, price: Money) -> None:
        """Nobody here sets prices alone, so nobody asks."""
        raise AssertionError

    def set_price(self, n: int, price: Money, reason: str = "") -> None:
        if not self.leave_given:
            raise NotAllowed(what="改价")
        row = self.rows[n - 1]
        self._put(n, basket_row(n, row.product, row.quantity, price))

    def set_discount(self, n: int, discount: Money) -> None:
        row = self.rows[n - 1]
        self._put(n, basket_row(n, row.product, row.quantity, row.price, discount))

    def set_ticket_discount(self, discount: Money) -> None:
        self.done.append(f"ticket discount {discount}")

    def link_code(self, code: str, product: str) -> None:
        self.done.append(f"link {code} {product}")
        self.dismiss_code(code)

    def check_code(self, code: str) -> None:
        self.done.append(f"check {code}")

    def dismiss_code(self, code: str) -> None:
        self.unknown_codes = tuple(stray for stray in self.unknown_codes if stray.code != code)
        self.view.refresh()

    def find_buyers(self, wanted: str) -> tuple[FoundBuyer, ...]:
        return tuple(one for one in BUYERS if wanted in one.number or wanted in one.name)

    def attribute(self, **atoms: object) -> None:
        self.terms.update(atoms)
        self._show(self.rows, self.selected)

    def hold(self, name: str = "") -> str:
        if not self.rows:
            raise EmptyBasket
        self.held = (*self.held, HeldTicket(name or "单 1", NOW, self.total, len(self.rows)))
        self._show((), 0)
        return name

    def recall(self, name: str) -> None:
        self.done.append(f"recall {name}")
        self.held = tuple(ticket for ticket in self.held if ticket.name != name)
        self._show(self.rows, self.selected)

    def cancel(self) -> None:
        self._show((), 0)

    def choose_tab(self, key: str) -> None:
        self.tab = key
        counties = [code for code in _NAMES if key in ("FAVOURITES", code)]
        self.shelves = tuple(
            Shelf(code, _NAMES[code], _NAMES[code] if key == "FAVOURITES" else "干货", cards)
            for code in counties
            if (cards := tuple(card for card in CARDS.values() if card.region == code))
        )
        self.view.refresh()

    def look_around(self) -> None:
        self.view.refresh()

    def reprint_last(self) -> None:
        self.done.append("reprint")

    def look_at_pin(self, pin: str) -> None:
        if pin != MANAGER:
            raise WrongPin

    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None:
        if pin != MANAGER:
            raise WrongPin
        self.leave_given = bool(reason)
        self.done.append(f"leave for {reason}")
        verb()
        self.leave_given = False

    def start_payment(self) -> None:
        if not self.rows:
            raise EmptyBasket

    def _put(self, n: int, row: BasketRow) -> None:
        self._show(tuple(row if old.n == n else old for old in self.rows), n)

    def _show(self, rows: tuple[BasketRow, ...], selected: int) -> None:
        self.rows, self.selected = rows, selected
        self.view.refresh()


@dataclass
class FakeLogin:
    """Has the face of `pos.screens.login.LoginScreen`."""

    shop_name: str = "大兴分中心"
    center_name: str = "北京市消费帮扶双创中心"
    outlet_text: str = "生物医药基地店 · 01 号机"
    view: Any = field(default_factory=Nobody)
    signed_in: bool = False
    float_: Money | None = None
    close_first: bool = False
    notes: tuple[tuple[str, str], ...] = (
        ("printer", "打印机就绪，58 毫米纸"),
        ("upload", "昨天的文件已交区里，回执已收"),
    )

    @property
    def origins(self) -> tuple[tuple[str, str, int], ...]:
        return tuple((code, name, 12) for code, name in _NAMES.items())

    @property
    def needs_shift(self) -> bool:
        return self.signed_in and self.float_ is None

    def load(self) -> None:
        """The shelves are as they were."""

    def sign_in(self, pin: str) -> None:
        if pin != CLERK:
            raise WrongPin
        self.signed_in = True
        self.view.refresh()

    def open_shift(self, float_: Money) -> None:
        self.float_ = float_
        self.view.refresh()


@dataclass
class FakeTill:
    """Who is signed in, whether a shift is open, and how long nobody may be away."""

    person: object | None = None
    shift: object | None = None
    close_first: bool = False
    settings: Settings = field(default_factory=lambda: Settings("DX03", "大兴分中心", "01", "110115"))


class FakeCounter:
    """Has the face of `pos.screens.counter.Counter`, as far as the window asks."""

    def __init__(self, selling: FakeSelling, *, at_work: bool = True) -> None:
        self.selling, self.login = selling, FakeLogin()
        self.till = FakeTill("03", "早班") if at_work else FakeTill()
        self.locked = 0

    def lock(self) -> None:
        self.locked += 1
        self.till.person = None
        self.login.signed_in = False

    def watch(self) -> None:
        """Nothing changes."""

    def status(self) -> Status:
        return Status(
            printing=Chip("ok", "0", "待打", "都打出来了"),
            unsent=Chip("warn", "1 天", "未交", "有 1 天的文件还没交"),
            net=Chip("ok", "", "联网", "网络通着"),
            clerk_text="03 李芳 · 早班",
            now=NOW,
        )
