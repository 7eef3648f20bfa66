"""The shelf of the example shop: found by scanning, typing, and by where goods come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from pos.core.catalog import (
    Barcode,
    BoxPart,
    PriceChange,
    Product,
    SearchKey,
    article,
    article_by_any,
    article_by_barcode,
    article_by_code,
    article_by_plu,
    find,
    origins_on_sale,
    shelf,
)
from pos.core.listing import ProductRow, Taken, known_products, save_product, take_catalogue, vat_rates_on, with_codes
from pos.core.money import Money, Quantity
from pos.core.producers import Producer
from pos.core.search import fold, ranges, spelling
from pos.db.store import Store
from pos.exchange.sheets import import_catalogue

DATA = Path(__file__).parents[1] / "data"
MORNING = datetime(2021, 9, 8, 0, 30, tzinfo=UTC)
NOON = datetime(2021, 9, 8, 4, 0, tzinfo=UTC)
TODAY = date(2021, 9, 8)
ONE = Quantity(1000)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("example"))
    answer = import_catalogue(store, DATA / "catalogue.xlsx", today=TODAY, now=MORNING)
    assert answer.taken == 223
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path)
    yield store
    store.close()


def product(name: str = "绿豆", **facts: object) -> ProductRow:
    plain: dict[str, object] = {
        "code": None, "name": name, "unit": "袋", "kind": "PIECE", "price": Money(990), "origin": "152529",
        "vat_kind": "TAXED", "vat_bp": 900, "barcodes": (("6996857000413", ONE),),
    }  # fmt: skip
    return ProductRow(**{**plain, **facts})


def save(store: Store, row: ProductRow, now: datetime = MORNING) -> Taken:
    with store.write() as session:
        return save_product(session, row, now)


def names(store: Store, text: str, limit: int = 50) -> list[str]:
    with store.read() as session:
        return [found.name for found in find(session, text, limit)]


def test_a_scanned_pack(example: Store) -> None:
    with example.read() as session:
        found = article_by_barcode(session, "6996857000413")
        assert found is not None
        jujubes, counts = found
        assert (jujubes.code, jujubes.name, jujubes.spec, jujubes.unit) == ("SP0041", "和田骏枣", "500g", "袋")
        assert (jujubes.price, jujubes.card_price, counts) == (Money(2990), Money(2840), ONE)
        assert (jujubes.origin, jujubes.producer) == ("653201", "91653201MAW9R5R45D")
        assert (jujubes.vat_kind, jujubes.vat_bp, jujubes.ownership) == ("TAXED", 900, "OWN")
        assert jujubes.certified_on(date(2022, 12, 31)) and not jujubes.certified_on(date(2023, 1, 1))
        assert not jujubes.weighed and jujubes.unit_grams == 0 and jujubes.parts == ()
        assert article_by_barcode(session, "6999990001231") is None


def test_a_carton_counts_what_it_holds(example: Store) -> None:
    with example.read() as session:
        cartons = session.execute(select(Barcode.code, Barcode.counts).where(Barcode.counts > ONE)).all()
        assert cartons
        for code, counts in cartons:
            assert article_by_barcode(session, code) == (article_by_any(session, code)[0], counts)


def test_weighed_goods_by_their_plu(example: Store) -> None:
    with example.read() as session:
        melon = article_by_plu(session, "00101")
        assert melon is not None
        assert (melon.code, melon.weighed, melon.unit, melon.unit_grams) == ("SP0001", True, "公斤", 1000)
        potato = article_by_plu(session, "00105")
        assert potato is not None and potato.unit_grams == 500
        assert article_by_plu(session, "99999") is None


def test_one_product_under_all_its_names(example: Store) -> None:
    with example.read() as session:
        melon = article_by_code(session, "SP0001")
        assert melon is not None
        assert article(session, melon.id) == melon
        assert article_by_any(session, "SP0001") == (melon, ONE) == article_by_any(session, "00101")
        pack = article_by_any(session, "6996857000413")
        assert pack is not None and pack[0].code == "SP0041"
        assert article_by_any(session, "nothing") is None


def test_a_gift_box_knows_its_parts(example: Store) -> None:
    with example.read() as session:
        box = article_by_code(session, "SP0223")
    assert box is not None
    parts = {part.code: (part.origin, part.price, part.quantity) for part in box.parts}
    assert parts == {
        "SP0012": ("152529", Money(1990), ONE),
        "SP0021": ("150926", Money(2990), ONE),
        "SP0041": ("653201", Money(2990), Quantity(2000)),
        "SP0084": ("540102", Money(2580), ONE),
        "SP0141": ("130826", Money(3980), ONE),
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("正镶白旗西瓜(散)", "正镶白旗西瓜(散)"),
        ("正镶白旗西瓜（散）", "正镶白旗西瓜(散)"),
        ("西瓜", "正镶白旗西瓜(散)"),
        ("瓜", "正镶白旗西瓜(散)"),
        ("xg", "正镶白旗西瓜(散)"),
        ("ＸＧ", "正镶白旗西瓜(散)"),
        ("xigua", "正镶白旗西瓜(散)"),
        ("zhengxiang", "正镶白旗西瓜(散)"),
        ("zxbq", "正镶白旗西瓜(散)"),
        ("00101", "正镶白旗西瓜(散)"),
        ("SP0001", "正镶白旗西瓜(散)"),
        ("sp0041", "和田骏枣"),
        ("6996857000413", "和田骏枣"),
        ("699685700", "和田骏枣"),
        ("0413", "和田骏枣"),
        ("htjz", "和田骏枣"),
        ("藏香", "优敏芭藏香"),
    ],
)
def test_typing_finds_it(example: Store, text: str, name: str) -> None:
    assert name in names(example, text, limit=20)


@pytest.mark.parametrize("text", ["", "  ", "()", "没有这种东西", "xqqqzz", "6999990001231"])
def test_typing_what_is_not_there(example: Store, text: str) -> None:
    assert names(example, text) == []


def test_what_begins_with_the_text_comes_first(store: Store) -> None:
    for code, name in enumerate(["小西瓜", "西瓜子", "无籽西瓜"]):
        save(store, product(name, code=f"P{code}", barcodes=()))
    assert names(store, "xg")[0] == names(store, "西瓜")[0] == names(store, "xigua")[0] == "西瓜子"
    assert sorted(names(store, "xg")) == sorted(["小西瓜", "西瓜子", "无籽西瓜"])
    assert names(store, "xg", limit=1) == ["西瓜子"]


@pytest.mark.parametrize("text", ["lvnv", "lunu", "lünü", "LÜ", "lv", "lu", "ln", "绿"])
def test_u_umlaut_under_every_key(store: Store, text: str) -> None:
    save(store, product("绿女茶"))
    assert names(store, text) == ["绿女茶"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("重庆火锅底料", "chongqing"), ("重庆火锅底料", "cqhg"), ("朝阳小枣", "chaoyang"), ("朝阳小枣", "cy"),
     ("单县羊汤", "shanxian"), ("单县羊汤", "sx"), ("曾家藕粉", "zjof"), ("3+2饼干", "32bg"), ("Ａ4纸", "a4"),
     ("A4纸", "zhi"), ("80后辣条", "80h")],
)  # fmt: skip
def test_characters_that_are_read_in_two_ways(store: Store, name: str, text: str) -> None:
    save(store, product(name))
    assert names(store, text) == [name]


def test_an_unlikely_reading_comes_last(store: Store) -> None:
    save(store, product("红柿", code="P1", barcodes=()))
    save(store, product("罐柿", code="P2", barcodes=()))
    # 红 may be read gong: such a find is better than none, but not before 罐.
    assert names(store, "gs") == ["罐柿", "红柿"]


def test_a_name_of_ambiguous_characters_does_not_explode() -> None:
    keys = spelling("长重行朝单曾仇六乐都调参还会藏朴石").keys(["SP1"])
    assert len(keys) < 1000
    assert all(len(key) <= 25 for key in keys)


def test_input_is_folded_before_it_is_looked_up() -> None:
    assert fold(" Ａ４·纸-Ü ") == "a4纸v"
    assert ranges("--") == []
    assert len(fold("x" * 500)) == 24


def test_a_full_page_is_full_though_one_product_has_many_keys(store: Store) -> None:
    """Every product here stands behind many keys that begin alike; each still comes once."""
    for number in range(8):
        save(store, product("瓜" * 20 + str(number), code=f"P{number}", barcodes=()))
    found = names(store, "瓜", limit=5)
    assert len(found) == len(set(found)) == 5
    assert len(names(store, "g")) == 8


def test_shelves_by_origin_and_kind_of_goods(example: Store) -> None:
    with example.read() as session:
        origins = dict(origins_on_sale(session))
        everything = shelf(session)
        banner = shelf(session, "152529")
    assert len(origins) == 21 and sum(origins.values()) == len(everything) == 223
    assert max(origins, key=lambda code: origins[code]) == "152529"
    assert len(banner) == origins["152529"] == 17
    assert {tile.origin for tile in banner} == {"152529"}
    groups = [tile.group for tile in banner]
    assert groups == sorted(groups, key=["WEIGHED", "CHILLED", "FROZEN", "PLAIN"].index)
    kept = {tile.name: tile.group for tile in banner}
    assert (kept["正镶白旗西瓜(散)"], kept["手把羊肉"], kept["奶豆腐"], kept["炒米"]) == (
        "WEIGHED", "FROZEN", "CHILLED", "PLAIN",
    )  # fmt: skip


def test_a_new_product_gets_the_next_number(store: Store) -> None:
    save(store, product("甲", code="SP0007", barcodes=()))
    save(store, product("乙", code="A-1", barcodes=()))
    assert save(store, product("丙")) == Taken(1, 1, 0)
    with store.read() as session:
        found = article_by_barcode(session, "6996857000413")
        assert found is not None and (found[0].code, found[0].name) == ("SP0008", "丙")


def test_the_same_product_again_changes_nothing(store: Store) -> None:
    row = product(producer_name="星耀镇农业合作社", producer_code="93152529MA0Q00001G", shelf_life_days=15)
    assert save(store, row) == Taken(1, 1, 0)
    assert save(store, row, NOON) == Taken(1, 0, 1)
    with store.read() as session:
        assert session.scalars(select(Product.updated_at)).all() == [MORNING]
        assert session.scalars(select(PriceChange.id)).all() == []


def test_a_changed_price_leaves_a_row(store: Store) -> None:
    save(store, product())
    assert save(store, product(price=Money(1090)), NOON) == Taken(1, 1, 0, (("SP0001", Money(990), Money(1090)),))
    with store.read() as session:
        change = session.scalars(select(PriceChange)).one()
        assert (change.before, change.after, change.at) == (Money(990), Money(1090), NOON)
        assert session.scalars(select(Product.price)).all() == [Money(1090)]


def test_a_renamed_product_is_found_by_its_new_name_only(store: Store) -> None:
    save(store, product("绿豆"))
    save(store, product("红小豆"))
    assert names(store, "绿豆") == names(store, "ld") == []
    assert names(store, "hxd") == names(store, "6996857000413") == ["红小豆"]
    with store.read() as session:
        assert session.scalars(select(Product.pinyin)).all() == ["hongxiaodou"]
        assert {key[1:] for key in session.scalars(select(SearchKey.key))} >= {"hxd", "hongxiaodou", "红小豆", "sp0001"}


def test_barcodes_change_hands_within_one_sheet(store: Store) -> None:
    first, second = "6996857000413", "6986927993585"
    save(store, product("甲", code="A", barcodes=((first, ONE),), plu="00001"))
    save(store, product("乙", code="B", barcodes=((second, ONE),), plu="00002"))
    rows = [
        product("甲", code="A", barcodes=((second, ONE), (first, Quantity(24_000))), plu="00002"),
        product("乙", code="B", barcodes=(), plu="00001"),
    ]
    with store.write() as session:
        known = known_products(session)
        assert take_catalogue(session, known, with_codes(known, rows), None, NOON) == Taken(2, 2, 0)
    with store.read() as session:
        assert [article_by_barcode(session, code)[1] for code in (second, first)] == [ONE, Quantity(24_000)]
        assert [article_by_plu(session, plu).code for plu in ("00001", "00002")] == ["B", "A"]


def test_a_column_that_was_not_there_keeps_what_is_known(store: Store) -> None:
    save(store, product(storage="冷藏", producer_name="某合作社", code="A"))
    given = frozenset({"product_code", "name", "sale_unit", "kind", "price", "origin_code", "vat"})
    bare = product(code="A", barcodes=(), price=Money(880), given=given)
    assert save(store, bare, NOON).taken == 1
    with store.read() as session:
        kept = session.scalars(select(Product)).one()
        assert (kept.storage, kept.price, kept.producer_id) == ("冷藏", Money(880), 1)
        assert article_by_barcode(session, "6996857000413") is not None
    assert save(store, product(code="A"), NOON).taken == 1
    with store.read() as session:
        assert session.scalars(select(Product.storage)).all() == [""]


def test_producers_are_added_once(store: Store) -> None:
    code = "93152529MA0Q00001G"
    save(store, product("甲", code="A", barcodes=(), producer_name="星耀镇农业合作社", producer_code=code))
    save(store, product("乙", code="B", barcodes=(), producer_name="星耀合作社", producer_code=code))
    save(store, product("丙", code="C", barcodes=(), producer_name="星耀镇农业合作社"))
    save(store, product("丁", code="D", barcodes=(), producer_name="路边摊"))
    save(store, product("戊", code="E", barcodes=(), producer_code="91110115MA0000001H"))
    with store.read() as session:
        known = session.execute(select(Producer.credit_code, Producer.name)).all()
        owners = session.scalars(select(Product.producer_id).order_by(Product.code)).all()
    assert [tuple(row) for row in known] == [
        (code, "星耀镇农业合作社"), (None, "路边摊"), ("91110115MA0000001H", "91110115MA0000001H"),
    ]  # fmt: skip
    assert owners == [1, 1, 1, 2, 3]


def test_what_a_box_holds_is_replaced_as_a_whole(store: Store) -> None:
    rows = [product(name, code=name, barcodes=()) for name in ("盒", "枣", "米")]
    for boxes, held in (
        ({"盒": (("枣", ONE), ("米", Quantity(2000)))}, 2),
        (None, 2),
        ({"盒": (("米", Quantity(500)),)}, 1),
        ({}, 0),
    ):
        with store.write() as session:
            known = known_products(session)
            take_catalogue(session, known, with_codes(known, rows), boxes, NOON)
        with store.read() as session:
            assert len(session.scalars(select(BoxPart.quantity)).all()) == held


def test_vat_rates_have_their_days() -> None:
    assert 900 in vat_rates_on(TODAY) and 1600 not in vat_rates_on(TODAY)
    assert 1600 in vat_rates_on(date(2019, 3, 31)) and 900 not in vat_rates_on(date(2019, 3, 31))
    assert 1700 in vat_rates_on(date(2000, 1, 1))
