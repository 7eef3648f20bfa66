"""What each command of `pos` does. Every function imports what it needs: `pos --help` must not wait for a database."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from pos.core import wording
from pos.core.problems import Refusal, Trouble
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from pos.core.journal import Stamp
    from pos.core.totals import DaySummary
    from pos.exchange.backup import BackupFacts
    from pos.exchange.sheets import ImportAnswer, Place
    from pos.exchange.sheets.tables import Column
    from pos.exchange.verify import Verdict
    from pos.screens import Till
    from pos.settings import Settings

DONE, REFUSED, USAGE, TROUBLE, BUG = 0, 1, 2, 3, 70


class NotYet(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "pos {command} comes with a later release; nothing was done.")


class BadDay(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{text} is no day; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Write it like 2021-09-08 (a month like 2021-09).")


class NoKey(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Without the till's public key a signature cannot be checked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Name its card with --key, or its folder with --data.")


class OwnFile(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{file} belongs to the till itself; nothing was written over it.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another name, best in another folder.")


class NoPrinter(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "No printer is set up, nothing was printed.")
    todo = QT_TRANSLATE_NOOP("Problem", 'In till.toml write for instance printer = "tcp:192.168.1.50:9100".')


class NotSure(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} broke off; some of it may be on the paper.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the paper and the printer, then do it again.")


class FileUnreadable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "{file} cannot be read: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check the name, and that you may read it.")


class NotPrinted(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The printer has not taken everything: {waiting} papers wait.")
    todo = QT_TRANSLATE_NOOP("Problem", "Nothing is lost; they come out when the printer answers again.")


def say(args: argparse.Namespace, answer: dict[str, object], text: str) -> None:
    """One answer on standard output: a JSON object for scripts, words for people."""
    print(json.dumps(answer, ensure_ascii=False) if args.json else text, flush=True)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadDay(text=text) from None
    if not 1900 <= day.year <= 9998:
        # The week before and the day after are asked for too.
        raise BadDay(text=text)
    return day


def _target(args: argparse.Namespace, name: str) -> Path:
    """Where something is to be written; refuses OwnFile for what the till itself lives on."""
    from pos import settings as settings_file
    from pos.db.store import FILE

    file = Path(name)
    own = {settings_file.FILE, FILE, f"{FILE}-wal", f"{FILE}-shm", "till.lock", "export.lock"}
    try:
        place, till = file.resolve(), args.folder.resolve()
    except (OSError, RuntimeError) as fault:
        raise FileUnreadable(file=file, why=fault) from fault
    if (place.parent == till and place.name.lower() in own) or (till / "keys") in place.parents:
        raise OwnFile(file=file)
    return file


def _settings(args: argparse.Namespace) -> Settings:
    from pos.shop import read_settings

    settings = read_settings(args.folder)
    if not args.lang:
        wording.speak(settings.language)
    return settings


def _till(args: argparse.Namespace) -> Till:
    from pos.screens.clock import Clock
    from pos.shop import open_till

    _settings(args)
    return open_till(args.folder, Clock.of_environment())


def _training_till(args: argparse.Namespace) -> Till:
    """Fresh training books beside the real ones, which are only read."""
    from pos.screens.clock import Clock
    from pos.training import begin

    return begin(args.folder, Clock.of_environment())


def window(args: argparse.Namespace) -> int:
    """`pos`: the till's window."""
    from pos.app import run

    return run(args.folder)


def init(args: argparse.Namespace) -> int:
    """`pos init`: the wizard without a window."""
    from pos.shop import make_shop

    settings = make_shop(
        args.folder,
        shop=args.shop,
        name=args.name,
        till=args.till,
        district=args.district,
        site_type=args.site_type,
        opened_on=args.opened_on,
        database=args.database,
        manager_pin=args.manager_pin,
    )
    text = translate("Command", "Till {till} of {name} stands in {folder}.")
    answer: dict[str, object] = {
        "ok": True,
        "folder": str(args.folder),
        "shop": settings.shop,
        "till": settings.till,
        "district": settings.district,
    }
    say(args, answer, text.format(till=settings.till, name=settings.name, folder=args.folder))
    return DONE


def staff_add(args: argparse.Namespace) -> int:
    """`pos staff add`."""
    from pos.core.staff import add_staff

    till = _till(args)
    _check_role(args, till)
    stamp = _beside(till)
    with till.write() as session:
        person = add_staff(session, no=args.no, name=args.name, role=args.role, pin=args.pin, stamp=stamp)
    text = translate("Command", "Number {no} may work at this till now.").format(no=person.no)
    say(args, {"ok": True, "no": person.no, "role": person.role}, text)
    return DONE


def staff_pin(args: argparse.Namespace) -> int:
    """`pos staff pin`: a new PIN for somebody."""
    from pos.core.staff import set_pin

    till = _till(args)
    stamp = _beside(till)
    with till.write() as session:
        person = set_pin(session, no=args.no, pin=args.pin, stamp=stamp)
    text = translate("Command", "Number {no} has a new PIN.").format(no=person.no)
    say(args, {"ok": True, "no": person.no}, text)
    return DONE


def staff_role(args: argparse.Namespace) -> int:
    """`pos staff role`: another role for somebody."""
    from pos.core.permissions import role_label
    from pos.core.staff import set_role

    till = _till(args)
    _check_role(args, till)
    stamp = _beside(till)
    with till.write() as session:
        person = set_role(session, no=args.no, role=args.role, stamp=stamp)
    text = translate("Command", "Number {no} has the role {role} now.")
    say(
        args,
        {"ok": True, "no": person.no, "role": person.role},
        text.format(no=person.no, role=role_label(person.role)),
    )
    return DONE


def staff_retire(args: argparse.Namespace) -> int:
    """`pos staff retire`: nobody signs in by that number any more, and nobody else ever gets it."""
    from pos.core.staff import retire

    till = _till(args)
    stamp = _beside(till)
    with till.write() as session:
        person = retire(session, no=args.no, stamp=stamp)
    text = translate("Command", "Number {no} does not work here any more; the number stays taken.")
    say(args, {"ok": True, "no": person.no}, text.format(no=person.no))
    return DONE


def _check_role(args: argparse.Namespace, till: Till) -> None:
    """A role the shop does not know is a slip in the command: usage, exit 2."""
    from pos.core.permissions import role_names

    names = role_names(till.settings.roles)
    if args.role not in names:
        args.misused(translate("Command", "the role is one of {roles}").format(roles=", ".join(names)))


def _beside(till: Till) -> Stamp | None:
    """The stamp of a change to the staff from outside the till; None before anything stands in the journal.

    Who founds a shop writes nothing down; and where the till's clock was set by hand, this computer's says nothing.
    """
    from pos.core import journal
    from pos.screens.clock import Clock

    with till.store.read() as session:
        head = journal.head(session, till.settings.till)
        if head.at is None:
            return None
        if not till.clock.given and journal.was_given(session, till.settings.till, head.n):
            till.clock = Clock(head.at)
    return till.stamp()


def staff_list(args: argparse.Namespace) -> int:
    """`pos staff list`: one line a person."""
    from pos.core.permissions import role_label
    from pos.core.staff import staff_list as everybody

    with _till(args).store.read() as session:
        people = everybody(session)
    for person in people:
        row: dict[str, object] = {"no": person.no, "name": person.name, "role": person.role}
        say(args, row, f"{person.no}\t{role_label(person.role)}\t{person.name}".rstrip())
    return DONE


def gestures(args: argparse.Namespace) -> int:
    """`pos till`: one gesture a line, one answer a line."""
    from pos.db.lock import InstanceLock
    from pos.screens.gestures import Gestures
    from pos.shop import start_printing

    with _lines(args.file) as lines:
        _settings(args)
        with InstanceLock(args.folder):
            till = _training_till(args) if args.training else _till(args)
            printing = start_printing(till)
            try:
                runner = Gestures(till)
                for answer in runner.run(lines):
                    print(json.dumps(answer, ensure_ascii=False), flush=True)
            finally:
                printing.settle(10.0)
                printing.stop()
                till.store.close()
    return TROUBLE if runner.troubled else DONE


def _lines(name: str) -> IO[str]:
    """Bytes that are no UTF-8 stay visible as such, so that their line is refused and not half understood."""
    if name in ("", "-"):
        if sys.stdin is None:
            # Started without any input, as a service is: nothing is asked, so nothing is answered.
            return StringIO()
        return open(sys.stdin.fileno(), encoding="utf-8", errors="surrogateescape", closefd=False)
    try:
        return open(name, encoding="utf-8-sig", errors="surrogateescape")
    except OSError as fault:
        raise FileUnreadable(file=name, why=fault.strerror or fault) from fault


def _print_now(till: Till) -> None:
    from pos.db.lock import AlreadyRunning, InstanceLock
    from pos.shop import start_printing

    lock = InstanceLock(till.folder)
    try:
        lock.acquire()
    except AlreadyRunning:
        # The running till prints what waits in the queue.
        return
    with lock:
        worker = start_printing(till)
        worker.settle(20.0)
        status = worker.status()
        worker.stop()
    if status.waiting:
        raise NotPrinted(waiting=status.waiting)


def catalog_import(args: argparse.Namespace) -> int:
    """`pos catalog import`: all of the sheet or nothing."""
    from pos.exchange.sheets import import_catalogue
    from pos.shop import today

    till = _till(args)
    answer = import_catalogue(
        till.store,
        Path(args.file),
        today=today(till.clock, till.settings),
        now=till.now(),
        dry_run=args.dry_run,
    )
    return told_import(args, answer)


def told_import(args: argparse.Namespace, answer: ImportAnswer, columns: Sequence[Column] = ()) -> int:
    """What an import did, with every bad row and every warning; refused if anything is bad."""
    told = answer.as_dict()
    rows = cast("list[dict[str, object]]", told["bad"])
    lines = [
        translate("Command", "{taken} of {rows} rows taken, {unchanged} unchanged, {bad} bad.").format(
            taken=told["taken"], rows=told["rows"], unchanged=told["unchanged"], bad=len(rows)
        )
    ]
    warnings = cast("list[dict[str, object]]", told["warnings"])
    lines += [_noted(note, columns) for note in (*rows, *warnings)]
    say(args, told, "\n".join(lines))
    return REFUSED if rows else DONE


def _noted(note: dict[str, object], columns: Sequence[Column] = ()) -> str:
    """One note on a sheet, under the headers that people see in it; row 0 is the file as a whole."""
    from pos.exchange.sheets.columns import BOXES, GOODS
    from pos.exchange.sheets.programme_columns import BOOK

    if not note["row"]:
        return str(note["message"])
    headers = {column.id: column.header for column in (*BOXES, *GOODS, *columns)}
    headers |= {each.id: each.header for sheet in BOOK if sheet.name == note.get("sheet") for each in sheet.columns}
    place = translate("Command", "Row {row}: {message}")
    if note["column"]:
        place = translate("Command", "Row {row}, {column}: {message}")
    return place.format(
        row=note["row"], column=headers.get(str(note["column"]), note["column"]), message=note["message"]
    )


def programme_import(args: argparse.Namespace) -> int:
    """`pos programme import`: every sheet of the book in one gesture, or nothing."""
    from pos.exchange.sheets import import_programme
    from pos.shop import today

    till = _till(args)
    day = today(till.clock, till.settings)
    return told_import(args, import_programme(till.store, Path(args.file), today=day, dry_run=args.dry_run))


def programme_export(args: argparse.Namespace) -> int:
    """`pos programme export`."""
    from pos.exchange.sheets import export_programme

    count = export_programme(_till(args).store, _target(args, args.file))
    text = translate("Command", "{n} rows of the programme written to {file}.").format(n=count, file=args.file)
    say(args, {"ok": True, "file": args.file, "rows": count}, text)
    return DONE


def programme_template(args: argparse.Namespace) -> int:
    """`pos programme template`: an empty book to fill in; needs no till."""
    from pos.exchange.sheets import template_programme

    template_programme(_target(args, args.file))
    text = translate("Command", "Empty book written to {file}.").format(file=args.file)
    say(args, {"ok": True, "file": args.file}, text)
    return DONE


def stock_receive(args: argparse.Namespace) -> int:
    """`pos stock receive`: batches that came in, all of the sheet or nothing."""
    from pos.exchange.sheets import receive_deliveries
    from pos.exchange.sheets.stock_rows import DELIVERIES

    till = _till(args)
    answer = receive_deliveries(till.store, Path(args.file), till.stamp(), _place(till), dry_run=args.dry_run)
    return told_import(args, answer, DELIVERIES)


def stock_count(args: argparse.Namespace) -> int:
    """`pos stock count`: what was counted, tried, thrown away or sent elsewhere."""
    from pos.exchange.sheets import take_counts
    from pos.exchange.sheets.stock_rows import COUNTS

    till = _till(args)
    answer = take_counts(till.store, Path(args.file), till.stamp(), _place(till), dry_run=args.dry_run)
    return told_import(args, answer, COUNTS)


def _place(till: Till) -> Place:
    from pos.exchange.sheets import Place

    return Place(till.settings.shop, till.settings.here)


def stock_list(args: argparse.Namespace) -> int:
    """`pos stock list`: what is there, one batch a line, by product and first expiry first."""
    from pos.core.expiry import freshness
    from pos.core.stock_moves import on_hand

    till = _till(args)
    today = till.stamp().business_day
    with till.store.read() as session:
        batches = on_hand(session)
    for one in batches:
        ends = one.expires_on.isoformat() if one.expires_on else ""
        row: dict[str, object] = {
            "product": one.product,
            "name": one.name,
            "batch": one.number,
            "left": str(one.on_hand),
            "unit": one.unit,
            "received_on": one.received_on.isoformat(),
            "expires_on": ends,
            "state": freshness(one.expires_on, one.life_days, today).value,
            "ownership": one.ownership,
            "outlet": one.outlet,
        }
        say(args, row, "\t".join((one.product, one.name, one.number, f"{one.on_hand} {one.unit}", ends)).rstrip())
    return DONE


def account_list(args: argparse.Namespace) -> int:
    """`pos account list`: who may buy on account, what is owed, what is left."""
    from pos.core.buyers import accounts

    with _till(args).store.read() as session:
        found = accounts(session)
    for one in found:
        money = {"limit": str(one.limit), "owed": str(one.owed), "left": str(one.left)}
        row: dict[str, object] = {"buyer": one.number, "name": one.name, **money}
        say(args, row, "\t".join((one.number, one.name, *money.values())))
    return DONE


def account_settle(args: argparse.Namespace) -> int:
    """`pos account settle`: a buyer paid what it owes, or a part of it; written into the journal."""
    from pos.core.buyers import settle_account
    from pos.core.money import Money
    from pos.core.tenders import BadAmount
    from pos.core.words import words

    try:
        money = Money.yuan(args.amount)
    except ValueError:
        raise BadAmount(text=args.amount) from None
    till = _till(args)
    stamp = _beside(till) or till.stamp()
    with till.write() as session:
        after = settle_account(session, stamp, args.buyer, money, words(args.reference))
    text = translate("Command", "{name} still owes {owed} of at most {limit}.")
    answer: dict[str, object] = {"ok": True, "buyer": after.number, "owed": str(after.owed), "left": str(after.left)}
    say(args, answer, text.format(name=after.name, owed=after.owed, limit=after.limit))
    return DONE


def catalog_export(args: argparse.Namespace) -> int:
    """`pos catalog export`."""
    from pos.exchange.sheets import export_catalogue

    count = export_catalogue(_till(args).store, _target(args, args.file))
    text = translate("Command", "{n} products written to {file}.").format(n=count, file=args.file)
    say(args, {"ok": True, "file": args.file, "rows": count}, text)
    return DONE


def catalog_template(args: argparse.Namespace) -> int:
    """`pos catalog template`: an empty sheet to fill in; needs no till."""
    from pos.exchange.sheets import template_catalogue

    template_catalogue(_target(args, args.file))
    text = translate("Command", "Empty sheet written to {file}.").format(file=args.file)
    say(args, {"ok": True, "file": args.file}, text)
    return DONE


def report(args: argparse.Namespace) -> int:
    """`pos report day|month|period`: the daily summary and its kin."""
    from pos.screens.day import day_summary, latest_day, queue_roll, write_pdf, write_xlsx

    till = _till(args)
    latest = latest_day(till)
    if args.period == "day":
        first = last = _day(args.date) if args.date else latest
    elif args.period == "month":
        first = _day(f"{args.month}-01") if args.month else latest.replace(day=1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    else:
        first, last = _day(args.first), _day(args.last)
    if last < first:
        raise BadDay(text=f"{first} – {last}")
    summary = day_summary(till, first, last)
    if args.pdf:
        write_pdf(summary, _target(args, args.pdf))
    if args.xlsx:
        write_xlsx(summary, _target(args, args.xlsx))
    answer: dict[str, object] = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "first_receipt": summary.first_receipt,
        "last_receipt": summary.last_receipt,
        "closed": summary.all_closed,
        **summary.totals.as_dict(),
        "drawer_openings": summary.drawer_openings,
    }
    say(args, answer, report_text(summary, till.settings.columns))
    if args.print and till.settings.printer == "absent":
        print(translate("Command", "No printer is set up; nothing came out on paper."), file=sys.stderr)
    elif args.print:
        queue_roll(till, summary)
        _print_now(till)
    return DONE


def report_text(summary: DaySummary, columns: int) -> str:
    """The summary as the receipt printer would say it."""
    from pos.core.paper import plain
    from pos.paper.summary_roll import summary_blocks

    return "\n".join(plain(summary_blocks(summary, columns), columns))


def read_code(args: argparse.Namespace) -> int:
    """`pos code TEXT`: how this till reads a code and why; nothing is sold."""
    from pos.screens import code_test

    reading = code_test.read_code(_till(args), args.text)
    say(args, reading.as_dict(), "\n".join(f"{step.title}: {step.finding}" for step in reading.steps))
    return DONE


def receipt_pdf(args: argparse.Namespace) -> int:
    """`pos receipt pdf`: a receipt as a PDF copy, in `receipts/` of the shop's folder unless --out names another."""
    from pos.core.receipts import bare_number
    from pos.core.refunds import UnknownReceipt
    from pos.screens.papers import save_receipts

    till = _till(args)
    number = bare_number(args.number, till.settings.shop, till.settings.till)
    folder = Path(args.out) if args.out else args.folder / "receipts"
    files = [] if number is None else save_receipts(till.store, till.settings, folder, number)
    if not files:
        raise UnknownReceipt(receipt=args.number)
    text = translate("Command", "The receipt was written to {file}.").format(file=files[0])
    say(args, {"ok": True, "file": str(files[0])}, text)
    return DONE


def sync_export(args: argparse.Namespace) -> int:
    """`pos sync export`: the next slice of the journal, signed and written whole."""
    from pos.exchange.export import Exported, export_all

    till = _till(args)
    out = Path(args.out) if args.out else None
    until = _day(args.until) if args.until else None
    done = None
    # Usually one file; a slice that did not get through last time, or a very long one, makes it several.
    for done in export_all(till.store, till.settings, args.folder, till.now(), out=out, until=until):
        text = translate("Command", "{records} records written to {file}.").format(records=done.records, file=done.path)
        say(args, {"ok": True, **done.as_dict()}, text)
    if done is None:
        nothing = translate("Command", "Nothing new since the last file.")
        say(args, {"ok": True, **Exported(None).as_dict()}, nothing)
    return DONE


def sync_verify(args: argparse.Namespace) -> int:
    """`pos sync verify`: a sync file or a shop's database, worked out again from its first byte."""
    from pos.exchange.verify import verify_database, verify_file

    file = Path(args.file)
    try:
        with file.open("rb") as opened:
            is_database = opened.read(16).startswith(b"SQLite format 3")
        verdict = verify_database(file) if is_database else verify_file(file, _public_key(args))
    except OSError as fault:
        raise FileUnreadable(file=file, why=fault.strerror or fault) from fault
    return _tell_verdict(args, verdict, {"file": str(file)})


def _public_key(args: argparse.Namespace) -> bytes:
    from pos import settings as settings_file
    from pos.exchange.envelope import public_card, read_card

    if args.key:
        card = Path(args.key)
        try:
            return read_card(card.read_text("utf-8-sig") if card.is_file() else args.key)
        except (OSError, UnicodeDecodeError) as fault:
            raise FileUnreadable(file=args.key, why=fault) from fault
    if not settings_file.exists(args.folder):
        raise NoKey
    settings = _settings(args)
    return public_card(args.folder / "keys", district=settings.district, shop=settings.shop, till=settings.till).public


def _tell_verdict(args: argparse.Namespace, verdict: Verdict, more: dict[str, object]) -> int:
    answer: dict[str, object] = {
        "ok": verdict.ok,
        **more,
        "records": verdict.records,
        "sales": verdict.sales,
        "refunds": verdict.refunds,
        "gross": verdict.gross,
        "refunded": verdict.refunded,
        "net": verdict.net,
        "rounding": verdict.rounding,
        "first_receipt": verdict.first_receipt,
        "last_receipt": verdict.last_receipt,
        "last_h": verdict.last_h,
    }
    if not verdict.ok:
        answer |= {"line": verdict.line, "reason": verdict.reason, "message": verdict.message}
    text = verdict.message or translate("Command", "All {n} records fit.").format(n=verdict.records)
    say(args, answer, text)
    return DONE if verdict.ok else REFUSED


def sync_key(args: argparse.Namespace) -> int:
    """`pos sync key`: this till's public key card, with a QR for people."""
    from pos.exchange.export import key_card
    from pos.paper.terminal_qr import terminal_qr

    card = key_card(args.folder, _settings(args)).as_dict()
    plain = json.dumps(card, ensure_ascii=False)
    if args.json:
        print(plain)
        return DONE
    words = translate("Command", "Public key of till {till}, shop {shop}. Read these six groups to the district:")
    print(words.format(till=card["till"], shop=card["shop"]), card["fingerprint"], plain, sep="\n\n")
    print(terminal_qr(plain))
    return DONE


def journal_verify(args: argparse.Namespace) -> int:
    """`pos journal verify`: walks the whole chain; names the first record that does not fit."""
    from pos.core.journal import JournalRow
    from pos.db.store import FILE
    from pos.exchange.verify import verify_database, verify_journal

    settings = _settings(args)
    if not settings.database:
        try:
            verdict = verify_database(args.folder / FILE)
        except OSError as fault:
            raise FileUnreadable(file=args.folder / FILE, why=fault.strerror or fault) from fault
    else:
        from sqlalchemy import select

        with _till(args).store.read() as session:
            rows = session.execute(
                select(JournalRow.n, JournalRow.record).where(JournalRow.till == settings.till).order_by(JournalRow.n)
            )
            verdict = verify_journal((n, record) for n, record in rows)
    return _tell_verdict(args, verdict, {})


def backup_create(args: argparse.Namespace) -> int:
    """`pos backup create`: a checked copy while the till sells."""
    from pos.exchange.backup import create_backup
    from pos.screens.clock import Clock

    facts = create_backup(
        args.folder, _settings(args), Clock.of_environment().now(), _target(args, args.file) if args.file else None
    )
    return _tell_backup(args, facts)


def backup_verify(args: argparse.Namespace) -> int:
    """`pos backup verify`."""
    from pos.exchange.backup import verify_backup

    return _tell_backup(args, verify_backup(Path(args.file)))


def _tell_backup(args: argparse.Namespace, facts: BackupFacts) -> int:
    good = translate("Command", "{file} holds {records} records, the last receipt is {last}; all of them fit.")
    text = good.format(file=facts.file, records=facts.records, last=facts.last_receipt or "–")
    say(args, facts.as_dict(), text if facts.ok else facts.message)
    return DONE if facts.ok else REFUSED


def backup_restore(args: argparse.Namespace) -> int:
    """`pos backup restore`: only a copy that verifies; what it replaces is kept."""
    from pos.exchange.backup import restore
    from pos.screens.clock import Clock

    _settings(args)
    done = restore(args.folder, Path(args.file), Clock.of_environment().now())
    text = translate("Command", "{file} is in place; what it replaced lies in {aside}.")
    answer = done.facts.as_dict() | {"aside": str(done.aside)}
    say(args, answer, text.format(file=args.file, aside=done.aside))
    return DONE


def check(args: argparse.Namespace) -> int:
    """`pos check`: one page on the till's health."""
    from pos.screens.clock import Clock
    from pos.screens.health import check as look
    from pos.shop import SettingsUnusable

    with contextlib.suppress(SettingsUnusable):
        # The page itself says what is wrong with them.
        _settings(args)
    findings = look(args.folder, Clock.of_environment().now())
    worst = max((("ok", "warn", "bad").index(finding.state) for finding in findings), default=0)
    signs = {"ok": "✓", "warn": "!", "bad": "×"}
    lines = [f"{signs[f.state]} {f.sentence}" + (f"\n    {f.todo}" if f.todo else "") for f in findings]
    answer: dict[str, object] = {"ok": worst < 2, "findings": [finding.as_dict() for finding in findings]}
    say(args, answer, "\n".join(lines))
    return REFUSED if worst == 2 else DONE


def printer_test(args: argparse.Namespace) -> int:
    """`pos printer test`: ruler, Chinese, QR, cut, drawer."""
    from pos.devices import open_devices
    from pos.devices.absent import AbsentPrinter
    from pos.devices.escpos import encode, printer_test_blocks

    settings = _settings(args)
    printer = open_devices(settings).printer
    if isinstance(printer, AbsentPrinter):
        raise NoPrinter
    blocks = printer_test_blocks(settings.columns)
    data = encode(blocks, columns=settings.columns, encoding=settings.encoding)  # type: ignore[arg-type]
    delivery = printer.send(data)
    if delivery.state == "UNKNOWN":
        raise NotSure(printer=settings.printer)
    text = translate("Command", "{bytes} bytes went to the printer {printer}; look at the paper.")
    answer: dict[str, object] = {
        "ok": True,
        "printer": settings.printer,
        "bytes": len(data),
        "state": delivery.state,
        "note": delivery.note,
    }
    say(args, answer, text.format(bytes=len(data), printer=settings.printer))
    return DONE


def demo(args: argparse.Namespace) -> int:
    """`pos demo`: an example shop and days of trade through the same screens."""
    from pos.demo import demonstrate

    done = demonstrate(Path(args.out), days=args.days, seed=args.seed, language=args.lang or "zh_CN")
    text = translate(
        "Command", "{sales} sales on {days} days; receipts, summaries, sync files and pictures lie in {out}."
    )
    say(args, done.as_dict(), text.format(sales=done.sales, days=args.days, out=args.out))
    return DONE


def not_yet(args: argparse.Namespace) -> int:
    """A command of a later release; its words are not looked at yet."""
    args.json = args.json or "--json" in getattr(args, "rest", ())
    parts = (args.command, getattr(args, "part", ""))
    raise NotYet(command=" ".join(part for part in parts if part))
