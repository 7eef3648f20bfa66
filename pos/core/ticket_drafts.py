"""The ticket as plain values, kept in the database until it is sold, and read back at the prices of the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import asdict, replace

from pos.core.basket import Basket
from pos.core.catalog import Article
from pos.core.credit import Credit
from pos.core.lines import ANY_DAY, Line, Terms, priced, with_room
from pos.core.money import Money, Quantity
from pos.core.offers import Today
from pos.core.tables import instant, instant_text
from pos.core.tenders import Tender


def as_draft(basket: Basket) -> dict[str, Any]:
    """The basket as plain values, to be kept in the database until it is sold."""
    return {
        "uuid": basket.uuid,
        "terms": {name: value for name, value in asdict(basket.terms).items() if value},
        "lines": [
            {
                "code": line.article.code,
                "quantity": line.quantity.thousandths,
                "price": [line.price.fen, line.price_kind],
                "set_price": None if line.set_price is None else line.set_price.fen,
                "discount": line.discount.fen,
                "label": line.label,
                "label_amount": None if line.label_amount is None else line.label_amount.fen,
                "label_grams": line.label_grams,
                **({"deal": [line.deal_off.fen, *line.deals]} if line.deal_off else {}),
                **({"ticket_off": line.ticket_off.fen} if line.ticket_off else {}),
                **({"unweighed": line.unweighed.thousandths} if line.unweighed else {}),
                **({"discount_cut": line.discount_cut.fen} if line.discount_cut else {}),
            }
            for line in basket.lines
        ],
        "tenders": [_tender_draft(tender) for tender in basket.tenders],
        **({"request": basket.request} if basket.request else {}),
        **({} if basket.credit is None else {"credit": basket.credit.as_draft()}),
        **({"ticket_discount": basket.ticket_discount.fen} if basket.ticket_discount else {}),
    }


def _tender_draft(t: Tender) -> list[str | int]:
    more = [t.request, t.funder] if t.funder else [t.request] if t.request else []
    return [t.means, t.handed.fen, t.kept.fen, t.reference, instant_text(t.at), *more]


def from_draft(draft: Mapping[str, Any], article: Callable[[str], Article | None], today: Today = ANY_DAY) -> Basket:
    """Read what `as_draft` wrote, priced as of that day; `article` finds a product by its code.

    Once money was taken or asked for the prices stand as they were: the customer was told what is left to pay.
    """
    paying = bool(draft["tenders"] or draft.get("request"))
    terms = Terms(**draft["terms"])
    lines: list[Line] = []
    for row in draft["lines"]:
        found = article(row["code"])
        if found is None:
            continue
        price, kind = priced(found, terms, today)
        if row["set_price"] is not None:
            price, kind = Money(row["set_price"]), "MANUAL"
        elif paying:
            price, kind = Money(row["price"][0]), row["price"][1]
        line = Line(found, Quantity(row["quantity"]), price, kind, discount=Money(row["discount"]), label=row["label"])
        amount = None if row["label_amount"] is None else Money(row["label_amount"])
        set_price = None if row["set_price"] is None else Money(row["set_price"])
        line = replace(line, set_price=set_price, label_amount=amount, label_grams=row["label_grams"])
        line = replace(line, unweighed=Quantity(row.get("unweighed", 0)))
        line = with_room(replace(line, discount_cut=Money(row.get("discount_cut", 0))))
        if paying:
            deal_off, *names = row.get("deal", [0])
            share = Money(row.get("ticket_off", 0))
            line = replace(line, deal_off=Money(deal_off), deals=tuple(names), ticket_off=share)
        lines.append(line)
    tenders = tuple(
        Tender(m, Money(h), Money(k), ref, instant(at), *asked) for m, h, k, ref, at, *asked in draft["tenders"]
    )
    credit = Credit.from_draft(draft["credit"]) if "credit" in draft else None
    off = Money(draft.get("ticket_discount", 0))
    basket = Basket(draft["uuid"], tuple(lines), terms, tenders, credit, off, today, draft.get("request", ""))
    return basket if paying else basket.settled()
