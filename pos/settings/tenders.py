"""`[vouchers]` and `[payment_codes]` of till.toml: who pays for vouchers, and which payment codes are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from pos.core.tenders import LONGEST_FUNDER
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.settings import checks
from pos.settings.checks import BadSettings

MOST_FUNDERS = 20

_NO_FUNDERS = QT_TRANSLATE_NOOP("Settings", "is not a list of at most {most} different names")


class Vouchers(Struct, frozen=True):
    """Who pays for vouchers here. Without names a clerk may type anybody, or nobody."""

    funders: tuple[str, ...] = ()


class PaymentCodes(Struct, frozen=True):
    """Which codes are taken for payment codes beside the usual ones (DOMAIN.md 5.5)."""

    wechat_160: bool = False
    """Codes of a WeChat fusion wallet, which begin with 160."""


def vouchers(table: Mapping[str, Any]) -> Vouchers:
    """`[vouchers]` as it stands in till.toml; BadSettings for an entry that cannot be."""
    names = checks.table(table, "vouchers").get("funders", [])
    if not isinstance(names, list | tuple) or len(names) > MOST_FUNDERS:
        raise BadSettings("funders", _NO_FUNDERS, most=MOST_FUNDERS)
    funders = tuple(checks.line("funders", name, LONGEST_FUNDER).strip() for name in names)
    if not all(funders) or len(set(funders)) < len(funders):
        raise BadSettings("funders", _NO_FUNDERS, most=MOST_FUNDERS)
    return Vouchers(funders)


def payment_codes(table: Mapping[str, Any]) -> PaymentCodes:
    """`[payment_codes]` as it stands in till.toml."""
    entries = checks.table(table, "payment_codes")
    return PaymentCodes(checks.one_of(entries, "wechat_160", (True, False), False))


def as_toml(vouchers: Vouchers, codes: PaymentCodes) -> str:
    """Both tables as till.toml holds them; JSON's texts are TOML's too."""
    names = ", ".join(json.dumps(name, ensure_ascii=False) for name in vouchers.funders)
    return f"""\
[vouchers]
funders = [{names}]                      # who pays for vouchers; none: whoever is typed

[payment_codes]
wechat_160 = {str(codes.wechat_160).lower()}               # true: codes of a WeChat fusion wallet, which begin with 160
"""
