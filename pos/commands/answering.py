"""What every command needs: the till it works on, where it may write, and how it answers."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pos.core import wording
from pos.core.problems import Refusal, Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from pos.core.journal import Stamp
    from pos.screens import Till
    from pos.settings import Settings

DONE, REFUSED, USAGE, TROUBLE, BUG = 0, 1, 2, 3, 70


class BadDay(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{text} is no day; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Write it like 2021-09-08 (a month like 2021-09).")


class OwnFile(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{file} belongs to the till itself; nothing was written over it.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another name, best in another folder.")


class FileUnreadable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "{file} cannot be read: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check the name, and that you may read it.")


class NotPrinted(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The printer has not taken everything: {waiting} papers wait.")
    todo = QT_TRANSLATE_NOOP("Problem", "Nothing is lost; they come out when the printer answers again.")


def say(args: argparse.Namespace, answer: dict[str, object], text: str) -> None:
    """One answer on standard output: a JSON object for scripts, words for people."""
    print(json.dumps(answer, ensure_ascii=False) if args.json else text, flush=True)


def a_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadDay(text=text) from None
    if not 1900 <= day.year <= 9998:
        # The week before and the day after are asked for too.
        raise BadDay(text=text)
    return day


def target(args: argparse.Namespace, name: str) -> Path:
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


def settings_of(args: argparse.Namespace) -> Settings:
    from pos.shop import read_settings

    settings = read_settings(args.folder)
    if not args.lang:
        wording.speak(settings.language)
    return settings


def till_of(args: argparse.Namespace) -> Till:
    from pos.screens.clock import Clock
    from pos.shop import open_till

    settings_of(args)
    return open_till(args.folder, Clock.of_environment())


def beside(till: Till) -> Stamp | None:
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


def print_now(till: Till) -> None:
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
