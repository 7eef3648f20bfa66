"""A COMMIT that reports a failure and stands all the same: no gesture is done twice, none is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from pos.core.ticket_drafts import as_draft
from tests.shop import Shop

Prepare = Callable[[Shop], object]


def nothing(shop: Shop) -> None:
    """Straight away."""


def one_melon(shop: Shop) -> None:
    shop.do("scan", code="2300101043851")


def held_melon(shop: Shop) -> None:
    one_melon(shop)
    shop.do("hold", name="3号牌")


def fail_the_next_commit(shop: Shop, *, stands: bool) -> None:
    """The next COMMIT of the writing connection reports that the disk is sick, having written everything or nothing."""
    dialect = shop.store._writing.dialect
    real = dialect.do_commit

    def once(connection: Any) -> None:
        dialect.do_commit = real  # type: ignore[method-assign]
        if stands:
            real(connection)
        raise dbapi2.OperationalError("disk I/O error")

    dialect.do_commit = once  # type: ignore[method-assign]


GESTURES = [
    (nothing, {"do": "scan", "code": "6996857000413"}),
    (nothing, {"do": "attribute", "channel": "SCHOOL"}),
    (nothing, {"do": "cash", "direction": "in", "amount": "10.00", "reason": "换零"}),
    (nothing, {"do": "close_shift", "counted": "300.00"}),
    (one_melon, {"do": "line", "n": 1, "discount": "0.50"}),
    (one_melon, {"do": "line", "n": 1, "remove": True}),
    (one_melon, {"do": "pay", "means": "WECHAT", "amount": "5.00"}),
    (one_melon, {"do": "pay", "means": "CASH", "amount": "50.00"}),
    (one_melon, {"do": "hold", "name": "5号牌"}),
    (one_melon, {"do": "cancel"}),
    (held_melon, {"do": "recall", "name": "3号牌"}),
]


@pytest.mark.parametrize(("prepare", "gesture"), GESTURES)
def test_a_ghost_counts_as_done(shop: Shop, prepare: Prepare, gesture: dict[str, object]) -> None:
    prepare(shop)
    fail_the_next_commit(shop, stands=True)
    told = shop.ask(str(gesture["do"]), **{k: v for k, v in gesture.items() if k != "do"})

    assert told["ok"] is True, told
    standing = shop.gestures.selling.basket
    shop.restart()
    lines, tenders = (as_draft(shop.gestures.selling.basket)[part] for part in ("lines", "tenders"))
    assert (lines, tenders) == (as_draft(standing)["lines"], as_draft(standing)["tenders"])
    assert (shop.till.shift is None) == (gesture["do"] == "close_shift")


@pytest.mark.parametrize(("prepare", "gesture"), GESTURES)
def test_a_commit_that_did_not_happen_changed_nothing(shop: Shop, prepare: Prepare, gesture: dict[str, object]) -> None:
    prepare(shop)
    fields = {k: v for k, v in gesture.items() if k != "do"}
    before = shop.dump()
    fail_the_next_commit(shop, stands=False)
    told = shop.ask(str(gesture["do"]), **fields)

    assert told["refused"] == "DiskTrouble", told
    assert shop.dump() == before
    assert shop.ask(str(gesture["do"]), **fields)["ok"] is True


def test_an_opening_that_stood_is_not_asked_for_again(shop: Shop) -> None:
    shop.do("close_shift", counted="300.00")
    fail_the_next_commit(shop, stands=True)
    assert shop.ask("open_shift", float="300.00")["ok"] is True
    shop.do("scan", code="2300101043851")


def test_nothing_is_sold_into_a_closed_shift(shop: Shop) -> None:
    """Whatever this process believes, the books know that the Z stands."""
    one_melon(shop)
    believed = shop.till.shift
    with shop.store.write() as session:
        session.connection().exec_driver_sql("UPDATE shifts SET closed_at = '2021-09-08T10:00:00Z'")
    shop.till.shift = believed
    assert shop.refused("pay", means="CASH", amount="50.00") == "NoShiftOpen"
