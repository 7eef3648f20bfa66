"""The verifier on exchanges and on goods without a receipt: it takes the honest ones and finds every change in them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pos.exchange.verify import verify_database, verify_journal
from tests.books import tamper
from tests.shop import Shop

Record = dict[str, Any]


@pytest.fixture
def traded(shop: Shop) -> Shop:
    """1: a sale; 2 and 3: goods of it exchanged, a rest paid back; 4: goods without a receipt; closed."""
    shop.add("SP0041", "SP0223").pay_part("WECHAT", "100.00")
    shop.sell().pay("CASH", "200.00")
    shop.do("exchange", receipt="1", reason="换")
    shop.add("SP0029", ("00101", "4.385"))
    shop.do("pay", means="CASH", amount="0.00")
    shop.do("refund_goods", product="SP0029", reason="没有小票")
    shop.do("close_shift", counted="300.00")
    return shop


def chained(records: list[Record]) -> list[tuple[int, str]]:
    """The records with numbers and hashes of their own: a forger knows how to make those."""
    before, lines = "0" * 64, []
    for n, record in enumerate(records, 1):
        body = {key: value for key, value in record.items() if key != "h"} | {"n": n, "ph": before}
        before = hashlib.sha256(_canonical(body).encode()).hexdigest()
        lines.append((n, _canonical(body | {"h": before})))
    return lines


def _canonical(record: Record) -> str:
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_an_honest_day(traded: Shop) -> None:
    verdict = traded.verified()
    assert (verdict.sales, verdict.refunds) == (2, 2)
    assert verify_journal(chained(traded.journal())).ok


def _refund(records: list[Record]) -> Record:
    return next(record for record in records if record["t"] == "R" and record["of"] != "NONE")


def _sale(records: list[Record]) -> Record:
    return [record for record in records if record["t"] == "S"][1]


def _bare(records: list[Record]) -> Record:
    return next(record for record in records if record.get("of") == "NONE")


def _tender(record: Record, by: int) -> None:
    record["ten"][0]["f"] += by


def _more_than_sold(records: list[Record]) -> None:
    record = _refund(records)
    record["lines"][0]["net"] += 100_000
    record["lines"][0]["gross"] += 100_000
    record["net"] += 100_000
    _tender(record, 100_000)


FORGERIES: list[tuple[Callable[[list[Record]], object], str]] = [
    (lambda records: _tender(_refund(records), 1), "SumsDisagree"),
    (lambda records: _tender(_sale(records), -1), "SumsDisagree"),
    (lambda records: _tender(_bare(records), 1), "SumsDisagree"),
    (lambda records: _refund(records).update(of="DX03-01-000003"), "SumsDisagree"),
    (lambda records: _refund(records).update(of="none"), "BadField"),
    (lambda records: _refund(records).update(of=""), "BadField"),
    (lambda records: _bare(records).pop("of"), "BadField"),
    (lambda records: _bare(records).pop("why"), "BadField"),
    (lambda records: records.remove(_refund(records)), "ReceiptGap"),
    (lambda records: records.remove(_sale(records)), "ReceiptGap"),
    (lambda records: records.remove(_bare(records)), "SumsDisagree"),
    (_more_than_sold, "SumsDisagree"),
]


@pytest.mark.parametrize(("forge", "reason"), FORGERIES)
def test_a_forged_journal(traded: Shop, forge: Callable[[list[Record]], object], reason: str) -> None:
    records = traded.journal()
    forge(records)
    verdict = verify_journal(chained(records))
    assert (verdict.ok, verdict.reason) == (False, reason)


def test_an_honest_file(traded: Shop, tmp_path: Path) -> None:
    traded.close()
    verdict = verify_database(traded.folder / "shop.sqlite3")
    assert verdict.ok, verdict.message


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE receipt_tenders SET reference = 'EXCHANGE DX03-01-000001' WHERE receipt_id = 3 AND n = 1",
        "UPDATE receipt_tenders SET reference = '' WHERE receipt_id = 3 AND n = 1",
        "UPDATE receipt_tenders SET reference = 'EXCHANGE DX03-01-000002' WHERE receipt_id = 1 AND n = 1",
        "UPDATE receipt_tenders SET reference = 'EXCHANGE nothing' WHERE receipt_id = 2 AND n = 1",
        "UPDATE receipts SET of_id = 1 WHERE number = 4",
        "UPDATE receipts SET of_id = NULL WHERE number = 2",
        "UPDATE receipt_tenders SET kept = kept + 1 WHERE receipt_id = 3 AND n = 1",
    ],
)
def test_a_changed_row(traded: Shop, tmp_path: Path, statement: str) -> None:
    traded.close()
    file = Path(shutil.copy(traded.folder / "shop.sqlite3", tmp_path / "copy.sqlite3"))
    tamper(file, statement)
    verdict = verify_database(file)
    assert (verdict.ok, verdict.reason) == (False, "RowsDisagree")
