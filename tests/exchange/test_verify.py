"""The verifier must find everything: each test hands it a file that somebody or something has touched."""

from __future__ import annotations

import base64
import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pos.exchange import verify
from pos.exchange.verify import fingerprint, verify_file, verify_journal
from tests.exchange.shop_day import (
    HEADER,
    NAME,
    OTHER_KEY,
    PUBLIC,
    chained,
    file_of,
    line,
    morning,
    put,
    sale,
    sha,
    signed,
    written,
)


def test_an_honest_file_fits(tmp_path: Path) -> None:
    data = file_of()
    verdict = verify_file(put(tmp_path, data), PUBLIC)
    assert (verdict.ok, verdict.reason, verdict.signed) == (True, "", True), verdict.message
    assert (verdict.records, verdict.sales, verdict.refunds) == (7, 3, 1)
    assert (verdict.gross, verdict.refunded, verdict.net, verdict.rounding, verdict.grams) == (48824, 3634, 45190, 0, 0)
    assert (verdict.first_receipt, verdict.last_receipt) == ("DX03-01-000001", "DX03-01-000004")
    assert verdict.groups["by_region"] == {"632701": 42300, "653201": 2890}
    assert verdict.digest == sha(data.decode())
    assert verdict.header["shop"] == "DX03"


def test_without_a_key_everything_but_the_signature_is_checked(tmp_path: Path) -> None:
    verdict = verify_file(put(tmp_path, file_of(key=OTHER_KEY)), None)
    assert (verdict.ok, verdict.signed) == (True, False)


def test_another_tills_key_is_refused(tmp_path: Path) -> None:
    verdict = verify_file(put(tmp_path, file_of(key=OTHER_KEY)), PUBLIC)
    assert (verdict.ok, verdict.reason, verdict.line) == (False, "BadSignature", 9)


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    data = file_of([sale(1, [line(1, "SP0001", "152529", 2622)], {"CASH": 2620}, rnd=-2)], totals=ONE_SALE)
    path = put(tmp_path, data)
    assert verify_file(path, PUBLIC).ok
    accepted = []
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        if verify_file(path, PUBLIC).ok:
            accepted.append(bit)
    assert len(data) * 8 > 10_000
    assert accepted == []


ONE_SALE: dict[str, Any] = {
    "records": 1, "sales": 1, "refunds": 0, "gross": 2622, "refunded": 0, "net": 2622, "rounding": -2,
    "by_region": {"152529": 2622}, "by_channel": {"SHOP_WALKIN": 2622}, "by_buyer_kind": {"RESIDENT": 2622},
    "by_means": {"CASH": 2620}, "by_mode": {"OFFLINE": 2622}, "no_range": ["DX03-01-000001", "DX03-01-000001"],
    "grand_gross": 2622, "grand_refunded": 0,
}  # fmt: skip


def test_every_truncation_is_found(tmp_path: Path) -> None:
    data = file_of()
    path = tmp_path / NAME
    for length in range(len(data)):
        path.write_bytes(data[:length])
        verdict = verify_file(path, PUBLIC)
        assert not verdict.ok, length
        assert verdict.reason and verdict.message


def test_bytes_added_anywhere_are_found(tmp_path: Path) -> None:
    data, chance = file_of(), random.Random(20210908)
    path = tmp_path / NAME
    for extra in (b" ", b"\n", b"\r", b"\x00", b"0", b"{}\n"):
        for at in [0, len(data), *(chance.randrange(len(data)) for _ in range(40))]:
            path.write_bytes(data[:at] + extra + data[at:])
            assert not verify_file(path, PUBLIC).ok, (extra, at)


@pytest.mark.parametrize(
    "wrong", ["day.ndjson", "CAS1_110115_DX03_1_00000001.ndjson", "CAS1_110115_DX03_01_00000001.json"]
)
def test_the_name_must_be_a_sync_files_name(tmp_path: Path, wrong: str) -> None:
    assert verify_file(put(tmp_path, file_of(), wrong), PUBLIC).reason == "BadName"


@pytest.mark.parametrize("other", ["CAS1_110115_DX03_01_00000002.ndjson", "CAS1_110115_DX04_01_00000001.ndjson"])
def test_a_renamed_file_is_found(tmp_path: Path, other: str) -> None:
    assert verify_file(put(tmp_path, file_of(), other), PUBLIC).reason == "BadName"


def swapped(records: list[dict[str, Any]]) -> None:
    records[1], records[2] = records[2], records[1]


def changed(at: int, /, **fields: Any) -> Callable[[list[dict[str, Any]]], None]:
    def change(records: list[dict[str, Any]]) -> None:
        records[at].update(fields)

    return change


def changed_line(at: int, which: int, /, **fields: Any) -> Callable[[list[dict[str, Any]]], None]:
    def change(records: list[dict[str, Any]]) -> None:
        records[at]["lines"][which].update(fields)

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (changed(1, net=3633), "SumsDisagree"),
        (changed(1, disc=1), "SumsDisagree"),
        (changed(1, rnd=-3), "SumsDisagree"),
        (changed(1, rnd=-10, ten=[{"k": "CASH", "f": 3624}]), "BadField"),
        (changed(1, rnd=4, ten=[{"k": "CASH", "f": 3638}]), "BadField"),
        (changed(1, ten=[{"k": "CASH", "f": 3634}]), "SumsDisagree"),
        (changed(1, ten=[{"k": "CASH", "f": -1}, {"k": "WECHAT", "f": 3631}]), "BadField"),
        (changed_line(1, 0, net=2621, gross=2622), "SumsDisagree"),
        (changed_line(1, 0, o="15252"), "BadField"),
        (changed_line(1, 0, q=0), "BadField"),
        (changed_line(1, 1, i=3), "SumsDisagree"),
        (changed(1, lines=[], net=0, disc=0, rnd=0, ten=[]), "BadField"),
        (changed(2, no="DX03-01-000003"), "ReceiptGap"),
        (changed(1, no="DX03-01-000002"), "ReceiptGap"),
        (changed(1, no="DX04-01-000001"), "BadField"),
        (changed(1, no="DX03-01-0000001"), "BadField"),
        (changed(2, id="00000000-0000-0000-0000-000000000001"), "SoldTwice"),
        (changed(2, id="00000000-0000-0000-0000-00000000000A"), "BadField"),
        (changed(1, at="2021-09-08T06:01:00+08:00"), "BadField"),
        (changed(1, at="2021-09-31T06:01:00Z"), "BadField"),
        (changed(1, bd="2021-09-07"), "OutsideDays"),
        (changed(1, bd="2021-9-8"), "BadField"),
        (changed(1, mode="OFF"), "BadField"),
        (changed(1, am="OTHER"), "BadField"),
        (changed(1, card=2), "BadField"),
        (changed(4, of="DX03-01-000002"), "SumsDisagree"),
        (changed(4, of="DX03-01-000009"), "SumsDisagree"),
        (changed(6, gross=48825, net=45191), "SumsDisagree"),
        (changed(6, over=0), "SumsDisagree"),
        (changed(6, z=2), "SumsDisagree"),
        (changed(6, first="DX03-01-000002"), "SumsDisagree"),
        (changed(6, last="DX03-01-000003"), "SumsDisagree"),
        (changed(6, by_means={"CARD_POS": 42299, "WECHAT": 2891}), "SumsDisagree"),
        (changed(6, grand_gross=48825), "TotalsDisagree"),
        (changed(6, grand_refunded=0), "TotalsDisagree"),
        (changed(0, t="T"), "BadField"),
        (changed(0, t="H"), "BadField"),
        (swapped, "ReceiptGap"),
    ],
)  # fmt: skip
def test_a_record_that_does_not_add_up_is_named_though_chain_and_signature_hold(
    tmp_path: Path, change: Callable[[list[dict[str, Any]]], None], reason: str
) -> None:
    records = copy.deepcopy(morning())
    change(records)
    verdict = verify_file(put(tmp_path, file_of(records)), PUBLIC)
    assert (verdict.ok, verdict.reason) == (False, reason), verdict.message
    touched = [i for i, (was, now) in enumerate(zip(morning(), records, strict=True)) if was != now]
    assert touched[0] + 2 <= verdict.line <= touched[-1] + 3


@pytest.mark.parametrize(
    "field",
    ["records", "sales", "refunds", "gross", "refunded", "net", "rounding", "grams", "grand_gross", "grand_refunded"],
)
def test_forged_totals_are_found_though_signed(tmp_path: Path, field: str) -> None:
    told = json.loads(file_of().splitlines()[-1])[field]
    verdict = verify_file(put(tmp_path, file_of(totals={field: told + 1})), PUBLIC)
    assert (verdict.reason, verdict.line) == ("TotalsDisagree", 9)
    assert field in verdict.message


@pytest.mark.parametrize("group", ["by_region", "by_channel", "by_buyer_kind", "by_means", "by_mode"])
def test_forged_groups_are_found_though_signed(tmp_path: Path, group: str) -> None:
    told = json.loads(file_of().splitlines()[-1])[group]
    for forged in ({}, {**told, "999999": 1}, {code: fen + 1 for code, fen in told.items()}, {**told, "110101": 0}):
        verdict = verify_file(put(tmp_path, file_of(totals={group: forged})), PUBLIC)
        assert (verdict.reason, verdict.line) == ("TotalsDisagree", 9), forged


def test_forged_range_and_last_hash_are_found_though_signed(tmp_path: Path) -> None:
    for totals in ({"no_range": ["DX03-01-000001", "DX03-01-000005"]}, {"no_range": []}, {"last_h": "0" * 64}):
        assert verify_file(put(tmp_path, file_of(totals=totals)), PUBLIC).reason == "TotalsDisagree"


def test_an_unknown_signature_is_refused(tmp_path: Path) -> None:
    assert verify_file(put(tmp_path, file_of(totals={"sig_alg": "SM2"})), PUBLIC).reason == "UnknownSignature"
    data = file_of()
    for broken in ("", "AAAA", "not base64", base64.b64encode(bytes(64)).decode()):
        last = json.loads(data.splitlines()[-1]) | {"sig": broken}
        body = b"".join(each + b"\n" for each in data.splitlines()[:-1])
        verdict = verify_file(put(tmp_path, body + written(last).encode() + b"\n"), PUBLIC)
        assert verdict.reason in ("BadSignature", "BadField"), broken


def test_a_broken_chain_is_found_though_signed(tmp_path: Path) -> None:
    linked = chained(morning())
    dropped = [*linked[:3], *linked[4:]]
    verdict = verify_file(put(tmp_path, raw_file(dropped)), PUBLIC)
    assert (verdict.reason, verdict.line) == ("BadNumber", 5)
    relinked = [*linked[:3], linked[3] | {"ph": linked[1]["h"]}, *linked[4:]]
    assert verify_file(put(tmp_path, raw_file(relinked)), PUBLIC).reason == "BrokenChain"
    edited = [*linked[:3], linked[3] | {"why": "另一个理由"}, *linked[4:]]
    verdict = verify_file(put(tmp_path, raw_file(edited)), PUBLIC)
    assert (verdict.reason, verdict.line) == ("BadHash", 5)
    late = chained(morning(), n=2)
    assert verify_file(put(tmp_path, raw_file(late)), PUBLIC).reason == "BrokenChain"


def raw_file(linked: list[dict[str, Any]]) -> bytes:
    totals = json.loads(file_of().splitlines()[-1]) | {"last_h": linked[-1]["h"], "records": len(linked)}
    return signed([written(HEADER), *(written(each) for each in linked)], totals)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"q":-1000', '"q":-1000,"q":-1000', "NotCanonical"),
        ('"q":-1000', '"q":-1000.0', "NotWhole"),
        ('"q":-1000', '"q":-1e3', "NotWhole"),
        ('"q":-1000', '"q":NaN', "NotWhole"),
        ('"q":-1000', '"q":-Infinity', "NotWhole"),
        ('"q":-1000', '"q":null', "NotWhole"),
        ('"q":-1000', '"q":true', "NotWhole"),
        ('"q":-1000', '"q":9007199254740992', "NotWhole"),
        ('"q":-1000', '"q":' + "9" * 5000, "NotJson"),
        ('"q":-1000', '"q":-0', "NotCanonical"),
        ('"q":-1000', '"q": -1000', "NotCanonical"),
        ('"q":-1000', '"q":' + "[" * 100_000, "NotJson"),
        ("袋子破了", "袋\\u5b50破了", "NotCanonical"),
        ("袋子破了", "\\ud800", "NotCanonical"),
        ("袋子破了", "袋\x07破了", "NotJson"),
        ("袋子破了", "袋\\/破了", "NotCanonical"),
        ('"kind"', '"zzz"', "NotCanonical"),
    ],
)
def test_only_the_canonical_form_is_taken(tmp_path: Path, old: str, new: str, reason: str) -> None:
    lines = file_of().decode().splitlines()
    assert old in lines[4]
    lines[4] = lines[4].replace(old, new)
    totals = json.loads(lines[-1])
    verdict = verify_file(put(tmp_path, signed(lines[:-1], totals)), PUBLIC)
    assert (verdict.reason, verdict.line) == (reason, 5), verdict.message


def test_bytes_that_are_no_text_are_found(tmp_path: Path) -> None:
    data = file_of()
    assert verify_file(put(tmp_path, data.replace("袋子".encode(), b"\xb4\xfc\xd7\xd3")), PUBLIC).reason == "NotText"
    assert verify_file(put(tmp_path, b"\xef\xbb\xbf" + data), PUBLIC).reason == "NotCanonical"
    assert verify_file(put(tmp_path, data.replace(b"\n", b"\r\n")), PUBLIC).reason == "NotCanonical"


def test_what_a_later_program_adds_is_taken(tmp_path: Path) -> None:
    records = morning()
    records[2]["later"] = {"a": [1, "二"]}
    records[3] = {"t": "Q", "said": "something new"}
    assert verify_file(put(tmp_path, file_of(records, head={"more": "x"}, totals={"by_fair": {}})), PUBLIC).ok


def test_a_gift_box_from_two_counties_stands_in_two_rows_of_one_line(tmp_path: Path) -> None:
    box = [
        line(1, "SP0100", "152529", 1500),
        line(1, "SP0100", "653201", 1122) | {"q": 0},
        line(2, "SP0001", "632701", 0),
    ]
    totals = ONE_SALE | {"by_region": {"152529": 1500, "653201": 1122}}
    assert verify_file(put(tmp_path, file_of([sale(1, box, {"CASH": 2620}, rnd=-2)], totals=totals)), PUBLIC).ok
    for numbers in ((1, 3, 4), (2, 2, 3), (1, 2, 1)):
        wrong = [each | {"i": number} for each, number in zip(box, numbers, strict=True)]
        data = file_of([sale(1, wrong, {"CASH": 2620}, rnd=-2)], totals=totals)
        assert not verify_file(put(tmp_path, data), PUBLIC).ok, numbers


def test_the_header_is_looked_at(tmp_path: Path) -> None:
    for head in ({"v": 2}, {"seq": 1, "prev": "1" * 64}, {"from": "2021-09-09"}, {"made_at": "yesterday"}, {"key": ""}):
        verdict = verify_file(put(tmp_path, file_of(head=head)), PUBLIC)
        assert (verdict.ok, verdict.line) == (False, 1), head


def test_a_later_slice_is_followed_from_the_middle_of_a_shift(tmp_path: Path) -> None:
    linked = chained(morning())
    head = HEADER | {"seq": 2, "prev": "a" * 64}
    totals = json.loads(file_of().splitlines()[-1]) | {
        "records": 4, "sales": 1, "refunds": 1, "gross": 42300, "refunded": 3634, "net": 38666, "rounding": 4,
        "grams": -4385, "by_region": {"152529": -3634, "632701": 42300}, "by_mode": {"OFFLINE": 38666},
        "by_channel": {"HOSPITAL": 42300, "SHOP_WALKIN": -3634}, "by_means": {"CARD_POS": 42300, "CASH": -3630},
        "by_buyer_kind": {"BUDGET_UNIT": 42300, "RESIDENT": -3634}, "no_range": ["DX03-01-000003", "DX03-01-000004"],
    }  # fmt: skip
    name = "CAS1_110115_DX03_01_00000002.ndjson"
    data = signed([written(head), *(written(each) for each in linked[3:])], totals)
    verdict = verify_file(put(tmp_path, data, name), PUBLIC)
    assert verdict.ok, verdict.message
    data = signed([written(head), *(written(each) for each in linked[3:])], totals | {"grand_gross": 48825})
    assert verify_file(put(tmp_path, data, name), PUBLIC).reason == "TotalsDisagree"


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) inside a JSON value."""
    inside = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in inside] + [place for _, inner in inside for place in places(inner)]


def test_whatever_a_forger_with_the_key_writes_meets_a_sentence(tmp_path: Path) -> None:
    """Anything in the place of anything, chained and signed again: refused or taken, never a crash."""
    chance = random.Random(20210908)
    values = [
        0,
        -1,
        10**15,
        "",
        "x",
        [],
        {},
        [1],
        {"a": 1},
        [{}],
        "2021-09-08",
        "DX03-01-000001",
        "DX03-01-999999999",
        "0" * 64,
    ]
    refused = 0
    for _ in range(1500):
        records = morning()
        for _ in range(chance.choice((1, 1, 2, 5))):
            container, key = chance.choice(places(records)[len(records) :])
            container[key] = copy.deepcopy(chance.choice(values))
        verdict = verify_file(put(tmp_path, file_of(records)), PUBLIC)
        assert verdict.ok or (verdict.reason and verdict.message)
        refused += not verdict.ok
    assert refused > 1200


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, b"")
    with path.open("r+b") as file:
        file.truncate(verify.MAX_FILE + 1)
    assert verify_file(path, PUBLIC).reason == "TooLarge"
    path.write_bytes(b"{" * (verify.MAX_LINE + 1))
    assert verify_file(path, PUBLIC).reason == "LineTooLong"


def test_a_sentence_stands_beside_every_word(tmp_path: Path) -> None:
    verdict = verify_file(put(tmp_path, file_of(totals={"net": 1})), PUBLIC)
    assert "{" not in verdict.message
    assert "9" in verdict.message and "45190" in verdict.message


def test_the_journal_is_walked_and_the_first_bad_record_named() -> None:
    lines = [(each["n"], written(each)) for each in chained(morning())]
    verdict = verify_journal(lines)
    assert (verdict.ok, verdict.records, verdict.net, verdict.last_n) == (True, 7, 45190, 7)
    assert verify_journal([]).ok
    for number, text in lines:
        record = json.loads(text)
        record["x"] = 1
        edited = [*lines[: number - 1], (number, written(record)), *lines[number:]]
        found = verify_journal(edited)
        assert (found.ok, found.reason, found.line) == (False, "BadHash", number)
    assert verify_journal(lines[1:]).line == 2
    assert verify_journal([(1, lines[0][1]), (3, lines[2][1])]).reason == "BadNumber"
    assert verify_journal([(2, lines[0][1])]).reason == "BadNumber"


def test_six_groups_of_five_digits() -> None:
    told = fingerprint(PUBLIC)
    assert [len(group) for group in told.split(" ")] == [5] * 6
    assert told.replace(" ", "").isdigit()
    assert told != fingerprint(OTHER_KEY.public_key().public_bytes_raw())
    # SHA-256 of 32 zero bytes, worked out apart: 0x66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925
    assert fingerprint(bytes(32)).replace(" ", "") == str(
        0x66687AADF862BD776C8FC18B8E9F8E20089714856EE233B3902A591D0D5F2925 % 10**30
    ).rjust(30, "0")
