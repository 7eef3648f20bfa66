"""The 消费帮扶 mark as dots: 兴 white on black, the words beside it, drawn once from the shipped Noto Sans SC Bold."""

from __future__ import annotations

import base64
import zlib

WIDTH, HEIGHT = 208, 56
"""In dots of the printer; a row is WIDTH / 8 bytes, the highest bit leftmost, 1 is black."""

_PACKED = (
    "eNq91LGO1DAQBuCxLOFrwFdSoPgRuAeIzvS8BI8AXYDVZaN9D14FrygoeQNuUAooZ7UFRrIyzCS503G7bkm10rfRjP+JB7jygKsJ"
    "+ppQqEluofK0XS8+nZHm7dLI6fPs3SzpjBxr4n8vzf8PCTUpgQPCKyCArgPIAIYMqkx+cgh4RRj1ZQrTKodZTCYiCYoi3/IqyK54"
    "NCUfHgv1KnDTHVDqPBbpoN0sArlpDFmVHHdZ5KI9JulApfVTz9tFopxnlcifurBICTtSuSTQrkU29/KFejTQM7ZyUpHrML3+JTL5"
    "r8hoU6//5yJ1wtrb5G8To8NVXvJ3f5eO5728k1fpH0jkgSWdzqClrhUJ63lkOiPrIQ0GfF+WDO5EI74S4dRlSw2bSb4ZSVSmJFPQ"
    "rnn+2WzsiUjWKe4nCCci9yKFASGUh/JC6qh4KR7IkU7uOVyKNCpgk2h5usja2/UHi97uZjHks8rI30RareP+lcROZKPiRXbYGgrt"
    "IlYzmEXqDCrxWmXgrYjm5uPHVW6iiuUkkyMRSQX88FPqlKCTkypxEVeYZjkULyfNTq4+WuzCD86h+GHMfswO5XvznP0sOvTihpH8"
    "SFbTiVwkg9SFJFlvQMbp9slIHUlY7wJ0Ht4AXKg8ga3eH5Jw/Lmbdfwj8vncra9vivp2qW+k+harb776tqxvWKhu5b//dtlQ"
)


def dots() -> bytes:
    """The rows from the top, HEIGHT times WIDTH / 8 bytes."""
    return zlib.decompress(base64.b64decode(_PACKED))
