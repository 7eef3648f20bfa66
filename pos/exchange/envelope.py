"""The sync file as a thing: its head and totals, its signature, the till's key, and how it reaches a stick whole.

What stands in it is CONTRACT.md section 5; `export.py` picks the slice of the journal, `verify.py` judges the result.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pos.core.canonical import GENESIS, canonical, record_hash
from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.exchange.verify import fingerprint
from pos.paths import flush_folder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = [
    "GENESIS",
    "Card",
    "KeyMissing",
    "NoRoom",
    "NotACard",
    "NotWritten",
    "Totals",
    "canonical",
    "file_name",
    "header",
    "instant",
    "make_folder",
    "make_key",
    "open_key",
    "public_card",
    "read_card",
    "record_hash",
    "sync_file",
    "write_whole",
]

GROUPS = ("by_region", "by_channel", "by_buyer_kind", "by_means", "by_mode")


class NotWritten(Trouble):
    """The place to write to went away, is read-only, or did not keep what was written."""

    sentence = QT_TRANSLATE_NOOP("Problem", "{name} was not written: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check the stick or the folder, then do it again; nothing is lost or doubled.")


class NoRoom(Trouble):
    """The stick or disk is full."""

    sentence = QT_TRANSLATE_NOOP("Problem", "There is no room left, {name} was not written.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Take another stick or make room, then do it again; nothing is lost or doubled."
    )


class KeyMissing(Trouble):
    """The till's key cannot be read."""

    sentence = QT_TRANSLATE_NOOP("Problem", "The till's key {name} cannot be read, nothing was signed.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Put the folder keys back from where you kept a copy of it, or pair the till with a new key."
    )


class NotACard(Trouble):
    """What was given as a key card is none."""

    sentence = QT_TRANSLATE_NOOP("Problem", "{name} is not a key card.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Give the card that `pos sync key` printed, or its 44 characters after “public”."
    )


# --- the lines --------------------------------------------------------------------------------------------------------


def file_name(*, district: str, shop: str, till: str, seq: int) -> str:
    """`CAS1_<district>_<shop>_<till>_<seq 8 digits>.ndjson`"""
    return f"CAS1_{district}_{shop}_{till}_{seq:08d}.ndjson"


def header(
    *,
    district: str,
    shop: str,
    till: str,
    seq: int,
    made_at: datetime,
    app: str,
    key: str,
    days: tuple[date, date],
    prev: str,
) -> dict[str, object]:
    """The first line. `days` are the first and last business day inside; `prev` the SHA-256 of the file before."""
    return {
        "t": "H",
        "v": 1,
        "district": district,
        "shop": shop,
        "till": till,
        "seq": seq,
        "made_at": instant(made_at),
        "app": app,
        "key": key,
        "from": days[0].isoformat(),
        "to": days[1].isoformat(),
        "prev": prev,
    }


def instant(moment: datetime) -> str:
    """An aware instant as the records write it: UTC, `2021-09-08T06:27:00Z`, milliseconds only if there are any."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds" if utc.microsecond // 1000 else "seconds") + "Z"


class Totals:
    """Adds up the records of a slice and gives its last line. Money in fen; grams and groups net of refunds."""

    def __init__(self) -> None:
        self._sums: Counter[str] = Counter()
        self._groups: dict[str, Counter[str]] = {name: Counter() for name in GROUPS}
        self._numbers: list[str] = []
        self._last_h = GENESIS

    def add(self, record: Mapping[str, Any]) -> None:
        """One more journal record."""
        self._sums["records"] += 1
        self._last_h = record["h"]
        if record["t"] not in ("S", "R"):
            return
        sale = record["t"] == "S"
        sign = 1 if sale else -1
        self._sums["sales" if sale else "refunds"] += 1
        self._sums["gross" if sale else "refunded"] += record["net"]
        self._sums["net"] += sign * record["net"]
        self._sums["rounding"] += sign * record["rnd"]
        self._numbers = [*self._numbers[:1], record["no"]] if self._numbers else [record["no"], record["no"]]
        for group, name in (("by_channel", "ch"), ("by_buyer_kind", "bk"), ("by_mode", "mode")):
            self._groups[group][record[name]] += sign * record["net"]
        for line in record["lines"]:
            self._groups["by_region"][line["o"]] += sign * line["net"]
            self._sums["grams"] += sign * line["g"]
        for tender in record["ten"]:
            self._groups["by_means"][tender["k"]] += sign * tender["f"]

    def line(self, *, grand_gross_before: int, grand_refunded_before: int) -> dict[str, object]:
        """The totals without their signature. The grand totals before this slice are those of the file before."""
        names = ("records", "sales", "refunds", "gross", "refunded", "net", "rounding", "grams")
        return {
            "t": "T",
            **{name: self._sums[name] for name in names},
            **{name: {code: fen for code, fen in group.items() if fen} for name, group in self._groups.items()},
            "no_range": list(self._numbers),
            "grand_gross": grand_gross_before + self._sums["gross"],
            "grand_refunded": grand_refunded_before + self._sums["refunded"],
            "last_h": self._last_h,
            "sig_alg": "Ed25519",
        }


def sync_file(
    head: Mapping[str, object],
    records: Iterable[str],
    key: Ed25519PrivateKey,
    *,
    grand_gross_before: int,
    grand_refunded_before: int,
) -> bytes:
    """The whole file as bytes. `records` are the canonical lines as the journal holds them, in order."""
    totals, lines = Totals(), [canonical(dict(head))]
    for text in records:
        totals.add(json.loads(text))
        lines.append(text)
    body = "\n".join(lines).encode() + b"\n"
    last = totals.line(grand_gross_before=grand_gross_before, grand_refunded_before=grand_refunded_before)
    signature = key.sign(hashlib.sha256(body + canonical(last).encode()).digest())
    last["sig"] = base64.b64encode(signature).decode()
    return body + canonical(last).encode() + b"\n"


# --- the till's key ---------------------------------------------------------------------------------------------------


class Card(Struct, frozen=True):
    """What the district needs to know this till's signature: the public half of its key, and whose it is."""

    district: str
    shop: str
    till: str
    key: str
    public: bytes

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits, to be compared over the telephone."""
        return fingerprint(self.public)

    def as_dict(self) -> dict[str, str]:
        """`{"district","shop","till","key","public","fingerprint"}`, `public` in base64."""
        return {
            "district": self.district,
            "shop": self.shop,
            "till": self.till,
            "key": self.key,
            "public": base64.b64encode(self.public).decode(),
            "fingerprint": self.fingerprint,
        }


def make_key(keys: Path, *, shop: str, till: str) -> str:
    """Make the till's first Ed25519 key in the folder `keys`, readable by its owner only; gives the key's name.

    A key that is already there stays and is named. NotWritten or NoRoom if it cannot be kept.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    name = f"{shop}-{till}-k1"
    file = keys / f"{name}.pem"
    if not file.exists():
        with _writing(file.name):
            keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_whole(file, pem, mode=0o600)
    return name


def open_key(keys: Path, name: str) -> Ed25519PrivateKey:
    """The private key `name` of the folder `keys`; KeyMissing if it is not there or no such key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key((keys / f"{name}.pem").read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise KeyMissing(name=name) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyMissing(name=name)
    return key


def public_card(keys: Path, *, district: str, shop: str, till: str) -> Card:
    """This till's public key card; KeyMissing if the key is not there."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    name = f"{shop}-{till}-k1"
    public = open_key(keys, name).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Card(district=district, shop=shop, till=till, key=name, public=public)


def read_card(given: str) -> bytes:
    """The raw public key out of a card's text (its JSON, or only the base64 after `public`); NotACard otherwise."""
    text = given.strip()
    try:
        encoded = json.loads(text)["public"] if text.startswith("{") else text
        public = base64.b64decode(encoded, validate=True)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotACard(name=given[:40]) from None
    if len(public) != 32:
        raise NotACard(name=given[:40])
    return public


# --- written whole, or not at all -------------------------------------------------------------------------------------


def make_folder(folder: Path) -> Path:
    """Make the folder that papers go to, if it is not there; NoRoom or NotWritten if it cannot be."""
    with _writing(folder.name):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_whole(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put `data` under the name `path`, whole or not at all: NoRoom or NotWritten, and then the old file still stands.

    Temporary file in the same folder, flushed to the disk, read back, renamed; the folder flushed too where it can be.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _writing(path.name):
            _draft(draft, data, mode)
            # What a failing stick shows only now is worth more than a fast export.
            if draft.read_bytes() != data:
                raise NotWritten(name=path.name, why=os.strerror(errno.EIO))
            os.replace(draft, path)
            flush_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _draft(draft: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    handle = os.open(draft, flags, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _writing(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(name=name) from trouble
        raise NotWritten(name=name, why=trouble.strerror or type(trouble).__name__) from trouble
