"""What may be taken over from a service's answer: strict JSON, its code words, its own numbers; nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

#: Of a code word at most so much; the longest published ones have some 50 characters.
_LONGEST_WORD = 60


class NotReadable(Exception):
    """The bytes are not what they should be."""


class Unbelieved(Exception):
    """An answer that is not known to be the service's own; `why` is a code word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def json_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`; NotReadable for anything else, also for a key that stands twice."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise NotReadable from fault
    if not isinstance(value, dict):
        raise NotReadable
    return value


def top_level(data: bytes) -> dict[str, tuple[Any, bytes]]:
    """The members of the JSON object in `data`, each with the very bytes it was written in, for those are signed."""
    try:
        text = data.decode("utf-8")
        decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
        members: dict[str, tuple[Any, bytes]] = {}
        at = _past(text, 0, "{")
        while True:
            name, at = decoder.raw_decode(text, _blanks(text, at))
            start = _blanks(text, _past(text, at, ":"))
            value, at = decoder.raw_decode(text, start)
            if not isinstance(name, str) or name in members:
                raise NotReadable
            members[name] = value, text[start:at].encode("utf-8")
            at = _blanks(text, at)
            if text[at : at + 1] == "}":
                break
            at = _past(text, at, ",")
        if _blanks(text, at + 1) != len(text):
            raise NotReadable
    except (ValueError, RecursionError) as fault:
        raise NotReadable from fault
    return members


def _blanks(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\r", "\n"):
        at += 1
    return at


def _past(text: str, at: int, sign: str) -> int:
    at = _blanks(text, at)
    if text[at : at + 1] != sign:
        raise NotReadable
    return at + 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise NotReadable
    return dict(pairs)


def _no_number(_word: str) -> None:
    raise NotReadable


def text(table: dict[str, Any], key: str) -> str:
    """The text under `key`; empty where there is none."""
    value = table.get(key)
    return value if isinstance(value, str) else ""


def table(table: dict[str, Any], key: str) -> dict[str, Any]:
    """The object under `key`; empty where there is none."""
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def said(*words: object) -> str:
    """A note of code words: capitals, digits, dots and underscores, without any long number, which could be a code."""
    plain = (re.sub(r"[^A-Z0-9._]", "", str(word).upper().replace("-", "_")) for word in words)
    return ".".join(word[:_LONGEST_WORD] for word in (re.sub(r"\d{6,}", "", part) for part in plain) if word)


def words(text: str, most: int) -> str:
    """As much of a text as fits into `most` bytes of UTF-8, on one line; `-` where nothing is left."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore").strip() or "-"


def reference(value: object) -> str:
    """The service's own number of a transaction, if it looks like one; otherwise empty."""
    return value if isinstance(value, str) and re.fullmatch(r"[0-9A-Za-z_-]{8,64}", value, re.ASCII) else ""


def fen_of(value: object) -> int | None:
    """An amount written in yuan with at most two places (`12.34`, 12.34), in fen; None if it is none."""
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    found = re.fullmatch(r"(\d{1,11})(?:\.(\d{1,2}))?", text, re.ASCII)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None
