"""Where words come in - sheets, settings, what is typed - a control byte in the middle of them is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos import settings as settings_file
from pos.core.words import ControlCharacter, words
from pos.exchange.sheets import import_catalogue
from pos.exchange.sheets.cells import Fault, text
from pos.settings import BadSettings
from tests.exchange.sheet_files import GOOD, HEADERS, csv_text, line
from tests.shop import Shop

CONTROLS = [*map(chr, range(0x20)), "\x7f", "\x80", "\x85", "\x9b", "\u2028", "\u2029"]
TABLE = {"shop": "DX03", "name": "大兴", "till": "01", "district": "110115"}


@pytest.mark.parametrize("sign", CONTROLS, ids=ascii)
def test_a_cell_of_any_sheet(sign: str) -> None:
    with pytest.raises(Fault) as told:
        text(f"茶{sign}叶")
    assert told.value.reason == "ControlCharacter"


@pytest.mark.parametrize("sign", CONTROLS, ids=ascii)
def test_what_is_typed(sign: str) -> None:
    with pytest.raises(ControlCharacter):
        words(f"茶{sign}叶")


@pytest.mark.parametrize("sign", CONTROLS, ids=ascii)
def test_the_settings_of_the_shop_and_of_its_receipts(sign: str) -> None:
    evil = f"茶{sign}叶"
    doors = (
        {"name": evil}, {"printer": f"file:/tmp/{evil}"}, {"site": {"outlet": evil}}, {"receipt": {"center": evil}},
        {"receipt": {"footer": [evil]}}, {"receipt": {"address": [evil]}}, {"receipt": {"phone": evil}},
    )  # fmt: skip
    for door in doors:
        with pytest.raises(BadSettings):
            settings_file.from_table({**TABLE, **door})


def test_a_catalogue_with_a_command_in_a_name_is_not_taken(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    for field in ("商品名称", "规格", "计价单位", "生产单位"):
        evil = {**GOOD, field: "茶\x1bp\x00\x19"}
        file.write_text(csv_text([HEADERS, line(evil)]), "utf-8")
        before = shop.dump()
        now = shop.till.now()
        taken = import_catalogue(shop.store, file, today=now.date(), now=now)
        assert "ControlCharacter" in [fault.reason for fault in taken.bad], field
        assert shop.dump() == before


def test_what_is_typed_at_the_counter(shop: Shop) -> None:
    evil = "不要了\x1bp\x00\x19\xfa"
    receipt = shop.sell("SP0041").pay_cash("30.00").number
    assert shop.refused("refund", receipt=receipt, means="CASH", reason=evil) == "ControlCharacter"
    assert shop.refused("exchange", receipt=receipt, reason=evil) == "ControlCharacter"
    assert shop.refused("cash", direction="in", amount="1.00", reason=evil) == "ControlCharacter"
    shop.add("SP0041")
    assert shop.refused("hold", name=evil) == "ControlCharacter"
    assert shop.refused("pay", means="CARD_POS", amount="29.90", reference=evil) == "ControlCharacter"
    assert shop.refused("pay", means="VOUCHER", amount="29.90", funder=evil) == "ControlCharacter"
