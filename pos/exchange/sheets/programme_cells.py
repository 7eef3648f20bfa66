"""How the cells of the programme book are read: its words, days, amounts, regions (SHEETS.md section 5)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pos.core.channels import ATOMS
from pos.core.money import MOST_MONEY, Money, Quantity
from pos.core.problems import Refusal
from pos.core.regions import region_on
from pos.exchange.sheets import cells
from pos.exchange.sheets.cells import Fault
from pos.exchange.sheets.goods import credit_code
from pos.exchange.sheets.reading import Value

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


def text(most: int) -> Reader:
    return lambda value, _: cells.text(value, most) or None


def code(most: int) -> Reader:
    return lambda value, _: cells.code(value, most) or None


def listed(value: Value, _: date) -> str | None:
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


def word(words: Mapping[str, Any]) -> Reader:
    return lambda value, _: None if cells.is_blank(value) else word_of(cells.text(value), words)


def yes(value: Value, _: date) -> bool:
    return bool(word_of(cells.text(value) or "否", YES_NO))


def day(value: Value, _: date) -> date | None:
    try:
        return cells.day(value)
    except (ValueError, Fault) as error:
        if isinstance(error, Fault) and error.reason != "DigitsLost":
            raise
        raise Fault("BadDate", value=cells.shown(value)) from error


def money(reason: str = "BadAmount", least: int = 0, most: Money = MOST_MONEY) -> Reader:
    def read(value: Value, _: date) -> Money | None:
        try:
            found = cells.money(value)
        except ValueError as error:
            raise Fault(reason, value=cells.shown(value)) from error
        if found is not None and not Money(least) <= found <= most:
            raise Fault(reason, value=cells.shown(value))
        return found

    return read


def whole(least: int = 0, most: int = 999_999_999) -> Reader:
    def read(value: Value, _: date) -> int | None:
        try:
            found = cells.whole(value)
        except ValueError as error:
            raise Fault("BadNumber", value=cells.shown(value)) from error
        if found is not None and not least <= found <= most:
            raise Fault("BadNumber", value=cells.shown(value))
        return found

    return read


def quantity(value: Value, _: date) -> Quantity | None:
    try:
        found = cells.quantity(value)
    except ValueError as error:
        raise Fault("BadQuantity", value=cells.shown(value)) from error
    if found is not None and not Quantity(0) < found <= Quantity(999_999_999_000):
        raise Fault("BadQuantity", value=cells.shown(value))
    return found


def percent(value: Value, _: date) -> int | None:
    try:
        found = cells.percent(value)
    except ValueError as error:
        raise Fault("BadPercent", value=cells.shown(value)) from error
    if found is not None and not 0 < found <= 10_000:
        raise Fault("BadPercent", value=cells.shown(value))
    return found


def credit(value: Value, _: date) -> str | None:
    return credit_code(value) or None


def credits(value: Value, today: date) -> str | None:
    codes = listed(value, today)
    return None if codes is None else ";".join(credit_code(each) for each in codes.split(";"))


def region(value: Value, today: date) -> str | None:
    code = cells.code(value)
    if not code:
        return None
    try:
        return region_on(code, today).code
    except Refusal as refusal:
        raise Fault(refusal.word, refusal.message()) from refusal


def channels(value: Value, _: date) -> str:
    text = cells.text(value)
    if not text or text == ALL:
        return "ALL"
    return ";".join(word_of(part, CHANNELS) for part in text.replace("；", ";").split(";") if part.strip())


def regions(value: Value, today: date) -> str:
    text = cells.text(value)
    if text in ("", ALL):
        return "ALL"
    if text == PAIRED:
        return "PAIRED"
    return ";".join(str(region(part, today)) for part in cells.code(value).split(";") if part.strip())


def bin6(value: Value, _: date) -> str | None:
    digits = cells.code(value)
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        raise Fault("BadBin", value="…")
    return digits or None
