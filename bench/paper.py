"""A receipt's bytes and the A4 daily summary against the same words put down by hand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench import shops
from bench.measuring import Figure, growth, in_turn, timed

RECEIPT, PDF = "receipt bytes", "daily summary as a PDF"
COLUMNS = 48


def receipts(sales: int, products: int, rounds: int) -> Iterator[Figure]:
    """The paper of a 5-line and of a 40-line sale, 80 mm, in GB18030."""
    taken: dict[int, dict[str, list[float]]] = {}
    for lines in (5, 40):
        sheet = _sheet(sales, products, lines)
        taken[lines] = in_turn({"till": lambda s=sheet: _till_bytes(s), "hand": lambda s=sheet: _by_hand(s)}, rounds)
        yardstick = "the same lines, put together by hand"
        what = f"{lines} lines"
        yield from timed(RECEIPT, what, taken[lines]["till"], taken[lines]["hand"], yardstick, 2.0)
        yield Figure(RECEIPT, f"{what}, size", "B", len(_till_bytes(sheet)), len(_by_hand(sheet)), yardstick)
    per_line = {lines: [seconds / lines for seconds in both["till"]] for lines, both in taken.items()}
    yield growth(RECEIPT, "one line of 40 against one line of 5", per_line[40], per_line[5], 1.0)


def _sheet(sales: int, products: int, lines: int) -> Any:
    from sqlalchemy import select

    from pos.core.receipts import Receipt
    from pos.screens.papers import receipt_paper
    from pos.screens.selling import SellingScreen

    made = shops.shop(sales, products)
    till = made.till()
    selling = SellingScreen(till)
    selling.cancel()
    for one in made.shelf[:lines]:
        selling.scan(one.barcode)
    selling.start_payment().pay("CASH", selling.total)
    with till.store.read() as session:
        newest = session.scalars(select(Receipt.id).order_by(Receipt.id.desc()).limit(1)).one()
        sheet = receipt_paper(session, till.settings, newest, copy=False, drawer=False)
    till.store.close()
    return sheet


def _till_bytes(sheet: Any) -> bytes:
    from pos.devices.escpos import encode
    from pos.paper.receipt import layout

    return encode(layout(sheet, COLUMNS), columns=COLUMNS)


def _padded(left: str, right: str) -> str:
    return left + " " * max(1, COLUMNS - len(left.encode("gb18030")) - len(right.encode("gb18030"))) + right


def _by_hand(sheet: Any) -> bytes:
    """The same receipt as a programmer in a hurry writes it: no checks, no wrapping, no settings."""
    rule, double = "-" * COLUMNS, "=" * COLUMNS
    out = [sheet.center, _padded(f"单号 {sheet.number}", sheet.at.strftime("%Y-%m-%d %H:%M"))]
    out += [_padded(f"收银 {sheet.clerk}   机 {sheet.till}", sheet.buyer), double, _padded("品名 / 产地", "金额"), rule]
    origins: dict[str, int] = {}
    for line in sheet.lines:
        figures = f"{line.quantity:>10}{line.price:>8}{line.amount!s:>9}"
        out += [f"{line.name} {line.spec}", _padded(f"  [{line.origin}]", figures)]
        origins[line.origin] = origins.get(line.origin, 0) + line.amount.fen
    out += [rule, f"{sheet.kinds} 种  {sheet.pieces} 件", _padded("应付", f"￥{sheet.total}")]
    out += [_padded(tender.label, str(tender.amount)) for tender in sheet.tenders]
    out += [rule, "本单来自"]
    out += [_padded(f"  {origin}", f"{fen / 100:.2f}") for origin, fen in sorted(origins.items(), key=lambda o: -o[1])]
    data = bytearray(b"\x1b@\x1c&\x1ba\x01\x1d!\x11" + sheet.shop.encode("gb18030") + b"\n\x1d!\x00\x1ba\x00")
    data += "\n".join(out).encode("gb18030")
    qr = b"1P0" + sheet.qr.encode()
    data += b"\n\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k" + len(qr).to_bytes(2, "little") + qr
    data += b"\x1d(k\x03\x001Q0" + "\n".join(sheet.footer).encode("gb18030") + b"\n\x1bd\x03\x1dVB\x00"
    return bytes(data)


def pdf(small: int, products: int, rounds: int) -> Iterator[Figure]:
    """The A4 summary of one closed day and of four weeks."""
    from pos.paper.daily_summary import draw_daily_summary, summary_pages
    from pos.screens.day import day_summary

    made = shops.shop(small, products)
    till = made.till()
    last = made.open_day
    spans = {"one day": last, "all its days": last - timedelta(days=27)}
    for name, first in spans.items():
        summary = day_summary(till, first, last)
        pages = summary_pages(summary)
        words = sum(len(page.words) for page in pages)
        taken = in_turn({"till": lambda s=summary: draw_daily_summary(s), "hand": lambda p=pages: _floor(p)}, rounds)
        what = f"{name}, {len(pages)} pages, {words} words"
        yield from timed(PDF, what, taken["till"], taken["hand"], "the same words on a bare canvas, same font", 1.5)
        sizes = float(len(draw_daily_summary(summary))), float(len(_floor(pages)))
        yield Figure(PDF, f"{name}, size", "B", sizes[0], sizes[1], "the same words on a bare canvas")
    till.store.close()


def _floor(pages: Any) -> bytes:
    """Every word of those pages set where it stands, by the library's own calls; no measuring, no rules, no colours."""
    from reportlab.pdfgen.canvas import Canvas

    from pos.paper.a4 import HEIGHT, WIDTH
    from pos.paper.fonts import BOLD, REGULAR

    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(WIDTH, HEIGHT), pageCompression=1)
    put = {"left": canvas.drawString, "right": canvas.drawRightString, "centre": canvas.drawCentredString}
    for page in pages:
        chosen: tuple[str, float] | None = None
        for word in page.words:
            wanted = (BOLD if word.bold else REGULAR, word.size)
            if wanted != chosen:
                canvas.setFont(*wanted)
                chosen = wanted
            put[word.align](word.x, HEIGHT - word.y, word.text)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
