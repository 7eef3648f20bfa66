"""A code that the catalogue did not know becomes a barcode of goods that it knows."""

from __future__ import annotations

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from pos.core.authority import Authority
from pos.core.catalog import Article, Barcode, Product, SearchKey, article_by_barcode
from pos.core.codes import BadCheckDigit, is_ean
from pos.core.journal import Stamp, append
from pos.core.money import ONE
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.search import code_keys
from pos.core.wording import QT_TRANSLATE_NOOP, translate


class BadLength(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{code} is no barcode of 8 or 13 digits; it was not linked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the code on the pack once more, or Del dismisses this one.")


class ScalePrefix(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{code} is a label of a scale, not a barcode; it was not linked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Give the goods their PLU in the catalogue; then every such label is known.")


class CodeTaken(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{code} belongs to {product} already; it was not linked.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Scan it: the goods go on the ticket. A wrong link is put right in the catalogue."
    )


class MisreadNotLinked(BadCheckDigit):
    sentence = QT_TRANSLATE_NOOP("Problem", "{code} was misread: its check digit is wrong; it was not linked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan the pack once more, then link what is read.")

    @property
    def word(self) -> str:
        """The same as for a scan."""
        return BadCheckDigit.__name__


def check_linkable(session: Session, code: str) -> None:
    """Refuse a code that may not become a barcode: what the catalogue's sheet would refuse, and what has goods."""
    if not (code.isascii() and code.isdigit() and len(code) in (8, 13)):
        raise BadLength(code=code)
    if not is_ean(code):
        raise MisreadNotLinked(code=code)
    if code[0] == "2":
        raise ScalePrefix(code=code)
    known = article_by_barcode(session, code)
    if known is not None:
        raise CodeTaken(code=code, product=known[0].name)


def link(session: Session, stamp: Stamp, authority: Authority, code: str, article: Article) -> None:
    """Write `code` as one more barcode of `article`, for one selling unit; found by typing it, and in the journal.

    Refuses BadLength, BadCheckDigit, ScalePrefix and CodeTaken, and NotAllowed.
    """
    check_linkable(session, code)
    authority.leave_to(Act.LINK_CODE, translate("Selling", "Linking a new code to goods"))
    last = session.scalar(select(func.max(Barcode.position)).where(Barcode.product_id == article.id))
    position = 0 if last is None else last + 1
    session.execute(
        insert(Barcode).values(code=code, product_id=article.id, counts=ONE, position=position),
    )
    standing = set(session.scalars(select(SearchKey.key).where(SearchKey.product_id == article.id)))
    session.execute(
        insert(SearchKey),
        [{"key": key, "product_id": article.id} for key in sorted(code_keys(code) - standing)],
    )
    session.execute(update(Product).where(Product.id == article.id).values(updated_at=stamp.at))
    facts = {"what": "CODE_LINKED", "who": stamp.clerk, "of": article.code, "code": code}
    append(session, stamp, "E", facts | {"by": authority.by, "why": authority.why})
