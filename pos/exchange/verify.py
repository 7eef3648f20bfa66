"""The verifier: reads a sync file, a journal or a shop's database and works everything out again for itself.

It shares no code with what writes those (no ORM, its own canonical form, its own sums), so that a mistake there cannot
hide here. Standard library only, and `cryptography` for the signature; a bureau can take this one file and read it.
What is promised about a sync file stands in CONTRACT.md section 5.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from pos.core.wording import translate

MAX_FILE = 256 * 1024 * 1024
MAX_LINE = 4 * 1024 * 1024
_ZEROS = "0" * 64
_LARGEST = 2**53 - 1
_NAME = re.compile(r"CAS1_(\d{6})_([0-9A-Za-z-]{1,32})_(\d{2})_(\d{8})\.ndjson")
_RECEIPT = re.compile(r"([0-9A-Za-z-]{1,32})-(\d{2})-(\d{6,9})")
_GROUPS = ("by_region", "by_channel", "by_buyer_kind", "by_means", "by_mode")
# Only a line with one of these can hold a null, a true or a number out of range: the slow look is kept for them.
_LITERALS, _LONG_NUMBER = ("null", "true", "false"), re.compile(r"[0-9]{16}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. Money in fen. `line` is the line of the file or the number of the journal record; 0: none."""

    ok: bool
    records: int = 0
    first_n: int = 0
    last_n: int = 0
    first_receipt: str = ""
    last_receipt: str = ""
    sales: int = 0
    refunds: int = 0
    gross: int = 0
    refunded: int = 0
    net: int = 0
    rounding: int = 0
    grams: int = 0
    groups: dict[str, dict[str, int]] = field(default_factory=dict)
    last_h: str = ""
    header: dict[str, Any] = field(default_factory=dict)
    signed: bool = False
    """The signature was checked and is good; False if no key was given."""
    digest: str = ""
    """SHA-256 of the whole file: what the next file carries as `prev`."""
    line: int = 0
    reason: str = ""
    message: str = ""


class Wrong(Exception):
    """Something does not fit; carries the fixed word and the sentence."""

    def __init__(self, reason: str, sentence: str, **gaps: object) -> None:
        super().__init__(sentence)
        self.reason, self.sentence, self.gaps = reason, sentence, gaps


def verify_file(path: Path, public_key: bytes | None) -> Verdict:
    """Check one sync file to the last bit; OSError if it cannot be read at all.

    `public_key` is the raw 32 bytes of the till's Ed25519 key; without it everything but the signature is checked and
    `signed` stays False. Reads line by line, at most `MAX_FILE` bytes.
    """
    walk, number = Walk(), 1
    digest, body = hashlib.sha256(), hashlib.sha256()
    header: dict[str, Any] = {}
    signed = False
    try:
        with path.open("rb") as file:
            named = _named(path.name, file)
            for number, raw, last in _lines(file):
                digest.update(raw)
                record = _parsed(raw)
                if number == 1:
                    header = _header(record, named)
                    walk.belongs_to(header)
                elif last:
                    _totals(record, walk)
                    signed = _signature(record, body, public_key)
                else:
                    walk.take(record, raw)
                body.update(raw)
        if number == 1:
            raise Wrong("Truncated", translate("Verify", "{place}: the file ends without its totals."))
        return walk.verdict(header=header, signed=signed, digest=digest.hexdigest())
    except Wrong as wrong:
        advice = translate("Verify", "Do not use this file; ask the shop to hand it over again.")
        return walk.refused(wrong, number, translate("Verify", "Line {n}"), header, advice)


def verify_journal(lines: Iterable[tuple[int, str]]) -> Verdict:
    """Walk one till's whole journal, given as (number, canonical record) in order: chain, numbers and sums."""
    walk, n = Walk(), 0
    try:
        for n, text in lines:
            walk.take_written(n, text)
        return walk.verdict()
    except Wrong as wrong:
        return journal_refused(walk, wrong, n)


def verify_database(path: Path) -> Verdict:
    """Check a shop's SQLite file, read-only: the pages, every till's journal, and the tables against the journal.

    The numbers of the verdict are those of the last till walked; `line` is the record that does not fit. OSError if
    there is no such file.
    """
    from pos.exchange.verify_rows import verify_rows

    return verify_rows(path)


def journal_refused(walk: Walk, wrong: Wrong, n: int) -> Verdict:
    """The verdict on a journal in which record `n` does not fit."""
    advice = translate(
        "Verify", "Change nothing, keep the newest backup apart, and call whoever looks after this till."
    )
    return walk.refused(wrong, n, translate("Verify", "Record {n}"), {}, advice)


def fingerprint(public: bytes) -> str:
    """Six groups of five digits for the raw 32-byte key, to be read out over the telephone.

    SHA-256 of the raw key, taken as one big-endian number, modulo 10^30, written with 30 decimal digits (about 100
    bits) and a space after every fifth.
    """
    digits = f"{int.from_bytes(hashlib.sha256(public).digest(), 'big') % 10**30:030d}"
    return " ".join(digits[i : i + 5] for i in range(0, 30, 5))


# --- one line -------------------------------------------------------------------------------------------------------


def _named(name: str, file: IO[bytes]) -> re.Match[str]:
    named = _NAME.fullmatch(name)
    if named is None:
        raise Wrong("BadName", translate("Verify", "{name} is not the name of a sync file."), name=name)
    if file.seek(0, 2) > MAX_FILE:
        raise Wrong("TooLarge", translate("Verify", "The file is larger than any sync file can be."))
    file.seek(0)
    return named


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """The lines with their numbers from 1, and whether it is the last one."""
    number, raw = 1, _line(file)
    while raw:
        after = _line(file)
        yield number, raw, not after
        number, raw = number + 1, after


def _line(file: IO[bytes]) -> bytes:
    raw = file.readline(MAX_LINE + 1)
    if len(raw) > MAX_LINE:
        raise Wrong("LineTooLong", translate("Verify", "After {place}: the line is longer than any record can be."))
    return raw


def _no_fraction(text: str) -> None:
    raise Wrong("NotWhole", translate("Verify", "{place}: {text} is not a whole number."), text=text[:40])


_decode = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction).decode
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def _parsed(raw: bytes) -> dict[str, Any]:
    """One line as a record; refused unless it is, byte for byte, the canonical form of what it says."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raise Wrong("NotCanonical", translate("Verify", "{place}: a byte order mark stands in front of the text."))
    if not raw.endswith(b"\n"):
        raise Wrong("Truncated", translate("Verify", "{place}: the line is cut off."))
    if raw.endswith(b"\r\n"):
        raise Wrong("NotCanonical", translate("Verify", "{place}: the line ends were changed by another program."))
    try:
        text = raw[:-1].decode("utf-8")
        record = _decode(text)
        if not isinstance(record, dict):
            raise Wrong("NotJson", translate("Verify", "{place}: this is not a JSON object."))
        if any(literal in text for literal in _LITERALS) or _LONG_NUMBER.search(text):
            _only_text_and_whole_numbers(record)
        if _encode(record) != text:
            raise Wrong("NotCanonical", translate("Verify", "{place}: the line is not in the canonical form."))
    except UnicodeDecodeError:
        raise Wrong("NotText", translate("Verify", "{place}: this is not UTF-8 text.")) from None
    except (ValueError, RecursionError):
        raise Wrong("NotJson", translate("Verify", "{place}: this is not JSON.")) from None
    return record


def _only_text_and_whole_numbers(value: object) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _only_text_and_whole_numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            _only_text_and_whole_numbers(inner)
    elif not isinstance(value, str) and (type(value) is not int or abs(value) > _LARGEST):
        raise Wrong("NotWhole", translate("Verify", "{place}: {text} is not a whole number."), text=str(value)[:40])


def _hash(record: dict[str, Any], raw: bytes) -> str:
    """SHA-256 of the canonical form without `h`. `raw` is canonical, so the piece is cut out where it stands once."""
    piece = b'"h":"' + str(record["h"]).encode() + b'"'
    if raw.count(piece) == 1:
        cut = raw.replace(piece + b",", b"") if piece + b"," in raw else raw.replace(b"," + piece, b"")
        return hashlib.sha256(cut[:-1]).hexdigest()
    body = {key: value for key, value in record.items() if key != "h"}
    return hashlib.sha256(_encode(body).encode()).hexdigest()


# --- what a field may hold --------------------------------------------------------------------------------------------


def _whole(value: object) -> bool:
    return type(value) is int


def _natural(value: object) -> bool:
    return type(value) is int and value >= 0


def _positive(value: object) -> bool:
    return type(value) is int and value > 0


def _text(value: object) -> bool:
    return isinstance(value, str)


def _word(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _matches(pattern: str) -> Callable[[object], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _instant(value: object) -> bool:
    if not _looks_like_instant(value):
        return False
    try:
        datetime.fromisoformat(str(value)[:19])
    except ValueError:
        return False
    return True


def _sums(value: object) -> bool:
    return isinstance(value, dict) and all(type(amount) is int for amount in value.values())


def _objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


_looks_like_instant = _matches(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z")
_hex = _matches(r"[0-9a-f]{64}")
_uuid = _matches(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
_receipt = _matches(_RECEIPT.pattern)
# What came back without a receipt names none.
_NO_SALE = "NONE"
_refunded = _matches(f"{_RECEIPT.pattern}|{_NO_SALE}")
_region = _matches(r"\d{6}")
_one_of_modes = _matches("OFFLINE|ONLINE")
_one_of_measures = _matches("DIRECT_PURCHASE|HELP_SELL")

_Good = Callable[[object], bool]
_Fields = dict[str, _Good]


def _all(good: _Good, *names: str) -> _Fields:
    return dict.fromkeys(names, good)


_HEADER: _Fields = {
    "v": _positive,
    "district": _region,
    "shop": _matches(r"[0-9A-Za-z-]{1,32}"),
    "till": _matches(r"\d{2}"),
    "seq": _positive,
    "made_at": _instant,
    "app": _text,
    "key": _word,
    "from": _day,
    "to": _day,
    "prev": _hex,
}
_LINKED: _Fields = {"t": _word, "n": _positive, "ph": _hex, "h": _hex}
_SOLD: _Fields = {
    "id": _uuid,
    "no": _receipt,
    "at": _instant,
    "bd": _day,
    "clerk": _word,
    "mode": _one_of_modes,
    "ch": _word,
    "bk": _word,
    "net": _natural,
    "disc": _natural,
    "rnd": _whole,
    "lines": _objects,
    "ten": _objects,
}
_NEEDED: dict[str, _Fields] = {
    "S": _SOLD,
    "R": _SOLD | {"of": _refunded, "why": _text},
    "M": {"kind": _word, "p": _word, "q": _whole},
    "Z": _all(_positive, "z")
    | _all(_day, "bd")
    | _all(_natural, "gross", "refunded", "grand_gross", "grand_refunded")
    | _all(_whole, "net", "rounding", "float", "expected", "counted", "over")
    | _all(_sums, "by_means"),
    "E": {"what": _word},
    "C": {"why": _text},
}
_SOMETIMES: _Fields = {
    **_all(_text, "org", "for", "agr", "fair", "motive", "pm", "order", "operator", "who", "by", "doc", "bt", "outlet"),
    "am": _one_of_measures,
    "card": lambda value: value == 1,
    "first": _receipt,
    "last": _receipt,
}
_SOLD_LINE: _Fields = {
    "i": _positive,
    "p": _word,
    "o": _region,
    "q": _natural,
    "u": _word,
    "g": _natural,
    "gross": _natural,
    "disc": _natural,
    "net": _natural,
    "vat": _natural,
    "vt": _word,
}
_TENDER: _Fields = {"k": _word, "f": _natural}
_TENDER_SOMETIMES: _Fields = {"fu": _word}
_TOTALS: _Fields = (
    _all(_natural, "records", "sales", "refunds", "gross", "refunded", "grand_gross", "grand_refunded")
    | _all(_whole, "net", "rounding", "grams")
    | _all(_sums, *_GROUPS)
    | {"last_h": _hex, "sig_alg": _word, "sig": _word}
)


def _bad(name: str, *, reason: str = "BadField") -> Wrong:
    return Wrong(reason, translate("Verify", "{place}: “{field}” is missing or holds the wrong thing."), field=name)


def _fits(record: dict[str, Any], fields: _Fields, *, reason: str = "BadField") -> None:
    for name, good in fields.items():
        if name not in record or not good(record[name]):
            raise _bad(name, reason=reason)


def _same(found: object, expected: object, name: str, *, reason: str = "SumsDisagree") -> None:
    if found != expected:
        raise Wrong(
            reason,
            translate("Verify", "{place}: “{field}” says {found}, the records give {expected}."),
            field=name,
            found=found,
            expected=expected,
        )


def _same_group(found: dict[str, int], expected: dict[str, int], name: str, *, reason: str = "SumsDisagree") -> None:
    for code in sorted(found.keys() | expected.keys()):
        _same(found.get(code, "-"), expected.get(code, "-"), f"{name}.{code}", reason=reason)


# --- head, totals, signature ------------------------------------------------------------------------------------------


def _header(record: dict[str, Any], named: re.Match[str]) -> dict[str, Any]:
    if record.get("t") != "H":
        raise Wrong("BadHeader", translate("Verify", "{place}: a sync file begins with its header."))
    _fits(record, _HEADER, reason="BadHeader")
    if record["v"] != 1:
        raise Wrong("UnknownVersion", translate("Verify", "{place}: this kind of sync file is newer than the program."))
    district, shop, till, seq = named.groups()
    told = (record["district"], record["shop"], record["till"], record["seq"])
    if told != (district, shop, till, int(seq)):
        raise Wrong("BadName", translate("Verify", "{place}: the file's name and its header name different files."))
    if (record["seq"] == 1) != (record["prev"] == _ZEROS):
        raise Wrong("BadHeader", translate("Verify", "{place}: only the first file of a till has none before it."))
    if record["from"] > record["to"]:
        raise Wrong("BadHeader", translate("Verify", "{place}: the days run backwards."))
    return record


def _totals(totals: dict[str, Any], walk: Walk) -> None:
    if totals.get("t") != "T":
        raise Wrong("Truncated", translate("Verify", "{place}: the file ends without its totals."))
    _fits(totals, _TOTALS)
    for name, value in walk.sums().items():
        _same(totals[name], value, name, reason="TotalsDisagree")
    for name, group in walk.groups.items():
        _same_group(totals[name], _without_zeros(group), name, reason="TotalsDisagree")
    _same(totals.get("no_range"), walk.receipts.range(), "no_range", reason="TotalsDisagree")
    if walk.records:
        _same(totals["last_h"], walk.last_h, "last_h", reason="TotalsDisagree")
    walk.grand("grand_gross", totals["grand_gross"], walk.gross)
    walk.grand("grand_refunded", totals["grand_refunded"], walk.refunded)


def _signature(totals: dict[str, Any], body: Any, public_key: bytes | None) -> bool:
    if totals["sig_alg"] != "Ed25519":
        raise Wrong("UnknownSignature", translate("Verify", "{place}: this kind of signature is not known."))
    try:
        signature = base64.b64decode(totals["sig"], validate=True)
    except (binascii.Error, ValueError):
        signature = b""
    # Base64 has spare bits at its end; only the one true spelling counts.
    if len(signature) != 64 or base64.b64encode(signature).decode() != totals["sig"]:
        raise Wrong("BadSignature", translate("Verify", "{place}: the signature is damaged."))
    if public_key is None:
        return False
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    unsigned = {key: value for key, value in totals.items() if key != "sig"}
    body.update(_encode(unsigned).encode())
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, body.digest())
    except InvalidSignature:
        raise Wrong(
            "BadSignature", translate("Verify", "{place}: the signature does not fit the file and this key.")
        ) from None
    return True


# --- the walk through the records -------------------------------------------------------------------------------------


def _without_zeros(group: Counter[str]) -> dict[str, int]:
    return {code: amount for code, amount in group.items() if amount}


class _Receipts:
    """The gapless series of printed numbers, and what may still be taken back of each sale seen."""

    def __init__(self) -> None:
        self.prefix = ""
        self.first = 0
        self.last = 0
        self._left = array("q")

    def take(self, printed: str, net: int, *, sale: bool, from_start: bool) -> None:
        prefix, number = printed.rsplit("-", 1)
        value = int(number)
        if number != f"{value:06d}" or (self.prefix and prefix != self.prefix):
            raise Wrong(
                "BadField", translate("Verify", "{place}: {number} is not a receipt of this till."), number=printed
            )
        expected = self.last + 1 if self.last else (1 if from_start else value)
        if value != expected or value == 0:
            raise Wrong(
                "ReceiptGap",
                translate("Verify", "{place}: receipt {number} does not follow receipt {last}."),
                number=printed,
                last=self.printed(self.last) if self.last else "-",
            )
        self.prefix, self.first, self.last = prefix, self.first or value, value
        self._left.append(net if sale else -1)

    def take_back(self, of: str, net: int) -> None:
        if of == _NO_SALE:
            return
        prefix, number = of.rsplit("-", 1)
        if prefix != self.prefix or int(number) < self.first:
            return  # another till's sale, or one handed over in an earlier file
        at = int(number) - self.first
        if at >= len(self._left) - 1 or self._left[at] < net:
            raise Wrong(
                "SumsDisagree", translate("Verify", "{place}: more is taken back than {number} sold."), number=of
            )
        self._left[at] -= net

    def printed(self, number: int) -> str:
        return f"{self.prefix}-{number:06d}"

    def range(self) -> list[str]:
        return [self.printed(self.first), self.printed(self.last)] if self.first else []


@dataclass
class _Shift:
    """What was sold since the last closing; `whole` if it is known where the shift began."""

    whole: bool = False
    first: str = ""
    last: str = ""
    gross: int = 0
    refunded: int = 0
    rounding: int = 0
    means: Counter[str] = field(default_factory=Counter)


class Walk:
    """Takes the records one by one and keeps what they must add up to."""

    def __init__(self) -> None:
        self.records = self.first_n = self.last_n = 0
        self.last_h = ""
        self.sales = self.refunds = self.gross = self.refunded = self.rounding = self.grams = 0
        self.groups: dict[str, Counter[str]] = {name: Counter() for name in _GROUPS}
        self.receipts = _Receipts()
        self._header: dict[str, Any] = {}
        self._shift = _Shift()
        self._z = 0
        self._before: dict[str, int] = {}
        self._ids: set[str] = set()

    def belongs_to(self, header: dict[str, Any]) -> None:
        self._header = header
        self.receipts.prefix = f"{header['shop']}-{header['till']}"

    def take_written(self, n: int, text: str) -> dict[str, Any]:
        """One more record as it stands in the journal under the number `n`."""
        raw = text.encode("utf-8", "surrogatepass") + b"\n"
        record = _parsed(raw)
        if record.get("n") != n:
            raise Wrong("BadNumber", translate("Verify", "{place}: the record carries another number."))
        self.take(record, raw)
        return record

    def take(self, record: dict[str, Any], raw: bytes) -> None:
        """One more record: its place in the chain first, then what it says."""
        _fits(record, _LINKED)
        self._link(record, raw)
        kind = record["t"]
        if kind in ("H", "T"):
            raise _bad("t")
        _fits(record, _NEEDED.get(kind, {}))
        if kind in _NEEDED:
            _fits(record, {name: good for name, good in _SOMETIMES.items() if name in record})
        if self._header and "bd" in record and not self._header["from"] <= str(record["bd"]) <= self._header["to"]:
            raise Wrong("OutsideDays", translate("Verify", "{place}: the record is of another day than the file."))
        if kind in ("S", "R"):
            self._sold(record, 1 if kind == "S" else -1)
        elif kind == "Z":
            self._closing(record)

    def _link(self, record: dict[str, Any], raw: bytes) -> None:
        n, before = record["n"], record["ph"]
        if self.records == 0:
            first_of_all = self._header.get("seq", 1) == 1
            if (n == 1) != (before == _ZEROS) or (first_of_all and n != 1):
                raise Wrong(
                    "BrokenChain", translate("Verify", "{place}: the record does not follow the one before it.")
                )
            self.first_n = n
            self._shift.whole = n == 1
            self._before = {"grand_gross": 0, "grand_refunded": 0} if n == 1 else {}
        elif n != self.last_n + 1:
            raise Wrong(
                "BadNumber",
                translate("Verify", "{place}: record {n} comes after record {last}."),
                n=n,
                last=self.last_n,
            )
        elif before != self.last_h:
            raise Wrong("BrokenChain", translate("Verify", "{place}: the record does not follow the one before it."))
        if _hash(record, raw) != record["h"]:
            raise Wrong("BadHash", translate("Verify", "{place}: the record was changed after it was written."))
        self.records += 1
        self.last_n, self.last_h = n, record["h"]

    def _sold(self, record: dict[str, Any], sign: int) -> None:
        if record["id"] in self._ids:
            raise Wrong("SoldTwice", translate("Verify", "{place}: the same sale stands here twice."))
        if self._header:
            # A whole journal may hold millions; there the database itself keeps the ids apart.
            self._ids.add(record["id"])
        number = 0
        for line in record["lines"]:
            _fits(line, _SOLD_LINE)
            _same(line["net"], line["gross"] - line["disc"], "lines.net")
            self.groups["by_region"][line["o"]] += sign * line["net"]
            self.grams += sign * line["g"]
            # A gift box stands in one row a county, all under its number; the first of them carries the quantity.
            if sign > 0 and line["i"] != (number or -1):
                number += 1
                _same(line["i"], number, "lines.i")
                if not line["q"]:
                    raise _bad("lines.q")
        for tender in record["ten"]:
            _fits(tender, _TENDER)
            _fits(tender, {name: good for name, good in _TENDER_SOMETIMES.items() if name in tender})
            self.groups["by_means"][tender["k"]] += sign * tender["f"]
            self._shift.means[tender["k"]] += sign * tender["f"]
        net, rounding = record["net"], record["rnd"]
        if not record["lines"]:
            raise _bad("lines")
        if not -10 < rounding <= (0 if sign > 0 else 9):
            raise _bad("rnd")
        _same(net, sum(line["net"] for line in record["lines"]), "net")
        _same(record["disc"], sum(line["disc"] for line in record["lines"]), "disc")
        _same(sum(tender["f"] for tender in record["ten"]), net + rounding, "ten")
        self.receipts.take(record["no"], net, sale=sign > 0, from_start=self.first_n == 1)
        for group, name in (("by_channel", "ch"), ("by_buyer_kind", "bk"), ("by_mode", "mode")):
            self.groups[group][record[name]] += sign * net
        shift = self._shift
        shift.first, shift.last = shift.first or record["no"], record["no"]
        self.rounding += sign * rounding
        shift.rounding += sign * rounding
        if sign > 0:
            self.sales, self.gross, shift.gross = self.sales + 1, self.gross + net, shift.gross + net
        else:
            self.receipts.take_back(record["of"], net)
            self.refunds, self.refunded, shift.refunded = self.refunds + 1, self.refunded + net, shift.refunded + net

    def _closing(self, closing: dict[str, Any]) -> None:
        shift = self._shift
        _same(closing["net"], closing["gross"] - closing["refunded"], "net")
        _same(closing["over"], closing["counted"] - closing["expected"], "over")
        _same(sum(closing["by_means"].values()), closing["net"] + closing["rounding"], "by_means")
        if self._z or shift.whole:
            _same(closing["z"], self._z + 1, "z")
        first, last = closing.get("first", ""), closing.get("last", "")
        if shift.last or shift.whole:
            _same(last, shift.last, "last")
        if not shift.whole and shift.first and first == shift.first:
            shift.whole = True
        if shift.whole or not first:
            _same(first, shift.first, "first")
            for name in ("gross", "refunded", "rounding"):
                _same(closing[name], getattr(shift, name), name)
            _same_group(_without_zeros(Counter(closing["by_means"])), _without_zeros(shift.means), "by_means")
        elif bool(first) != bool(last) or (shift.first and self._number(first) >= self._number(shift.first)):
            _same(first, shift.first, "first")
        self.grand("grand_gross", closing["grand_gross"], self.gross)
        self.grand("grand_refunded", closing["grand_refunded"], self.refunded)
        self._z, self._shift = closing["z"], _Shift(whole=True)

    @staticmethod
    def _number(printed: str) -> int:
        return int(printed.rsplit("-", 1)[1])

    def grand(self, name: str, told: int, here: int) -> None:
        """A running total since the till's first sale: whatever stood before this slice, it stood there for good."""
        before = self._before.setdefault(name, told - here)
        _same(told, before + here, name, reason="TotalsDisagree")
        if before < 0:
            _same(told, here, name, reason="TotalsDisagree")

    def sums(self) -> dict[str, int]:
        names = ("records", "sales", "refunds", "gross", "refunded", "rounding", "grams")
        return {name: getattr(self, name) for name in names} | {"net": self.gross - self.refunded}

    def verdict(self, **more: Any) -> Verdict:
        return self._found(
            ok=True, message=translate("Verify", "Everything fits: {records} records.").format(**self.sums()), **more
        )

    def refused(self, wrong: Wrong, line: int, place: str, header: dict[str, Any], advice: str) -> Verdict:
        sentence = wrong.sentence.format(place=place.format(n=line), **wrong.gaps)
        return self._found(ok=False, line=line, reason=wrong.reason, message=f"{sentence} {advice}", header=header)

    def _found(self, **more: Any) -> Verdict:
        ends = self.receipts.range() or ["", ""]
        sums: dict[str, Any] = dict(self.sums())
        return Verdict(
            **sums,
            first_n=self.first_n,
            last_n=self.last_n,
            first_receipt=ends[0],
            last_receipt=ends[1],
            groups={name: _without_zeros(group) for name, group in self.groups.items()},
            last_h=self.last_h,
            **more,
        )
