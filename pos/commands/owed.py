"""What is there and what is owed: goods on hand, buyers' accounts."""

from __future__ import annotations

import argparse

from pos.commands.answering import DONE, beside, say, till_of
from pos.core.wording import translate


def stock_list(args: argparse.Namespace) -> int:
    """`pos stock list`: what is there, one batch a line, by product and first expiry first."""
    from pos.core.expiry import freshness
    from pos.core.stock_moves import on_hand

    till = till_of(args)
    today = till.stamp().business_day
    with till.store.read() as session:
        batches = on_hand(session)
    for one in batches:
        ends = one.expires_on.isoformat() if one.expires_on else ""
        row: dict[str, object] = {
            "product": one.product,
            "name": one.name,
            "batch": one.number,
            "left": str(one.on_hand),
            "unit": one.unit,
            "received_on": one.received_on.isoformat(),
            "expires_on": ends,
            "state": freshness(one.expires_on, one.life_days, today).value,
            "ownership": one.ownership,
            "outlet": one.outlet,
        }
        say(args, row, "\t".join((one.product, one.name, one.number, f"{one.on_hand} {one.unit}", ends)).rstrip())
    return DONE


def account_list(args: argparse.Namespace) -> int:
    """`pos account list`: who may buy on account, what is owed, what is left."""
    from pos.core.buyers import accounts

    with till_of(args).store.read() as session:
        found = accounts(session)
    for one in found:
        money = {"limit": str(one.limit), "owed": str(one.owed), "left": str(one.left)}
        row: dict[str, object] = {"buyer": one.number, "name": one.name, **money}
        say(args, row, "\t".join((one.number, one.name, *money.values())))
    return DONE


def account_settle(args: argparse.Namespace) -> int:
    """`pos account settle`: a buyer paid what it owes, or a part of it; written into the journal."""
    from pos.core.buyers import settle_account
    from pos.core.money import Money
    from pos.core.references import checked_reference
    from pos.core.tenders import ORG_CREDIT, BadAmount
    from pos.core.words import words

    try:
        money = Money.yuan(args.amount)
    except ValueError:
        raise BadAmount(text=args.amount) from None
    reference = checked_reference(ORG_CREDIT, words(args.reference))
    till = till_of(args)
    stamp = beside(till) or till.stamp()
    with till.write() as session:
        after = settle_account(session, stamp, args.buyer, money, reference)
    text = translate("Command", "{name} still owes {owed} of at most {limit}.")
    answer: dict[str, object] = {"ok": True, "buyer": after.number, "owed": str(after.owed), "left": str(after.left)}
    say(args, answer, text.format(name=after.name, owed=after.owed, limit=after.limit))
    return DONE
