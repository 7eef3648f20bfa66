"""Opening the drawer without a sale: allowed with a manager's leave, counted, written down."""

from __future__ import annotations

from pos.core import journal, print_jobs
from pos.core.paper import Drawer, to_json
from pos.core.permissions import Act
from pos.core.wording import translate
from pos.screens import Till


def open_drawer(till: Till) -> None:
    """Ask the printer to open the drawer; refuses NotAllowed for a clerk without leave."""
    till.open_shift()
    what = translate("Payment", "Opening the drawer without a sale")
    leave = till.leave_to(Act.DRAWER, what)
    with till.write() as session:
        by, why = (leave.by, leave.why) if leave else (None, None)
        journal.note(session, till.stamp(), "DRAWER_OPENED", by=by, why=why)
        print_jobs.queue(session, till.settings.till, till.now(), kind="DRAWER", blocks=to_json([Drawer()]))
    till.leave = None
    till.printing.wake()
