"""One real day at the demo shop, through the command line: every answer, every receipt, and every paper to the fen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pypdf
import pytest

from pos.core.money import Money
from tests import papers_reader

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
EXPECTED: dict[str, Any] = json.loads((DATA / "day.expected.json").read_text("utf-8"))
TOTALS: dict[str, Any] = EXPECTED["totals"]
GROUPS = ("by_region", "by_channel", "by_buyer_kind", "by_means", "by_mode")


def pos(folder: Path, *words: str, code: int = 0, **more: Any) -> str:
    """Run `pos` as a script does; answers what it said on standard output."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pos", *words],
        cwd=ROOT,
        env={**os.environ, "POS_DATA": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **more,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


class Papers(NamedTuple):
    """The daily summary: what the command answered, the files, and what the printer got."""

    told: dict[str, Any]
    pdf: Path
    xlsx: Path
    roll: bytes


@dataclass
class Evening:
    """The shop's folder after the day, what `pos till` answered, and what the printer got."""

    folder: Path
    answers: list[dict[str, Any]]
    printed: Path

    def report(self, *words: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(pos(self.folder, "report", "day", "--json", *words))
        return told

    @cached_property
    def papers(self) -> Papers:
        """The summary on every paper at once, and the report's answer beside them."""
        pdf, xlsx, before = self.folder / "day.pdf", self.folder / "day.xlsx", self.printed.stat().st_size
        told = self.report("--pdf", str(pdf), "--xlsx", str(xlsx), "--print")
        return Papers(told, pdf, xlsx, self.printed.read_bytes()[before:])


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """Set the shop up as the expected file says, and let the whole day go by."""
    folder = tmp_path_factory.mktemp("day")
    for command in EXPECTED["setup"]:
        program, *words = command.split()
        assert program == "pos"
        pos(folder, *(str(DATA / word) if word.startswith("catalogue") else word for word in words))
    printed = folder / "printed.bin"
    settings = (folder / "till.toml").read_text("utf-8")
    changed = settings.replace('printer = "absent"', f"printer = 'file:{printed}'")
    assert changed != settings
    (folder / "till.toml").write_text(changed, "utf-8")
    out = pos(folder, "till", str(DATA / "day.jsonl"))
    return Evening(folder, [json.loads(line) for line in out.splitlines()], printed)


def test_every_gesture_is_answered_as_expected(evening: Evening) -> None:
    assert len(evening.answers) == EXPECTED["gestures"] == len(EXPECTED["answers"])
    for expected, answer in zip(EXPECTED["answers"], evening.answers, strict=True):
        told = {key: answer.get(key) for key in expected if key not in ("line", "do", "suggested", "among_found")}
        wanted = {key: expected[key] for key in told}
        assert told == wanted, expected
        if "suggested" in expected:
            # The file suggests NothingToSell for a label of nothing; CONTRACT.md section 3 names the word ZeroLabel.
            zero = {"NothingToSell": "ZeroLabel"} if expected["do"] == "scan" else {}
            assert answer["refused"] == zero.get(expected["suggested"], expected["suggested"])
            assert len(answer["message"]) > 5
        if "among_found" in expected:
            assert expected["among_found"] in [found["product"] for found in answer["found"]]
    assert sum(not answer["ok"] for answer in evening.answers) == EXPECTED["refused"]


def records(evening: Evening, *kinds: str) -> list[dict[str, Any]]:
    """The journal of the day, out of the sync file (written once, the next export finds nothing new)."""
    files = sorted((evening.folder / "outbox").glob("CAS1_*.ndjson"))
    if not files:
        pos(evening.folder, "sync", "export")
        files = sorted((evening.folder / "outbox").glob("CAS1_*.ndjson"))
    lines = [json.loads(line) for line in files[0].read_text("utf-8").splitlines()]
    return [line for line in lines if line["t"] in kinds]


def test_every_receipt_is_in_the_journal_to_the_fen(evening: Evening) -> None:
    sold = {sale["no"]: sale for sale in records(evening, "S")}

    assert list(sold) == [receipt["receipt"] for receipt in EXPECTED["receipts"]]
    for receipt in EXPECTED["receipts"]:
        sale = sold[receipt["receipt"]]
        assert sale["net"] == receipt["total_fen"]
        assert sale["rnd"] == receipt["rounding_fen"]
        assert (sale["ch"], sale["bk"]) == (receipt["channel"], receipt["buyer_kind"])
        kept = dict(receipt["means"])
        # The file counts what was handed over; the journal what was kept.
        kept["CASH"] = kept.get("CASH", 0) - receipt["change_fen"]
        assert {tender["k"]: tender["f"] for tender in sale["ten"]} == {code: f for code, f in kept.items() if f}
        assert len(sale["lines"]) == len(receipt["lines"])
        for line, expected in zip(sale["lines"], receipt["lines"], strict=True):
            wanted = (expected["n"], expected["product"], expected["region"], expected["gross"], expected["net"])
            assert (line["i"], line["p"], line["o"], line["gross"], line["net"]) == wanted
            assert line["vat"] == expected["vat"]
            assert abs(line["g"] - expected["grams"]) <= 1
            if line["g"] == expected["grams"]:
                assert abs(line["q"] - expected["qty"]) <= 1


def test_every_change_was_as_expected(evening: Evening) -> None:
    told = {answer["receipt"]: answer for answer in evening.answers if "change" in answer}

    for receipt in EXPECTED["receipts"]:
        assert Money.yuan(told[receipt["receipt"]]["change"]).fen == receipt["change_fen"]


def test_what_was_taken_back_counts_minus(evening: Evening) -> None:
    back = [(r["of"], r["net"], r["rnd"], sum(t["f"] for t in r["ten"])) for r in records(evening, "R")]

    assert back == [(r["of"], r["amount_fen"], r["rounding_fen"], r["given_fen"]) for r in EXPECTED["refund_list"]]
    assert [r["no"] for r in records(evening, "R")] == [f"DX03-01-{n:06d}" for n in (22, 23, 24)]


def fen(text: str) -> int:
    return Money.yuan(text).fen


def assert_totals(told: dict[str, Any]) -> None:
    """The keys of `report day` are the sums of the day."""
    for name in ("gross", "refunded", "net", "rounding", "discount"):
        assert fen(told[name]) == TOTALS[f"{name}_fen"], name
    for name in ("sales", "refunds", "grams"):
        assert told[name] == TOTALS[name], name
    for name in GROUPS:
        assert {code: fen(group["net"]) for code, group in told[name].items()} == TOTALS[name], name
    assert fen(told["certified"]) + fen(told["uncertified"]) == TOTALS["net_fen"]
    for name in (*GROUPS, "by_producer", "by_product", "by_clerk", "by_hour"):
        wanted = TOTALS["net_fen"] + (TOTALS["rounding_fen"] if name == "by_means" else 0)
        assert sum(fen(group["net"]) for group in told[name].values()) == wanted, name
        for group in told[name].values():
            assert fen(group["net"]) == fen(group["gross"]) - fen(group["refunded"])


def test_the_report_adds_up_to_the_day(evening: Evening) -> None:
    told = evening.papers.told

    assert_totals(told)
    assert told["closed"] is True
    assert (told["first_receipt"], told["last_receipt"]) == ("DX03-01-000001", "DX03-01-000024")
    assert told["by_hour"].keys() == {"08", "09"}


def test_without_a_date_the_report_is_of_the_last_day(evening: Evening) -> None:
    assert evening.papers.told == evening.report("--date", "2021-09-08")


def test_a_day_without_trade_is_an_empty_report(evening: Evening) -> None:
    told = evening.report("--date", "2021-09-09")

    assert (told["sales"], told["net"], told["by_region"], told["closed"]) == (0, "0.00", {}, False)


@pytest.mark.parametrize(
    "words",
    [("month", "--month", "2021-09"), ("month",), ("period", "--from", "2021-09-01", "--to", "2021-09-30")],
    ids=["month", "this month", "period"],
)
def test_month_and_period_hold_the_day(evening: Evening, words: tuple[str, ...]) -> None:
    assert_totals(json.loads(pos(evening.folder, "report", *words, "--json")))


def test_the_z_is_the_report(evening: Evening) -> None:
    z = evening.answers[-2]

    assert_totals(z)
    assert (z["z"], z["business_day"]) == (1, "2021-09-08")
    assert fen(z["expected"]) == EXPECTED["shift"]["expected"]
    assert fen(z["counted"]) == EXPECTED["shift"]["counted"]
    assert fen(z["over_short"]) == EXPECTED["shift"]["over_short"]


def test_the_pdf_says_the_same(evening: Evening) -> None:
    told = evening.papers.told
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(evening.papers.pdf).pages)
    plain = text.replace(",", "").replace("−", "-")

    for name in ("gross", "net"):
        assert told[name] in plain, name
    for name in ("refunded", "discount", "rounding"):
        assert str(told[name]).lstrip("-") in plain, name
    for name in ("by_region", "by_channel", "by_means"):
        for group in told[name].values():
            assert group["net"] in plain, (name, group)
    assert "DX03-01-000024" in plain


def test_the_workbook_says_the_same(evening: Evening) -> None:
    told = evening.papers.told
    book = openpyxl.load_workbook(evening.papers.xlsx)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    numbers = Counter(round(cell * 100) for cell in cells if isinstance(cell, int | float))

    for name in ("gross", "net", "refunded", "rounding", "discount", "certified", "uncertified"):
        assert numbers[fen(told[name])] or numbers[-fen(told[name])], name
    for name in (*GROUPS, "by_product", "by_clerk"):
        for code, group in told[name].items():
            assert numbers[fen(group["net"])], (name, code)
            if name != "by_means":
                assert code in cells or any(code in str(cell) for cell in cells), (name, code)


def test_the_printed_summary_says_the_same(evening: Evening) -> None:
    told = evening.papers.told
    (roll,) = papers_reader.read(evening.papers.roll, 48)
    plain = roll.text.replace(",", "").replace("−", "-")

    for name in ("gross", "net"):
        assert told[name] in plain, name
    for name in ("by_region", "by_means", "by_channel"):
        for group in told[name].values():
            assert group["net"] in plain, (name, group)


def test_every_receipt_came_out_of_the_printer_once_and_one_copy(evening: Evening) -> None:
    papers = papers_reader.read(evening.printed.read_bytes(), 48)
    numbered = [(paper, re.search(r"DX03-01-\d{6}", paper.text)) for paper in papers]
    receipts = [(paper, found[0]) for paper, found in numbered if found and paper.qr and found[0] in paper.qr[0]]

    numbers = [number for _, number in receipts]
    assert Counter(numbers) == Counter([f"DX03-01-{n:06d}" for n in (*range(1, 25), 1)])
    copies = [number for paper, number in receipts if "COPY" in paper.text]
    assert copies == ["DX03-01-000001"]
    totals = {r["receipt"]: str(Money(r["total_fen"])) for r in EXPECTED["receipts"]}
    for paper, number in receipts:
        if number in totals:
            assert totals[number] in paper.text.replace(",", "")


def test_the_sync_file_says_the_same(evening: Evening) -> None:
    (totals,) = records(evening, "T")

    for name in ("gross", "refunded", "net", "rounding"):
        assert totals[name] == TOTALS[f"{name}_fen"], name
    for name in ("sales", "refunds", "grams"):
        assert totals[name] == TOTALS[name], name
    for name in GROUPS:
        assert totals[name] == TOTALS[name], name
    assert totals["no_range"] == ["DX03-01-000001", "DX03-01-000024"]
    assert (totals["grand_gross"], totals["grand_refunded"]) == (TOTALS["gross_fen"], TOTALS["refunded_fen"])


def test_what_the_goods_weighed_and_the_tax_in_them(evening: Evening) -> None:
    quantities: Counter[str] = Counter()
    taxes: Counter[str] = Counter()
    for sign, kind in ((1, "S"), (-1, "R")):
        for record in records(evening, kind):
            for line in record["lines"]:
                quantities[line["p"]] += sign * line["q"]
                if line["vt"] == "TAXED":
                    taxes[line["p"]] += sign * line["vat"]

    wanted = TOTALS["qty_milli_by_product"]
    told = {code: quantity for code, quantity in quantities.items() if quantity}
    assert told.keys() == wanted.keys()
    for code, quantity in wanted.items():
        assert abs(told[code] - quantity) <= 2, code
    assert abs(sum(taxes.values()) - sum(TOTALS["vat_by_bp"].values())) <= 3


def test_file_and_chain_and_database_verify(evening: Evening) -> None:
    records(evening, "T")
    (file,) = (evening.folder / "outbox").glob("CAS1_*.ndjson")

    for words in (("sync", "verify", str(file)), ("journal", "verify"), ("sync", "verify", _database(evening))):
        told = json.loads(pos(evening.folder, *words, "--json"))
        assert (told["ok"], told["sales"], told["refunds"]) == (True, TOTALS["sales"], TOTALS["refunds"])
        assert (told["gross"], told["net"]) == (TOTALS["gross_fen"], TOTALS["net_fen"])


def _database(evening: Evening) -> str:
    return str(evening.folder / "shop.sqlite3")


def test_everything_of_a_clock_set_by_hand_says_so(evening: Evening) -> None:
    kinds = records(evening, "S", "R", "Z", "E")

    assert kinds
    assert {record.get("clock") for record in kinds} == {"given"}
    assert {date.fromisoformat(record["bd"]) for record in kinds} == {date(2021, 9, 8)}


def test_the_day_cannot_be_replayed_into_the_past(evening: Evening) -> None:
    """What is older than the last record is refused; only what came after the closing may be asked again."""
    before = evening.papers.told
    answers = [json.loads(line) for line in pos(evening.folder, "till", str(DATA / "day.jsonl")).splitlines()]

    *older, z_report, end = answers
    assert {answer["refused"] for answer in older[:-1]} == {"ClockBackwards"}
    assert (z_report["refused"], end["ok"]) == ("NotLoggedIn", True)
    assert evening.report() == before
