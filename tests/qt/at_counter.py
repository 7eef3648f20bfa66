"""A clerk behind the real counter: signed in, the shift open, hands at the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pos.screens.selling import SellingScreen
from tests.qt.clerk import Clerk, opened
from tests.shop import CLERK_PIN


@contextmanager
def at_counter(folder: Path, size: tuple[int, int] = (1366, 768), pin: str = CLERK_PIN) -> Iterator[Clerk]:
    """Somebody signs in at the till of that folder and types the float."""
    with opened(folder, size) as clerk:
        sign_in(clerk, pin)
        clerk.in_focus("floatBox")
        clerk.type("300")
        clerk.press("Enter")
        clerk.at("selling")
        yield clerk


def sign_in(clerk: Clerk, pin: str = CLERK_PIN) -> None:
    """A PIN on the login page."""
    clerk.at("login")
    clerk.type(pin)
    clerk.press("Enter")


def counter_of(clerk: Clerk) -> SellingScreen:
    """What stands behind the selling page."""
    counter = clerk.window.counter
    assert counter is not None
    return counter.selling


def put(clerk: Clerk, *goods: str) -> None:
    """Product codes typed into the scan box, with a quantity before them or without."""
    for one in goods:
        clerk.type(one)
        clerk.press("Enter")
