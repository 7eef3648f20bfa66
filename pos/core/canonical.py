"""The one written form of a journal record: sorted keys, no spaces, whole numbers, UTF-8 (CONTRACT.md section 5).

The same record always gives the same bytes, so a hash over them means something. The verifier writes its own form with
the standard library alone, and a test holds the two together.
"""

from __future__ import annotations

import hashlib

from msgspec.json import Encoder

GENESIS = "0" * 64
"""What stands for "the record before" in front of the first record, and for "the file before" in the first file."""

LARGEST = 2**53 - 1
"""Whole numbers beyond this are read differently by different programs (RFC 8785), so none is written."""

_encode = Encoder(order="sorted").encode


def canonical(value: object) -> str:
    """The canonical JSON text of `value`, without a line end.

    Only objects with text keys, lists, text and whole numbers up to 2^53-1 have such a form: TypeError for anything
    else (null, true, fractions), ValueError for a number out of range or half of a surrogate pair.
    """
    _check(value)
    return _encode(value).decode()


def record_hash(record: dict[str, object]) -> str:
    """SHA-256, in lower-case hex, of the canonical form of `record` without its own `h`."""
    body = {key: value for key, value in record.items() if key != "h"}
    return hashlib.sha256(canonical(body).encode("utf-8")).hexdigest()


def sealed(record: dict[str, object], *, n: int, prev: str) -> dict[str, object]:
    """`record` as the journal keeps it: with its number `n`, `ph` (the hash before it) and its own hash `h`."""
    linked: dict[str, object] = {**record, "n": n, "ph": prev}
    linked["h"] = record_hash(linked)
    return linked


def _check(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key is text, not {key!r}")
            # Most of a record is text and numbers, and a call for each costs more than the rest of the look.
            kind = type(inner)
            if kind is int and -LARGEST <= inner <= LARGEST:
                continue
            if kind is not str:
                _check(inner)
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"{value!r} has no canonical form")
    elif isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{value} is too large for a journal record")
