"""The sheets of the programme book (SHEETS.md section 5): their columns, how each cell is read, where it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from pos.core.agreements import Agreement
from pos.core.buyers import Buyer
from pos.core.fairs import Fair
from pos.core.offers import CardBenefitRow, DealRow, OfferRow
from pos.core.programme import AidedProducer, Households, Outlet, PairingRow, Project, Quota
from pos.core.tables import Base
from pos.exchange.sheets import programme_cells as read
from pos.exchange.sheets.goods import MOST_PRICE
from pos.exchange.sheets.programme_cells import Reader
from pos.exchange.sheets.tables import Column


class Field(Struct, frozen=True, eq=False):
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


class SheetOf(Struct, frozen=True, eq=False):
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


# How columns are written down: English id, header, place, reader


def _f(id: str, header: str, attr: str, read: Reader, kind: str = "text", **more: Any) -> Field:
    """A column that may be left out."""
    return Field(Column(id, header), attr, read, kind, **more)


def _must(id: str, header: str, attr: str, read: Reader, kind: str = "text", **more: Any) -> Field:
    """A column that must be there, and filled in."""
    return Field(Column(id, header, required=True), attr, read, kind, needed=True, **more)


def _choice(id: str, header: str, attr: str, words: Mapping[str, Any], *, must: bool = False) -> Field:
    return (_must if must else _f)(id, header, attr, read.word(words), words=words)


def _first(id: str = "from", header: str = "起始日期") -> Field:
    return _must(id, header, "first", read.day, "day")


def _last(header: str = "截止日期", *, must: bool = True) -> Field:
    return (_must if must else _f)("to", header, "last", read.day, "day")


OUTLETS = SheetOf(
    "门店",
    "shops",
    Outlet,
    (
        _must("shop_id", "门店编号", "shop", read.code(20), refers="shop"),
        _must("outlet_id", "网点编号", "number", read.code(20)),
        _must("name", "名称", "name", read.text(60)),
        _choice("outlet_kind", "类型", "kind", read.OUTLET_KINDS, must=True),
        _choice("site_type", "选址类型", "site_type", read.SITE_TYPES),
        _must("opened_on", "开业日期", "opened_on", read.day, "day"),
        _f("closed_on", "停业日期", "closed_on", read.day, "day"),
        _f("address", "地址", "address", read.text(100)),
        _f("credit_code", "信用代码", "credit_code", read.credit),
        _f("city_center_id", "上级中心", "city_center", read.code(20)),
        _f("award", "荣誉", "award", read.text(100)),
    ),
    ("outlet_id",),
)
PAIRINGS = SheetOf(
    "结对地区",
    "pairings",
    PairingRow,
    (
        _must("region_code", "地区代码", "region", read.region),
        _f("name", "地区", "name", read.text(60)),
        _choice("scheme", "结对类型", "scheme", read.SCHEMES, must=True),
        _choice("level", "结对层级", "level", read.LEVELS),
        _first(),
        _last(must=False),
        _f("delisted_county", "脱贫县", "delisted_county", read.yes, words=read.YES_NO),
        _f("note", "备注", "note", read.text(200)),
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
        _must("credit_code", "信用代码", "credit_code", read.credit),
        _must("name", "名称", "name", read.text(60)),
        _choice("kind", "类型", "kind", read.PRODUCER_KINDS, must=True),
        _must("region_code", "产地代码", "region", read.region),
        _f("region_name", "产地", "", read.text(60)),
        _must("introduced_on", "引入日期", "introduced_on", read.day, "day"),
        _f("introduced_by", "引入门店", "introduced_by", read.code(20), refers="shop"),
        _f("agent_for", "代理的生产单位", "agent_for", read.credit, refers="producer"),
        _f("year", "年度", "year", read.whole(1990, 2999), "text"),
        _f("hh_direct", "直接带动户数", "direct", read.whole(), "count"),
        _f("hh_indirect", "间接带动户数", "indirect", read.whole(), "count"),
        _choice("basis", "带动依据", "basis", read.BASES),
        _f("hh_unstable", "脱贫不稳定户", "unstable", read.whole(), "count"),
        _f("hh_marginal", "边缘易致贫户", "marginal", read.whole(), "count"),
        _f("hh_sudden", "突发严重困难户", "sudden", read.whole(), "count"),
        _f("evidence", "佐证", "evidence", read.text(60)),
    ),
    ("credit_code",),
)
BUYERS = SheetOf(
    "采购单位",
    "buyers",
    Buyer,
    (
        _must("buyer_id", "单位编号", "number", read.code(12)),
        _must("name", "名称", "name", read.text(60)),
        _choice("kind", "类型", "kind", read.BUYER_KINDS, must=True),
        _f("credit_code", "信用代码", "credit_code", read.credit),
        _f("parent", "上级单位编号", "parent", read.code(12), refers="buyer"),
        _choice("channel", "默认渠道", "channel", read.CHANNELS),
        _f("budget_unit_no", "预算单位编码", "budget_unit_no", read.code(40)),
        _f("account_832", "832账号", "account_832", read.code(40)),
        _f("credit_limit", "赊账限额(元)", "credit_limit", read.money(), "money"),
    ),
    ("buyer_id",),
)
AGREEMENTS = SheetOf(
    "协议",
    "agreements",
    Agreement,
    (
        _must("agreement_no", "协议编号", "number", read.code(40)),
        _choice("kind", "类型", "kind", read.AGREEMENT_KINDS, must=True),
        _must("buyer_id", "采购单位编号", "buyer", read.code(12), refers="buyer"),
        _f("producer_code", "生产单位信用代码", "producer", read.credit, refers="producer"),
        _must("signed_on", "签订日期", "signed_on", read.day, "day"),
        _first(),
        _last(),
        _f("amount", "金额(元)", "amount", read.money(least=1), "money"),
        _f("quantity", "数量", "quantity", read.quantity, "quantity"),
        _choice("quantity_unit", "数量单位", "quantity_unit", read.AGREED_UNITS),
        _f("goods", "品名", "goods", read.text(200)),
        _f("fair_no", "展销会编号", "fair", read.code(40), refers="fair"),
        _f("over_allowed", "允许超额", "over_allowed", read.yes, words=read.YES_NO),
        _f("renewal_of", "续签自", "renewal_of", read.code(40), refers="agreement"),
    ),
    ("agreement_no",),
)
QUOTAS = SheetOf(
    "预留份额",
    "quotas",
    Quota,
    (
        _must("year", "年度", "year", read.whole(1990, 2999)),
        _must("unit", "单位编号", "unit", read.code(12)),
        _f("base", "基数(元)", "base", read.money(least=1), "money"),
        _f("ratio_percent", "比例(%)", "ratio_bp", read.percent, "quantity"),
        _must("target", "目标(元)", "target", read.money(least=1), "money"),
        _f("channels", "可计渠道", "channels", read.channels),
        _f("regions", "可计地区", "regions", read.regions),
        _f("revision", "修订号", "revision", read.whole()),
    ),
    ("year", "unit", "revision"),
)
FAIRS = SheetOf(
    "展销会",
    "fairs",
    Fair,
    (
        _must("fair_no", "展销会编号", "number", read.code(40)),
        _must("name", "名称", "name", read.text(60)),
        _must("venue", "地点", "venue", read.text(100)),
        _first(header="开始日期"),
        _last("结束日期", must=False),
        _f("days", "天数", "", read.whole(1, 3660), "count"),
        _f("counters", "柜台网点编号", "counters", read.listed),
        _choice("scheme", "结对类型", "scheme", read.SCHEMES),
        _f("producers", "参展单位信用代码", "producers", read.credits),
    ),
    ("fair_no",),
)
PRICES = SheetOf(
    "活动价",
    "prices",
    OfferRow,
    (
        _must("product", "商品编号", "product_id", read.code(20), refers="product"),
        _f("product_name", "商品名称", "", read.text(60)),
        _choice("price_kind", "价类", "kind", read.PRICE_KINDS, must=True),
        _must("price", "活动价(元)", "price", read.money("BadPrice", 1, MOST_PRICE), "money"),
        _f("reference_price", "原价(元)", "reference", read.money("BadPrice", 1, MOST_PRICE), "money"),
        _first(),
        _last(),
        _f("fair_no", "展销会编号", "fair", read.code(40), refers="fair"),
        _f("reference_evidence", "原价依据", "evidence", read.text(100)),
    ),
    ("product", "price_kind", "from"),
)
PROJECTS = SheetOf(
    "项目补贴",
    "projects",
    Project,
    (
        _must("no", "编号", "number", read.code(40)),
        _choice("kind", "类别", "kind", read.PROJECT_KINDS, must=True),
        _f("name", "名称", "name", read.text(100)),
        _must("year", "年度", "year", read.whole(1990, 2999)),
        _f("outlet_id", "网点编号", "outlet", read.code(20), refers="outlet"),
        _must("amount", "金额(元)", "amount", read.money(least=1), "money"),
        _f("spent", "已支出(元)", "spent", read.money(), "money"),
        _f("paid_on", "拨付日期", "paid_on", read.day, "day"),
        _f("doc_no", "文号", "doc_no", read.text(60)),
        _f("evidence", "佐证", "evidence", read.text(60)),
    ),
    ("no",),
)
HOUSEHOLDS = SheetOf(
    "联农带农",
    "households",
    Households,
    (
        _must("credit_code", "信用代码", "credit_code", read.credit, refers="producer"),
        _f("name", "名称", "name", read.text(60)),
        _must("year", "年度", "year", read.whole(1990, 2999)),
        _f("hh_direct", "直接带动户数", "direct", read.whole(), "count"),
        _f("hh_indirect", "间接带动户数", "indirect", read.whole(), "count"),
        _choice("counted_in", "计量单位", "counted_in", read.COUNTED_IN, must=True),
        _choice("basis", "带动依据", "basis", read.BASES, must=True),
        _f("yuan_per_household", "每户对应销售额(元)", "yuan_per_household", read.money(least=1), "money"),
        _f("evidence", "佐证", "evidence", read.text(60)),
    ),
    ("credit_code", "year"),
)
BENEFITS = SheetOf(
    "爱心卡优惠",
    "card_benefits",
    CardBenefitRow,
    (
        _must("benefit_no", "优惠编号", "number", read.code(40)),
        _f("name", "名称", "name", read.text(60)),
        _f("issuer", "发卡行", "issuer", read.text(60)),
        _f("bin6", "卡号前6位", "bin6", read.bin6),
        _choice("kind", "优惠方式", "kind", read.BENEFIT_KINDS, must=True),
        _f("from_amount", "门槛(元)", "from_amount", read.money(), "money"),
        _f("money_off", "优惠(元)", "money_off", read.money(least=1), "money"),
        _f("percent_off", "折扣(%)", "percent_off_bp", read.percent, "quantity"),
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
        _must("deal_no", "促销编号", "number", read.code(40)),
        _must("name", "名称", "name", read.text(30)),
        _choice("deal_kind", "类型", "kind", read.DEAL_KINDS, must=True),
        _must("products", "商品编号", "products", read.listed, refers="products"),
        _f("n", "买", "n", read.whole(1, 999)),
        _f("m", "赠", "m", read.whole(1, 999)),
        _f("group_price", "组合价(元)", "price", read.money("BadPrice", 1, MOST_PRICE), "money"),
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
