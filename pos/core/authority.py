"""Who does something now, and by whose leave: the value that every act the shop keeps an eye on is asked of.

The functions of `core/` that do such a thing take it and ask it themselves, so that no screen, command or page can do
what the role may not, nor do it without the journal saying whose word it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pos.core.labels import NOBODY
from pos.core.money import MOST_MONEY, Money
from pos.core.permissions import MANAGER, Act, Role
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.journal import Stamp


class NotAllowed(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{what} needs the manager's leave; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Ask the manager to enter a PIN and a reason, then do it again.")


class Leave(Struct, frozen=True):
    """A manager's leave for one gesture."""

    by: str
    why: str


class Authority(Struct, frozen=True):
    """Somebody at the till: the staff number, what the role may do alone, and the manager's leave that stands.

    `reason` is what whoever may do it alone says for it, where a reason is asked of everybody.
    """

    who: str
    role: Role
    leave: Leave | None = None
    reason: str = ""

    def leave_to(self, act: Act, what: str, *, needed: bool = True) -> Leave | None:
        """The manager's leave that stands, for something this role may not do alone; refuses NotAllowed without one.

        `what` names it in the refusal. `needed` False means it is below the role's ceiling or harmless this time; a
        leave that stands is then still answered, to be used and noted.
        """
        if needed and not self.may(act):
            raise NotAllowed(what=what)
        return self.leave

    def may(self, act: Act) -> bool:
        """Whether it is done, whatever the amount: the role does it alone, or a leave stands."""
        return self.leave is not None or self.role.may(act)

    def word_for(self, act: Act, what: str) -> Leave:
        """Whose word it is: the manager's, or, where the role does it alone, its own; refuses like `leave_to`."""
        return self.leave_to(act, what) or Leave(self.who, self.reason)

    @property
    def by(self) -> str | None:
        """Whose leave stands, as the journal names it."""
        return None if self.leave is None else self.leave.by

    @property
    def why(self) -> str | None:
        """And for what reason."""
        return None if self.leave is None else self.leave.why

    def having(self, act: Act) -> Authority:
        """The same without a ceiling for one act: somebody who might had allowed it before."""
        return replace(self, role=replace(self.role, acts=self.role.acts | {act}), leave=None)

    def note_leave(self, session: Session, stamp: Stamp, of: str, money: Money | None = None) -> None:
        """Write down whose leave was used, for which article or receipt; in the transaction of the thing itself."""
        # The settings know training, and training who may: they are read before SQLAlchemy is.
        from pos.core import journal

        if self.leave is not None:
            fen = None if money is None else money.fen
            journal.note(session, stamp, "OVERRIDE", by=self.leave.by, why=self.leave.why, of=of, money=fen)


#: Whoever sits at the keyboard of the computer itself, with the shop's folder at hand: the command line, the wizard.
OWNER = Authority(NOBODY, Role(MANAGER, frozenset(Act), 100, MOST_MONEY, MOST_MONEY))
