"""A sync file written by hand, with json and hashlib alone: nothing here is shared with the program under test."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY = Ed25519PrivateKey.from_private_bytes(b"a till in the city of Daxing, 01")
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"some other till, in another shop")
PUBLIC = KEY.public_key().public_bytes_raw()
NAME = "CAS1_110115_DX03_01_00000001.ndjson"


def written(record: dict[str, Any]) -> str:
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def line(i: int, product: str, region: str, gross: int, *, disc: int = 0, grams: int = 0) -> dict[str, Any]:
    return {
        "i": i, "p": product, "o": region, "q": 1000, "u": "袋", "g": grams, "gross": gross, "disc": disc,
        "net": gross - disc, "vat": 0, "vt": "EXEMPT",
    }  # fmt: skip


def sale(no: int, lines: list[dict[str, Any]], tenders: dict[str, int], *, rnd: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "t": "S", "id": str(uuid.UUID(int=no)), "no": f"DX03-01-{no:06d}", "at": f"2021-09-08T06:{no:02d}:00Z",
        "bd": "2021-09-08", "clerk": "03", "mode": "OFFLINE", "ch": "SHOP_WALKIN", "bk": "RESIDENT",
        "net": sum(each["net"] for each in lines), "disc": sum(each["disc"] for each in lines), "rnd": rnd,
        "lines": lines, "ten": [{"k": means, "f": fen} for means, fen in tenders.items()], **more,
    }  # fmt: skip


def morning() -> list[dict[str, Any]]:
    """The records of a short day: three sales, one of them taken back, a written-off bag, the closing."""
    melon = [line(1, "SP0001", "152529", 2622, grams=4385), line(2, "SP0002", "152529", 1012)]
    return [
        {"t": "E", "what": "SHIFT_OPENED", "who": "03"},
        sale(1, melon, {"CASH": 3630}, rnd=-4),
        sale(2, [line(1, "SP0003", "653201", 2990, disc=100)], {"WECHAT": 2890}, cert="是"),
        {"t": "M", "kind": "WRITE_OFF", "p": "SP0003", "q": -1000, "why": "袋子破了"},
        sale(3, melon, {"CASH": 3630}, rnd=-4)
        | {"t": "R", "of": "DX03-01-000001", "why": "买多了"},
        sale(4, [line(1, "SP0008", "632701", 42300)], {"CARD_POS": 42300}, ch="HOSPITAL", bk="BUDGET_UNIT", org="X1"),
        {
            "t": "Z", "z": 1, "bd": "2021-09-08", "shift": "1", "first": "DX03-01-000001", "last": "DX03-01-000004",
            "gross": 48824, "refunded": 3634, "net": 45190, "rounding": 0, "float": 30000, "expected": 30000,
            "counted": 29950, "over": -50, "by_means": {"CARD_POS": 42300, "WECHAT": 2890},
            "grand_gross": 48824, "grand_refunded": 3634,
        },
    ]  # fmt: skip


def chained(records: list[dict[str, Any]], *, n: int = 1, prev: str = "0" * 64) -> list[dict[str, Any]]:
    linked = []
    for record in records:
        record = {**record, "n": n, "ph": prev}
        record["h"] = prev = sha(written(record))
        linked.append(record)
        n += 1
    return linked


HEADER = {
    "t": "H", "v": 1, "district": "110115", "shop": "DX03", "till": "01", "seq": 1, "made_at": "2021-09-08T14:05:00Z",
    "app": "0.1.0", "key": "DX03-01-k1", "from": "2021-09-08", "to": "2021-09-08", "prev": "0" * 64,
}  # fmt: skip
TOTALS = {
    "t": "T", "records": 7, "sales": 3, "refunds": 1, "gross": 48824, "refunded": 3634, "net": 45190, "rounding": 0,
    "grams": 0, "by_region": {"632701": 42300, "653201": 2890}, "by_channel": {"HOSPITAL": 42300, "SHOP_WALKIN": 2890},
    "by_buyer_kind": {"BUDGET_UNIT": 42300, "RESIDENT": 2890}, "by_means": {"CARD_POS": 42300, "WECHAT": 2890},
    "by_mode": {"OFFLINE": 45190}, "no_range": ["DX03-01-000001", "DX03-01-000004"], "grand_gross": 48824,
    "grand_refunded": 3634, "sig_alg": "Ed25519",
}  # fmt: skip


def signed(lines: list[str], totals: dict[str, Any], key: Ed25519PrivateKey = KEY) -> bytes:
    """The lines and the totals, signed over exactly these bytes."""
    body = "".join(each + "\n" for each in lines).encode()
    last = {name: value for name, value in totals.items() if name != "sig"}
    signature = key.sign(hashlib.sha256(body + written(last).encode()).digest())
    return body + written(last | {"sig": base64.b64encode(signature).decode()}).encode() + b"\n"


def file_of(
    records: list[dict[str, Any]] | None = None,
    *,
    head: dict[str, Any] | None = None,
    totals: dict[str, Any] | None = None,
    key: Ed25519PrivateKey = KEY,
) -> bytes:
    """A whole file; chained, with the last hash filled in and signed, whatever was changed in it."""
    linked = chained(morning() if records is None else records)
    last = {**TOTALS, "last_h": linked[-1]["h"], **(totals or {})}
    return signed([written(HEADER | (head or {})), *(written(each) for each in linked)], last, key)


def put(folder: Path, data: bytes, name: str = NAME) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
