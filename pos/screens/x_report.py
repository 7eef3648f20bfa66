"""The X report at the window: who may see it, and its paper."""

from __future__ import annotations

from pos.core import print_jobs, x_report
from pos.core.paper import to_json
from pos.core.permissions import Act
from pos.core.wording import translate
from pos.core.x_report import XReport
from pos.screens import Till


def read_x(till: Till) -> XReport:
    """The open shift so far, for whoever may see what should be in the drawer; refuses NoShiftOpen and NotAllowed."""
    shift = till.open_shift()
    leave = till.leave_to(Act.SEE_CASH, translate("Shift", "The X report"))
    with till.store.read() as session:
        found = x_report.x_report(session, till.settings.till, shift, till.now())
    if leave is not None:
        # Who let the drawer be seen before it was counted is worth knowing when it differs.
        with till.write() as session:
            till.note_leave(session, leave, "X")
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
