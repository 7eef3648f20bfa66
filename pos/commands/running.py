"""The till itself: its window, its gestures, how it reads a code, and what comes later."""

from __future__ import annotations

import argparse
import json
import sys
from io import StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pos.commands.answering import DONE, TROUBLE, FileUnreadable, say, settings_of, till_of
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from pos.screens import Till


class NotYet(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "pos {command} comes with a later release; nothing was done.")


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


def gestures(args: argparse.Namespace) -> int:
    """`pos till`: one gesture a line, one answer a line."""
    from pos.db.lock import InstanceLock
    from pos.devices import Devices, open_others
    from pos.screens.gestures import Gestures
    from pos.shop import start_printing

    with _lines(args.file) as lines:
        settings_of(args)
        with InstanceLock(args.folder):
            till = _training_till(args) if args.training else till_of(args)
            # The scale stays out of it: what a script puts down must not hang on what lies there.
            till.devices = Devices(drawer=open_others(till.settings).drawer)
            printing = start_printing(till)
            try:
                _tell_of_replaced(till)
                runner = Gestures(till)
                for answer in runner.run(lines):
                    print(json.dumps(answer, ensure_ascii=False), flush=True)
            finally:
                printing.settle(10.0)
                printing.stop()
                till.devices.close()
                till.store.close()
    return TROUBLE if runner.troubled else DONE


def _tell_of_replaced(till: Till) -> None:
    """Say first that an older copy stands in the place of the books."""
    from pos.screens.restored import not_held

    with till.store.read() as session:
        for each in not_held(till, session):
            print(each.sentence(), file=sys.stderr)


def _training_till(args: argparse.Namespace) -> Till:
    """Fresh training books beside the real ones, which are only read."""
    from pos.screens.clock import Clock
    from pos.training import begin

    return begin(args.folder, Clock.of_environment())


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


def read_code(args: argparse.Namespace) -> int:
    """`pos code TEXT`: how this till reads a code and why; nothing is sold."""
    from pos.screens import code_test

    reading = code_test.read_code(till_of(args), args.text)
    say(args, reading.as_dict(), "\n".join(f"{step.title}: {step.finding}" for step in reading.steps))
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
