"""The drawer opened without a sale: only by whoever may, counted, and written down."""

from __future__ import annotations

from sqlalchemy.orm import Session

from pos.core import journal, print_jobs
from pos.core.authority import Authority
from pos.core.journal import Stamp
from pos.core.paper import Drawer, to_json
from pos.core.permissions import Act
from pos.core.wording import translate


def open_drawer(session: Session, stamp: Stamp, authority: Authority) -> None:
    """Let the printer, or the drawer's own port, open it; refuses NotAllowed."""
    authority.leave_to(Act.DRAWER, translate("Payment", "Opening the drawer without a sale"))
    journal.note(session, stamp, "DRAWER_OPENED", by=authority.by, why=authority.why)
    print_jobs.queue(session, stamp.till, stamp.at, kind="DRAWER", blocks=to_json([Drawer()]))
