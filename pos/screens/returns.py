"""Taking goods back without a receipt: only who may, at no more than today's price, with a reason."""

from __future__ import annotations

from msgspec import Struct

from pos.core import catalog
from pos.core.authority import Leave
from pos.core.catalog import Article
from pos.core.codes import BadCheckDigit, LabelProfiles, UnknownCode, narrow, read_scan, refuse_unknown
from pos.core.label_lines import LABEL_ROUNDING, labelled
from pos.core.lines import Line, Terms, priced
from pos.core.money import Money, Quantity
from pos.core.offers import Today
from pos.core.receipts import is_booked, new_uuid
from pos.core.refunds import Refunded
from pos.core.returns import back_line, take_back
from pos.core.shifts import business_day
from pos.core.tenders import CASH, MEANS, UnknownMeans
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.core.words import words
from pos.screens import Till
from pos.screens.signing import ReasonNeeded

# So many of the goods that answer to a name are told.
_NAMED = 3


class NoSuchGoodsBack(UnknownCode):
    sentence = QT_TRANSLATE_NOOP("Problem", "The catalogue has no {code}; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan it once more, or type its number or the initials of its name.")

    @property
    def word(self) -> str:
        """The same word as at the counter."""
        return UnknownCode.__name__


class SeveralGoodsBack(NoSuchGoodsBack):
    sentence = QT_TRANSLATE_NOOP("Problem", "Several goods answer to {code}: {goods}; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type the number of one of them, or scan the code on the goods.")


class GoodsBack(Struct, frozen=True):
    """What would come back: the goods, how much, at which price, what that is, and what they cost today."""

    article: Article
    quantity: Quantity
    price: Money
    amount: Money
    line: Line
    shelf: Money


def goods_back(till: Till, code: str, quantity: Quantity | None = None, price: Money | None = None) -> GoodsBack:
    """Read goods by product code, barcode, PLU or scale label, at today's shelf price or a lower one.

    A carton's code and a label say how much by themselves. Refuses the codes that selling refuses, and AboveShelfPrice.
    """
    till.open_shift()
    text = narrow(code)
    with till.store.read() as session:
        known = catalog.article_by_any(session, text)
        label = None
        if known is None:
            scanned = read_scan(
                text, LabelProfiles(till.settings.scale_labels), fusion=till.settings.payment_codes.wechat_160
            )
            label = scanned.label
            article = None if label is None else catalog.article_by_plu(session, label.plu)
            known = None if article is None else (article, Quantity(1000))
    if known is None:
        raise refuse_unknown(text)
    article, counts = known
    # What a promotion asks for today is what lies on the shelf today: the dear old price is nobody's proof.
    shelf, _ = priced(article, Terms(), Today(business_day(till.now(), till.settings.cut_over)))
    if label is not None and quantity is None:
        line = labelled(article, label, Terms())
        # Its quantity was rounded to a thousandth.
        most = shelf * (line.quantity + Quantity(1)) + LABEL_ROUNDING
        if price is not None or line.gross > most:
            # A label of an old price, or one that was tampered with, brings no more than the goods cost.
            line = back_line(article, line.quantity, price, shelf)
    else:
        line = back_line(article, counts if quantity is None else quantity, price, shelf)
    return GoodsBack(article, line.quantity, line.price, line.net, line, shelf)


def goods_named(till: Till, text: str) -> GoodsBack:
    """The same, and by name, pinyin or initials where no code is meant and only one product answers to them.

    Refuses UnknownCode in words of its own: there is no F2 where goods come back.
    """
    try:
        return goods_back(till, text)
    except (UnknownCode, BadCheckDigit):
        named = narrow(text)
        with till.store.read() as session:
            # Digits are a code: a part of one is no name.
            found = [] if not named or named.isdigit() else catalog.find(session, named, limit=_NAMED + 1)
        if not found:
            raise NoSuchGoodsBack(code=named) from None
        if len(found) > 1:
            goods = [f"{one.code} {one.name}" for one in found[:_NAMED]] + ["…"] * (len(found) > _NAMED)
            raise SeveralGoodsBack(code=named, goods=", ".join(goods)) from None
    return goods_back(till, found[0].code)


def refund_goods(
    till: Till,
    code: str,
    quantity: Quantity | None,
    price: Money | None,
    reason: str,
    means: str = CASH,
) -> tuple[Refunded, Leave | None]:
    """Pay goods back without a receipt, in one gesture; answers the refund and the leave that was used.

    Refuses what `goods_back` refuses, ReasonNeeded, NotInDrawer, UnknownMeans, and NotAllowed for a role that may not
    do it alone, above its ceiling, or in another means than cash.
    """
    shift = till.open_shift()
    back = goods_back(till, code, quantity, price)
    if means not in MEANS:
        raise UnknownMeans(means=means)
    why = words(reason)
    if not why:
        raise ReasonNeeded
    uuid = new_uuid(till.now())
    with till.write(is_done=lambda session: is_booked(session, uuid)) as session:
        done = take_back(
            session,
            till.stamp(),
            shift,
            till.authority(),
            [back.line],
            shop=till.settings.shop,
            uuid=uuid,
            means=means,
            reason=why,
        )
    leave, till.leave = till.leave, None
    till.booked += 1
    till.printing.wake()
    return done, leave
