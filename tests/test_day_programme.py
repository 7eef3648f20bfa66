"""The morning at the fair: buyers, agreements, fair prices, on account, an expired batch; every answer, every sum."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pos.core.money import Money
from tests.test_day import DATA, Evening, fen, pos, records

EXPECTED: dict[str, Any] = json.loads((DATA / "day_programme.expected.json").read_text("utf-8"))
TOTALS: dict[str, Any] = EXPECTED["totals"]
GROUPS = ("by_region", "by_channel", "by_buyer_kind", "by_means", "by_mode")


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """Set the shop up as the expected file says, and let the whole morning go by."""
    folder = tmp_path_factory.mktemp("fair")
    for command in EXPECTED["setup"]:
        _, *words = command.split()
        pos(folder, *(str(DATA / word) if word.endswith(".xlsx") else word for word in words))
    out = pos(folder, "till", str(DATA / "day_programme.jsonl"))
    return Evening(folder, [json.loads(line) for line in out.splitlines()], folder / "printed.bin")


def test_every_gesture_is_answered_as_expected(evening: Evening) -> None:
    assert len(evening.answers) == EXPECTED["gestures"] == len(EXPECTED["answers"])
    for expected, answer in zip(EXPECTED["answers"], evening.answers, strict=True):
        told = {key: answer.get(key) for key in expected if key not in ("line", "do", "suggested", "among_found")}
        assert told == {key: expected[key] for key in told}, expected
        if "suggested" in expected:
            # The file suggests NothingToSell for a label of nothing; CONTRACT.md section 3 names the word ZeroLabel.
            zero = {"NothingToSell": "ZeroLabel"} if expected["do"] == "scan" else {}
            assert answer["refused"] == zero.get(expected["suggested"], expected["suggested"])
        if "among_found" in expected:
            assert expected["among_found"] in [found["product"] for found in answer["found"]]
    assert sum(not answer["ok"] for answer in evening.answers) == EXPECTED["refused"]


def test_every_receipt_is_in_the_journal_to_the_fen(evening: Evening) -> None:
    sold = {sale["no"]: sale for sale in records(evening, "S")}

    assert list(sold) == [receipt["receipt"] for receipt in EXPECTED["receipts"]]
    for receipt in EXPECTED["receipts"]:
        sale = sold[receipt["receipt"]]
        assert (sale["net"], sale["rnd"]) == (receipt["total_fen"], receipt["rounding_fen"])
        assert (sale["ch"], sale["bk"]) == (receipt["channel"], receipt["buyer_kind"])
        for line, expected in zip(sale["lines"], receipt["lines"], strict=True):
            wanted = (expected["n"], expected["product"], expected["region"], expected["gross"], expected["net"])
            assert (line["i"], line["p"], line["o"], line["gross"], line["net"]) == wanted
            assert line["vat"] == expected["vat"]
            assert abs(line["g"] - expected["grams"]) <= 1


def test_what_was_taken_back_counts_minus(evening: Evening) -> None:
    back = [(r["of"], r["net"], r["rnd"], sum(t["f"] for t in r["ten"])) for r in records(evening, "R")]

    assert back == [(r["of"], r["amount_fen"], r["rounding_fen"], r["given_fen"]) for r in EXPECTED["refund_list"]]


def nets(evening: Evening, *names: str) -> dict[str, int]:
    """Net by the first of these that a receipt carries, refunds off."""
    sums: Counter[str] = Counter()
    for record in records(evening, "S", "R"):
        code = next((record[name] for name in names if name in record), None)
        if code is not None:
            sums[code] += record["net"] if record["t"] == "S" else -record["net"]
    return {code: net for code, net in sums.items() if net}


def test_the_sums_by_fair_agreement_and_whoever_it_counts_for(evening: Evening) -> None:
    assert nets(evening, "fair") == TOTALS["by_fair"]
    assert nets(evening, "agr") == TOTALS["by_agreement"]
    assert nets(evening, "for", "org") == TOTALS["by_quota_org"]
    assert sum("card" in sale for sale in records(evening, "S")) == TOTALS["love_card_sales"]


def assert_totals(told: dict[str, Any]) -> None:
    for name in ("gross", "refunded", "net", "rounding", "discount"):
        assert fen(told[name]) == TOTALS[f"{name}_fen"], name
    for name in ("sales", "refunds"):
        assert told[name] == TOTALS[name], name
    assert abs(told["grams"] - TOTALS["grams"]) <= len(EXPECTED["receipts"])
    for name in GROUPS:
        assert {code: fen(group["net"]) for code, group in told[name].items()} == TOTALS[name], name


def test_the_report_and_the_z_add_up_to_the_day(evening: Evening) -> None:
    assert_totals(evening.report())
    z = evening.answers[-2]
    assert_totals(z)
    for name in ("expected", "counted", "over_short"):
        assert fen(z[name]) == EXPECTED["shift"][name], name


def test_the_sync_file_says_the_same(evening: Evening) -> None:
    (totals,) = records(evening, "T")

    for name in ("gross", "refunded", "net", "rounding"):
        assert totals[name] == TOTALS[f"{name}_fen"], name
    for name in GROUPS:
        assert totals[name] == TOTALS[name], name


def test_file_chain_and_books_verify(evening: Evening) -> None:
    records(evening, "T")
    (file,) = (evening.folder / "outbox").glob("CAS1_*.ndjson")

    for words in (("sync", "verify", str(file)), ("journal", "verify"), ("sync", "verify", str(books(evening)))):
        told = json.loads(pos(evening.folder, *words, "--json"))
        assert (told["ok"], told["sales"], told["refunds"]) == (True, TOTALS["sales"], TOTALS["refunds"])
        assert (told["gross"], told["net"]) == (TOTALS["gross_fen"], TOTALS["net_fen"])


def books(evening: Evening) -> Path:
    return evening.folder / "shop.sqlite3"


def test_what_the_buyers_owe_and_what_they_pay(evening: Evening, tmp_path: Path) -> None:
    told = [json.loads(line) for line in pos(evening.folder, "account", "list", "--json").splitlines()]
    owed = {one["buyer"]: one["owed"] for one in told if one["owed"] != "0.00"}

    assert owed == {"CG003": "416.44", "CG005": "1453.20"}
    assert sum(fen(money) for money in owed.values()) == TOTALS["by_means"]["ORG_CREDIT"]
    settle = ("account", "settle", "--buyer", "CG030", "--reference", "转账", "--json")
    assert "NothingOwed" in pos(evening.folder, *settle, "--amount", "416.45", code=1)
    assert "BadAmount" in pos(evening.folder, *settle, "--amount", "-1", code=1)
    assert json.loads(pos(evening.folder, *settle, "--amount", "416.44"))["owed"] == str(Money(0))
    assert json.loads(pos(evening.folder, "journal", "verify", "--json"))["ok"]


def test_the_programme_comes_and_goes_as_a_book(evening: Evening, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert json.loads(pos(evening.folder, "programme", "export", str(out), "--json"))["rows"] == 211
    told = json.loads(pos(evening.folder, "programme", "import", str(out), "--json", "--dry-run"))
    assert (told["rows"], told["taken"], told["unchanged"], told["bad"]) == (211, 0, 211, [])
    assert pos(evening.folder, "programme", "template", str(tmp_path / "empty.xlsx"))
    assert "NotAsCsv" in pos(evening.folder, "programme", "export", str(tmp_path / "x.csv"), "--json", code=1)


def test_what_is_left_of_every_batch(evening: Evening) -> None:
    left: dict[str, dict[str, int]] = {}
    for line in pos(evening.folder, "stock", "list", "--json").splitlines():
        row = json.loads(line)
        left.setdefault(row["product"], {})[row["batch"]] = round(float(row["left"]) * 1000)

    assert {code: left[code] for code in EXPECTED["stock_left_milli"]} == EXPECTED["stock_left_milli"]
