"""Stock in the books against its movements and the journal: whoever changes a figure with a tool is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from pos.exchange.verify import verify_database
from tests.books import tamper
from tests.shop import Shop, copy_of
from tests.stock_shop import TODAY, counting, delivery

DATES, BOX = "SP0041", "SP0223"


@pytest.fixture(scope="module")
def moved(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of a shop that received, sold, took back, tried and counted."""
    shop = Shop(copy_of(furnished, tmp_path_factory.mktemp("moved") / "shop")).manager().open()
    delivery(
        shop,
        (DATES, "A", None, "2021-12-01", "2021-09-01", 3, None),
        (DATES, "B", None, "2022-12-01", "2021-09-01", 100, None),
    )
    receipt = shop.sell((DATES, "5"), (BOX, "2")).pay("WECHAT")
    shop.do("refund", receipt=receipt.number, lines=[{"n": 1, "quantity": "3"}], means="WECHAT", reason="买多了")
    counting(shop, ("试吃", TODAY, DATES, None, 1, None, None), ("盘点", TODAY, DATES, None, 90, None, None))
    shop.close()
    return shop.folder / "shop.sqlite3"


@pytest.fixture
def file(moved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(moved, tmp_path / "shop.sqlite3"))


def test_honest_books(file: Path) -> None:
    verdict = verify_database(file)
    assert verdict.ok, verdict.message


def found(file: Path) -> None:
    verdict = verify_database(file)
    assert not verdict.ok
    assert verdict.reason in ("RowsDisagree", "StockDisagrees")
    assert "{" not in verdict.message


@pytest.mark.parametrize("kind", ["SALE", "REFUND"])
def test_moves_that_are_missing_altogether_with_what_is_on_hand_put_right(file: Path, kind: str) -> None:
    """The sum of the batch fits again, but the receipt swears to a batch that nothing left, or returned to."""
    taken = f"kind = '{kind}' AND line = 1"
    tamper(
        file,
        f"UPDATE batches SET on_hand = on_hand - coalesce((SELECT sum(quantity) FROM stock_moves "
        f"WHERE batch_id = batches.id AND {taken}), 0)",
    )
    tamper(file, f"DELETE FROM stock_moves WHERE {taken}")
    found(file)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE batches SET on_hand = on_hand + 1 WHERE number = 'B'",
        "UPDATE stock_moves SET quantity = quantity + 1 WHERE kind = 'SALE' AND line = 1",
        "UPDATE stock_moves SET quantity = quantity - 1 WHERE kind = 'REFUND'",
        "UPDATE stock_moves SET quantity = quantity - 1 WHERE kind = 'TASTING'",
        "UPDATE stock_moves SET kind = 'WRITE_OFF' WHERE kind = 'TASTING'",
        "UPDATE stock_moves SET outlet = 'DX03-Z9' WHERE kind = 'TASTING'",
        "UPDATE stock_moves SET product_id = product_id + 1 WHERE kind = 'SALE'",
        "UPDATE batches SET number = 'C' WHERE number = 'B'",
        "DELETE FROM stock_moves WHERE kind = 'RECEIVE'",
        "DELETE FROM stock_moves WHERE kind = 'COUNT'",
        "UPDATE stock_moves SET receipt_id = NULL WHERE kind = 'REFUND'",
        "UPDATE stock_moves SET receipt_id = receipt_id + 7 WHERE kind = 'SALE'",
        "UPDATE stock_moves SET till = '09'",
        "INSERT INTO stock_moves (kind, product_id, batch_id, quantity, day, till, journal_n) "
        "SELECT 'COUNT', product_id, NULL, 5, '2021-09-08', '01', 999 FROM batches WHERE number = 'A'",
        # The sums still fit, but a sale took something else than was sold.
        "UPDATE stock_moves SET quantity = quantity + CASE kind WHEN 'SALE' THEN 1000 ELSE -1000 END "
        "WHERE id IN (SELECT max(id) FROM stock_moves WHERE batch_id = 2 AND kind IN ('SALE', 'REFUND') GROUP BY kind)",
    ],
)
def test_every_edit_is_found(file: Path, statement: str) -> None:
    tamper(file, statement)
    found(file)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stock_moves SET quantity = 0",
        "DELETE FROM stock_moves",
        "DELETE FROM batches",
        "UPDATE batches SET received = 0",
        "UPDATE batches SET expires_on = '2030-01-01'",
    ],
)
def test_the_database_itself_keeps_what_was_delivered_and_moved(file: Path, statement: str) -> None:
    books = dbapi2.connect(str(file))
    with pytest.raises(dbapi2.IntegrityError, match=r"only added|stays"):
        books.execute(statement)
    books.close()


def test_books_from_before_there_was_stock(shop: Shop) -> None:
    shop.sell(DATES).pay("WECHAT")
    with shop.store.write() as session:
        for table in ("stock_moves", "batches"):
            session.connection().exec_driver_sql(f"DROP TABLE {table}")

    assert verify_database(shop.folder / "shop.sqlite3").ok
