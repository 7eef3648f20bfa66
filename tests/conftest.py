"""What holds for every test: no display, nobody's real shop, and chance that can be repeated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.shop import Shop

# Before the first import of Qt: the window tests draw offscreen, on a desktop too.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# What a developer has set for the till at hand must not steer the tests, let alone reach a real shop.
for name in ("POS_DATA", "POS_CLOCK", "POS_ZH_DRAFTS", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(name, None)

# A slow machine is no finding. Whoever calls the tests gets the same examples every time, a developer too; only under
# `make soak` they are others each night (the soak tests of mornings print the seed they began with).
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "same")


@pytest.fixture(autouse=True)
def the_language_before() -> Iterator[None]:
    """A command that was asked for English leaves no test after it speaking English."""
    from pos.core import wording

    before = wording.spoken()
    yield
    wording.speak(before)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop's folder with catalogue and staff, to be copied; nothing is ever sold in it."""
    from tests.shop import furnish

    return furnish(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def closed_shop(furnished: Path, tmp_path: Path) -> Iterator[Shop]:
    """The demo shop at nine in the morning: nobody is signed in, no shift is open."""
    from tests.shop import Shop, copy_of

    opened = Shop(copy_of(furnished, tmp_path / "shop"))
    yield opened
    opened.close()


@pytest.fixture
def shop(closed_shop: Shop) -> Shop:
    """The demo shop with the manager at the till and 300.00 in the drawer."""
    return closed_shop.manager().open()
