"""Opening the drawer without a sale, at the counter."""

from __future__ import annotations

from pos.core import drawer
from pos.screens import Till


def open_drawer(till: Till) -> None:
    """Ask the printer to open the drawer; refuses NotAllowed for a clerk without leave."""
    till.open_shift()
    with till.write() as session:
        drawer.open_drawer(session, till.stamp(), till.authority())
    till.leave = None
    till.printing.wake()
