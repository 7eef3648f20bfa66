"""Where goods come from, on a day in September 2021."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from pos.core import regions
from pos.core.regions import (
    MissingRegion,
    NotACounty,
    NotYetARegion,
    RetiredRegion,
    UnknownRegion,
    county_short_name,
    fits_name,
    full_name,
    paired_on,
    prefecture_name,
    province_character,
    region_name,
    region_on,
)

TODAY = date(2021, 9, 8)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("110115", "大兴区"), ("152529", "正镶白旗"), ("150926", "察哈尔右翼前旗"), ("420302", "茅箭区"),
        ("653201", "和田市"), ("653221", "和田县"), ("653222", "墨玉县"), ("653224", "洛浦县"), ("632701", "玉树市"),
        ("540102", "城关区"), ("540103", "堆龙德庆区"), ("130722", "张北县"), ("130723", "康保县"),
        ("130709", "崇礼区"), ("130826", "丰宁满族自治县"), ("130630", "涞源县"), ("130627", "唐县"),
        ("411326", "淅川县"), ("411323", "西峡县"), ("422823", "巴东县"), ("420381", "丹江口市"),
        ("420304", "郧阳区"), ("620102", "城关区"), ("330113", "临平区"), ("350405", "沙县区"), ("410308", "孟津区"),
        ("659011", "新星市"), ("441900", "东莞市"), ("429021", "神农架林区"),
    ],
)  # fmt: skip
def test_a_county_of_the_day(code: str, name: str) -> None:
    region = region_on(code, TODAY)
    assert (region.code, region.name, region.level) == (code, name, "county")


@pytest.mark.parametrize(
    ("code", "successor"),
    [
        ("110224", "110115"), ("110228", "110118"), ("130733", "130709"), ("540125", "540103"), ("420321", "420304"),
        ("110204", "110115"), ("110103", "110101"), ("511221", "500154"),
    ],
)  # fmt: skip
def test_a_retired_county_names_who_took_its_place(code: str, successor: str) -> None:
    with pytest.raises(RetiredRegion) as refused:
        region_on(code, TODAY)
    assert refused.value.word == "RetiredRegion"
    assert f"{successor} {region_name(successor)}" in refused.value.title()
    assert successor in refused.value.advice()


def test_a_retired_county_that_nobody_followed_is_still_called_retired() -> None:
    with pytest.raises(RetiredRegion) as refused:
        region_on("232702", TODAY)
    assert refused.value.word == "RetiredRegion"
    assert "松岭区" in refused.value.message()


@pytest.mark.parametrize("code", ["110199", "990101", "000000", "15252", "1525290", "152529.0", "正镶白旗", "code"])
def test_what_is_no_code_at_all(code: str) -> None:
    with pytest.raises(UnknownRegion):
        region_on(code, TODAY)


def test_no_code() -> None:
    with pytest.raises(MissingRegion):
        region_on("", TODAY)


@pytest.mark.parametrize("code", ["152500", "150000", "110000", "653200", "150101", "659000"])
def test_a_league_is_too_wide_for_an_origin(code: str) -> None:
    with pytest.raises(NotACounty):
        region_on(code, TODAY)


@pytest.mark.parametrize("code", ["653228", "653229"])
def test_a_county_of_2024(code: str) -> None:
    with pytest.raises(NotYetARegion, match="2024"):
        region_on(code, TODAY)
    with pytest.raises(NotYetARegion):
        region_on(code, date(2023, 12, 31))
    assert region_on(code, date(2024, 1, 1)).code == code


def test_in_the_year_of_a_change_both_codes_are_taken() -> None:
    assert region_on("130733", date(2016, 12, 31)).name == "崇礼县"
    assert region_on("130709", date(2016, 1, 1)).name == "崇礼区"


def test_a_county_that_was_renamed_keeps_its_code() -> None:
    assert region_on("130502", date(2019, 6, 1)).name == "桥东区"
    assert region_on("130502", date(2021, 6, 1)).name == "襄都区"
    assert region_name("130502") == "襄都区"


@pytest.mark.parametrize(
    ("code", "short", "full", "seal"),
    [
        ("152529", "正镶白旗", "内蒙古 正镶白旗", "蒙"),
        ("150926", "察右前旗", "内蒙古 察右前旗", "蒙"),
        ("420302", "茅箭区", "湖北十堰 茅箭区", "鄂"),
        ("653201", "和田市", "新疆 和田市", "新"),
        ("632701", "玉树市", "青海 玉树市", "青"),
        ("540102", "城关区", "西藏拉萨 城关区", "藏"),
        ("620102", "城关区", "甘肃兰州 城关区", "甘"),
        ("130826", "丰宁县", "河北 丰宁县", "冀"),
        ("130722", "张北县", "河北 张北县", "冀"),
        ("110115", "大兴区", "北京 大兴区", "京"),
        ("150521", "科左中旗", "内蒙古 科左中旗", "蒙"),
        ("150723", "鄂伦春旗", "内蒙古 鄂伦春旗", "蒙"),
        ("441900", "东莞市", "广东 东莞市", "粤"),
    ],
)
def test_the_names_on_tabs_receipts_and_seals(code: str, short: str, full: str, seal: str) -> None:
    assert (county_short_name(code), full_name(code), province_character(code)) == (short, full, seal)


def test_what_lies_between_county_and_province() -> None:
    assert prefecture_name("152529") == "锡林郭勒盟"
    assert prefecture_name("110115") == ""
    assert prefecture_name("429021") == ""


def test_an_unknown_code_stands_for_itself() -> None:
    assert (region_name("990101"), county_short_name("990101"), full_name("990101")) == (
        "990101",
        "990101",
        "990000 990101",
    )
    assert province_character("990101") == "9"


@pytest.mark.parametrize(
    ("code", "text", "fits"),
    [
        ("150926", "察右前旗", True),
        ("150926", "察哈尔右翼前旗", True),
        ("150926", "内蒙古察右前旗", True),
        ("150926", "内蒙古自治区乌兰察布市察右前旗", True),
        ("130826", "丰宁", True),
        ("130826", "丰宁县", True),
        ("420302", "十堰市茅箭区", True),
        ("653201", "新疆和田市", True),
        ("653201", "和田", True),
        ("653201", "和田县", False),
        ("653221", "和田市", False),
        ("152529", "多伦县", False),
        ("152529", "旗", False),
    ],
)
def test_a_name_beside_a_code(code: str, text: str, fits: bool) -> None:
    assert fits_name(code, text) is fits


def test_paired_with_the_district() -> None:
    assert paired_on("152529", TODAY) == "BJ_NM"
    assert paired_on("152529", date(2017, 12, 31)) is None
    assert paired_on("420302", date(2035, 12, 31)) == "COUNTERPART_COOPERATION"
    assert paired_on("420302", date(2036, 1, 1)) is None
    assert paired_on("110115", TODAY) is None
    assert paired_on("152529", TODAY, district="110114") is None
    assert len({pairing.code for pairing in regions.pairings()}) == 21


def test_every_line_of_the_table_makes_sense() -> None:
    for code in regions._table():
        periods = regions._periods(code)
        for region in periods:
            assert len(code) == 6 and code.isdigit()
            assert region.level in ("province", "prefecture", "county")
            assert not region.last or region.first <= region.last
            assert not region.successor or region.successor in regions._table()
        assert list(periods) == sorted(periods, key=lambda region: region.first)
        assert sum(region.valid_in(2026) for region in periods) <= 1


def test_names_need_no_database() -> None:
    """The window paints county names before SQLAlchemy is imported."""
    look = (
        "import sys; from pos.core import regions; regions.full_name('152529'); sys.exit('sqlalchemy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", look], check=True, timeout=60)
