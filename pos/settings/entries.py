"""The text of `till.toml` with some of its entries or tables changed; every other line and comment stays as it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from pos.core.wording import QT_TRANSLATE_NOOP
from pos.settings.checks import NO_TOML, BadSettings

_ENTANGLED = QT_TRANSLATE_NOOP("Settings", "is written in a way that only a person can change")
_HEAD = re.compile(r"\s*\[")
#: A value on one line - basic text, literal text, or a bare word - and the comment behind it.
_VALUE = r'(?:"(?:[^"\\]|\\.)*"|\'[^\']*\'|[^\s"\'#\[{][^#\n]*?)(?P<rest>\s*(?:#.*)?)'


def with_table(text: str, name: str, lines: str) -> str:
    """`text` with `lines` in place of its tables `[name]` and `[name.…]`."""
    kept, inside = [], False
    for line in text.splitlines():
        head = re.match(r"\s*\[\s*\"?([^\]\".\s]+)", line)
        inside = head[1] == name if head else inside
        kept += [] if inside else [line]
    return "\n".join(kept).rstrip("\n") + f"\n\n{lines.strip()}\n"


def with_entries(text: str, entries: Mapping[str, str]) -> str:
    """`text` with those values (written as TOML) for keys that stand above its first table; what is missing is added.

    BadSettings if the change would touch anything else, as with a text over several lines.
    """
    lines = text.splitlines()
    top = next((at for at, line in enumerate(lines) if _HEAD.match(line)), len(lines))
    for key, value in entries.items():
        for at in range(top):
            found = re.fullmatch(rf"(\s*(?:{re.escape(key)}|\"{re.escape(key)}\")\s*=\s*){_VALUE}", lines[at])
            if found:
                lines[at] = f"{found[1]}{value}{found['rest'].rstrip()}"
                break
        else:
            while top and not lines[top - 1].strip():
                top -= 1
            lines.insert(top, f"{key} = {value}")
            top += 1
    changed = "\n".join(lines) + "\n"
    wanted = {**parsed(text), **parsed("".join(f"{key} = {value}\n" for key, value in entries.items()))}
    for key in entries:
        if parsed(changed, key) != wanted:
            raise BadSettings(key, _ENTANGLED)
    return changed


def parsed(text: str, where: str = "till.toml") -> dict[str, Any]:
    """The text read; BadSettings if it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadSettings(where, NO_TOML, detail=fault) from fault
