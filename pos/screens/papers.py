"""What the shop's papers say, read from the books: receipts for the print queue, and PDF copies."""

from __future__ import annotations

import math
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core import print_jobs
from pos.core.channels import channel_label
from pos.core.journal import JournalRow
from pos.core.labels import buyer_kind_label, means_label
from pos.core.money import ZERO, Money
from pos.core.paper import as_training, from_json, to_json
from pos.core.receipts import Receipt, ReceiptLine, ReceiptTender, receipt_number
from pos.core.regions import full_name
from pos.core.tables import SHOP_TIME
from pos.core.tenders import SET_OFF
from pos.core.wording import translate
from pos.paper import receipt as paper
from pos.screens.printing import Job, State, failed_by_a_bug
from pos.screens.ticket import OFFERS, quantity_text

if TYPE_CHECKING:
    from pos.db.store import Store
    from pos.settings import Settings


def receipt_paper(
    session: Session, settings: Settings, receipt_id: int, *, copy: bool, drawer: bool
) -> paper.ReceiptPaper:
    """One receipt as it was booked, for any paper."""
    head = session.get_one(Receipt, receipt_id)
    rows = session.scalars(
        select(ReceiptLine).where(ReceiptLine.receipt_id == receipt_id).order_by(ReceiptLine.n, ReceiptLine.part)
    ).all()
    tenders = session.scalars(
        select(ReceiptTender).where(ReceiptTender.receipt_id == receipt_id).order_by(ReceiptTender.n)
    ).all()
    lines: dict[int, list[ReceiptLine]] = defaultdict(list)
    for row in rows:
        lines[row.n].append(row)
    sale = session.get(Receipt, head.of_id) if head.of_id is not None else None
    number = receipt_number(settings.shop, head.till, head.number)
    hash_ = session.scalar(select(JournalRow.hash).where(JournalRow.till == head.till, JournalRow.n == head.journal_n))
    ordinary = head.buyer_kind == "RESIDENT" and head.channel == "SHOP_WALKIN"
    printed = tuple(_line(line) for line in lines.values())
    return paper.ReceiptPaper(
        shop=settings.name,
        number=number,
        till=head.till,
        clerk=head.clerk,
        at=head.at.astimezone(SHOP_TIME),
        lines=printed,
        total=head.net,
        tenders=tuple(map(_tender, tenders)),
        kind="SALE" if head.kind == "SALE" else "REFUND",
        center=settings.center,
        outlet=settings.outlet,
        address=settings.receipt.address,
        phone=settings.receipt.phone,
        buyer=f"{buyer_kind_label(head.buyer_kind)} · {channel_label(head.channel)}",
        plain_buyer=ordinary,
        kinds=len(lines),
        pieces=sum(line[0].quantity.thousandths for line in lines.values() if not line[0].grams) // 1000,
        grams=sum(row.grams for row in rows),
        discount=Money(sum((_saved(line)).fen for line in lines.values())) if head.kind == "SALE" else ZERO,
        rounding=head.rounding,
        change=head.change,
        certified=any(row.certified for row in rows),
        qr="" if settings.training else f"{number} {hash_ or ''}".strip(),
        footer=settings.footer,
        refund_of="" if sale is None else receipt_number(settings.shop, sale.till, sale.number),
        refund_reason=head.reason or "",
        exchange_with=_other_half(settings.shop, head, tenders),
        copy=copy,
        open_drawer=drawer,
        blocks=settings.receipt.blocks,
    )


def _tender(tender: ReceiptTender) -> paper.ReceiptTender:
    label = means_label(tender.means)
    if tender.reference.startswith(SET_OFF):
        return paper.ReceiptTender(translate("Receipt", "Set off ({means})").format(means=label), tender.handed)
    if tender.funder:
        label = translate("Receipt", "{means} ({funder})").format(means=label, funder=tender.funder)
    return paper.ReceiptTender(label, tender.handed, tender.reference[-4:])


def _other_half(shop: str, head: Receipt, tenders: Sequence[ReceiptTender]) -> str:
    """The number of the other receipt of an exchange: the sale follows its refund. Empty for any other receipt."""
    refund = next((t.reference.removeprefix(SET_OFF) for t in tenders if t.reference.startswith(SET_OFF)), "")
    if not refund or head.kind == "SALE":
        return refund
    return receipt_number(shop, head.till, head.number + 1)


def _saved(rows: list[ReceiptLine]) -> Money:
    """What the customer saved on a line against the shelf price."""
    first = rows[0]
    net = Money(sum(row.net.fen for row in rows))
    gross = Money(sum(row.gross.fen for row in rows))
    if first.label is not None:
        return gross - net
    return max(first.shelf_price * first.quantity, gross) - net


def _line(rows: list[ReceiptLine]) -> paper.ReceiptLine:
    first = rows[0]
    net = Money(sum(row.net.fen for row in rows))
    gross = Money(sum(row.gross.fen for row in rows))
    note = ""
    if first.price_kind == "CARD":
        note = translate("Receipt", "Love card price, was {price}").format(price=first.shelf_price)
    elif first.price_kind in OFFERS:
        kind = translate("Selling", OFFERS[first.price_kind])
        note = translate("Selling", "{kind} · was {price}").format(kind=kind, price=first.shelf_price)
    elif first.price_kind == "MANUAL" and first.price < first.shelf_price:
        note = translate("Receipt", "Price today, was {price}").format(price=first.shelf_price)
    places = list(dict.fromkeys(full_name(row.region) for row in rows))
    return paper.ReceiptLine(
        name=first.name,
        origin=places[0] if len(places) == 1 else "、".join(places),
        quantity=quantity_text(first.quantity, first.unit, first.grams, weighed=first.grams > 0),
        price=str(first.price),
        per=first.unit,
        amount=net,
        spec=first.spec,
        discount=gross - net,
        note=note,
        shares=tuple((full_name(row.region), row.net) for row in rows) if len(rows) > 1 else (),
    )


LATE = 60.0
"""Seconds after which a paper that waited no longer opens the drawer: by then nobody may stand beside it."""


def running_time() -> float:
    """Seconds on a clock that nobody sets, which goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


class StoreQueue:
    """The print queue in the shop's database, as the worker sees it; every call is a transaction of its own.

    What already waited when the queue was taken up, or has waited for more than LATE seconds by `ticks`, leaves the
    drawer shut: a receipt comes without its pulse, a job that was nothing but the pulse is FAILED.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings | Callable[[], Settings],
        *,
        ticks: Callable[[], float] = running_time,
    ) -> None:
        """`settings` may be a question, for what counts when a paper is taken: they may be changed while it waits."""
        self._store, self._ticks = store, ticks
        self._now: Callable[[], Settings] = settings if callable(settings) else lambda: settings
        self._till = self._now().till
        with store.read() as session:
            newest = print_jobs.newest_waiting(session, self._till)
        # (the newest job that waited, when that was first seen), oldest look first. The time of day on a row would
        # not do: the till's clock may be given, and be set while a paper waits.
        self._looks: deque[tuple[int, float]] = deque([(newest, -math.inf)])

    def next_waiting(self, columns: int = 0) -> Job | None:
        """The oldest job that waits, with its paper for so many columns, or as many as the settings say."""
        settings = self._now()
        while True:
            with self._store.read() as session:
                job = print_jobs.next_waiting(session, self._till)
                newest = print_jobs.newest_waiting(session, self._till)
            if job is None:
                return None
            late = self._is_late(job.id, newest)
            if job.kind == "DRAWER" and settings.training:
                # There is real money in the drawer: training never opens it.
                self.mark(job.id, "SENT", "training", job.tries)
                continue
            if job.kind == "DRAWER" and (late or job.state == print_jobs.UNKNOWN):
                # A pulse is no paper: what may have opened the drawer already is not sent again.
                self.mark(job.id, "FAILED", "too late", job.tries)
                continue
            if job.kind == "DRAWER" and not settings.drawer.by_printer:
                self.mark(job.id, "SENT", "no drawer on the printer", job.tries)
                continue
            pulse = job.drawer and not late and settings.drawer.by_printer
            with failed_by_a_bug(self, job):
                return self._with_paper(job, settings, columns or settings.columns, drawer=pulse)

    def _with_paper(self, job: print_jobs.QueuedJob, settings: Settings, columns: int, *, drawer: bool) -> Job:
        number, blocks = "", job.blocks or "[]"
        if job.receipt_id is not None:
            with self._store.read() as session:
                sheet = receipt_paper(session, settings, job.receipt_id, copy=False, drawer=drawer)
            number, blocks = sheet.number, to_json(paper.layout(sheet, columns))
        if settings.training:
            # Here, where every paper of every kind comes by: none can leave training unmarked.
            blocks = to_json(as_training(from_json(blocks)))
        return Job(job.id, blocks, cast(State, job.state), job.copy, job.tries, number, job.kind)

    def _is_late(self, job_id: int, newest: int) -> bool:
        now = self._ticks()
        if self._looks[-1][0] < newest:
            self._looks.append((newest, now))
        while self._looks[0][0] < job_id:
            self._looks.popleft()
        return now - self._looks[0][1] > LATE

    def mark(self, job_id: int, state: State, note: str, tries: int) -> bool:
        """Write a job's new state, durably; False if a person gave it up meanwhile."""
        with self._store.write() as session:
            return print_jobs.mark(session, job_id, state, note, tries)

    def counts(self) -> tuple[int, int]:
        """How many jobs wait, and how many are given up."""
        with self._store.read() as session:
            return print_jobs.waiting(session, self._till), print_jobs.count(session, self._till, print_jobs.FAILED)


def receipt_pdf(session: Session, settings: Settings, receipt_id: int, *, copy: bool = False) -> bytes:
    """One receipt as a PDF the width of the paper."""
    from pos.paper.receipt_pdf import receipt_pdf as draw

    sheet = receipt_paper(session, settings, receipt_id, copy=copy, drawer=False)
    blocks = paper.layout(sheet, settings.columns)
    marked = as_training(blocks) if settings.training else blocks
    return draw(marked, settings.columns, title=sheet.number)


def save_receipts(store: Store, settings: Settings, folder: Path, only: int | None = None) -> list[Path]:
    """Every receipt of this till (or only that number) as a PDF in `folder`."""
    from pos.exchange.envelope import make_folder, write_whole

    make_folder(folder)
    files = []
    chosen = [Receipt.till == settings.till] + ([] if only is None else [Receipt.number == only])
    with store.read() as session:
        found = session.execute(select(Receipt.id, Receipt.number).where(*chosen).order_by(Receipt.number)).all()
        for receipt_id, number in found:
            file = folder / f"{receipt_number(settings.shop, settings.till, number)}.pdf"
            write_whole(file, receipt_pdf(session, settings, receipt_id))
            files.append(file)
    return files
