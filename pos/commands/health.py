"""Copies of the books, the till's health, the printer's test page."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from pos.commands.answering import DONE, REFUSED, say, settings_of, target
from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from pos.exchange.backup import BackupFacts


class NoPrinter(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "No printer is set up, nothing was printed.")
    todo = QT_TRANSLATE_NOOP("Problem", 'In till.toml write for instance printer = "tcp:192.168.1.50:9100".')


class NotSure(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} broke off; some of it may be on the paper.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the paper and the printer, then do it again.")


def backup_create(args: argparse.Namespace) -> int:
    """`pos backup create`: a checked copy while the till sells."""
    from pos.exchange.backup import create_backup
    from pos.screens.clock import Clock

    facts = create_backup(
        args.folder, settings_of(args), Clock.of_environment().now(), target(args, args.file) if args.file else None
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

    settings_of(args)
    done = restore(args.folder, Path(args.file), Clock.of_environment().now())
    text = translate("Command", "{file} is in place; what it replaced lies in {aside}.")
    not_held = [each.as_dict() for each in done.not_held]
    answer = done.facts.as_dict() | {"aside": str(done.aside), "not_held": not_held}
    lines = [text.format(file=args.file, aside=done.aside), *(each.sentence() for each in done.not_held)]
    say(args, answer, "\n".join(lines))
    return DONE


def check(args: argparse.Namespace) -> int:
    """`pos check`: one page on the till's health."""
    from pos.screens.clock import Clock
    from pos.screens.health import check as look
    from pos.shop import SettingsUnusable

    with contextlib.suppress(SettingsUnusable):
        # The page itself says what is wrong with them.
        settings_of(args)
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
    from pos.devices.test_page import test_page

    settings = settings_of(args)
    printer = open_devices(settings).printer
    if isinstance(printer, AbsentPrinter):
        raise NoPrinter
    data = test_page(settings.columns, settings.encoding, settings.printing)
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
    say(args, answer, f"{text.format(bytes=len(data), printer=settings.printer)}\n{_what_to_look_at()}")
    return DONE


def _what_to_look_at() -> str:
    """What the test page asks, and which entry of till.toml each answer is."""
    return "\n".join(
        (
            translate("Command", "1 The longest ruler on one line: columns = its last number, in [printing]."),
            translate("Command", "2 The line that reads well: encoding = gb18030 (A), gbk (B), utf-8 (C), raster (D)."),
            translate("Command", '3 If code 1 is missing and code 2 is there: qr = "image", in [printing].'),
            translate("Command", "4 If it was not cut: cut = false. If the drawer stayed shut: drawer_pin = 5."),
        )
    )
