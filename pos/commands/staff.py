"""Who may work here."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pos.commands.answering import DONE, beside, say, till_of
from pos.core.wording import translate

if TYPE_CHECKING:
    from pos.screens import Till


def staff_add(args: argparse.Namespace) -> int:
    """`pos staff add`."""
    from pos.core.authority import OWNER
    from pos.core.staff import add_staff

    till = till_of(args)
    _check_role(args, till)
    stamp = beside(till)
    with till.write() as session:
        person = add_staff(session, OWNER, no=args.no, name=args.name, role=args.role, pin=args.pin, stamp=stamp)
    text = translate("Command", "Number {no} may work at this till now.").format(no=person.no)
    say(args, {"ok": True, "no": person.no, "role": person.role}, text)
    return DONE


def staff_pin(args: argparse.Namespace) -> int:
    """`pos staff pin`: a new PIN for somebody."""
    from pos.core.authority import OWNER
    from pos.core.staff import set_pin

    till = till_of(args)
    stamp = beside(till)
    with till.write() as session:
        person = set_pin(session, OWNER, no=args.no, pin=args.pin, stamp=stamp)
    text = translate("Command", "Number {no} has a new PIN.").format(no=person.no)
    say(args, {"ok": True, "no": person.no}, text)
    return DONE


def staff_role(args: argparse.Namespace) -> int:
    """`pos staff role`: another role for somebody."""
    from pos.core.authority import OWNER
    from pos.core.permissions import role_label
    from pos.core.staff import set_role

    till = till_of(args)
    _check_role(args, till)
    stamp = beside(till)
    with till.write() as session:
        person = set_role(session, OWNER, no=args.no, role=args.role, stamp=stamp)
    text = translate("Command", "Number {no} has the role {role} now.")
    say(
        args,
        {"ok": True, "no": person.no, "role": person.role},
        text.format(no=person.no, role=role_label(person.role)),
    )
    return DONE


def staff_retire(args: argparse.Namespace) -> int:
    """`pos staff retire`: nobody signs in by that number any more, and nobody else ever gets it."""
    from pos.core.authority import OWNER
    from pos.core.staff import retire

    till = till_of(args)
    stamp = beside(till)
    with till.write() as session:
        person = retire(session, OWNER, no=args.no, stamp=stamp)
    text = translate("Command", "Number {no} does not work here any more; the number stays taken.")
    say(args, {"ok": True, "no": person.no}, text.format(no=person.no))
    return DONE


def staff_release(args: argparse.Namespace) -> int:
    """`pos staff release`: PINs are looked at again, however many wrong ones there were."""
    from pos.core.authority import OWNER
    from pos.core.staff import release

    till = till_of(args)
    stamp = beside(till)
    with till.write() as session:
        counted = release(session, OWNER, till.settings.till, stamp)
    text = translate("Command", "{n} wrong PINs are forgotten; the next one is looked at.").format(n=counted)
    say(args, {"ok": True, "wrong_pins": counted}, text)
    return DONE


def staff_list(args: argparse.Namespace) -> int:
    """`pos staff list`: one line a person."""
    from pos.core.permissions import role_label
    from pos.core.staff import staff_list as everybody

    with till_of(args).store.read() as session:
        people = everybody(session)
    for person in people:
        row: dict[str, object] = {"no": person.no, "name": person.name, "role": person.role}
        say(args, row, f"{person.no}\t{role_label(person.role)}\t{person.name}".rstrip())
    return DONE


def _check_role(args: argparse.Namespace, till: Till) -> None:
    """A role the shop does not know is a slip in the command: usage, exit 2."""
    from pos.core.permissions import role_names

    names = role_names(till.settings.roles)
    if args.role not in names:
        args.misused(translate("Command", "the role is one of {roles}").format(roles=", ".join(names)))
