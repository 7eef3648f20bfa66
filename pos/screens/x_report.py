"""The X report at the window: who may see it, and its paper."""

from __future__ import annotations

from pos.core import print_jobs, x_report
from pos.core.paper import to_json
from pos.core.x_report import XReport
from pos.screens import Till


def read_x(till: Till) -> XReport:
    """The open shift so far, for whoever may see what should be in the drawer; refuses NoShiftOpen and NotAllowed."""
    shift = till.open_shift()
    authority = till.authority()
    with till.store.read() as session:
        found = x_report.x_report(session, authority, till.settings.till, shift, till.now())
    if authority.leave is not None:
        with till.write() as session:
            x_report.note_seen(session, till.stamp(), authority)
    till.leave = None
    return found


def queue_x(till: Till, x: XReport) -> None:
    """The same on the receipt printer, as it was seen."""
    from pos.paper.x_roll import x_blocks

    settings = till.settings
    blocks = to_json(x_blocks(x, settings.name, f"{settings.shop}-{settings.till}"))
    with till.store.write() as session:
        print_jobs.queue(session, settings.till, till.now(), kind="X", blocks=blocks)
    till.printing.wake()
