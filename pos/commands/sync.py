"""The district's files, the key they are signed with, and the journal they are cut from."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pos.commands.answering import DONE, REFUSED, FileUnreadable, a_day, say, settings_of, till_of
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from pos.exchange.verify import Verdict


class NoKey(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Without the till's public key a signature cannot be checked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Name its card with --key, or its folder with --data.")


def sync_export(args: argparse.Namespace) -> int:
    """`pos sync export`: the next slice of the journal, signed and written whole."""
    from pos.exchange.export import Exported, export_all

    till = till_of(args)
    out = Path(args.out) if args.out else None
    until = a_day(args.until) if args.until else None
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
    settings = settings_of(args)
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

    card = key_card(args.folder, settings_of(args)).as_dict()
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

    settings = settings_of(args)
    if not settings.database:
        try:
            verdict = verify_database(args.folder / FILE)
        except OSError as fault:
            raise FileUnreadable(file=args.folder / FILE, why=fault.strerror or fault) from fault
    else:
        from sqlalchemy import select

        with till_of(args).store.read() as session:
            rows = session.execute(
                select(JournalRow.n, JournalRow.record).where(JournalRow.till == settings.till).order_by(JournalRow.n)
            )
            verdict = verify_journal((n, record) for n, record in rows)
    return _tell_verdict(args, verdict, {})
