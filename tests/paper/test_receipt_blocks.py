"""A shop moves its address and switches off the origins: `[receipt] blocks` says what is printed, and no less."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.core import wording
from pos.core.paper import Block, Cut, Drawer, Feed, Rule, as_training, to_json
from pos.devices.escpos import encode
from pos.paper import receipt
from pos.paper.receipt import ReceiptPaper, layout
from pos.screens.papers import receipt_paper, receipt_pdf
from pos.settings import BadSettings, Settings, from_table
from pos.settings.receipt import BLOCKS, NAMES, REQUIRED, block_name
from pos.settings.writing import as_toml
from tests.paper.receipts import drawn
from tests.papers_reader import read
from tests.shop import Shop

SHOP = {"shop": "DX03", "name": "大兴分中心", "till": "01", "district": "110115"}
HERE: dict[str, Any] = {"address": ["大兴区瀛海镇科创五街 8 号", "地铁 8 号线 F 口"], "phone": "010-6926 1234"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = wording.spoken()
    wording.speak("en")
    yield
    wording.speak(before)


def settings_with(**receipt_table: object) -> Settings:
    return from_table({**SHOP, "receipt": receipt_table})


def paper_of(*blocks: str, **more: Any) -> ReceiptPaper:
    here = {"address": tuple(HERE["address"]), "phone": HERE["phone"]}
    return replace(drawn(), blocks=blocks or BLOCKS, **{**here, **more})


def lines(paper: ReceiptPaper, columns: int = 48) -> list[str]:
    (found,) = read(encode(layout(paper, columns), columns=columns), columns)
    return [line.strip() for line in found.text.splitlines()]


def test_every_name_prints_something_and_has_a_word() -> None:
    assert set(BLOCKS) == set(NAMES) == set(receipt._BLOCKS)
    assert set(REQUIRED) <= set(BLOCKS)
    refund = paper_of(copy=True, kind="REFUND")
    assert [name for name in BLOCKS if not list(receipt._BLOCKS[name](refund, 48))] == []


def test_the_address_stands_below_the_shop_and_moves_to_the_foot() -> None:
    above = lines(paper_of())
    assert above[:6] == [
        "大兴分中心",
        "北京市消费帮扶双创中心",
        "生物医药基地店",
        *HERE["address"],
        "Tel. 010-6926 1234",
    ]

    order = [name for name in BLOCKS if name != "address"]
    below = lines(paper_of(*order, "address"))

    assert below[-4:] == ["退换请带小票，散称品当日", "谢谢惠顾", *HERE["address"]]
    assert sorted(below) == sorted(above)


def test_the_origin_summary_switched_off_takes_its_lines_along_and_nothing_else() -> None:
    whole = lines(paper_of())
    at = whole.index("This purchase came from")

    without = lines(paper_of(*(name for name in BLOCKS if name != "origins")))

    assert without == whole[:at] + whole[at + 6 :]


def test_no_two_lines_across_the_paper_meet() -> None:
    paper = layout(paper_of(*REQUIRED, "qr", "footer"), 32)
    rules = [at for at, block in enumerate(paper) if isinstance(block, Rule)]
    assert all(later - earlier > 1 for earlier, later in itertools.pairwise(rules))
    # Behind the payment a single line, before the last words a double one: the stronger of the two stays.
    bare = layout(paper_of(*REQUIRED, "footer"), 32)
    assert Rule(double=True) in bare[-5:]


@given(st.permutations(BLOCKS[1:]), st.integers(0, len(BLOCKS)), st.integers(24, 64))
def test_any_order_is_a_whole_receipt(order: list[str], kept: int, columns: int) -> None:
    blocks = ["copy", *(name for at, name in enumerate(order) if at < kept or name in REQUIRED)]
    settings = settings_with(blocks=blocks, **HERE)
    paper = layout(paper_of(*settings.receipt.blocks, copy=True, open_drawer=True), columns)

    (found,) = read(encode(paper, columns=columns), columns)

    assert found.lines[0].text == "重印 COPY"
    said = found.text.replace(" ", "").replace("\n", "")
    for word in ("大兴分中心", "DX03-01-001287", "￥288.52", "和田大枣", "新疆", "￥11.50"):
        assert word in said
    assert (found.cuts, found.drawer_opened) == (1, 0)


def test_drawer_and_cut_are_no_blocks_and_always_there() -> None:
    paper = layout(paper_of(*REQUIRED, open_drawer=True), 48)
    assert (paper[0], paper[-2:]) == (Drawer(), [Feed(1), Cut()])


@pytest.mark.parametrize("name", REQUIRED)
def test_what_a_receipt_may_not_be_without_is_refused_in_words(name: str) -> None:
    with pytest.raises(BadSettings) as refused:
        settings_with(blocks=[one for one in BLOCKS if one != name])

    assert refused.value.where == "blocks"
    assert f"leaves out {name} ({block_name(name)}): no receipt may be without it" in refused.value.why


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([*BLOCKS, "qr"], "names qr twice: each block is printed once"),
        ([*BLOCKS, "logo"], "names 'logo', and there is no such block: one of copy, shop, center"),
        (["shop", "copy", *BLOCKS[2:]], "begins with shop: the marks stand first, that is copy"),
        ("copy", "is not a list of names of blocks"),
        ([1], "is not a list of names of blocks"),
        ([], "leaves out copy"),
    ],
)
def test_a_list_that_is_none_is_refused_in_words(blocks: object, why: str) -> None:
    with pytest.raises(BadSettings) as refused:
        settings_with(blocks=blocks)

    assert why in refused.value.why


@pytest.mark.parametrize(
    "entry",
    [{"address": ["街\x1bp"]}, {"address": ["一"] * 5}, {"address": "街"}, {"phone": "1\n2"}, {"phone": 110}],
)
def test_what_would_steer_a_printer_or_is_no_text_is_no_address(entry: dict[str, object]) -> None:
    with pytest.raises(BadSettings):
        settings_with(**entry)


def test_what_is_written_is_read_again_and_old_shops_have_the_usual_blocks() -> None:
    assert settings_with().receipt.blocks == BLOCKS
    moved = settings_with(blocks=["copy", "shop", "number", "lines", "total", "tenders", "footer", "address"], **HERE)

    again = from_table(tomllib.loads(as_toml(moved)))

    assert again == moved
    assert again.receipt.blocks[-1] == "address"


def test_the_shops_own_receipt_follows_on_paper_and_in_the_pdf(shop: Shop) -> None:
    import io

    import pypdf

    shop.sell("SP0041").pay_cash("50.00")
    blocks = [name for name in BLOCKS if name not in ("origins", "address")]
    settings = replace(
        shop.till.settings, receipt=settings_with(blocks=[*blocks, "address"], **HERE).receipt, footer=("再来",)
    )
    with shop.store.read() as session:
        paper = layout(receipt_paper(session, settings, 1, copy=False, drawer=False), 48)
        data = receipt_pdf(session, settings, 1)

    (printed,) = read(encode(paper, columns=48), 48)
    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()

    assert printed.text.splitlines()[-1].strip() == HERE["address"][-1]
    assert "came from" not in printed.text
    assert "came from" not in text
    assert text.rindex("F 口") > text.rindex("再来")


def test_training_is_marked_whatever_the_blocks_are() -> None:
    bare: list[Block] = layout(paper_of(*REQUIRED), 48)
    assert to_json(as_training(bare)).count("练习 TRAINING") == 2
