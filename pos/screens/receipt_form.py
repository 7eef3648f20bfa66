"""How the shop's receipts are made up: chosen at the till, seen before it counts, kept in till.toml."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import func, select

from pos.core.channels import channel_label
from pos.core.labels import buyer_kind_label, means_label
from pos.core.money import ZERO, Money
from pos.core.paper import Line as Line
from pos.core.paper import as_training
from pos.core.problems import Refusal
from pos.core.receipts import Receipt
from pos.core.tables import SHOP_TIME
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.devices.printed import Code, Printed, printed
from pos.devices.printed import Done as Done
from pos.devices.printed import Dots as Dots
from pos.devices.printed import Gap as Gap
from pos.paper import receipt as paper
from pos.screens import Till
from pos.screens.own_settings import OwnSettings
from pos.screens.papers import receipt_paper
from pos.screens.signing import WithLeave
from pos.settings import FOOTER, MOST_FOOTER_LINES, BadSettings, Settings, checks
from pos.settings import receipt as receipt_settings
from pos.settings.printer import Printing
from pos.settings.receipt import ReceiptForm


class ReceiptUnfit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{entry} {why}; the receipts stay as they were.")
    todo = QT_TRANSLATE_NOOP("Problem", "Correct it, then Ctrl+S.")


class ReceiptDraft(Struct, frozen=True):
    """What stands on the page. `shown` has every block in its order, with whether it is printed."""

    shown: tuple[tuple[str, bool], ...]
    center: str
    address: tuple[str, ...]
    phone: str
    footer: tuple[str, ...]

    def moved(self, at: int, by: int) -> ReceiptDraft:
        """The same with one block a place higher or lower; the marks stay at the top, and nothing leaves the list."""
        to = at + by
        if not (0 < at < len(self.shown) and 0 < to < len(self.shown)):
            return self
        order = list(self.shown)
        order.insert(to, order.pop(at))
        return replace(self, shown=tuple(order))

    def switched(self, at: int) -> ReceiptDraft:
        """The same with one block on or off; what no receipt may be without stays on."""
        name, on = self.shown[at]
        if name in receipt_settings.REQUIRED:
            return self
        return replace(self, shown=(*self.shown[:at], (name, not on), *self.shown[at + 1 :]))


class Roll(Struct, frozen=True):
    """A paper as it comes out of the printer."""

    columns: int
    items: tuple[Printed, ...] = ()
    missing: str = ""
    """Why there is none."""


class ReceiptFormScreen(WithLeave):
    """The receipt's half of the printer's page."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self._own = OwnSettings(till)

    @property
    def draft(self) -> ReceiptDraft:
        """As it counts now. What is switched off stands where it usually would, behind what it usually follows."""
        settings = self.till.settings
        order = list(settings.receipt.blocks)
        for at, name in enumerate(receipt_settings.BLOCKS):
            if name not in order:
                before = next(one for one in reversed(receipt_settings.BLOCKS[:at]) if one in order)
                order.insert(order.index(before) + 1, name)
        shown = tuple((name, name in settings.receipt.blocks) for name in order)
        return ReceiptDraft(shown, settings.center, settings.receipt.address, settings.receipt.phone, settings.footer)

    @property
    def usual(self) -> ReceiptDraft:
        """The usual blocks in their usual order; what the shop wrote stays."""
        return replace(self.draft, shown=tuple((name, True) for name in receipt_settings.BLOCKS))

    def save(self, draft: ReceiptDraft) -> None:
        """Keep it; refuses ReceiptUnfit, NotAllowed and SettingsNotWritten. It counts for the next paper."""
        center, footer, form = _checked(draft)
        self._own.save_receipt(center, footer, form)

    def preview(self, draft: ReceiptDraft, width: int, encoding: str, printing: Printing) -> Roll:
        """The last sale - an example, if there is none - as the printer would be sent it, read back from its bytes."""
        from pos.devices.escpos import encode

        columns = printing.columns_on(width)
        try:
            center, footer, form = _checked(draft)
        except ReceiptUnfit as fault:
            return Roll(columns, missing=fault.title())
        settings = replace(self.till.settings, center=center, footer=footer, receipt=form)
        sheet = self._last(settings) or _example(settings, self.till.now().astimezone(SHOP_TIME))
        blocks = paper.layout(sheet, columns)
        marked = as_training(blocks) if settings.training else blocks
        job = encode(marked, columns=columns, encoding=encoding, printing=printing)  # type: ignore[arg-type]
        return Roll(columns, tuple(_drawn(item, columns) for item in printed(job, encoding)))

    def _last(self, settings: Settings) -> paper.ReceiptPaper | None:
        with self.till.store.read() as session:
            newest = select(func.max(Receipt.id)).where(Receipt.till == settings.till, Receipt.kind == "SALE")
            found = session.scalar(newest)
            if found is None:
                return None
            return receipt_paper(session, settings, found, copy=False, drawer=False)


def _checked(draft: ReceiptDraft) -> tuple[str, tuple[str, ...], ReceiptForm]:
    """Centre, last lines and form, checked as till.toml would be."""
    table: dict[str, Any] = {
        "blocks": [name for name, on in draft.shown if on],
        "center": draft.center.strip(),
        "address": _written(draft.address),
        "phone": draft.phone.strip(),
        "footer": _written(draft.footer),
    }
    try:
        form = receipt_settings.read(table)
        footer = receipt_settings.texts(table, "footer", FOOTER, MOST_FOOTER_LINES)
        return checks.text(table, "center"), footer, form
    except BadSettings as fault:
        entry = receipt_settings.NAMES.get(fault.where)
        shown = receipt_settings.block_name(fault.where) if entry else fault.where
        raise ReceiptUnfit(entry=shown, why=fault.why) from fault


def _written(lines: tuple[str, ...]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


def _drawn(item: Printed, columns: int) -> Printed:
    """A code that the printer draws itself, as its dots; everything else as it is."""
    if not isinstance(item, Code):
        return item
    from pos.devices.raster import COLUMN, qr_picture

    width, height, dots = qr_picture(item.data, item.module, columns * COLUMN)
    return Dots(-(-width // 8) * 8, height, dots, item.align)


def _example(settings: Settings, now: datetime) -> paper.ReceiptPaper:
    """Two things that were never sold, paid in cash."""
    dates = paper.ReceiptLine("和田大枣 一级", "新疆 和田市", "3 袋", "26.80", "袋", Money.yuan("80.40"), spec="500g袋")
    oats = paper.ReceiptLine("有机燕麦片", "内蒙古 察右前旗", "2 袋", "23.80", "袋", Money.yuan("47.60"), spec="1kg袋")
    return paper.ReceiptPaper(
        shop=settings.name,
        number=f"{settings.shop}-{settings.till}-000000",
        till=settings.till,
        clerk="01",
        at=now,
        lines=(dates, oats),
        total=Money.yuan("128.00"),
        tenders=(paper.ReceiptTender(means_label("CASH"), Money.yuan("150.00")),),
        center=settings.center,
        outlet=settings.outlet,
        address=settings.receipt.address,
        phone=settings.receipt.phone,
        buyer=f"{buyer_kind_label('RESIDENT')} · {channel_label('SHOP_WALKIN')}",
        kinds=2,
        pieces=5,
        discount=ZERO,
        change=Money.yuan("22.00"),
        certified=True,
        qr=f"{settings.shop}-{settings.till}-000000 " + translate("ReceiptForm", "example"),
        footer=settings.footer,
        blocks=settings.receipt.blocks,
    )
