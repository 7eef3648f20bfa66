"""The receipt: what was bought, what was paid, and from which county each thing came.

`ReceiptPaper` is what the shop knows; `layout` says it in blocks for a narrow paper. Of what a receipt is made, and in
what order, its `blocks` name (`[receipt] blocks` of till.toml); what each of them prints, the table at the end of this
file. The usual order is that of the drawings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct

from pos.core.money import ZERO, Money
from pos.core.paper import (
    Block,
    Cell,
    Cells,
    CopyMark,
    Cut,
    Drawer,
    Feed,
    Mark,
    Qr,
    Row,
    Rule,
    Size,
    Text,
    across,
    columns_of,
    width,
)
from pos.core.wording import translate
from pos.settings.receipt import BLOCKS

__all__ = ["ReceiptLine", "ReceiptPaper", "ReceiptTender", "columns_of", "layout"]

NARROW = 40
"""Below so many columns quantity and price stand under the name instead of beside it."""


class ReceiptLine(Struct, frozen=True):
    """One line as it was sold. `amount` is what was paid for it, after `discount`."""

    name: str
    origin: str
    """Province and county as people say them: `内蒙古 察右前旗`."""
    quantity: str
    """With its unit: `2 袋`, `4.216 kg`."""
    price: str
    """Yuan without a sign: `23.80`."""
    per: str
    """The unit the price is for: `袋`, `500克`."""
    amount: Money
    spec: str = ""
    discount: Money = ZERO
    note: str = ""
    """Printed under the line, e.g. which price was used instead of which."""
    shares: tuple[tuple[str, Money], ...] = ()
    """Origin and amount of each county in a gift box; empty if all of it came from `origin`."""


class ReceiptTender(Struct, frozen=True):
    """One means: what was handed over (for a refund: given back), and the last signs of its reference."""

    label: str
    amount: Money
    tail: str = ""


class ReceiptPaper(Struct, frozen=True):
    """Everything a receipt says. Amounts are positive on a refund too; its words say which way they went."""

    shop: str
    number: str
    till: str
    clerk: str
    at: datetime
    """Local time."""
    lines: tuple[ReceiptLine, ...]
    total: Money
    tenders: tuple[ReceiptTender, ...]
    kind: Literal["SALE", "REFUND"] = "SALE"
    center: str = ""
    outlet: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    buyer: str = ""
    """Who bought and by which channel, in words: `市民 · 门店散客`."""
    plain_buyer: bool = True
    """An ordinary resident at the counter: the narrow paper does not spend a line on it."""
    kinds: int = 0
    pieces: int = 0
    grams: int = 0
    discount: Money = ZERO
    rounding: Money = ZERO
    change: Money = ZERO
    certified: bool = False
    """At least one line has a certificate that is valid on this day: the mark is printed."""
    qr: str = ""
    """What the code carries: the number and the head of the journal's chain."""
    footer: tuple[str, ...] = ()
    refund_of: str = ""
    refund_reason: str = ""
    exchange_with: str = ""
    """The other half of an exchange: the refund's number on the sale, the sale's on the refund."""
    copy: bool = False
    open_drawer: bool = False
    """Ask the printer to open the drawer; never done for a copy."""
    blocks: tuple[str, ...] = BLOCKS
    """What it is made of, from above."""


def layout(paper: ReceiptPaper, columns: int) -> list[Block]:
    """The receipt as blocks for paper of so many columns (see `columns_of`)."""
    printed: list[Block] = []
    for name in paper.blocks:
        piece = list(_BLOCKS[name](paper, columns))
        if piece and isinstance(piece[0], Rule):
            # Where two blocks meet, one line across the paper is enough; at its top none is needed.
            if not printed:
                del piece[0]
            elif isinstance(printed[-1], Rule):
                above = printed.pop()
                piece[0] = above if above == Rule(double=True) else piece[0]
        printed += piece
    drawer = [Drawer()] if paper.open_drawer and not paper.copy else []
    return [*drawer, *printed, Feed(1), Cut()]


def _marks(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    if paper.copy:
        yield CopyMark()
    if paper.kind == "REFUND":
        yield Text(translate("Receipt", "REFUND"), align="center", bold=True, size="double")


def _shop(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    yield Text(paper.shop, align="center", bold=True, size=_largest(paper.shop, columns))


def _centred(*lines: str) -> Iterator[Block]:
    return (Text(line, align="center") for line in lines if line)


def _phone(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    if paper.phone:
        yield from _centred(translate("Receipt", "Tel. {number}").format(number=paper.phone))


def _number(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    number = translate("Receipt", "Receipt {number}").format(number=paper.number)
    clerk = translate("Receipt", "Clerk {number}").format(number=paper.clerk)
    at = paper.at.strftime("%Y-%m-%d %H:%M")
    if columns < NARROW:
        yield Text(number)
        yield Row(at, clerk)
        if paper.buyer and not paper.plain_buyer:
            yield Text(paper.buyer)
    else:
        yield Row(number, at)
        till = translate("Receipt", "Till {number}").format(number=paper.till)
        yield Row(f"{clerk}   {till}", paper.buyer)
    if paper.refund_of:
        yield Text(translate("Receipt", "Refund of {number}").format(number=paper.refund_of))
    elif paper.kind == "REFUND":
        yield Text(translate("Receipt", "Taken back without a receipt"))
    if paper.exchange_with:
        yield Text(translate("Receipt", "Exchange, together with {number}").format(number=paper.exchange_with))
    if paper.refund_reason:
        yield Text(translate("Receipt", "Reason: {reason}").format(reason=paper.refund_reason))


def _lines(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    yield Rule(double=True)
    name, amount = translate("Receipt", "Goods / origin"), translate("Receipt", "Amount")
    if columns < NARROW:
        yield Row(name, amount)
    else:
        yield _table(name, translate("Receipt", "Quantity"), translate("Receipt", "Price"), amount, columns)
    yield Rule()
    for line in paper.lines:
        yield Text(f"{line.name} {line.spec}".strip(), bold=True)
        if columns < NARROW:
            yield Text(translate("Receipt", "From {origin}").format(origin=line.origin), indent=2)
            yield Row(f"{line.quantity} x {line.price}/{line.per}", str(line.amount), indent=2)
        else:
            yield _table(f"  [{line.origin}]", line.quantity, line.price, str(line.amount), columns)
        if line.discount:
            before = line.amount + line.discount
            told = translate("Receipt", "Before {before}, discount -{discount}")
            yield Text(told.format(before=before, discount=line.discount), indent=2)
        if line.note:
            yield Text(line.note, indent=2)
    yield Rule()


def _table(name: str, quantity: str, price: str, amount: str, columns: int) -> Cells:
    figures = (Cell(quantity, 10, "right"), Cell(price, 8, "right"), Cell(amount, 9, "right"))
    return Cells((Cell(name, columns - sum(cell.columns for cell in figures)), *figures))


def _counts(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    discount = translate("Receipt", "Discount -{amount}").format(amount=paper.discount) if paper.discount else ""
    yield Row(_counted(paper), discount)


def _total(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    label = translate("Receipt", "Due") if paper.kind == "SALE" else translate("Receipt", "Refunded")
    yield _figure(label, paper.total, columns)


def _tenders(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    for tender in paper.tenders:
        label = tender.label
        if tender.tail:
            label = translate("Receipt", "{means} (ending {tail})").format(means=label, tail=tender.tail)
        yield Row(label, str(tender.amount))
    if paper.rounding:
        yield Row(translate("Receipt", "Rounding (cash)"), str(paper.rounding))
    if paper.change:
        yield _figure(translate("Receipt", "Change"), paper.change, columns)
    yield Rule()


def _counted(paper: ReceiptPaper) -> str:
    kinds = translate("Receipt", "{n} kinds").format(n=paper.kinds)
    counted = []
    if paper.pieces:
        counted.append(translate("Receipt", "{n} pieces").format(n=paper.pieces))
    if paper.grams:
        counted.append(f"{paper.grams // 1000}.{paper.grams % 1000:03d} kg")
    return f"{kinds}  {' + '.join(counted)}".rstrip()


def _figure(label: str, amount: Money, columns: int) -> Row:
    figure = f"￥{amount}"
    return Row(label, figure, bold=True, size=_largest(f"{label} {figure}", columns))


def _largest(text: str, columns: int) -> Size:
    """Double size if it fits on one line, else only twice as high."""
    return "double" if width(text) * across("double") <= columns else "tall"


def _origins(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    sums: dict[str, Money] = defaultdict(Money)
    provinces: dict[str, Money] = defaultdict(Money)
    shares = [share for line in paper.lines for share in line.shares or ((line.origin, line.amount),)]
    for origin, amount in shares:
        sums[origin] += amount
        provinces[origin.split(" ")[0]] += amount
    if paper.kind == "SALE":
        yield Text(translate("Receipt", "This purchase came from"), bold=True)
    else:
        yield Text(translate("Receipt", "Taken back, by origin"), bold=True)
    # A province's counties stand together; the province with the largest sum first.
    order = sorted(
        sums, key=lambda origin: (-provinces[origin.split(" ")[0]].fen, origin.split(" ")[0], -sums[origin].fen)
    )
    for origin in order:
        yield Row(origin, str(sums[origin]), indent=2)


def _mark(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    if paper.certified:
        yield Mark()
        yield from _centred(translate("Receipt", "Each of these brings a county's harvest with it"))


def _code(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    if paper.qr:
        yield Rule()
        yield Qr(paper.qr)
        yield from _centred(translate("Receipt", "Scan to check this receipt"))


def _foot(paper: ReceiptPaper, columns: int) -> Iterator[Block]:
    yield Rule(double=True)
    for sentence in paper.footer:
        yield Text(sentence, align="center")


#: What each name in `[receipt] blocks` prints.
_BLOCKS: dict[str, Callable[[ReceiptPaper, int], Iterator[Block]]] = {
    "copy": _marks,
    "shop": _shop,
    "center": lambda paper, _: _centred(paper.center),
    "outlet": lambda paper, _: _centred(paper.outlet),
    "address": lambda paper, _: _centred(*paper.address),
    "phone": _phone,
    "number": _number,
    "lines": _lines,
    "counted": _counts,
    "total": _total,
    "tenders": _tenders,
    "origins": _origins,
    "mark": _mark,
    "qr": _code,
    "footer": _foot,
}
