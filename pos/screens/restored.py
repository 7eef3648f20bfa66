"""An older copy stands in the place of the books: said at every start, and written down by the first who signs in.

The restore itself writes nothing, so that the books are the copy and nothing else; the journal's own word on it comes
with the first gesture after it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.core import journal
from pos.core.problems import Trouble
from pos.exchange.replaced import NotHeld, replaced_books, standing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.staff import Person
    from pos.screens import Till


def not_held(till: Till, session: Session) -> list[NotHeld]:
    """Books that were replaced and know more than those that stand."""
    if till.settings.database or till.settings.training:
        return []
    return replaced_books(till.folder, till.settings.till, standing(session, till.settings.till))


def write_down(till: Till, person: Person) -> None:
    """Note each of them once (`E` event RESTORED), with the numbers that are given out again.

    A till that cannot write now signs people in all the same; the next one writes it down.
    """
    with suppress(Trouble):
        with till.store.read() as session:
            new = [
                each
                for each in not_held(till, session)
                if each.head and not journal.noted(session, till.settings.till, "RESTORED", each.head)
            ]
        if not new:
            return
        stamp = replace(till.stamp(), clerk=person.no)
        with till.write() as session:
            for each in new:
                why = f"{each.first} {each.last}".strip() or None
                journal.note(session, stamp, "RESTORED", of=each.head, why=why)
