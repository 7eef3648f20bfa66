"""A shop with goods on hand, for the tests of what comes in, is sold, comes back and goes off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import text

from pos.exchange.sheets import ImportAnswer, Place, receive_deliveries, take_counts
from tests.exchange.sheet_files import xlsx_file
from tests.shop import DATA, Shop

DELIVERED = ("商品编号", "批号", "生产日期", "到期日期", "到货日期", "到货数量", "途损数量")
COUNTED = ("类型", "日期", "商品编号", "批号", "数量", "网点编号", "原因")
TODAY = "2021-09-08"

Left = dict[str, int]


def receive(shop: Shop, file: Path, *, dry_run: bool = False) -> ImportAnswer:
    """Take deliveries in as `pos stock receive` does."""
    place = Place(shop.settings.shop, shop.settings.here)
    return receive_deliveries(shop.store, file, shop.till.stamp(), place, dry_run=dry_run)


def count(shop: Shop, file: Path, *, dry_run: bool = False) -> ImportAnswer:
    """Take counts in as `pos stock count` does."""
    place = Place(shop.settings.shop, shop.settings.here)
    return take_counts(shop.store, file, shop.till.stamp(), place, dry_run=dry_run)


def deliveries(shop: Shop) -> ImportAnswer:
    """The 315 batches of the demo set."""
    answer = receive(shop, DATA / "deliveries.xlsx")
    assert not answer.bad
    return answer


def delivery(shop: Shop, *rows: Sequence[object], header: Sequence[str] = DELIVERED) -> ImportAnswer:
    """A sheet of deliveries that is taken: product, batch, produced, ends, came, how much, lost."""
    answer = receive(shop, sheet(shop, "到货", header, rows))
    assert not answer.bad, answer.bad
    return answer


def counting(shop: Shop, *rows: Sequence[object]) -> ImportAnswer:
    """A sheet of counts that is taken: kind, day, product, batch, how much, outlet, reason."""
    answer = count(shop, sheet(shop, "盘点", COUNTED, rows))
    assert not answer.bad, answer.bad
    return answer


def sheet(shop: Shop, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """A sheet as people make it, lying in the shop's folder."""
    return xlsx_file(shop.folder, {name: [header, *rows]}, f"{name}.xlsx")


def left(shop: Shop, product: str) -> Left:
    """What is there of a product, in thousandths, batch by batch."""
    with shop.store.read() as session:
        rows = session.execute(
            text(
                "SELECT number, on_hand FROM batches JOIN products ON products.id = product_id "
                "WHERE code = :code ORDER BY batches.id"
            ),
            {"code": product},
        )
        return {row[0]: row[1] for row in rows}


def moved(shop: Shop, *kinds: str) -> list[tuple[str, str | None, int]]:
    """The movements of those kinds: kind, batch, quantity in thousandths."""
    with shop.store.read() as session:
        rows = session.execute(
            text(
                "SELECT kind, number, quantity FROM stock_moves LEFT JOIN batches ON batches.id = batch_id "
                "ORDER BY stock_moves.id"
            )
        )
        return [(kind, number, quantity) for kind, number, quantity in rows if kind in kinds]
