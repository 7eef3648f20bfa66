"""Tags as they come out: read back from the PDF, ten on a sheet, one on a label; their bars are an EAN-13's."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from pos import cli
from pos.core.money import Money
from pos.core.price_tags import PriceTag
from pos.paper.price_tag import ean13_modules, price_tags_pdf
from tests.shop import Shop

DATES = PriceTag(
    code="SP0041",
    name="和田大枣 一级",
    spec="500 克 袋",
    price=Money(2_680),
    unit="袋",
    per_kg=Money(5_360),
    province="新",
    origin="新疆 和田市",
    producer="和田某枣业合作社",
    certification_no="2026-653201-0112",
    certified=True,
    barcode="6901234567892",
    plu="",
    since=date(2026, 9, 8),
    former=Money(2_990),
    until=date(2026, 9, 15),
)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def words(tag: PriceTag) -> str:
    return "".join(pages(price_tags_pdf([tag], single=True))).replace("\n", "")


def test_everything_that_must_stand_there_does() -> None:
    said = words(DATES)
    for part in (
        "和田大枣 一级",
        "500 克 袋",
        "26",
        ".80",
        "/袋",
        "29.90",
        "53.60",
        "新疆 和田市",
        "和田某枣业合作社",
        "2026-653201-0112",
        "消费帮扶",
        "901234",
    ):
        assert part in said, part


def test_without_a_certificate_there_is_no_mark() -> None:
    # The line at the foot may name it; the mark in the head stands there by itself.
    marks = [
        one.count("消费帮扶") for one in (words(DATES), words(replace(DATES, certified=False, certification_no="")))
    ]
    assert marks == [1, 0]


def test_the_promotion_goes_with_its_former_price() -> None:
    assert "29.90" not in words(replace(DATES, former=None, until=None))


def test_ten_on_a_sheet_one_on_a_label() -> None:
    assert len(pages(price_tags_pdf([DATES] * 21))) == 3
    single = PdfReader(io.BytesIO(price_tags_pdf([DATES] * 3, single=True)))
    assert len(single.pages) == 3
    box = single.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (90, 55)


def test_long_names_and_prices_stay_on_their_tag() -> None:
    long = replace(
        DATES, name="长" * 60, spec="长" * 60, producer="长" * 60, origin="长" * 60, price=Money(999_999_999)
    )
    assert "9999999" in words(long)
    assert ".99" in words(long)


@pytest.mark.parametrize("code", ["6901234567892", "4006381333931", "0012345678905", "9780201379624"])
def test_the_bars_are_those_of_an_ean13(code: str) -> None:
    from barcode.ean import EuropeanArticleNumber13

    (wanted,) = EuropeanArticleNumber13(code).build()
    assert ean13_modules(code) == wanted.replace("G", "1")


def test_tags_from_the_command_line(shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop.store.close()
    file = tmp_path / "签.pdf"
    told = cli.main(["tag", "SP0001", "00102", "--pdf", str(file), "--data", str(shop.folder), "--json"])
    assert told == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "file": str(file), "tags": 2}
    (sheet,) = pages(file.read_bytes())
    assert "PLU 00101" in sheet
    assert "PLU 00102" in sheet


def test_one_that_is_unknown_and_nothing_is_written(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.store.close()
    file = tmp_path / "签.pdf"
    assert cli.main(["tag", "SP0001", "SP9999", "--pdf", str(file), "--data", str(shop.folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["refused"] == "UnknownCode"
    assert not file.exists()


def test_the_tills_own_files_are_not_written_over(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.store.close()
    file = shop.folder / "till.toml"
    before = file.read_bytes()
    assert cli.main(["tag", "SP0001", "--pdf", str(file), "--data", str(shop.folder)]) == 1
    assert file.read_bytes() == before
    assert capsys.readouterr().err
