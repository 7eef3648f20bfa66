"""The sheets that people exchange with the till: catalogue, programme book, deliveries and counts."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pos.commands.answering import DONE, REFUSED, say, target, till_of
from pos.core.wording import translate

if TYPE_CHECKING:
    from pos.db.store import Store
    from pos.exchange.sheets import ImportAnswer, Place
    from pos.exchange.sheets.tables import Column
    from pos.screens import Till


def catalog_import(args: argparse.Namespace) -> int:
    """`pos catalog import`: all of the sheet or nothing."""
    from pos.exchange.sheets import import_catalogue
    from pos.shop import today

    till = till_of(args)
    answer = import_catalogue(
        till.store,
        Path(args.file),
        today=today(till.clock, till.settings),
        now=till.now(),
        dry_run=args.dry_run,
    )
    return told_import(args, answer)


def catalog_export(args: argparse.Namespace) -> int:
    """`pos catalog export`."""
    from pos.exchange.sheets import export_catalogue

    return _export(args, export_catalogue, translate("Command", "{n} products written to {file}."))


def catalog_template(args: argparse.Namespace) -> int:
    """`pos catalog template`: an empty sheet to fill in; needs no till."""
    from pos.exchange.sheets import template_catalogue

    return _template(args, template_catalogue, translate("Command", "Empty sheet written to {file}."))


def programme_import(args: argparse.Namespace) -> int:
    """`pos programme import`: every sheet of the book in one gesture, or nothing."""
    from pos.exchange.sheets import import_programme
    from pos.shop import today

    till = till_of(args)
    day = today(till.clock, till.settings)
    return told_import(args, import_programme(till.store, Path(args.file), today=day, dry_run=args.dry_run))


def programme_export(args: argparse.Namespace) -> int:
    """`pos programme export`."""
    from pos.exchange.sheets import export_programme

    return _export(args, export_programme, translate("Command", "{n} rows of the programme written to {file}."))


def programme_template(args: argparse.Namespace) -> int:
    """`pos programme template`: an empty book to fill in; needs no till."""
    from pos.exchange.sheets import template_programme

    return _template(args, template_programme, translate("Command", "Empty book written to {file}."))


def _export(args: argparse.Namespace, write: Callable[[Store, Path], int], text: str) -> int:
    count = write(till_of(args).store, target(args, args.file))
    say(args, {"ok": True, "file": args.file, "rows": count}, text.format(n=count, file=args.file))
    return DONE


def _template(args: argparse.Namespace, write: Callable[[Path], object], text: str) -> int:
    write(target(args, args.file))
    say(args, {"ok": True, "file": args.file}, text.format(file=args.file))
    return DONE


def stock_receive(args: argparse.Namespace) -> int:
    """`pos stock receive`: batches that came in, all of the sheet or nothing."""
    from pos.exchange.sheets import receive_deliveries
    from pos.exchange.sheets.stock_rows import DELIVERIES

    till = till_of(args)
    answer = receive_deliveries(till.store, Path(args.file), till.stamp(), _place(till), dry_run=args.dry_run)
    return told_import(args, answer, DELIVERIES)


def stock_count(args: argparse.Namespace) -> int:
    """`pos stock count`: what was counted, tried, thrown away or sent elsewhere."""
    from pos.exchange.sheets import take_counts
    from pos.exchange.sheets.stock_rows import COUNTS

    till = till_of(args)
    answer = take_counts(till.store, Path(args.file), till.stamp(), _place(till), dry_run=args.dry_run)
    return told_import(args, answer, COUNTS)


def _place(till: Till) -> Place:
    from pos.exchange.sheets import Place

    return Place(till.settings.shop, till.settings.here)


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
