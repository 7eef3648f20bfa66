"""The demo day with goods on hand, through the command line: deliveries, the day itself, the evening's count."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.test_day import DATA, EXPECTED, pos

COUNTED: list[dict[str, Any]] = json.loads((DATA / "counts.expected.json").read_text("utf-8"))


def on_hand(folder: Path) -> dict[str, dict[str, int]]:
    """What `pos stock list` tells, in thousandths by product and batch."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in pos(folder, "stock", "list", "--json").splitlines():
        row = json.loads(line)
        found[row["product"]][row["batch"]] = round(float(row["left"]) * 1000)
    return dict(found)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop after the day; its goods were received before the first customer, on whatever day this test runs."""
    folder = tmp_path_factory.mktemp("stock")
    for command in EXPECTED["setup"]:
        _, *words = command.split()
        pos(folder, *(str(DATA / word) if word.startswith("catalogue") else word for word in words))
    told = json.loads(pos(folder, "stock", "receive", str(DATA / "deliveries.xlsx"), "--json"))
    assert (told["rows"], told["taken"], told["unchanged"], told["bad"]) == (315, 315, 0, [])
    answers = [json.loads(line) for line in pos(folder, "till", str(DATA / "day.jsonl")).splitlines()]
    assert [answer["ok"] for answer in answers] == [expected["ok"] for expected in EXPECTED["answers"]]
    return folder


def test_what_is_left_of_every_batch_and_what_the_count_changes(evening: Path) -> None:
    before = on_hand(evening)
    assert {code: before[code] for code in EXPECTED["stock_left_milli"]} == EXPECTED["stock_left_milli"]

    told = json.loads(pos(evening, "stock", "count", str(DATA / "counts.xlsx"), "--json"))
    assert (told["rows"], told["taken"], told["bad"]) == (len(COUNTED), len(COUNTED), [])
    after = on_hand(evening)
    for row in COUNTED:
        code = row["product"]
        was = sum(before[code].values())
        assert (was, sum(after.get(code, {}).values()) - was) == (row["book_before_milli"], row["difference_milli"]), (
            code
        )

    again = json.loads(pos(evening, "stock", "count", str(DATA / "counts.xlsx"), "--json"))
    assert (again["taken"], again["unchanged"]) == (0, len(COUNTED))
    assert on_hand(evening) == after
    pos(evening, "journal", "verify")
    pos(evening, "sync", "export")
    (file,) = (evening / "outbox").glob("CAS1_*.ndjson")
    pos(evening, "sync", "verify", str(file))


def test_people_read_what_is_there(evening: Path) -> None:
    text = pos(evening, "stock", "list", "--lang", "en")
    assert "SP0041\t和田骏枣\t210904-064\t36 袋\t2022-07-27" in text.splitlines()


def test_a_bad_sheet_is_told_by_row_and_header(evening: Path) -> None:
    sheet = evening / "bad.csv"
    sheet.write_text("商品编号,批号,到货日期,到货数量\nSP9999,B1,2021-09-08,1\n", "utf-8")
    told = pos(evening, "stock", "receive", str(sheet), "--lang", "en", code=1)

    assert "Row 2, 商品编号" in told
