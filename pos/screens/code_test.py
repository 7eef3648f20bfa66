"""A code, taken apart step by step: how it is read and why, and what the selling page would do. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from pos.core import catalog
from pos.core.catalog import Article
from pos.core.codes import (
    LabelProfile,
    LabelProfiles,
    NotGoods,
    ReceiptNotGoods,
    ScaleLabel,
    Scanned,
    gs1_check_digit,
    narrow,
    price_check_digit,
    read_scan,
    refuse_unknown,
)
from pos.core.label_lines import LABEL_ROUNDING, label_difference, labelled
from pos.core.labels import means_label
from pos.core.lines import Terms
from pos.core.money import ONE, Money, Quantity
from pos.core.problems import Refusal
from pos.core.tenders import payment_code_means
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.screens import Till
from pos.screens.ticket import price_text, read_quantity

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

State = Literal["ok", "info", "warn", "bad"]
_FIELDS = {
    "amount_fen": QT_TRANSLATE_NOOP("CodeTest", "amount in fen"),
    "amount_jiao": QT_TRANSLATE_NOOP("CodeTest", "amount in jiao"),
    "amount_yuan": QT_TRANSLATE_NOOP("CodeTest", "amount in yuan"),
    "weight_0.1g": QT_TRANSLATE_NOOP("CodeTest", "weight in tenths of a gram"),
    "weight_g": QT_TRANSLATE_NOOP("CodeTest", "weight in grams"),
    "weight_10g": QT_TRANSLATE_NOOP("CodeTest", "weight in tens of grams"),
    "weight_100g": QT_TRANSLATE_NOOP("CodeTest", "weight in hundreds of grams"),
    "pieces": QT_TRANSLATE_NOOP("CodeTest", "pieces"),
}
_CHECKS = {
    "gs1_right": QT_TRANSLATE_NOOP("CodeTest", "check digit from the right"),
    "ean_left": QT_TRANSLATE_NOOP("CodeTest", "check digit from the left"),
    "none": QT_TRANSLATE_NOOP("CodeTest", "no check digit"),
}


class Step(Struct, frozen=True):
    """One step of reading: what was looked at, what was found, and whether it helps (ok), tells (info) or stops."""

    name: str
    title: str
    finding: str
    state: State = "info"


class Reading(Struct, frozen=True):
    """Everything about one code; the last step is what the selling page would do. `product` is what it would put on."""

    code: str
    steps: tuple[Step, ...]
    product: str = ""
    refused: str = ""

    @property
    def verdict(self) -> Step:
        """What the selling page would do."""
        return self.steps[-1]

    def as_dict(self) -> dict[str, object]:
        """For scripts; a payment code is not in it."""
        steps = [{"step": s.name, "title": s.title, "finding": s.finding, "state": s.state} for s in self.steps]
        told = {"product": self.product, "refused": self.refused}
        return {"ok": True, "code": self.code, **{k: v for k, v in told.items() if v}, "steps": steps}


class CodeTestScreen:
    """The page that tells how codes are read; any number, one after the other."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.reading: Reading | None = None

    @property
    def profiles(self) -> tuple[tuple[str, str], ...]:
        """Flag and layout of every kind of scale label this shop has."""
        return tuple((p.flag, layout_words(p)) for p in LabelProfiles(self.till.settings.scale_labels).all)

    def look_at(self, text: str) -> Reading:
        """Take one code apart and keep what was found."""
        self.reading = read_code(self.till, text)
        return self.reading


def layout_words(profile: LabelProfile) -> str:
    """A label's layout in words: `18 digits: PLU, amount in fen, weight in grams, check digit from the right`."""
    fields = [translate("CodeTest", _FIELDS[name]) for name in profile.fields]
    if profile.price_check:
        fields.insert(0, translate("CodeTest", "check digit of the amount"))
    words = translate("CodeTest", "{n} digits: PLU, {fields}, {check}")
    check = translate("CodeTest", _CHECKS[profile.check])
    return words.format(n=profile.length, fields=", ".join(fields), check=check)


def read_code(till: Till, text: str) -> Reading:
    """How this till reads that code, and what its selling page would do with it; any text whatever."""
    profiles = LabelProfiles(till.settings.scale_labels)
    code, fusion = narrow(text), till.settings.payment_codes.wechat_160
    try:
        scanned, refusal = read_scan(text, profiles, fusion=fusion), None
        code = scanned.code
    except Refusal as refused:
        # The quantity before it is not the reason; what stands behind it is looked at.
        scanned, refusal = None, refused
        code = code.rpartition("*")[2].strip()
    hidden = payment_code_means(code, fusion=fusion) is not None and profiles.fitting(code) is None
    steps = [*_as_it_came(text, code, scanned, hidden=hidden), *_digits(code, profiles)]
    steps += [_profile_step(profile, code) for profile in profiles.all]
    steps += list(_kinds(code, scanned, fusion=fusion))
    product = ""
    with till.store.read() as session:
        if scanned is not None:
            article, found = _goods(session, scanned)
            steps += found
            try:
                product, verdict = _would_do(scanned, article)
            except Refusal as refused:
                refusal, verdict = refused, _refused_step(refused)
        else:
            verdict = _refused_step(refusal) if refusal is not None else _step("selling", "", "")
    return Reading("…" if hidden else code, (*steps, verdict), product, "" if refusal is None else refusal.word)


def _step(name: str, title: str, finding: str, state: State = "info") -> Step:
    return Step(name, title, finding, state)


def _as_it_came(text: str, code: str, scanned: Scanned | None, *, hidden: bool) -> Iterator[Step]:
    if hidden:
        words = translate("CodeTest", "{n} digits, not shown: it looks like a payment code").format(n=len(code))
        yield _step("text", translate("CodeTest", "As it came"), words)
        return
    words = translate("CodeTest", "{text} · {n} characters").format(text=repr(text)[1:-1], n=len(text))
    yield _step("text", translate("CodeTest", "As it came"), words)
    whole = narrow(text)
    if whole != text:
        what = translate("CodeTest", "{code}: blanks cut off, wide characters of an input method narrowed")
        yield _step("narrowed", translate("CodeTest", "Put right"), what.format(code=whole), "ok")
    if scanned is not None and scanned.times is not None:
        words = translate("CodeTest", "{n} × {code}").format(n=scanned.times, code=code)
        yield _step("quantity", translate("CodeTest", "Quantity before it"), words, "ok")


def _digits(code: str, profiles: LabelProfiles) -> Iterator[Step]:
    title = translate("CodeTest", "Length")
    if not (code.isascii() and code.isdigit()):
        words = translate("CodeTest", "{n} characters, not digits alone: no barcode, label or payment code")
        yield _step("length", title, words.format(n=len(code)))
        return
    kinds = {
        5: translate("CodeTest", "a PLU"),
        8: "EAN-8",
        13: translate("CodeTest", "EAN-13, or a scale label"),
        18: translate("CodeTest", "a scale label, or a payment code"),
    }
    none = translate("CodeTest", "no barcode has that many")
    yield _step("length", title, f"{len(code)} · {kinds.get(len(code), none)}")
    if len(code) in (8, 13):
        yield _check_step(code, gs1_check_digit(code[:-1]))
    if len(code) == 13 and code[0] == "2" and profiles.fitting(code) is None:
        words = translate("CodeTest", "no goods of a maker: a label of a scale whose layout this shop has not set up")
        if price_check_digit(code[7:12]) == int(code[6]):
            words += " · " + translate("CodeTest", "the seventh digit may check the price, the PLU then has four")
        yield _step("range", translate("CodeTest", "Number range"), words, "warn")
    elif len(code) == 13 and profiles.fitting(code) is None:
        chinese = "690" <= code[:3] <= "699"
        where = (
            translate("CodeTest", "registered in China") if chinese else translate("CodeTest", "not from China's range")
        )
        words = translate("CodeTest", "{range}: {where}; it says nothing of the origin")
        yield _step("range", translate("CodeTest", "Number range"), words.format(range=code[:3], where=where))


def _check_step(code: str, wanted: int) -> Step:
    right = wanted == int(code[-1])
    words = translate("CodeTest", "{found} found, {wanted} worked out").format(found=code[-1], wanted=wanted)
    return _step("check", translate("CodeTest", "Check digit"), words, "ok" if right else "bad")


def _profile_step(profile: LabelProfile, code: str) -> Step:
    title = translate("CodeTest", "Label {flag}").format(flag=profile.flag)
    layout = layout_words(profile)
    if not profile.fits(code):
        why = translate("CodeTest", "not this one")
        return _step(f"profile_{profile.flag}", title, f"{why} · {layout}")
    try:
        label = profile.read(code)
    except Refusal as refused:
        digit = profile.check_digit(code[:-1])
        more = "" if digit is None else translate("CodeTest", "check digit should be {n}").format(n=digit)
        words = " · ".join(part for part in (refused.title(), more) if part)
        return _step(f"profile_{profile.flag}", title, words, "bad")
    return _step(f"profile_{profile.flag}", title, f"{_label_words(label)} · {layout}", "ok")


def _label_words(label: ScaleLabel) -> str:
    parts = [f"PLU {label.plu}"]
    if label.amount_fen is not None:
        parts.append(translate("CodeTest", "{amount} yuan").format(amount=Money(label.amount_fen)))
    if label.grams is not None:
        parts.append(f"{label.grams // 1000}.{label.grams % 1000:03d} kg")
    if label.pieces is not None:
        parts.append(translate("CodeTest", "{n} pieces").format(n=label.pieces))
    return ", ".join(parts)


def _kinds(code: str, scanned: Scanned | None, *, fusion: bool = False) -> Iterator[Step]:
    means = payment_code_means(code, fusion=fusion)
    title = translate("CodeTest", "Payment code")
    if means is None:
        yield _step("payment", title, translate("CodeTest", "no: neither length nor beginning is one's"))
    else:
        words = translate("CodeTest", "looks like {means}; it belongs to the payment page, Enter goes there")
        state: State = "info" if scanned is not None and scanned.label is not None else "warn"
        yield _step("payment", title, words.format(means=means_label(means)), state)
    if scanned is not None and scanned.receipt is not None:
        words = translate("CodeTest", "{receipt}; F8 takes its goods back").format(receipt=scanned.receipt)
        yield _step("receipt", translate("CodeTest", "Receipt"), words, "ok")
    if scanned is not None and scanned.batch is not None:
        tag = scanned.batch
        words = translate("CodeTest", "product {product}, batch {batch}, to be sold until {day}")
        day = tag.expires.isoformat() if tag.expires else translate("CodeTest", "not said")
        words = words.format(product=tag.product, batch=tag.batch or "-", day=day)
        yield _step("batch", translate("CodeTest", "Batch tag"), words, "ok")


def _goods(session: Session, scanned: Scanned) -> tuple[tuple[Article, Quantity] | None, list[Step]]:
    """Whose code it is: looked for as the selling page does, in that order."""
    title = translate("CodeTest", "In the catalogue")
    code = scanned.code
    ways: list[tuple[str, tuple[Article, Quantity] | None]] = []
    if scanned.label is not None:
        plain = catalog.article_by_plu(session, scanned.label.plu)
        ways.append((translate("CodeTest", "by PLU"), None if plain is None else (plain, ONE)))
    else:
        ways.append((translate("CodeTest", "by barcode"), catalog.article_by_barcode(session, code)))
        if len(code) == 5 and code.isdigit():
            plain = catalog.article_by_plu(session, code)
            ways.append((translate("CodeTest", "by PLU"), None if plain is None else (plain, ONE)))
        named = catalog.article_by_code(session, scanned.batch.product if scanned.batch else code)
        ways.append((translate("CodeTest", "by product code"), None if named is None else (named, ONE)))
    for way, known in ways:
        if known is not None:
            article, counts = known
            words = f"{way} · {article.code} {article.name} · {price_text(article.price, article.unit)}"
            if counts != ONE:
                words += " · " + translate("CodeTest", "counts {n}").format(n=counts)
            return known, [_step("goods", title, words, "ok")]
    tried = ", ".join(way for way, _ in ways)
    return None, [_step("goods", title, translate("CodeTest", "nothing {ways}").format(ways=tried), "warn")]


def _would_do(scanned: Scanned, known: tuple[Article, Quantity] | None) -> tuple[str, Step]:
    title = translate("CodeTest", "The selling page")
    if known is None:
        if scanned.receipt is not None:
            raise ReceiptNotGoods(receipt=scanned.receipt)
        if scanned.label is not None and payment_code_means(scanned.code) is not None:
            raise NotGoods
        raise refuse_unknown(scanned.code)
    article, counts = known
    if scanned.label is None:
        times = ONE if scanned.times is None else read_quantity(scanned.times)
        quantity = Quantity(counts.thousandths * times.thousandths // 1000)
        words = translate("CodeTest", "puts {quantity} {unit} of {product} on the ticket, {amount}")
        amount = article.price * quantity
        return article.code, _step(
            "selling",
            title,
            words.format(quantity=quantity, unit=article.unit, product=article.name, amount=amount),
            "ok",
        )
    line, difference = labelled(article, scanned.label, Terms()), label_difference(article, scanned.label)
    words = translate("CodeTest", "puts {product} on the ticket for {amount}").format(
        product=article.name, amount=line.gross
    )
    if difference and abs(difference.fen) > LABEL_ROUNDING.fen:
        words = translate("CodeTest", "stops: {amount} on the label, {wanted} by weight and shelf price; a manager")
        stop = words.format(amount=line.gross, wanted=line.gross - difference)
        return article.code, _step("selling", title, stop, "bad")
    if difference:
        words += " · " + translate("CodeTest", "label rounding {amount} noted").format(amount=difference)
    return article.code, _step("selling", title, words, "ok")


def _refused_step(refused: Refusal) -> Step:
    title = translate("CodeTest", "The selling page")
    return _step("selling", title, translate("CodeTest", "refuses: {why}").format(why=refused.message()), "bad")
