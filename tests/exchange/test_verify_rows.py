"""The shop's database against its own journal: whoever changes a row with a tool is found."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from pos.exchange.verify import verify_database
from tests.books import Books, books_at, tamper


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books after two working days: twelve receipts, two of them refunds, two closings."""
    books = books_at(tmp_path_factory.mktemp("shop"))
    books.day()
    books.day()
    books.close()
    return books.file


@pytest.fixture
def file(two_days: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(two_days, tmp_path / "shop.sqlite3"))


def test_an_honest_shop(file: Path) -> None:
    verdict = verify_database(file)
    assert verdict.ok, verdict.message
    assert (verdict.sales, verdict.refunds, verdict.last_receipt) == (10, 2, "DX03-01-000012")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE receipts SET net = net + 1 WHERE number = 3",
        "UPDATE receipts SET rounding = 0 WHERE rounding <> 0",
        "UPDATE receipts SET discount = 1 WHERE number = 3",
        "UPDATE receipts SET business_day = '2021-09-10' WHERE number = 3",
        "UPDATE receipts SET at = '2021-09-08T00:00:00Z' WHERE number = 3",
        "UPDATE receipts SET clerk = '04' WHERE number = 3",
        "UPDATE receipts SET channel = 'SCHOOL' WHERE number = 3",
        "UPDATE receipts SET buyer_kind = 'SCHOOL' WHERE number = 3",
        "UPDATE receipts SET buyer = 'X1' WHERE number = 3",
        "UPDATE receipts SET counts_for = 'X1' WHERE number = 3",
        "UPDATE receipts SET operator = 'X1' WHERE number = 3",
        "UPDATE receipt_tenders SET funder = 'X1' WHERE n = 1",
        "UPDATE receipts SET hour = 3 WHERE number = 3",
        "UPDATE receipts SET agreement = 'A1' WHERE number = 3",
        "UPDATE receipts SET love_card = 1 WHERE number = 3",
        "UPDATE receipts SET of_id = of_id + 1 WHERE kind = 'REFUND'",
        "UPDATE receipts SET reason = 'x' WHERE kind = 'REFUND'",
        "UPDATE receipt_lines SET vat_kind = 'EXEMPT'",
        "UPDATE receipt_lines SET batch = 'B1' WHERE n = 1",
        "UPDATE receipt_lines SET certified = 0 WHERE certified",
        "UPDATE receipts SET number = 99 WHERE number = 12",
        "UPDATE receipts SET kind = 'SALE' WHERE kind = 'REFUND'",
        "UPDATE receipts SET uuid = 'x' WHERE number = 3",
        "UPDATE receipts SET journal_n = journal_n + 1 WHERE number = 12",
        "UPDATE receipt_lines SET region = '110115' WHERE region = '653201'",
        "UPDATE receipt_lines SET quantity = quantity + 1 WHERE n = 1",
        "UPDATE receipt_lines SET grams = grams + 1 WHERE n = 2",
        "UPDATE receipt_lines SET product_code = 'SP0009' WHERE n = 1",
        "UPDATE receipt_lines SET producer = NULL WHERE producer IS NOT NULL",
        "UPDATE receipt_lines SET gross = gross + 1, net = net + 1 WHERE n = 1",
        "UPDATE receipt_lines SET vat = vat + 1 WHERE vat > 0",
        "UPDATE receipt_tenders SET means = 'CASH' WHERE means = 'WECHAT'",
        "UPDATE receipt_tenders SET kept = kept - 1",
        "DELETE FROM receipt_tenders WHERE means = 'CASH'",
        "DELETE FROM receipt_lines WHERE n = 2",
        "UPDATE closings SET counted = counted + 1",
        "UPDATE closings SET over_short = 1",
        "UPDATE closings SET grand_gross = grand_gross - 1",
        "UPDATE closings SET business_day = '2021-09-10' WHERE z = 1",
        "UPDATE closings SET totals = replace(totals, '\"CASH\"', '\"ECNY\"')",
        "UPDATE closings SET totals = json_set(totals, '$.gross', '1.00')",
        "UPDATE closings SET totals = json_set(totals, '$.sales', 4)",
        "UPDATE closings SET totals = json_set(totals, '$.by_region.653201.gross', '1.00')",
        "UPDATE closings SET totals = json_remove(totals, '$.by_region.653201')",
        "UPDATE closings SET totals = 'null'",
        "UPDATE closings SET last_number = 5 WHERE z = 1",
        "DELETE FROM closings WHERE z = 2",
        "UPDATE journal SET kind = 'M' WHERE kind = 'S'",
        "UPDATE journal SET id = 'x' WHERE id IS NOT NULL",
        "UPDATE journal SET at = '2021-09-08T00:00:00Z'",
        "UPDATE journal SET business_day = '2021-09-10' WHERE n = 1",
        "UPDATE journal SET hash = prev WHERE n = 3",
        "UPDATE journal SET record = replace(record, 'SP0001', 'SP0003') WHERE n = 3",
        "UPDATE journal SET record = record || ' ' WHERE n = 3",
        "DELETE FROM journal WHERE n = 4",
        "DELETE FROM journal WHERE n = 1",
    ],
)
def test_every_edit_is_found(file: Path, statement: str) -> None:
    tamper(file, statement)
    verdict = verify_database(file)
    assert not verdict.ok
    assert verdict.reason in ("RowsDisagree", "BadHash", "BadNumber", "NotCanonical", "BrokenChain", "SumsDisagree")
    assert verdict.line > 0
    assert "{" not in verdict.message


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)",
        "UPDATE receipts SET till = '02' WHERE number = 12",
        "INSERT INTO closings SELECT till, 9, 99, business_day, closed_at, closed_by, first_number, last_number, "
        "expected, counted, over_short, counts, totals, grand_gross, grand_refunded, journal_n FROM closings "
        "WHERE z = 2",
        "INSERT INTO receipt_tenders(receipt_id, n, means, handed, kept, reference) VALUES (999, 1, 'CASH', 1, 1, '')",
    ],
)
def test_rows_that_no_record_speaks_of(file: Path, statement: str) -> None:
    tamper(file, statement)
    verdict = verify_database(file)
    assert (verdict.ok, verdict.reason) == (False, "RowsDisagree")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "shop.sqlite3"
    path.write_bytes(b"this was a shop once" * 500)
    assert verify_database(path).reason == "DatabaseDamaged"
    with pytest.raises(FileNotFoundError):
        verify_database(tmp_path / "gone.sqlite3")


def test_rot_is_found_wherever_it_changes_a_sworn_row(file: Path) -> None:
    """Random bits of the file itself: every one that changes what these tables say is found, and none crashes."""

    def content() -> object:
        database = dbapi2.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            return [database.execute(query).fetchall() for query in SWORN]
        except (dbapi2.DatabaseError, UnicodeDecodeError) as damage:
            return str(damage)
        finally:
            database.close()

    sound, chance, changed = file.read_bytes(), random.Random(20210908), 0
    honest = content()
    for _ in range(400):
        at = chance.randrange(100, len(sound))
        file.write_bytes(sound[:at] + bytes((sound[at] ^ 1 << chance.randrange(8),)) + sound[at + 1 :])
        verdict = verify_database(file)
        if content() != honest:
            changed += 1
            assert not verdict.ok, at
    assert changed > 20


SWORN = (
    "SELECT * FROM journal ORDER BY till, n",
    "SELECT till, number, uuid, kind, at, business_day, clerk, mode, channel, buyer_kind, buyer, net, discount, "
    "rounding, journal_n FROM receipts ORDER BY till, number",
    "SELECT receipt_id, n, product_code, region, producer, quantity, unit, grams, gross, discount, net, vat "
    "FROM receipt_lines ORDER BY receipt_id, n, part",
    "SELECT receipt_id, n, means, kept FROM receipt_tenders ORDER BY receipt_id, n",
    "SELECT z, business_day, expected, counted, over_short, grand_gross, grand_refunded FROM closings ORDER BY till, z",
)


def test_looking_changes_nothing(file: Path) -> None:
    before = file.read_bytes()
    assert verify_database(file).ok
    assert file.read_bytes() == before


def test_the_till_may_sell_while_its_books_are_checked(tmp_path: Path) -> None:
    books: Books = books_at(tmp_path)
    books.day()
    assert verify_database(books.file).ok
    books.open_shift()
    books.sell()
    assert verify_database(books.file).ok
    books.close()
