"""What codes are called in the user's language: means of payment, kinds of buyers, mode, co-operation scheme.

A code that a newer till or another shop wrote, and that has no name here yet, stands for itself: no row may vanish.
"""

from __future__ import annotations

from collections.abc import Mapping

from pos.core.wording import QT_TRANSLATE_NOOP, translate

#: Stands where there is no number or code: nobody was signed in, a producer has no credit code.
NOBODY = "-"
MEANS: Mapping[str, str] = {
    "CASH": QT_TRANSLATE_NOOP("Means", "Cash"),
    "WECHAT": QT_TRANSLATE_NOOP("Means", "WeChat Pay"),
    "ALIPAY": QT_TRANSLATE_NOOP("Means", "Alipay"),
    "ECNY": QT_TRANSLATE_NOOP("Means", "e-CNY"),
    "UNIONPAY_QR": QT_TRANSLATE_NOOP("Means", "UnionPay QR"),
    "CARD_POS": QT_TRANSLATE_NOOP("Means", "Bank card"),
    "LOVE_CARD_BANK": QT_TRANSLATE_NOOP("Means", "Love card (bank card)"),
    "ORG_CREDIT": QT_TRANSLATE_NOOP("Means", "On account"),
    "VOUCHER": QT_TRANSLATE_NOOP("Means", "Voucher"),
    "STATIC_QR": QT_TRANSLATE_NOOP("Means", "Static QR (clerk confirms)"),
}
BUYER_KINDS: Mapping[str, str] = {
    "BUDGET_UNIT": QT_TRANSLATE_NOOP("BuyerKind", "Budget unit"),
    "CANTEEN": QT_TRANSLATE_NOOP("BuyerKind", "Canteen"),
    "STATE_ENTERPRISE": QT_TRANSLATE_NOOP("BuyerKind", "State enterprise"),
    "PRIVATE_ENTERPRISE": QT_TRANSLATE_NOOP("BuyerKind", "Private enterprise"),
    "SOCIAL_ORG": QT_TRANSLATE_NOOP("BuyerKind", "Social organisation"),
    "SUPERMARKET": QT_TRANSLATE_NOOP("BuyerKind", "Supermarket"),
    "INDIVIDUAL_SUPPORTER": QT_TRANSLATE_NOOP("BuyerKind", "Individual supporter"),
    "RESIDENT": QT_TRANSLATE_NOOP("BuyerKind", "Resident"),
}
MOTIVES: Mapping[str, str] = {
    "BUY_AS_DONATION": QT_TRANSLATE_NOOP("Motive", "Buying instead of donating"),
    "BUY_AS_AID": QT_TRANSLATE_NOOP("Motive", "Buying to help"),
}
PURCHASE_MODES: Mapping[str, str] = {
    "DIRECT_BUY": QT_TRANSLATE_NOOP("PurchaseMode", "Direct buying"),
    "PROCURE": QT_TRANSLATE_NOOP("PurchaseMode", "Procurement"),
    "SUBSCRIBE": QT_TRANSLATE_NOOP("PurchaseMode", "Subscription"),
    "SOURCE_DIRECT": QT_TRANSLATE_NOOP("PurchaseMode", "Buying at the source"),
}
MODES: Mapping[str, str] = {
    "OFFLINE": QT_TRANSLATE_NOOP("Mode", "In the shop"),
    "ONLINE": QT_TRANSLATE_NOOP("Mode", "Online"),
}
SCHEMES: Mapping[str, str] = {
    "BJ_NM": QT_TRANSLATE_NOOP("Scheme", "Beijing–Inner Mongolia co-operation"),
    "BJ_HE": QT_TRANSLATE_NOOP("Scheme", "Beijing–Hebei assistance"),
    "COUNTERPART_SUPPORT": QT_TRANSLATE_NOOP("Scheme", "Counterpart support"),
    "COUNTERPART_COOPERATION": QT_TRANSLATE_NOOP("Scheme", "Counterpart co-operation"),
    "OTHER": QT_TRANSLATE_NOOP("Scheme", "Other"),
}


def means_label(code: str) -> str:
    """A means of payment, e.g. 微信."""
    return translate("Means", MEANS[code]) if code in MEANS else code


def buyer_kind_label(code: str) -> str:
    """A kind of buyer, e.g. 预算单位."""
    return translate("BuyerKind", BUYER_KINDS[code]) if code in BUYER_KINDS else code


def motive_label(code: str) -> str:
    """Why it is bought, e.g. 以购代捐."""
    return translate("Motive", MOTIVES[code]) if code in MOTIVES else code


def purchase_mode_label(code: str) -> str:
    """How it is bought, e.g. 直购."""
    return translate("PurchaseMode", PURCHASE_MODES[code]) if code in PURCHASE_MODES else code


def mode_label(code: str) -> str:
    """Where the sale was made: 线下 or 线上."""
    return translate("Mode", MODES[code]) if code in MODES else code


def scheme_label(code: str) -> str:
    """The scheme that pairs a county with the district, e.g. 京蒙协作."""
    return translate("Scheme", SCHEMES[code]) if code in SCHEMES else code
