"""The sheets of the programme book (SHEETS.md section 5): their columns, how each cell is read, where it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pos.core import regions
from pos.core.agreements import Agreement
from pos.core.buyers import Buyer
from pos.core.channels import ATOMS
from pos.core.fairs import Fair
from pos.core.money import MOST_MONEY, Money, Quantity
from pos.core.offers import CardBenefitRow, DealRow, OfferRow
from pos.core.problems import Refusal
from pos.core.programme import AidedProducer, Households, Outlet, PairingRow, Project, Quota
from pos.core.tables import Base
from pos.exchange.sheets import cells
from pos.exchange.sheets.cells import Fault
from pos.exchange.sheets.goods import MOST_PRICE, credit_code
from pos.exchange.sheets.reading import Value
from pos.exchange.sheets.tables import Column

#: A cell's reader: what is not filled in is None. `today` is the day whose regions count.
Reader = Callable[[Value, date], Any]

OUTLET_KINDS = {
    "分中心": "SUB_CENTER",
    "展销馆": "PAVILION",
    "专区": "ZONE",
    "专柜": "COUNTER",
    "智能柜": "SMART_CABINET",
    "展销柜台": "FAIR_COUNTER",
}
SITE_TYPES = {"商业圈": "BUSINESS_DISTRICT", "社区": "COMMUNITY", "产业基地": "INDUSTRIAL_BASE", "其他": "OTHER"}
SCHEMES = {
    "京蒙协作": "BJ_NM",
    "京冀帮扶": "BJ_HE",
    "对口支援": "COUNTERPART_SUPPORT",
    "对口协作": "COUNTERPART_COOPERATION",
    "其他": "OTHER",
}
LEVELS = {"区": "DISTRICT", "市": "CITY"}
PRODUCER_KINDS = {"企业": "ENTERPRISE", "合作社": "COOP", "家庭农场": "FAMILY_FARM", "经销商": "TRADER"}
BASES = {"申报": "DECLARED", "按销售额": "PER_YUAN"}
BUYER_KINDS = {
    "预算单位": "BUDGET_UNIT",
    "食堂": "CANTEEN",
    "民营企业": "PRIVATE_ENTERPRISE",
    "社会组织": "SOCIAL_ORG",
    "商超": "SUPERMARKET",
}
CHANNELS = dict(
    zip(
        ("机关", "企业", "事业单位", "学校", "医院", "商超", "社区", "批发市场", "集贸市场", "门店散客"),
        ATOMS,
        strict=True,
    )
)
AGREEMENT_KINDS = {
    "采购协议": "PURCHASE",
    "年度采购协议": "ANNUAL_PURCHASE",
    "代销框架协议": "CONSIGNMENT_FRAME",
    "认购协议": "SUBSCRIPTION",
}
AGREED_UNITS = {unit: unit for unit in ("斤", "公斤", "箱", "件")}
PRICE_KINDS = {"展销价": "FAIR", "促销价": "PROMO", "单位价": "ORG"}
PROJECT_KINDS = {"项目": "PROJECT", "补贴": "SUBSIDY"}
COUNTED_IN = {"户": "HOUSEHOLD", "人": "PERSON"}
BENEFIT_KINDS = {"会员价": "CARD_PRICE", "满减": "MONEY_OFF", "折扣": "PERCENT_OFF"}
DEAL_KINDS = {"买赠": "N_FREE_M", "组合价": "GROUP_PRICE"}
YES_NO = {"是": True, "否": False}
ALL, PAIRED = "全部", "全部结对地区"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One column: `attr` is where it is kept ("" for what is only read by people), `kind` how Excel shows it.

    `needed` means that the cell must be filled in; `refers` names what its value must be a known one of.
    """

    column: Column
    attr: str
    read: Reader
    kind: str = "text"
    needed: bool = False
    refers: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class SheetOf:
    """One sheet of the book: its name, the table whose rows it holds, its columns; `key` are ids, in that order."""

    name: str
    word: str
    entity: type[Base]
    fields: Sequence[Field]
    key: Sequence[str]

    @property
    def columns(self) -> list[Column]:
        """As `read_table` wants them."""
        return [each.column for each in self.fields]

    def field(self, id: str) -> Field:
        """The column of that English id."""
        return next(each for each in self.fields if each.column.id == id)


# How cells are read


def _text(most: int) -> Reader:
    return lambda value, _: cells.text(value, most) or None


def _code(most: int) -> Reader:
    return lambda value, _: cells.code(value, most) or None


def _listed(value: Value, _: date) -> str | None:
    """Codes with `;` between, each once."""
    parts = (part.strip() for part in cells.code(value).replace(",", ";").replace("、", ";").split(";"))
    return ";".join(dict.fromkeys(part for part in parts if part)) or None


def word_of(text: str, words: Mapping[str, Any]) -> Any:
    """What a word of a list, or its English code, stands for. Fault: NotAllowed."""
    narrow = "".join(unicodedata.normalize("NFKC", text).split())
    if narrow in words:
        return words[narrow]
    code = narrow.upper()
    if code in words.values():
        return code
    raise Fault("NotAllowed", value=cells.shown(text), words=" ".join(words))


def _word(words: Mapping[str, Any]) -> Reader:
    return lambda value, _: None if cells.is_blank(value) else word_of(cells.text(value), words)


def _yes(value: Value, _: date) -> bool:
    return bool(word_of(cells.text(value) or "否", YES_NO))


def _day(value: Value, _: date) -> date | None:
    try:
        return cells.day(value)
    except (ValueError, Fault) as error:
        if isinstance(error, Fault) and error.reason != "DigitsLost":
            raise
        raise Fault("BadDate", value=cells.shown(value)) from error


def _money(reason: str = "BadAmount", least: int = 0, most: Money = MOST_MONEY) -> Reader:
    def read(value: Value, _: date) -> Money | None:
        try:
            found = cells.money(value)
        except ValueError as error:
            raise Fault(reason, value=cells.shown(value)) from error
        if found is not None and not Money(least) <= found <= most:
            raise Fault(reason, value=cells.shown(value))
        return found

    return read


def _whole(least: int = 0, most: int = 999_999_999) -> Reader:
    def read(value: Value, _: date) -> int | None:
        try:
            found = cells.whole(value)
        except ValueError as error:
            raise Fault("BadNumber", value=cells.shown(value)) from error
        if found is not None and not least <= found <= most:
            raise Fault("BadNumber", value=cells.shown(value))
        return found

    return read


def _quantity(value: Value, _: date) -> Quantity | None:
    try:
        found = cells.quantity(value)
    except ValueError as error:
        raise Fault("BadQuantity", value=cells.shown(value)) from error
    if found is not None and not Quantity(0) < found <= Quantity(999_999_999_000):
        raise Fault("BadQuantity", value=cells.shown(value))
    return found


def _percent(value: Value, _: date) -> int | None:
    try:
        found = cells.percent(value)
    except ValueError as error:
        raise Fault("BadPercent", value=cells.shown(value)) from error
    if found is not None and not 0 < found <= 10_000:
        raise Fault("BadPercent", value=cells.shown(value))
    return found


def _credit(value: Value, _: date) -> str | None:
    return credit_code(value) or None


def _credits(value: Value, today: date) -> str | None:
    listed = _listed(value, today)
    return None if listed is None else ";".join(credit_code(each) for each in listed.split(";"))


def _region(value: Value, today: date) -> str | None:
    code = cells.code(value)
    if not code:
        return None
    try:
        return regions.region_on(code, today).code
    except Refusal as refusal:
        raise Fault(refusal.word, refusal.message()) from refusal


def _channels(value: Value, _: date) -> str:
    text = cells.text(value)
    if not text or text == ALL:
        return "ALL"
    return ";".join(word_of(part, CHANNELS) for part in text.replace("；", ";").split(";") if part.strip())


def _regions(value: Value, today: date) -> str:
    text = cells.text(value)
    if text in ("", ALL):
        return "ALL"
    if text == PAIRED:
        return "PAIRED"
    return ";".join(str(_region(part, today)) for part in cells.code(value).split(";") if part.strip())


def _bin6(value: Value, _: date) -> str | None:
    digits = cells.code(value)
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        raise Fault("BadBin", value="…")
    return digits or None


# How columns are written down: English id, header, place, reader


def _f(id: str, header: str, attr: str, read: Reader, kind: str = "text", **more: Any) -> Field:
    """A column that may be left out."""
    return Field(Column(id, header), attr, read, kind, **more)


def _must(id: str, header: str, attr: str, read: Reader, kind: str = "text", **more: Any) -> Field:
    """A column that must be there, and filled in."""
    return Field(Column(id, header, required=True), attr, read, kind, needed=True, **more)


def _choice(id: str, header: str, attr: str, words: Mapping[str, Any], *, must: bool = False) -> Field:
    return (_must if must else _f)(id, header, attr, _word(words), words=words)


def _first(id: str = "from", header: str = "起始日期") -> Field:
    return _must(id, header, "first", _day, "day")


def _last(header: str = "截止日期", *, must: bool = True) -> Field:
    return (_must if must else _f)("to", header, "last", _day, "day")


OUTLETS = SheetOf(
    "门店",
    "shops",
    Outlet,
    (
        _must("shop_id", "门店编号", "shop", _code(20), refers="shop"),
        _must("outlet_id", "网点编号", "number", _code(20)),
        _must("name", "名称", "name", _text(60)),
        _choice("outlet_kind", "类型", "kind", OUTLET_KINDS, must=True),
        _choice("site_type", "选址类型", "site_type", SITE_TYPES),
        _must("opened_on", "开业日期", "opened_on", _day, "day"),
        _f("closed_on", "停业日期", "closed_on", _day, "day"),
        _f("address", "地址", "address", _text(100)),
        _f("credit_code", "信用代码", "credit_code", _credit),
        _f("city_center_id", "上级中心", "city_center", _code(20)),
        _f("award", "荣誉", "award", _text(100)),
    ),
    ("outlet_id",),
)
PAIRINGS = SheetOf(
    "结对地区",
    "pairings",
    PairingRow,
    (
        _must("region_code", "地区代码", "region", _region),
        _f("name", "地区", "name", _text(60)),
        _choice("scheme", "结对类型", "scheme", SCHEMES, must=True),
        _choice("level", "结对层级", "level", LEVELS),
        _first(),
        _last(must=False),
        _f("delisted_county", "脱贫县", "delisted_county", _yes, words=YES_NO),
        _f("note", "备注", "note", _text(200)),
    ),
    ("region_code", "scheme", "from"),
)
#: Of a year, kept beside the producer.
YEARLY = ("direct", "indirect", "basis", "unstable", "marginal", "sudden", "evidence")
PRODUCERS = SheetOf(
    "帮扶企业",
    "producers",
    AidedProducer,
    (
        _must("credit_code", "信用代码", "credit_code", _credit),
        _must("name", "名称", "name", _text(60)),
        _choice("kind", "类型", "kind", PRODUCER_KINDS, must=True),
        _must("region_code", "产地代码", "region", _region),
        _f("region_name", "产地", "", _text(60)),
        _must("introduced_on", "引入日期", "introduced_on", _day, "day"),
        _f("introduced_by", "引入门店", "introduced_by", _code(20), refers="shop"),
        _f("agent_for", "代理的生产单位", "agent_for", _credit, refers="producer"),
        _f("year", "年度", "year", _whole(1990, 2999), "text"),
        _f("hh_direct", "直接带动户数", "direct", _whole(), "count"),
        _f("hh_indirect", "间接带动户数", "indirect", _whole(), "count"),
        _choice("basis", "带动依据", "basis", BASES),
        _f("hh_unstable", "脱贫不稳定户", "unstable", _whole(), "count"),
        _f("hh_marginal", "边缘易致贫户", "marginal", _whole(), "count"),
        _f("hh_sudden", "突发严重困难户", "sudden", _whole(), "count"),
        _f("evidence", "佐证", "evidence", _text(60)),
    ),
    ("credit_code",),
)
BUYERS = SheetOf(
    "采购单位",
    "buyers",
    Buyer,
    (
        _must("buyer_id", "单位编号", "number", _code(12)),
        _must("name", "名称", "name", _text(60)),
        _choice("kind", "类型", "kind", BUYER_KINDS, must=True),
        _f("credit_code", "信用代码", "credit_code", _credit),
        _f("parent", "上级单位编号", "parent", _code(12), refers="buyer"),
        _choice("channel", "默认渠道", "channel", CHANNELS),
        _f("budget_unit_no", "预算单位编码", "budget_unit_no", _code(40)),
        _f("account_832", "832账号", "account_832", _code(40)),
        _f("credit_limit", "赊账限额(元)", "credit_limit", _money(), "money"),
    ),
    ("buyer_id",),
)
AGREEMENTS = SheetOf(
    "协议",
    "agreements",
    Agreement,
    (
        _must("agreement_no", "协议编号", "number", _code(40)),
        _choice("kind", "类型", "kind", AGREEMENT_KINDS, must=True),
        _must("buyer_id", "采购单位编号", "buyer", _code(12), refers="buyer"),
        _f("producer_code", "生产单位信用代码", "producer", _credit, refers="producer"),
        _must("signed_on", "签订日期", "signed_on", _day, "day"),
        _first(),
        _last(),
        _f("amount", "金额(元)", "amount", _money(least=1), "money"),
        _f("quantity", "数量", "quantity", _quantity, "quantity"),
        _choice("quantity_unit", "数量单位", "quantity_unit", AGREED_UNITS),
        _f("goods", "品名", "goods", _text(200)),
        _f("fair_no", "展销会编号", "fair", _code(40), refers="fair"),
        _f("over_allowed", "允许超额", "over_allowed", _yes, words=YES_NO),
        _f("renewal_of", "续签自", "renewal_of", _code(40), refers="agreement"),
    ),
    ("agreement_no",),
)
QUOTAS = SheetOf(
    "预留份额",
    "quotas",
    Quota,
    (
        _must("year", "年度", "year", _whole(1990, 2999)),
        _must("unit", "单位编号", "unit", _code(12)),
        _f("base", "基数(元)", "base", _money(least=1), "money"),
        _f("ratio_percent", "比例(%)", "ratio_bp", _percent, "quantity"),
        _must("target", "目标(元)", "target", _money(least=1), "money"),
        _f("channels", "可计渠道", "channels", _channels),
        _f("regions", "可计地区", "regions", _regions),
        _f("revision", "修订号", "revision", _whole()),
    ),
    ("year", "unit", "revision"),
)
FAIRS = SheetOf(
    "展销会",
    "fairs",
    Fair,
    (
        _must("fair_no", "展销会编号", "number", _code(40)),
        _must("name", "名称", "name", _text(60)),
        _must("venue", "地点", "venue", _text(100)),
        _first(header="开始日期"),
        _last("结束日期", must=False),
        _f("days", "天数", "", _whole(1, 3660), "count"),
        _f("counters", "柜台网点编号", "counters", _listed),
        _choice("scheme", "结对类型", "scheme", SCHEMES),
        _f("producers", "参展单位信用代码", "producers", _credits),
    ),
    ("fair_no",),
)
PRICES = SheetOf(
    "活动价",
    "prices",
    OfferRow,
    (
        _must("product", "商品编号", "product_id", _code(20), refers="product"),
        _f("product_name", "商品名称", "", _text(60)),
        _choice("price_kind", "价类", "kind", PRICE_KINDS, must=True),
        _must("price", "活动价(元)", "price", _money("BadPrice", 1, MOST_PRICE), "money"),
        _f("reference_price", "原价(元)", "reference", _money("BadPrice", 1, MOST_PRICE), "money"),
        _first(),
        _last(),
        _f("fair_no", "展销会编号", "fair", _code(40), refers="fair"),
        _f("reference_evidence", "原价依据", "evidence", _text(100)),
    ),
    ("product", "price_kind", "from"),
)
PROJECTS = SheetOf(
    "项目补贴",
    "projects",
    Project,
    (
        _must("no", "编号", "number", _code(40)),
        _choice("kind", "类别", "kind", PROJECT_KINDS, must=True),
        _f("name", "名称", "name", _text(100)),
        _must("year", "年度", "year", _whole(1990, 2999)),
        _f("outlet_id", "网点编号", "outlet", _code(20), refers="outlet"),
        _must("amount", "金额(元)", "amount", _money(least=1), "money"),
        _f("spent", "已支出(元)", "spent", _money(), "money"),
        _f("paid_on", "拨付日期", "paid_on", _day, "day"),
        _f("doc_no", "文号", "doc_no", _text(60)),
        _f("evidence", "佐证", "evidence", _text(60)),
    ),
    ("no",),
)
HOUSEHOLDS = SheetOf(
    "联农带农",
    "households",
    Households,
    (
        _must("credit_code", "信用代码", "credit_code", _credit, refers="producer"),
        _f("name", "名称", "name", _text(60)),
        _must("year", "年度", "year", _whole(1990, 2999)),
        _f("hh_direct", "直接带动户数", "direct", _whole(), "count"),
        _f("hh_indirect", "间接带动户数", "indirect", _whole(), "count"),
        _choice("counted_in", "计量单位", "counted_in", COUNTED_IN, must=True),
        _choice("basis", "带动依据", "basis", BASES, must=True),
        _f("yuan_per_household", "每户对应销售额(元)", "yuan_per_household", _money(least=1), "money"),
        _f("evidence", "佐证", "evidence", _text(60)),
    ),
    ("credit_code", "year"),
)
BENEFITS = SheetOf(
    "爱心卡优惠",
    "card_benefits",
    CardBenefitRow,
    (
        _must("benefit_no", "优惠编号", "number", _code(40)),
        _f("name", "名称", "name", _text(60)),
        _f("issuer", "发卡行", "issuer", _text(60)),
        _f("bin6", "卡号前6位", "bin6", _bin6),
        _choice("kind", "优惠方式", "kind", BENEFIT_KINDS, must=True),
        _f("from_amount", "门槛(元)", "from_amount", _money(), "money"),
        _f("money_off", "优惠(元)", "money_off", _money(least=1), "money"),
        _f("percent_off", "折扣(%)", "percent_off_bp", _percent, "quantity"),
        _first(),
        _last(),
    ),
    ("benefit_no",),
)
DEALS = SheetOf(
    "组合促销",
    "deals",
    DealRow,
    (
        _must("deal_no", "促销编号", "number", _code(40)),
        _must("name", "名称", "name", _text(30)),
        _choice("deal_kind", "类型", "kind", DEAL_KINDS, must=True),
        _must("products", "商品编号", "products", _listed, refers="products"),
        _f("n", "买", "n", _whole(1, 999)),
        _f("m", "赠", "m", _whole(1, 999)),
        _f("group_price", "组合价(元)", "price", _money("BadPrice", 1, MOST_PRICE), "money"),
        _first(),
        _last(),
    ),
    ("deal_no",),
)

#: In the order in which they are written; the last one is ours.
BOOK: Sequence[SheetOf] = (
    OUTLETS,
    PAIRINGS,
    PRODUCERS,
    BUYERS,
    AGREEMENTS,
    QUOTAS,
    FAIRS,
    PRICES,
    PROJECTS,
    HOUSEHOLDS,
    BENEFITS,
    DEALS,
)
