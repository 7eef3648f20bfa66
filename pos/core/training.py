"""Training: a till beside the till, with books of its own that are thrown away. What names it and what it begins with.

Nothing in a real shop's books tells training from earnest, for training never gets there: it is another shop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.core.authority import Authority
from pos.core.labels import NOBODY
from pos.core.money import ZERO
from pos.core.permissions import CLERK, Act, Role
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from sqlalchemy import MetaData, Table
    from sqlalchemy.orm import Session

    from pos.core.journal import Stamp

#: The shop number of all training, which no real shop may have: receipts are TRAINING-01-000001.
SHOP = "TRAINING"
#: A row of these columns tells what was done at a till, and not what the shop is.
_DONE_AT_A_TILL = {"till"}
_DONE = {"pin_guard"}
#: Before anybody signs in, whoever wants to learn the till may: these books are nobody's.
LEARNER = Authority(NOBODY, Role(CLERK, frozenset({Act.TRAINING}), 0, ZERO, ZERO))


class TrainingOnly(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Training counts for nothing and goes to nobody; no file was written.")
    todo = QT_TRANSLATE_NOOP("Problem", "Leave training first (F10).")


class TrainingMustWait(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Money stands on this ticket already; training was not begun.")
    todo = QT_TRANSLATE_NOOP("Problem", "Finish the payment or give the money back, then begin.")


class SomebodyElseNow(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Somebody else stands at the till now; training was not begun.")
    todo = QT_TRANSLATE_NOOP("Problem", "Begin it once more.")


class NotTraining(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{folder} holds something else than training; nothing there was touched.")
    todo = QT_TRANSLATE_NOOP("Problem", "Move that folder elsewhere, then begin again.")


def ask(authority: Authority) -> None:
    """Refuse NotAllowed for a role that may not switch training on, before its books are made."""
    authority.leave_to(Act.TRAINING, translate("Training", "Training"))


def note_begun(session: Session, stamp: Stamp, authority: Authority) -> None:
    """Into the real books: training begins at this till, by whose leave; refuses NotAllowed."""
    from pos.core import journal

    ask(authority)
    journal.note(session, stamp, "TRAINING_BEGUN", by=authority.by, why=authority.why)


def furniture(metadata: MetaData) -> list[Table]:
    """The tables that training begins with, parents first: what the shop is, none of what was ever done in it.

    A table was filled by trade if its rows name a till, or if it hangs on one that was.
    """
    trade: set[str] = set(_DONE)
    kept = []
    for table in metadata.sorted_tables:
        hangs_on = {key.column.table.name for key in table.foreign_keys} - {table.name}
        if _DONE_AT_A_TILL & set(table.columns.keys()) or hangs_on & trade:
            trade.add(table.name)
        if table.name not in trade:
            kept.append(table)
    return kept
