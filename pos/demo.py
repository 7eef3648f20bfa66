"""A filled example shop, and days of trade through the same screens that the window draws.

The first day is the one in `resources/demo/day.jsonl`; the days after it are made up from a seed, always the same for
the same seed. Everything is invented; codes pass their check digits and belong to nobody.
"""

from __future__ import annotations

import json
import random
import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from pos.core.authority import OWNER
from pos.core.catalog import shelf
from pos.core.money import Money
from pos.core.problems import Refusal
from pos.core.shifts import in_drawer
from pos.core.staff import add_staff
from pos.core.tables import SHOP_TIME
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.exchange.export import export
from pos.exchange.sheets import import_catalogue
from pos.paths import resource
from pos.screens import Till
from pos.screens.clock import Clock
from pos.screens.day import day_summary, queue_roll, write_pdf, write_xlsx
from pos.screens.gestures import Gestures
from pos.screens.papers import save_receipts
from pos.shop import make_shop, open_till, start_printing

FIRST_DAY = date(2021, 9, 8)
MANAGER_PIN, CLERK_PIN = "246810", "135790"
NAME = "大兴分中心(瀛海店)"
MOST_DAYS = 366
CHANNELS = ("COMMUNITY", "GOV", "ENTERPRISE", "SCHOOL", "HOSPITAL", "RETAIL_MARKET")


class DemoFolderTaken(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{folder} is not empty; no demonstration was written there.")
    todo = QT_TRANSLATE_NOOP("Problem", "Name another folder with --out.")


class TooManyDays(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A demonstration has 1 to {most} days, not {days}.")


class Demonstration(Struct, frozen=True):
    """What was made, and where it lies."""

    out: str
    shop: str
    sales: int
    refunds: int
    net: str
    receipts: int
    pictures: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The answer for scripts."""
        return {"ok": True, **asdict(self), "pictures": list(self.pictures)}


def make_example_shop(folder: Path, *, language: str, printer: str = "absent") -> None:
    """A till with the demo catalogue, a manager and a clerk; interrupted, it can simply be made again."""
    make_shop(
        folder,
        shop="DX03",
        name=NAME,
        till="01",
        district="110115",
        site_type="COMMUNITY",
        opened_on="2021-04-16",
        manager_pin=MANAGER_PIN,
        outlet="瀛海店",
        printer=printer,
        language=language,
    )
    till = open_till(folder, Clock())
    with till.store.write() as session:
        add_staff(session, OWNER, no="03", name="李芳", role="clerk", pin=CLERK_PIN)
    morning = datetime.combine(FIRST_DAY, time(7), SHOP_TIME)
    import_catalogue(till.store, resource("demo", "catalogue.xlsx"), today=FIRST_DAY, now=morning, dry_run=False)
    till.store.close()


def fill_example(folder: Path, language: str = "zh_CN") -> None:
    """The example shop that `make run` opens, with its first day behind it; whole or not there at all."""
    draft = folder.with_name(folder.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    make_example_shop(draft, language=language)
    till = open_till(draft, Clock())
    sell_days(till, 1, 1)
    till.store.close()
    if folder.is_dir():
        # An empty folder makes room; one with anything in it stays, and the OSError says so.
        folder.rmdir()
    draft.replace(folder)


def first_day() -> list[str]:
    """The gestures of the first day."""
    return resource("demo", "day.jsonl").read_text("utf-8").splitlines()


def sell_days(till: Till, days: int, seed: int) -> None:
    """Sell the first day and `days` - 1 made-up ones, each with a shift of its own."""
    for _ in Gestures(till).run(first_day()):
        pass
    dice = random.Random(seed)
    with till.store.read() as session:
        goods = [(tile.code, tile.kind) for tile in shelf(session)]
    for n in range(1, days):
        _play_day(till, FIRST_DAY + timedelta(days=n), goods, dice)


def _play_day(till: Till, day: date, goods: list[tuple[str, str]], dice: random.Random) -> None:
    """One made-up day: 35 to 75 customers, and a drawer that is counted a few fen short now and then."""
    gestures = Gestures(till)
    now = datetime.combine(day, time(8, 25), SHOP_TIME)

    def act(do: str, seconds: int, **fields: object) -> dict[str, object]:
        nonlocal now
        now += timedelta(seconds=seconds)
        return gestures.answer(json.dumps({"do": do, "at": now.isoformat(), **fields}, ensure_ascii=False))

    act("login", 1, pin=CLERK_PIN)
    act("open_shift", 30, float="500.00")
    for _ in range(dice.randint(35, 75)):
        if dice.random() < 0.15:
            act("attribute", dice.randint(60, 500), channel=dice.choice(CHANNELS))
        elif dice.random() < 0.1:
            act("attribute", dice.randint(60, 500), love_card=True)
        for _ in range(dice.choice([1, 1, 1, 2, 2, 3, 4, 6])):
            code, kind = dice.choice(goods)
            weight = f"{dice.randint(200, 4000) / 1000:.3f}"
            quantity = weight if kind == "WEIGHED" else str(dice.choice([1, 1, 1, 2, 3]))
            act("add", dice.randint(4, 40), product=code, quantity=quantity)
        means = dice.choices(["CASH", "WECHAT", "ALIPAY", "CARD_POS", "ECNY"], [3, 5, 4, 1, 1])[0]
        due = gestures.selling.total
        act("pay", dice.randint(10, 60), means=means, amount=str(due.down_to_jiao() if means == "CASH" else due))
    with till.store.read() as session:
        expected = in_drawer(session, till.open_shift())
    counted = expected if dice.random() < 0.7 else expected - Money(50)
    act("close_shift", 600, counted=str(counted))


def demonstrate(out: Path, *, days: int, seed: int, language: str) -> Demonstration:
    """Make the example shop under `out`, sell, and leave receipts, summaries, the sync file and pictures there.

    Refuses a folder that is not empty, and a number of days beyond 1 to 366.
    """
    if not 1 <= days <= MOST_DAYS:
        raise TooManyDays(days=days, most=MOST_DAYS)
    out = out.absolute()
    if out.is_dir() and any(out.iterdir()):
        raise DemoFolderTaken(folder=out)
    out.mkdir(parents=True, exist_ok=True)
    folder = out / "shop"
    make_example_shop(folder, language=language, printer=f"file:{out / 'receipts.escpos'}")
    till = open_till(folder, Clock())
    printing = start_printing(till)
    sell_days(till, days, seed)
    last = FIRST_DAY + timedelta(days=days - 1)
    for n in range(days):
        day = FIRST_DAY + timedelta(days=n)
        summary = day_summary(till, day, day)
        write_pdf(summary, out / f"summary-{day}.pdf")
        write_xlsx(summary, out / f"summary-{day}.xlsx")
        queue_roll(till, summary)
    whole = day_summary(till, FIRST_DAY, last)
    receipts = save_receipts(till.store, till.settings, out / "receipts")
    printing.settle(30.0)
    printing.stop()
    export(till.store, till.settings, folder, till.now(), out=out)
    till.store.close()
    from pos.app import take_pictures

    pictures = take_pictures(out / "pictures", language=language)
    return Demonstration(
        out=str(out),
        shop=str(folder),
        sales=whole.totals.sales,
        refunds=whole.totals.refunds,
        net=str(whole.totals.net),
        receipts=len(receipts),
        pictures=tuple(picture.name for picture in pictures),
    )
