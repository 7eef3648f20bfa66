"""`pos tag`: price tags for the shelf."""

from __future__ import annotations

import argparse

from pos.commands.answering import DONE, say, target, till_of
from pos.core.wording import translate


def price_tags(args: argparse.Namespace) -> int:
    """`pos tag PRODUCT... --pdf FILE`: tags of 90 by 55 mm, ten on a sheet, or each on its own label (--single)."""
    from pos.core.price_tags import price_tag
    from pos.exchange.envelope import write_whole
    from pos.paper.price_tag import price_tags_pdf
    from pos.shop import today

    till = till_of(args)
    try:
        day = today(till.clock, till.settings)
        with till.store.read() as session:
            tags = [price_tag(session, product, day) for product in args.product]
        file = target(args, args.pdf)
        write_whole(file, price_tags_pdf(tags, single=args.single))
    finally:
        till.store.close()
    text = translate("Command", "{n} price tags were written to {file}.").format(n=len(tags), file=file)
    say(args, {"ok": True, "file": str(file), "tags": len(tags)}, text)
    return DONE
