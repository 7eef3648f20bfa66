"""`[vouchers]` and `[payment_codes]` of till.toml: read, refused, written, and what they change at the counter."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pos import settings
from pos.settings import BadSettings, writing
from pos.settings.tenders import PaymentCodes, Vouchers
from tests.shop import SHOP, Shop

FUSION = "160211238899912330"


def test_both_come_back_as_written(tmp_path: Path) -> None:
    chosen = replace(SHOP, vouchers=Vouchers(("区总工会", '"本店"')), payment_codes=PaymentCodes(True))
    writing.write(tmp_path, chosen)
    assert settings.load(tmp_path) == chosen
    writing.write(tmp_path, SHOP)
    assert settings.load(tmp_path) == SHOP


@pytest.mark.parametrize(
    "table",
    [
        {"vouchers": {"funders": "区总工会"}},
        {"vouchers": {"funders": ["区总工会", "区总工会"]}},
        {"vouchers": {"funders": [""]}},
        {"vouchers": {"funders": [5]}},
        {"vouchers": {"funders": ["工" * 25]}},
        {"vouchers": {"funders": ["a\x1bb"]}},
        {"vouchers": {"funders": [str(n) for n in range(21)]}},
        {"vouchers": ["区总工会"]},
        {"payment_codes": {"wechat_160": 1}},
        {"payment_codes": {"wechat_160": "true"}},
    ],
)
def test_what_cannot_be(table: dict[str, object]) -> None:
    with pytest.raises(BadSettings):
        settings.from_table({"shop": "DX03", "name": "店", "till": "01", "district": "110115", **table})


def test_a_fusion_wallet_s_code_pays_and_is_no_goods_once_the_shop_asks_for_it(shop: Shop) -> None:
    shop.add("SP0041")
    assert shop.refused("pay", means="WECHAT", amount="29.90", auth_code=FUSION) == "NotThisMeans"
    assert shop.refused("scan", code=FUSION) == "UnknownCode"

    writing.write(shop.folder, replace(shop.till.settings, payment_codes=PaymentCodes(True)))
    shop.restart()
    shop.sign_in()
    assert shop.refused("scan", code=FUSION) == "NotGoods"
    assert shop.do("pay", means="WECHAT", amount="29.90", auth_code=FUSION)["receipt"] == "DX03-01-000001"
    shop.close()
    assert all(FUSION.encode() not in file.read_bytes() for file in shop.folder.rglob("*") if file.is_file())
