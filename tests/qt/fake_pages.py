"""Screens for the page tests: the faces of `pos.screens`, with an ordinary day of the Daxing shop behind them.

The arithmetic of payment is the shop's own (`pos.core.tenders`); everything else is invented and held in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from pos.core.labels import means_label
from pos.core.money import ZERO, Money, Quantity
from pos.core.problems import Refusal
from pos.core.tenders import NotThisMeans, Tender, left_to_pay, paid, payment_code_means, settle
from pos.core.totals import DaySummary, DrawerCount, Group, Totals

BEIJING = timezone(timedelta(hours=8))
NOON = datetime(2026, 9, 8, 14, 27, 6, tzinfo=BEIJING)
MENG, MENG2, E, XIN, QING, JI = "152529", "150926", "420302", "653201", "632701", "130722"
NAMES = {MENG: "正镶白旗", MENG2: "察右前旗", E: "茅箭区", XIN: "和田市", QING: "玉树市", JI: "张北县"}


class NotAllowed(Refusal):
    """The word that asks for a manager; the sentence stands for the shop's own."""

    sentence = "Refund above 50.00 needs the manager's leave; nothing was changed."
    todo = "Ask the manager to enter a PIN and a reason, then do it again."


class PendingTicket(Refusal):
    sentence = "One ticket is still held; the shift was not closed."
    todo = "Take it back and finish it, or cancel it."


class View:
    """Counts how often a page was asked to draw itself; pages replace it by themselves."""

    def refresh(self) -> None:
        """Nothing to draw."""


@dataclass(frozen=True)
class BasketRow:
    n: int
    name: str
    spec: str
    region: str
    region_name: str
    quantity_text: str
    amount: Money


@dataclass(frozen=True)
class MeansRow:
    code: str
    label: str
    icon: str
    key: int
    enabled: bool
    why: str


@dataclass(frozen=True)
class TenderRow:
    n: int
    means: str
    label: str
    amount: Money
    kept: Money
    reference: str
    at: datetime
    state: str = "CONFIRMED"


@dataclass(frozen=True)
class Paid:
    receipt: str
    total: Money
    change: Money
    rounding: Money


def yuan(text: str) -> Money:
    return Money.yuan(text)


TICKET = (
    BasketRow(1, "有机燕麦片", "1 kg 袋", MENG2, "察右前旗", "2 袋", yuan("47.60")),
    BasketRow(2, "正镶白旗西瓜", "", MENG, "正镶白旗", "4.216 kg", yuan("25.21")),
    BasketRow(3, "牦牛肉干", "200 g 袋", QING, "玉树市", "1 袋", yuan("58.00")),
    BasketRow(4, "武当高山绿茶", "250 g 罐", E, "茅箭区", "1 罐", yuan("68.00")),
    BasketRow(5, "旱地马铃薯", "", MENG2, "察右前旗", "2.350 kg", yuan("9.31")),
    BasketRow(6, "和田大枣 一级", "500 g 袋", XIN, "和田市", "3 袋", yuan("80.40")),
)
ICONS = {
    "CASH": "banknote",
    "WECHAT": "qr",
    "ALIPAY": "qr",
    "ECNY": "qr",
    "UNIONPAY_QR": "qr",
    "CARD_POS": "card",
    "LOVE_CARD_BANK": "heart",
    "ORG_CREDIT": "building",
}


class FakePayment:
    """The payment screen over one ticket."""

    counts_text = "6 种 · 7 件 + 6.566 kg"
    buyer_text = "市民"
    channel_text = "门店散客"
    card_text = "未出示"

    def __init__(self, rows: tuple[BasketRow, ...] = TICKET) -> None:
        self.view: Any = View()
        self.rows = rows
        self.chosen = "CASH"
        self.finished: Paid | None = None
        self.left_for_selling = False
        self.drawer_opened = 0
        self._stands: list[Tender] = []

    @property
    def total(self) -> Money:
        return sum((row.amount for row in self.rows), ZERO)

    @property
    def paid(self) -> Money:
        return paid(self._stands)

    @property
    def left(self) -> Money:
        return left_to_pay(self.total, self._stands) if self.finished is None else ZERO

    @property
    def left_in_cash(self) -> Money:
        return self.left.down_to_jiao()

    @property
    def origins(self) -> tuple[tuple[str, str, Money], ...]:
        sums: dict[str, Money] = {}
        for row in self.rows:
            sums[row.region] = sums.get(row.region, ZERO) + row.amount
        return tuple((code, NAMES[code], money) for code, money in sorted(sums.items(), key=lambda one: -one[1].fen))

    @property
    def means(self) -> tuple[MeansRow, ...]:
        return tuple(
            MeansRow(
                code,
                means_label(code),
                icon,
                key,
                code != "ORG_CREDIT",
                "" if code != "ORG_CREDIT" else "先选买方单位 F7",
            )
            for key, (code, icon) in enumerate(ICONS.items(), 1)
        )

    @property
    def quick(self) -> tuple[Money, ...]:
        due = self.left_in_cash.fen
        found = [due]
        for note in (1000, 5000, 10000, 5000, 10000):
            more = (found[-1] // note + 1) * note
            if more not in found:
                found.append(more)
        return tuple(Money(fen) for fen in found[:5])

    @property
    def tenders(self) -> tuple[TenderRow, ...]:
        return tuple(
            TenderRow(n, one.means, means_label(one.means), one.handed, one.kept, one.reference, one.at)
            for n, one in enumerate(self._stands, 1)
        )

    def change_for(self, amount: Money) -> tuple[Money, Money, bool]:
        asked = self.left.down_to_jiao() if self.chosen == "CASH" else self.left
        if amount < asked:
            return ZERO, ZERO, False
        return amount - asked, asked - self.left, True

    def choose(self, means: str) -> None:
        self.chosen = means
        self.view.refresh()

    def pay(self, means: str, amount: Money, reference: str = "") -> Paid | None:
        settled = settle(self.total, self._stands, means, amount, reference, NOON)
        self._stands.append(settled.tender)
        if settled.complete:
            self.finished = Paid("DX03-01-001287", self.total, settled.change, settled.rounding)
        self.view.refresh()
        return self.finished

    def pay_code(self, code: str) -> Paid | None:
        means = payment_code_means(code)
        if means is None:
            raise NotThisMeans
        self.chosen = means
        return self.pay(means, self.left)

    def take_back(self, n: int) -> None:
        del self._stands[n - 1]
        self.view.refresh()

    def open_drawer(self) -> None:
        self.drawer_opened += 1

    def back(self) -> None:
        self.left_for_selling = True


@dataclass(frozen=True)
class Check:
    ok: bool
    title: str
    detail: str
    action: str = ""


@dataclass(frozen=True)
class Closed:
    z: int
    expected: Money
    counted: Money
    over_short: Money


class FakeShift:
    """The shift screen: 2,618.50 ought to lie in the drawer."""

    clerk_text = "03 李芳"
    opened_text = "08:55"
    receipts = 98
    refunds = 2
    openings = 1
    denominations = tuple(
        (yuan(value), label, unit)
        for value, label, unit in (
            ("100.00", "100 元", "张"),
            ("50.00", "50 元", "张"),
            ("20.00", "20 元", "张"),
            ("10.00", "10 元", "张"),
            ("5.00", "5 元", "张"),
            ("1.00", "1 元", "张"),
            ("0.50", "5 角", "枚"),
            ("0.10", "1 角", "枚"),
        )
    )

    def __init__(self, *, open_: bool = True) -> None:
        self.view: Any = View()
        self.open = open_
        self.result: Closed | None = None
        self.float_: Money | None = None
        self.counts: dict[str, int] | None = None
        self.moves: tuple[tuple[str, str, Money], ...] = (
            ("08:55", "备用金", yuan("500.00")),
            ("12:10", "上交店长 01", yuan("-200.00")),
        )
        self.held = False
        self.seen: list[str] = []

    @property
    def checks(self) -> tuple[Check, ...]:
        return (
            Check(True, "没有进行中的单", ""),
            Check(not self.held, "还有 2 张挂单" if self.held else "没有挂单", "取回收完，或写明原因作废", "selling"),
            Check(True, "打印都出了", "待打 0"),
            Check(False, "未交文件 1 天", "交班时一起导出到 U 盘", ""),
        )

    def open_shift(self, float_: Money) -> None:
        self.float_, self.open, self.result = float_, True, None
        self.moves = (("08:55", "备用金", float_),)
        self.view.refresh()

    def cash(self, direction: str, amount: Money, reason: str) -> None:
        signed = amount if direction == "in" else -amount
        self.moves = (*self.moves, ("14:10", reason, signed))
        self.view.refresh()

    def close(self, counted: Money | None, counts: dict[str, int] | None) -> Closed:
        if self.held:
            raise PendingTicket
        if counted is None:
            counted = sum((Money(Money.yuan(value).fen * n) for value, n in (counts or {}).items()), ZERO)
        self.counts = counts
        expected = yuan("2618.50")
        self.result, self.open = Closed(17, expected, counted, counted - expected), False
        self.view.refresh()
        return self.result


@dataclass(frozen=True)
class ExportDone:
    path: str
    name: str
    days: int


def _group(net: str, sales: int, refunded: str = "0.00", grams: int = 0) -> Group:
    return Group(yuan(net) + yuan(refunded), yuan(refunded), sales, 1 if refunded != "0.00" else 0, grams)


def day_summary(day: date) -> DaySummary:
    """The day of the picture: 12,846.30 net over six counties."""
    groups = {
        "by_region": {
            MENG: _group("3842.10", 31, grams=412600),
            MENG2: _group("2610.50", 28, "86.70", 286000),
            XIN: _group("2486.00", 26),
            E: _group("1650.20", 17),
            QING: _group("1204.00", 12),
            JI: _group("1053.50", 14),
        },
        "by_channel": {
            "GOV": _group("1900.00", 2),
            "SCHOOL": _group("1020.00", 2),
            "COMMUNITY": _group("800.00", 4),
            "SHOP_WALKIN": _group("9126.30", 90, "86.70"),
        },
        "by_buyer_kind": {"BUDGET_UNIT": _group("1900.00", 2), "RESIDENT": _group("10946.30", 96, "86.70")},
        "by_means": {
            "CASH": _group("2318.50", 24),
            "WECHAT": _group("5204.60", 42, "86.70"),
            "ALIPAY": _group("2466.90", 21),
            "ECNY": _group("318.00", 3),
            "CARD_POS": _group("486.00", 4),
            "LOVE_CARD_BANK": _group("152.00", 2),
            "ORG_CREDIT": _group("1900.00", 2),
        },
        "by_mode": {"OFFLINE": _group("12846.30", 98, "86.70")},
        "by_producer": {"91152529MA0Q3J1T5X": _group("6452.60", 59), "-": _group("6393.70", 39, "86.70")},
        "by_product": {
            "P0001": _group("3842.10", 31, grams=412600),
            "P0002": _group("2610.50", 28, "86.70"),
            "P0003": _group("2486.00", 26),
            "P0004": _group("1650.20", 17),
            "P0005": _group("1204.00", 12),
            "P0006": _group("1053.50", 14),
        },
        "by_clerk": {"03": _group("8100.20", 60), "02": _group("4746.10", 38, "86.70")},
        "by_hour": {
            f"{hour:02d}": _group(f"{120 * n}.00", n)
            for hour, n in zip(range(9, 21), (3, 6, 9, 12, 8, 5, 8, 10, 13, 12, 8, 4), strict=True)
        },
    }
    totals = Totals(
        sales=98,
        refunds=2,
        gross=yuan("12933.00"),
        refunded=yuan("86.70"),
        rounding=yuan("-0.30"),
        discount=yuan("42.10"),
        grams=866400,
        certified=yuan("11407.51"),
        groups=groups,
    )
    drawer = DrawerCount(
        shift=17,
        z=17,
        clerk="03",
        float_=yuan("500.00"),
        cash_sales=yuan("2318.50"),
        cash_in=ZERO,
        cash_out=yuan("200.00"),
        expected=yuan("2618.50"),
        counted=yuan("2618.00"),
        over_short=yuan("-0.50"),
    )
    return DaySummary(
        shop="DX03",
        shop_name="大兴分中心 生物医药基地店",
        till="01",
        district="110115",
        first_day=day.isoformat(),
        last_day=day.isoformat(),
        as_of="2026-09-08T20:10:00+08:00",
        totals=totals,
        drawers=(drawer,),
        first_receipt="DX03-01-001230",
        last_receipt="DX03-01-001329",
        all_closed=True,
        median_receipt=yuan("86.40"),
        product_names={
            "P0001": "正镶白旗西瓜",
            "P0002": "有机燕麦片 1 kg 袋",
            "P0003": "和田大枣 一级 500 g 袋",
            "P0004": "武当高山绿茶 250 g 罐",
            "P0005": "牦牛肉干 200 g 袋",
            "P0006": "张北莜面 2.5 kg 袋",
        },
        producer_names={"91152529MA0Q3J1T5X": "正镶白旗绿原合作社"},
        clerk_names={"02": "赵敏", "03": "李芳"},
        overrides=1,
        cancelled=2,
        drawer_openings=1,
        chain_head="9b1d" * 16,
        sync_file="DX03-01-20260908-0093.jsonl",
        same_day_last_week=yuan("12096.30"),
    )


class FakeDay:
    """The day screen; `pictures` answers the preview at once."""

    def __init__(self, *, shows_drawer: bool = True, picture: bytes = b"") -> None:
        self.view: Any = View()
        self.day = date(2026, 9, 8)
        self.shows_drawer = shows_drawer
        self.export_blocked_because = ""
        self.exported: ExportDone | None = None
        self.done: list[str] = []
        self.picture = picture
        self.empty = False

    @property
    def summary(self) -> DaySummary:
        found = day_summary(self.day)
        if self.empty:
            return replace(found, totals=Totals(), drawers=(), first_receipt="", last_receipt="", all_closed=False)
        return found

    @property
    def can_go_on(self) -> bool:
        return self.day < date(2026, 9, 8)

    def previous(self) -> None:
        self.day -= timedelta(days=1)
        self.view.refresh()

    def next(self) -> None:
        self.day += timedelta(days=1)
        self.view.refresh()

    def print_a4(self) -> str:
        self.done.append("a4")
        return "日报-2026-09-08.pdf"

    def print_roll(self) -> None:
        self.done.append("roll")

    def save_xlsx(self) -> str:
        self.done.append("xlsx")
        return "日报-2026-09-08.xlsx"

    def preview(self, then: Callable[[bytes], None]) -> None:
        then(self.picture)

    def export(self) -> ExportDone:
        self.done.append("export")
        self.exported = ExportDone("U:/sync", "DX03-01-20260908-0093.jsonl", 1)
        self.view.refresh()
        return self.exported


@dataclass(frozen=True)
class RefundRow:
    n: int
    name: str
    region: str
    region_name: str
    price_text: str
    sold_text: str
    back_text: str
    left: Quantity
    taking: Quantity
    amount: Money
    whole_only: bool


@dataclass(frozen=True)
class RefundReceipt:
    number: str
    at_text: str
    facts_text: str
    total: Money
    tenders_text: str
    rows: tuple[RefundRow, ...]


@dataclass(frozen=True)
class RefundMeans:
    code: str
    label: str
    detail: str
    enabled: bool = True
    why: str = ""


@dataclass(frozen=True)
class Done:
    receipt: str
    refunded: Money
    given: Money


class UnknownReceipt(Refusal):
    sentence = "There is no receipt {number}; nothing was taken back."
    todo = "Scan the code on the receipt, or type its number."


SOLD = (
    (1, "有机燕麦片", MENG2, "23.80 元/袋", "2 袋", 2000, "47.60", False),
    (2, "正镶白旗西瓜", MENG, "2.99 元/500克", "4.216 kg", 8432, "25.21", True),
    (3, "牦牛肉干", QING, "58.00 元/袋", "1 袋", 1000, "58.00", False),
    (4, "武当高山绿茶", E, "68.00 元/罐", "1 罐", 1000, "68.00", False),
    (5, "旱地马铃薯", MENG2, "1.98 元/500克", "2.350 kg", 4700, "9.31", True),
    (6, "和田大枣 一级", XIN, "26.80 元/袋", "3 袋", 3000, "80.40", False),
)


@dataclass
class FakeRefund:
    """The refund screen over receipt 1287; more than 50 yuan needs the manager (PIN 1111)."""

    query: str = ""
    receipt: RefundReceipt | None = None
    reason: str = ""
    chosen: str = "WECHAT"
    approval_text: str = ""
    done: Done | None = None
    view: Any = field(default_factory=View)
    reasons: tuple[str, ...] = ("质量问题", "买错了", "多扫了", "变质", "少秤", "其他")
    _taking: dict[int, int] = field(default_factory=dict)

    def look_up(self, text: str) -> None:
        if not text.strip().endswith("1287"):
            raise UnknownReceipt(number=text)
        self.query, self.done, self.approval_text, self.reason = "DX03-01-001287", None, "", ""
        self._taking = {}
        self._load()

    def _load(self) -> None:
        rows = []
        for n, name, region, price, sold, whole, net, whole_only in SOLD:
            taking = self._taking.get(n, 0)
            rows.append(
                RefundRow(
                    n,
                    name,
                    region,
                    NAMES[region],
                    price,
                    sold,
                    "",
                    Quantity(whole),
                    Quantity(taking),
                    yuan(net).portion(taking, whole),
                    whole_only,
                )
            )
        self.receipt = RefundReceipt(
            "DX03-01-001287",
            "9月8日 14:27",
            "01 号机 · 收银 03 · 市民 · 门店散客",
            yuan("288.52"),
            "微信 100.00 + 现金 188.50（抹零 0.02）",
            tuple(rows),
        )
        self.view.refresh()

    def take(self, n: int, quantity: Quantity) -> None:
        self._taking[n] = quantity.thousandths
        self._load()

    def take_all(self) -> None:
        self._taking = {n: whole for n, _, _, _, _, whole, _, _ in SOLD}
        self._load()

    @property
    def amount(self) -> Money:
        return sum((row.amount for row in self.receipt.rows), ZERO) if self.receipt else ZERO

    @property
    def given(self) -> Money:
        return self.amount if self.chosen != "CASH" else self.amount.down_to_jiao()

    @property
    def origins(self) -> tuple[tuple[str, str, Money], ...]:
        rows = self.receipt.rows if self.receipt else ()
        return tuple((row.region, row.region_name, row.amount) for row in rows if row.taking)

    def choose_reason(self, i: int) -> None:
        self.reason = self.reasons[i]
        self.view.refresh()

    @property
    def means(self) -> tuple[RefundMeans, ...]:
        return (
            RefundMeans("WECHAT", "退回微信", "原路退，最多 100.00"),
            RefundMeans("CASH", "退现金", f"钱箱要有 {self.amount.down_to_jiao()}"),
        )

    def choose_means(self, code: str) -> None:
        self.chosen = code
        self.view.refresh()

    def override(self, pin: str, reason: str) -> None:
        self.approval_text = f"已由店长 01 王店长批准：{reason}"
        self.view.refresh()

    def complete(self) -> Done:
        if self.amount.fen > 5000 and not self.approval_text:
            raise NotAllowed
        self.done = Done("DX03-01-001330", self.amount, self.given)
        self.view.refresh()
        return self.done
