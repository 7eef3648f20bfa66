"""The till's own settings: what is changed in till.toml, and the printer's test page, are written down by whose word.

The file itself is written by the screens (`screens/own_settings.py:put_settings`).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from pos.core import journal
from pos.core.authority import Authority
from pos.core.journal import Stamp
from pos.core.permissions import Act
from pos.core.wording import translate


def ask(authority: Authority) -> None:
    """Refuse NotAllowed for a role that may not change the settings, before anything is looked at or prepared."""
    authority.leave_to(Act.SETTINGS, translate("Settings", "Changing the settings"))


def note_change(session: Session, stamp: Stamp, authority: Authority, of: str) -> None:
    """Those of that page are others from this transaction on; refuses NotAllowed."""
    ask(authority)
    journal.note(session, stamp, "SETTINGS_CHANGED", by=authority.by, why=authority.why, of=of)


def note_printer_test(session: Session, stamp: Stamp, authority: Authority) -> None:
    """A test page is printed: the drawer opens with it; refuses NotAllowed."""
    ask(authority)
    journal.note(session, stamp, "DRAWER_OPENED", by=authority.by, why=authority.why, of="printer test")
