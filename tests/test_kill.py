"""kill -9 at any moment of `pos till`: what was answered stands once, what was not stands whole or not at all."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pos.core.authority import OWNER
from pos.core.receipts import Receipt
from pos.core.staff import add_staff
from pos.db.store import FILE, Store, sqlite_url
from pos.exchange.sheets import import_catalogue
from pos.exchange.verify import verify_database
from pos.shop import make_shop
from tests.books import MORNING
from tests.kill_drill import PIN

CATALOGUE = Path(__file__).parent / "data" / "catalogue.csv"


def shop_at(place: Path) -> Path:
    make_shop(place, shop="DX03", name="大兴双创示范店", till="01", district="110115", manager_pin="246810")
    store = Store.open(place)
    import_catalogue(store, CATALOGUE, today=MORNING.date(), now=MORNING)
    with store.write() as session:
        add_staff(session, OWNER, no="03", name="", role="clerk", pin=PIN)
    store.close()
    return place


def kill(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    root = Path(__file__).parents[1]
    run = [sys.executable, "-m", "tests.kill_drill", str(folder), str(kills), str(seed)]
    done = subprocess.run(run, capture_output=True, cwd=root, check=False, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print({name: told[name] for name in ("kills", "in_payment", "closings", "seconds")}, len(told["answered"]), seed)
    return told


def hold_against_the_books(folder: Path, told: dict[str, Any]) -> None:
    assert told["strange"] == []
    assert told["last_exit"] == 0
    verdict = verify_database(folder / FILE)
    assert verdict.ok, verdict.message
    store = Store(sqlite_url(folder / FILE))
    with store.read() as session:
        booked = {
            f"DX03-01-{number:06d}": net.fen
            for number, net in session.execute(select(Receipt.number, Receipt.net).order_by(Receipt.number))
        }
    store.close()
    # Numbers without a gap, and every answered sale under its number with its money.
    assert list(booked) == [f"DX03-01-{n:06d}" for n in range(1, len(booked) + 1)]
    assert {number: booked.get(number) for number in told["answered"]} == told["answered"]
    # What was never answered is there exactly when the till said so afterwards: nothing lost, nothing sold twice.
    never_answered = Counter(net for number, net in booked.items() if number not in told["answered"])
    assert never_answered == Counter(told["unanswered"])


def test_200_kills(tmp_path: Path) -> None:
    folder = shop_at(tmp_path / "shop")

    told = kill(folder, 200, seed=int(os.environ.get("KILL_SEED", "7")))

    hold_against_the_books(folder, told)
    assert told["kills"] == 200
    assert len(told["answered"]) > 200, "the tills must have sold something"
    assert told["in_payment"] > 20, "some kills must fall into a payment"


@pytest.mark.soak
def test_10_000_kills(tmp_path: Path) -> None:
    kills = 0
    for part in range(20):
        folder = shop_at(tmp_path / f"shop {part}")
        told = kill(folder, 500, seed=random.randrange(10**9))
        hold_against_the_books(folder, told)
        kills += told["kills"]
    assert kills == 10_000
