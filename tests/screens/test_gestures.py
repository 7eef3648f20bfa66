"""The till without a window: the protocol itself, and what hostile input does to it (nothing)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.screens.gestures import Gestures
from tests.shop import Shop, copy_of


@pytest.fixture(scope="module")
def till(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One shop for everything that is refused, with a sale in the books and a ticket on the counter."""
    shop = Shop(copy_of(furnished, tmp_path_factory.mktemp("till") / "shop")).manager().open()
    shop.sell(("SP0041", "2")).pay_cash("60.00")
    shop.add("SP0041")
    yield shop
    shop.close()


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "nonsense",
        "[]",
        '"scan"',
        "null",
        "true",
        "12",
        "{'do':'scan'}",
        '{"do":"scan",}',
        '{"do":"scan","code":NaN}',
        '{"do":"scan","code":Infinity}',
        '{"do":"scan" "code":"1"}',
        '{"do":"lock"}{"do":"lock"}',
        '{"do":"lock","do":"lock"}',
        '{"do":"close_shift","counts":{"1.00":1,"1.00":2}}',
        '{"do":"hold","name":"\\ud800"}',
        '{"do":"hold","\\udfff":"x"}',
        '{"do":"hold","name":"\x01"}',
        "[" * 200_000,
        '{"do":' * 5_000 + "1" + "}" * 5_000,
        '{"do":' + "9" * 5_000 + "}",
        "\x00",
        '{"do":"find","text":"\udc80\udc81"}',
    ],
    ids=lambda line: line[:24],
)
def test_what_is_no_gesture_line(till: Shop, line: str) -> None:
    assert till.refused_line(line) == "NotJson"


@pytest.mark.parametrize("do", [None, "", "dance", "SCAN", " scan", "stock_outt", 5, True, ["scan"], {"a": 1}, 1.5])
def test_gestures_nobody_knows(till: Shop, do: object) -> None:
    assert till.refused_line(json.dumps({"do": do})) == "UnknownGesture"
    assert till.refused_line("{}") == "UnknownGesture"


@pytest.mark.parametrize("do", ["login", "lock", "scan", "pay", "cancel", "quit", "x_report", "refund", "attribute"])
def test_unknown_fields_are_named(till: Shop, do: str) -> None:
    told = till.ask(do, colour="red")
    assert told["refused"] == "UnknownField"
    assert "colour" in told["message"]
    assert till.refused(do, Do="x") == "UnknownField"
    assert till.refused(do, **{"": None}) == "UnknownField"


def test_unknown_fields_inside_a_list_are_named_too(till: Shop) -> None:
    told = till.ask("refund", receipt="1", lines=[{"n": 1, "quantity": "1", "z": 1}], means="CASH", reason="x")
    assert told["refused"] == "UnknownField"
    assert "lines.z" in told["message"]


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "line", "n": 1, "price": "1.00", "quantity": "2"},
        {"do": "close_shift", "counted": "1.00", "counts": {"1.00": 1}},
        {"do": "refund_goods", "product": "SP0041", "code": "SP0041", "reason": "x"},
    ],
)
def test_of_fields_that_exclude_each_other_one_is_given(till: Shop, asked: dict[str, object]) -> None:
    assert till.refused_line(json.dumps(asked)) == "TooManyFields"


def test_a_long_line_is_answered_shortly(till: Shop) -> None:
    for fields in ({"code": "x" * 10_000_000}, {"x" * 10_000_000: 1}):
        line = json.dumps({"do": "scan", **fields})
        assert len(json.dumps(till.answer(line))) < 2_000
    assert till.refused_line('{"do":"' + "y" * 10_000_000 + '"}') == "UnknownGesture"


def test_nesting_just_below_what_python_bears(till: Shop) -> None:
    for depth in range(800, 1000, 3):
        for line in (
            '{"do":"hold","name":' + "[" * depth + "]" * depth + "}",
            '{"do":"attribute","channel":' + '{"a":' * depth + "1" + "}" * depth + "}",
            '{"do":' + "[" * depth + "]" * depth + "}",
            '{"do":"lock","at":' + "[" * depth + "]" * depth + "}",
        ):
            assert till.answer(line)["ok"] is False


def test_no_sentence_carries_control_characters(till: Shop) -> None:
    for line in (
        '{"do":"\\u001b[2J"}',
        '{"do":"lock","\\u0007":1}',
        '{"do":"scan","code":"\\u001b[31m\\u0000"}',
        '{"do":"recall","name":"a\\u0000b"}',
        '{"do":"pay","means":"\\n\\n","amount":"1.00"}',
        '{"do":"pay","means":"CASH","amount":"\\u001b"}',
        '{"do":"lock","at":"\\u001b[1m"}',
    ):
        told = till.answer(line)
        assert told["ok"] is False
        assert told["message"].isprintable(), told


def test_empty_lines_and_remarks_are_passed_over(shop: Shop) -> None:
    answers = list(
        Gestures(shop.till).run(
            ["\ufeff", "\n", "  \t\n", "# a remark\n", '   #{"do":"quit"}\n', '\ufeff{"do":"add","product":"SP0041"}\n']
        )
    )
    assert [answer["ok"] for answer in answers] == [True]


def test_quit_ends_it(shop: Shop) -> None:
    answers = list(Gestures(shop.till).run(['{"do":"dance"}', '{"do":"quit"}', '{"do":"cancel"}']))
    assert [answer["ok"] for answer in answers] == [False, True]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["1", "0", "-1", "29.90", "SP0041", "CASH", "DX03-01-000001", "6996857000413", "2021-09-08"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
FIELDS = {
    "login": ["pin"],
    "open_shift": ["float"],
    "scan": ["code"],
    "find": ["text", "limit"],
    "add": ["product", "quantity", "price"],
    "line": ["n", "quantity", "price", "discount", "remove"],
    "attribute": ["channel", "buyer_kind", "buyer", "agreement", "fair", "motive", "purchase_mode", "love_card"],
    "hold": ["name"],
    "recall": ["name"],
    "pay": ["means", "amount", "reference", "auth_code"],
    "refund": ["receipt", "lines", "means", "reason"],
    "reprint": ["receipt"],
    "cash": ["direction", "amount", "reason"],
    "override": ["pin", "reason"],
    "close_shift": ["counted", "counts"],
}


@st.composite
def gesture(draw: st.DrawFn) -> dict[str, object]:
    do = draw(st.sampled_from(sorted(FIELDS)))
    fields = draw(st.lists(st.sampled_from(FIELDS[do]), unique=True))
    given: dict[str, object] = {"do": do, **{name: draw(JSON) for name in fields}}
    if draw(st.integers(0, 9)) == 0:
        given[draw(st.sampled_from(["at", "do", "x", ""]))] = draw(JSON)
    return given


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gesture())
def test_whatever_comes_in_an_answer_goes_out(till: Shop, asked: dict[str, object]) -> None:
    """No gesture, however odd, is a bug; a refused one changed nothing but the count of wrong PINs."""
    before = {name: rows for name, rows in till.dump().items() if name != "pin_guard"}
    told = till.answer(json.dumps(asked))
    assert told["ok"] in (True, False)
    if not told["ok"]:
        assert told["refused"].isidentifier()
        assert {name: rows for name, rows in till.dump().items() if name != "pin_guard"} == before


@pytest.mark.soak
@settings(max_examples=20_000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(gesture())
def test_whatever_comes_in_all_night(till: Shop, asked: dict[str, object]) -> None:
    told = till.answer(json.dumps(asked))
    assert told["ok"] or told["refused"]
