"""The command `pos`: the same shop without a window (CONTRACT.md section 2).

Exit codes: 0 done, 1 refused or something wrong was found, 2 usage, 3 trouble in the surroundings, 70 a bug.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from pos import __version__, commands, paths
from pos.commands import BUG, DONE, REFUSED, TROUBLE, USAGE
from pos.core import wording
from pos.core.problems import Problem, Refusal, Trouble
from pos.core.wording import QT_TRANSLATE_NOOP, translate

_Do = Callable[[argparse.Namespace], int]
_Command = Callable[["argparse._SubParsersAction[_Parser]", str, _Do], "_Parser"]
LATER = ("orders", "consignment", "district")


class PlaceUnusable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "{place} cannot be used: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check the name, the permissions and the free space, then do it again.")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the command in the user's language; the usage line comes first."""

    def __init__(self, *given: Any, **named: Any) -> None:
        # A shortened option would mean something else as soon as a second one begins like it.
        super().__init__(*given, **{**named, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        words = translate("Command", "This command is not written right: {message}").format(message=message)
        more = translate("Command", "More: pos --help")
        self.exit(USAGE, f"{words}\n{more}\n")


def _shared() -> _Parser:
    """The options that every command takes."""
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data", metavar="DIR", help=translate("Command", "the shop's folder"))
    shared.add_argument("--json", action="store_true", help=translate("Command", "one JSON object a line"))
    shared.add_argument("--lang", choices=wording.LANGUAGES, help=translate("Command", "language of this command"))
    return shared


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    shared = _shared()
    parser = _Parser(prog="pos", parents=[shared], description=translate("Command", "The till of a 消费帮扶 shop."))
    parser.add_argument("--version", action="version", version=f"pos {__version__}")
    parser.set_defaults(do=commands.window)
    top = parser.add_subparsers(metavar="COMMAND", dest="command", parser_class=_Parser)

    about = _about()

    def command(group: argparse._SubParsersAction[_Parser], name: str, do: _Do) -> _Parser:
        added = group.add_parser(name, parents=[shared], help=about.get(name, ""))
        added.set_defaults(do=do)
        return added

    def group(name: str) -> argparse._SubParsersAction[_Parser]:
        # `programme` is a group of commands and a report.
        made = top.add_parser(name, parents=[shared], help=about.get(f"{name} …", about.get(name, "")))
        return made.add_subparsers(metavar="COMMAND", dest="part", required=True, parser_class=_Parser)

    init = command(top, "init", commands.init)
    for name in ("shop", "name", "till", "district"):
        init.add_argument(f"--{name}", required=True)
    for name in ("site-type", "opened-on", "database", "manager-pin"):
        init.add_argument(f"--{name}", default="")

    staff = group("staff")
    add = command(staff, "add", commands.staff_add)
    add.add_argument("--no", required=True)
    add.add_argument("--role", required=True)
    add.add_argument("--pin", required=True)
    add.add_argument("--name", default="")
    pin = command(staff, "pin", commands.staff_pin)
    pin.add_argument("--no", required=True)
    pin.add_argument("--pin", required=True)
    role = command(staff, "role", commands.staff_role)
    role.add_argument("--no", required=True)
    role.add_argument("--role", required=True)
    for named in (add, role):
        named.set_defaults(misused=named.error)
    command(staff, "retire", commands.staff_retire).add_argument("--no", required=True)
    command(staff, "release", commands.staff_release)
    command(staff, "list", commands.staff_list)

    command(top, "code", commands.read_code).add_argument("text", metavar="TEXT")

    demo = command(top, "demo", commands.demo)
    demo.add_argument("--out", default="demo", metavar="DIR")
    demo.add_argument("--days", type=int, default=1)
    demo.add_argument("--seed", type=int, default=1)

    till = command(top, "till", commands.gestures)
    till.add_argument("file", nargs="?", default="-", metavar="FILE")
    till.add_argument("--training", action="store_true")

    catalog = group("catalog")
    take = command(catalog, "import", commands.catalog_import)
    take.add_argument("file", metavar="FILE")
    take.add_argument("--dry-run", action="store_true")
    for name, do in (("export", commands.catalog_export), ("template", commands.catalog_template)):
        command(catalog, name, do).add_argument("file", metavar="FILE")

    programme = group("programme")
    take = command(programme, "import", commands.programme_import)
    take.add_argument("file", metavar="FILE")
    take.add_argument("--dry-run", action="store_true")
    for name, do in (("export", commands.programme_export), ("template", commands.programme_template)):
        command(programme, name, do).add_argument("file", metavar="FILE")

    stock = group("stock")
    for name, do in (("receive", commands.stock_receive), ("count", commands.stock_count)):
        take = command(stock, name, do)
        take.add_argument("file", metavar="FILE")
        take.add_argument("--dry-run", action="store_true")
    command(stock, "list", commands.stock_list)

    account = group("account")
    command(account, "list", commands.account_list)
    settle = command(account, "settle", commands.account_settle)
    settle.add_argument("--buyer", required=True, metavar="N")
    settle.add_argument("--amount", required=True, metavar="YUAN")
    settle.add_argument("--reference", default="", metavar="TEXT")

    _add_reports(group("report"), command)

    pdf = command(group("receipt"), "pdf", commands.receipt_pdf)
    pdf.add_argument("number", metavar="NUMBER")
    pdf.add_argument("--out", default="", metavar="DIR")

    tag = command(top, "tag", commands.price_tags)
    tag.add_argument("product", nargs="+", metavar="PRODUCT")
    tag.add_argument("--pdf", required=True, metavar="FILE")
    tag.add_argument("--single", action="store_true")

    sync = group("sync")
    export = command(sync, "export", commands.sync_export)
    export.add_argument("--out", default="", metavar="DIR")
    export.add_argument("--until", default="", metavar="DAY")
    verify = command(sync, "verify", commands.sync_verify)
    verify.add_argument("file", metavar="FILE")
    verify.add_argument("--key", default="", metavar="PUB")
    command(sync, "key", commands.sync_key)
    command(sync, "take", commands.not_yet).add_argument("file", metavar="FILE")

    command(group("journal"), "verify", commands.journal_verify)

    backup = group("backup")
    command(backup, "create", commands.backup_create).add_argument("file", nargs="?", default="", metavar="FILE")
    command(backup, "verify", commands.backup_verify).add_argument("file", metavar="FILE")
    command(backup, "restore", commands.backup_restore).add_argument("file", metavar="FILE")

    command(top, "check", commands.check)
    command(group("printer"), "test", commands.printer_test)
    for name in LATER:
        command(top, name, commands.not_yet).add_argument("rest", nargs=argparse.REMAINDER, metavar="…")
    return parser


def _about() -> dict[str, str]:
    """One line about every command, for `pos --help`."""
    later = translate("Command", "comes with a later release")
    return dict.fromkeys((*LATER, "take", "programme"), later) | {
        "init": translate("Command", "make a till in a folder"),
        "staff": translate("Command", "who may work here: add, pin, role, retire, release, list"),
        "add": translate("Command", "add somebody"),
        "pin": translate("Command", "give somebody a new PIN"),
        "role": translate("Command", "give somebody another role"),
        "retire": translate("Command", "let somebody work here no more; the number stays taken"),
        "list": translate("Command", "everything there is, one a line"),
        "demo": translate("Command", "an example shop and days of trade, with all its papers"),
        "till": translate("Command", "the till without a window: one gesture a line"),
        "programme …": translate("Command", "the programme book: import, export, template"),
        "stock": translate("Command", "goods on hand: receive, count, list"),
        "receive": translate("Command", "take a sheet of deliveries in, all of it or nothing"),
        "count": translate("Command", "take a sheet of counts and other moves in, all of it or nothing"),
        "account": translate("Command", "what buyers owe: list, settle"),
        "settle": translate("Command", "a buyer paid what was bought on account"),
        "catalog": translate("Command", "the catalogue as a sheet: import, export, template"),
        "import": translate("Command", "take a sheet in, all of it or nothing"),
        "export": translate("Command", "write it to a file"),
        "template": translate("Command", "an empty sheet to fill in"),
        "report": translate("Command", "the daily summary and its kin: day, month, period"),
        "day": translate("Command", "one business day"),
        "month": translate("Command", "one month"),
        "period": translate("Command", "from day to day"),
        "code": translate("Command", "how a code is read, step by step, and what selling would do with it"),
        "receipt": translate("Command", "a receipt as a PDF copy"),
        "pdf": translate("Command", "a receipt as a PDF copy"),
        "tag": translate("Command", "price tags for the shelf as a PDF"),
        "sync": translate("Command", "the district's file: export, verify, key"),
        "key": translate("Command", "this till's public key card"),
        "journal": translate("Command", "the journal: verify"),
        "verify": translate("Command", "check it from its first byte to its last"),
        "backup": translate("Command", "copies of the books: create, verify, restore"),
        "create": translate("Command", "a checked copy, while the till sells"),
        "restore": translate("Command", "put a checked copy in place; what it replaces is kept"),
        "check": translate("Command", "one page on the till's health"),
        "printer": translate("Command", "the receipt printer: test"),
        "test": translate("Command", "ruler, Chinese, QR, cut, drawer"),
    }


def _add_reports(reports: argparse._SubParsersAction[_Parser], command: _Command) -> None:
    for period in ("day", "month", "period"):
        made = command(reports, period, commands.report)
        made.set_defaults(period=period)
        made.add_argument("--pdf", default="", metavar="FILE")
        made.add_argument("--xlsx", default="", metavar="FILE")
        made.add_argument("--print", action="store_true")
        if period == "day":
            made.add_argument("--date", default="", metavar="DAY")
        elif period == "month":
            made.add_argument("--month", default="", metavar="MONTH")
        else:
            made.add_argument("--from", required=True, dest="first", metavar="DAY")
            made.add_argument("--to", required=True, dest="last", metavar="DAY")
    later = command(reports, "programme", commands.not_yet)
    for option in ("--from", "--to", "--profile", "--pdf", "--xlsx"):
        later.add_argument(option)
    later.add_argument("--print", action="store_true")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    _utf8()
    wording.speak(_language_of(given))
    args = build_parser().parse_args(given)
    for name, default in (("data", None), ("json", False), ("lang", "")):
        if not hasattr(args, name):
            setattr(args, name, default)
    args.folder = paths.data_folder(args.data)
    return run_command(args)


def run_command(args: argparse.Namespace) -> int:
    """Call the command; a refusal, a trouble and a bug are three different things to the user."""
    try:
        code: int = args.do(args)
        sys.stdout.flush()
        return code
    except Problem as problem:
        return _tell(args, problem)
    except BrokenPipeError:
        # Whoever read us has gone; nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(translate("Command", "Stopped."), file=sys.stderr)
        return 130
    except OSError as fault:
        # Whatever place it was: the system said no, and that is never the program's mistake.
        return _tell(args, PlaceUnusable(place=fault.filename or args.folder, why=fault.strerror or fault))
    except BaseException as bug:
        if isinstance(bug, SystemExit):
            raise
        report = write_bug_report(args.folder, bug)
        words = translate("Command", "The program made a mistake ({kind}); what is in the books is safe.")
        if args.json:
            told = {"ok": False, "refused": "Bug", "message": words.format(kind=type(bug).__name__)}
            print(json.dumps(told | {"report": str(report)}, ensure_ascii=False))
        print(words.format(kind=type(bug).__name__), file=sys.stderr)
        print(translate("Command", "A report lies in {file}.").format(file=report), file=sys.stderr)
        return BUG


def _tell(args: argparse.Namespace, problem: Problem) -> int:
    if args.json:
        print(json.dumps({"ok": False, "refused": problem.word, "message": problem.message()}, ensure_ascii=False))
    print(problem.message(), file=sys.stderr)
    return REFUSED if isinstance(problem, Refusal) else TROUBLE


def write_bug_report(folder: Path, bug: BaseException) -> Path:
    """Write what happened under `logs/`, or where temporary files lie if that cannot be; answers the file."""
    import tempfile

    name = f"bug-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    frames = "".join(traceback.format_exception(type(bug), bug, bug.__traceback__))
    text = f"pos {__version__} · {platform.platform()} · Python {platform.python_version()}\n\n{frames}"
    for place in (folder / "logs", Path(tempfile.gettempdir())):
        try:
            if place.parent.is_dir():
                place.mkdir(exist_ok=True)
                (place / name).write_text(text, "utf-8")
                return place / name
        except OSError:
            continue
    print(text, file=sys.stderr)
    return Path(name)


def _language_of(given: Sequence[str]) -> str:
    """`--lang` before the parser is built, so that its own words are in that language."""
    for i, word in enumerate(given):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and i + 1 < len(given):
            return given[i + 1]
    return wording.LANGUAGES[0]


def _utf8() -> None:
    """Chinese must come out whole, whatever the console's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
