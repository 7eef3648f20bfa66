"""What the verifier says of stock: every movement against its record or receipt, every batch against its movements.

Like the rest of the verifier it shares no code with what writes these tables.
"""

from __future__ import annotations

from typing import Any

from pos.core.wording import translate
from pos.exchange.verify import Wrong

#: As the journal swears to it: kind, product, batch, quantity, where to or from.
Sworn = tuple[str, str, str | None, int, str | None]

_THERE = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('batches', 'stock_moves')"
_SWORN = """SELECT journal_n, stock_moves.kind, code, number, quantity, stock_moves.outlet
    FROM stock_moves JOIN products ON products.id = stock_moves.product_id
    LEFT JOIN batches ON batches.id = batch_id WHERE till = ? AND receipt_id IS NULL"""
#: Batches whose movements do not add up to what is said to be there.
_LEFT = """SELECT number FROM batches
    LEFT JOIN (SELECT batch_id, sum(quantity) AS moved FROM stock_moves GROUP BY batch_id) ON batch_id = batches.id
    WHERE on_hand <> coalesce(moved, 0) LIMIT 1"""
#: Movements of another product than their batch, of a till without a journal, or of no receipt.
_STRAYS = """SELECT stock_moves.id FROM stock_moves LEFT JOIN batches ON batches.id = batch_id
    WHERE (batch_id IS NOT NULL AND batches.product_id IS NOT stock_moves.product_id)
    OR till NOT IN (SELECT till FROM journal)
    OR (receipt_id IS NOT NULL AND receipt_id NOT IN (SELECT id FROM receipts)) LIMIT 1"""
#: Lines of which more or less moved than was sold or taken back; a box moves its parts and is left out.
_SOLD = """SELECT receipt_id FROM (
        SELECT receipt_id, line, product_id, sum(quantity) AS moved FROM stock_moves
        WHERE receipt_id IS NOT NULL GROUP BY receipt_id, line, product_id)
    JOIN receipts ON receipts.id = receipt_id JOIN products ON products.id = product_id
    WHERE products.code IN (SELECT product_code FROM receipt_lines
        WHERE receipt_lines.receipt_id = receipts.id AND of_n = line)
    AND moved <> (SELECT sum(quantity) FROM receipt_lines
        WHERE receipt_lines.receipt_id = receipts.id AND of_n = line AND product_code = products.code)
        * CASE receipts.kind WHEN 'SALE' THEN -1 ELSE 1 END LIMIT 1"""
#: Lines of which the receipt names a batch, but nothing of it moved; and goods that came back to no batch, though they
#: had been taken from one.
_NOTHING_MOVED = """SELECT receipt_id FROM receipt_lines JOIN receipts ON receipts.id = receipt_id
    WHERE receipts.kind = 'SALE' AND batch IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM stock_moves JOIN batches ON batches.id = batch_id
        WHERE stock_moves.receipt_id = receipt_lines.receipt_id AND line = receipt_lines.n
        AND batches.number = receipt_lines.batch) LIMIT 1"""
_NOTHING_RETURNED = """SELECT receipt_id FROM receipt_lines JOIN receipts ON receipts.id = receipt_id
    JOIN products ON products.code = product_code
    WHERE receipts.of_id IS NOT NULL AND quantity > 0 AND EXISTS (
        SELECT 1 FROM stock_moves WHERE stock_moves.receipt_id = receipts.of_id AND line = of_n
        AND stock_moves.product_id = products.id)
    AND NOT EXISTS (SELECT 1 FROM stock_moves WHERE stock_moves.receipt_id = receipt_lines.receipt_id
        AND line = of_n AND stock_moves.product_id = products.id) LIMIT 1"""


def moves_of(database: Any, till: str) -> dict[int, Sworn]:
    """What moved outside of sales at that till, by the number of its record; nothing in books of before."""
    if not _has_stock(database):
        return {}
    return {row[0]: tuple(row[1:]) for row in database.execute(_SWORN, (till,))}


def as_sworn(record: dict[str, Any]) -> Sworn:
    """The same as the record says it."""
    return record["kind"], record["p"], record.get("bt"), record["q"], record.get("outlet")


def check_stock(database: Any) -> None:
    """Hold batches against movements and movements against receipts; raises Wrong."""
    if not _has_stock(database):
        return
    batch = database.execute(_LEFT).fetchone()
    if batch is not None:
        sentence = translate("Verify", "{place}: of batch {batch} another quantity is there than its movements give.")
        raise Wrong("StockDisagrees", sentence, batch=batch[0])
    for query in (_STRAYS, _SOLD):
        row = database.execute(query).fetchone()
        if row is not None:
            sentence = translate("Verify", "{place}: the movement of stock {row} does not fit its receipt or batch.")
            raise Wrong("StockDisagrees", sentence, row=row[0])
    for query in (_NOTHING_MOVED, _NOTHING_RETURNED):
        row = database.execute(query).fetchone()
        if row is not None:
            sentence = translate("Verify", "{place}: goods of receipt {row} came from a batch that nothing left.")
            raise Wrong("StockDisagrees", sentence, row=row[0])


def _has_stock(database: Any) -> bool:
    return bool(database.execute(_THERE).fetchone()[0] == 2)
