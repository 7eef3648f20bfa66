"""The chain: one canonical line a record, each holding the hash of the one before (DOMAIN.md 5.14)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core import journal
from pos.core.canonical import GENESIS, LARGEST, canonical, record_hash, sealed
from pos.core.journal import Stamp
from tests.shop import Shop

FIRST = {"bizdate": "2021-09-08", "prev": GENESIS, "seq": 1, "shop": "BJDX-BIO", "till": "01", "total_fen": 598, "v": 1}


def test_the_vector_of_the_paper() -> None:
    line = canonical(FIRST)
    digest = hashlib.sha256(line.encode()).hexdigest()
    second = canonical(FIRST | {"prev": digest, "seq": 2, "total_fen": 1234})

    assert line == (
        '{"bizdate":"2021-09-08","prev":"0000000000000000000000000000000000000000000000000000000000000000",'
        '"seq":1,"shop":"BJDX-BIO","till":"01","total_fen":598,"v":1}'
    )
    assert digest == "23c27ed2de332596799d48465d3d939c02182e8acf03cbb05618c867ed3be372"
    assert (
        hashlib.sha256(second.encode()).hexdigest()
        == "e4e8b5bb44325197f5ccade1de0ed54d5db642e5f28c9c6c61d0359b6b0b4110"
    )


def test_the_hash_of_a_record_leaves_its_own_h_out() -> None:
    record = sealed({"t": "E", "what": "茶"}, n=7, prev=GENESIS)

    assert record["h"] == record_hash({key: value for key, value in record.items() if key != "h"})
    assert (record["n"], record["ph"]) == (7, GENESIS)
    assert canonical({"b": "茶", "a": [1, {}]}) == '{"a":[1,{}],"b":"茶"}'


@pytest.mark.parametrize("value", [None, True, 1.5, {1: "a"}, b"bytes", {"a": [None]}])
def test_what_has_no_canonical_form_is_a_mistake(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


_texts = st.text(st.characters(exclude_categories=("Cs",)))
_values = st.recursive(
    _texts | st.integers(-LARGEST, LARGEST),
    lambda inner: st.lists(inner) | st.dictionaries(_texts, inner),
)


@given(_values)
def test_the_standard_library_writes_the_same_form(value: object) -> None:
    """The verifier writes with `json`, the till does not: every text, sign and order of keys is the same in both."""
    assert canonical(value) == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_every_sign_there_is_has_the_same_form() -> None:
    signs = [chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]

    assert canonical(signs) == json.dumps(signs, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("value", [LARGEST + 1, -LARGEST - 1, "\ud800"])
def test_what_programs_read_differently_is_never_written(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        canonical({"x": value})


def test_the_first_record_of_all_follows_nothing(closed_shop: Shop) -> None:
    stamp = Stamp("01", datetime(2021, 9, 8, 1, tzinfo=UTC), date(2021, 9, 8), "01")
    with closed_shop.store.write() as session:
        assert journal.head(session, "01") == journal.Head(0, GENESIS)
        first = journal.note(session, stamp, "DRAWER_OPENED", why="找零", money=100)
        second = journal.append(session, stamp, "E", {"what": "X", "who": None}, id=None)

    one, two = closed_shop.journal()
    assert (one["n"], one["ph"], one["f"], one["why"]) == (1, GENESIS, 100, "找零")
    assert (two["n"], two["ph"]) == (2, one["h"])
    assert "who" not in two
    assert "clock" not in one
    assert (first.hash, second.hash) == (one["h"], two["h"])


def test_a_record_is_its_own_canonical_line(shop: Shop) -> None:
    shop.sell("SP0041", channel="SCHOOL", love_card=True).pay_cash("50.00")

    for record in shop.journal():
        assert record["h"] == record_hash(record)
        assert record["clock"] == "given"
    (sale,) = shop.journal("S")
    assert (sale["ch"], sale["card"], sale["clerk"], sale["mode"]) == ("SCHOOL", 1, "01", "OFFLINE")
    assert sale["at"] == "2021-09-08T01:00:00Z"
    assert {"org", "agr", "fair", "motive", "pm", "am"}.isdisjoint(sale)
    assert json.dumps(sale).isascii()
    assert shop.verified().sales == 1


def test_tills_have_chains_of_their_own(closed_shop: Shop) -> None:
    at = datetime(2021, 9, 8, 1, tzinfo=UTC)
    with closed_shop.store.write() as session:
        for till in ("01", "02", "01"):
            journal.note(session, Stamp(till, at, date(2021, 9, 8), "01"), "DRAWER_OPENED")
        assert (journal.head(session, "01").n, journal.head(session, "02").n) == (2, 1)
