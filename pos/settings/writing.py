"""`till.toml` written: whole, or one of its tables, by way of a draft that is flushed and then renamed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from pos.core.money import Money
from pos.core.permissions import Rules
from pos.paths import flush_folder
from pos.settings import FILE, LEAST_GAP, MOST_GAP, SCANNER_ENDS, Settings, from_table
from pos.settings.devices import as_toml as devices_as_toml
from pos.settings.entries import parsed, with_entries, with_table
from pos.settings.gateways import as_toml as gateways_as_toml
from pos.settings.printer import as_toml as printing_as_toml
from pos.settings.receipt import REQUIRED, ReceiptForm
from pos.settings.tenders import as_toml as tenders_as_toml

_DRAFT = FILE + ".new"


def write(folder: Path, settings: Settings) -> None:
    """Write a new `till.toml`, whole: a temporary file, flushed, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    draft(folder, settings)
    put_draft(folder)


def draft(folder: Path, settings: Settings) -> None:
    """Write the settings beside the folder's `till.toml`, flushed; they count once `put_draft` was called."""
    _write_draft(folder, as_toml(settings))


def put_draft(folder: Path) -> None:
    """Let what was drafted last take the place of `till.toml`."""
    (folder / _DRAFT).replace(folder / FILE)
    flush_folder(folder)


def _write_draft(folder: Path, text: str) -> None:
    with (folder / _DRAFT).open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def put_tables(folder: Path, name: str, lines: str) -> None:
    """`draft_tables`, and put the draft in its place at once."""
    draft_tables(folder, name, lines)
    put_draft(folder)


def draft_tables(folder: Path, name: str, lines: str) -> None:
    """Draft `till.toml` with `lines` in place of its tables `[name]` and `[name.…]`; the rest stays as it is.

    BadSettings if the file could not be used any more; then it was not written. OSError if it cannot be.
    """
    draft_changes(folder, {}, {name: lines})


def draft_changes(folder: Path, entries: Mapping[str, str | int], tables: Mapping[str, str]) -> None:
    """Draft `till.toml` with other `entries` at its top and those tables, like `draft_tables`; refuses as that does."""
    text = (folder / FILE).read_text("utf-8-sig")
    written = {key: _quoted(value) if isinstance(value, str) else str(value) for key, value in entries.items()}
    text = with_entries(text, written) if written else text
    for name, lines in tables.items():
        text = with_table(text, name, lines)
    from_table(parsed(text, FILE))
    _write_draft(folder, text)


def keys_as_toml(keys: Mapping[str, Mapping[str, str]]) -> str:
    """One table a page."""
    return "\n".join(
        f"[keys.{_bare(page)}]\n" + "".join(f"{_bare(action)} = {_quoted(key)}\n" for action, key in own.items())
        for page, own in keys.items()
        if own
    )


def _bare(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def scanner_as_toml(gap: int, end: str) -> str:
    """The table of the scanner."""
    return f"""\
[scanner]
gap_ms = {gap}                 # keys that follow one another faster are a scanner's; {LEAST_GAP} to {MOST_GAP}
end = {_quoted(end)}                 # {", ".join(SCANNER_ENDS)}: the key a scan ends with
"""


def receipt_as_toml(center: str, footer: tuple[str, ...], form: ReceiptForm) -> str:
    """The table of the receipt; the blocks one a line, so that a line can be moved or left out."""
    blocks = "".join(f"    {_quoted(name)},\n" for name in form.blocks)
    return f"""\
[receipt]
center = {_quoted(center)}
address = [{", ".join(map(_quoted, form.address))}]
phone = {_quoted(form.phone)}
footer = [{", ".join(map(_quoted, footer))}]
blocks = [                                # from above; {", ".join(REQUIRED)} stay
{blocks}]
"""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _roles_as_toml(roles: Mapping[str, Rules]) -> str:
    """One table a role; a role that says nothing still is one."""
    tables = []
    for name, rules in roles.items():
        entries = "".join(f"{key} = {str(value).lower()}\n" for key, value in rules.items())
        tables.append(f"[roles.{_quoted(name)}]\n{entries}\n")
    return "".join(tables)


def own_tables(s: Settings) -> dict[str, str]:
    """The tables of `till.toml` that the page "This till" writes, by name."""
    days = (("opened_on", s.opened_on), ("closed_on", s.closed_on))
    opened = "".join(f"{name} = {day.isoformat()}\n" for name, day in days if day)
    return {
        "site": f"""\
[site]
type = {_quoted(s.site_type)}             # BUSINESS_DISTRICT, COMMUNITY, INDUSTRIAL_BASE, OTHER
outlet = {_quoted(s.outlet)}
{opened}""",
        "day": f"""\
[day]
cut_over = "{s.cut_over:%H:%M}"           # before this time it is still yesterday's business day
""",
        "limits": f"""\
[limits]
clerk_discount_percent = {s.clerk_discount_percent}   # above this share of a line a manager gives leave
clerk_refund_yuan = {s.clerk_refund // 100}           # above this a manager gives leave
cash_tolerance = "{Money(s.cash_tolerance)}"          # a drawer that differs by more asks for a manager's approval
""",
        "counter": f"""\
[counter]
lock_after_minutes = {s.lock_after_minutes}           # the till signs its clerk out after so long; 0 never
""",
        "stock": f"""\
[stock]
when_short = {_quoted(s.when_short)}      # warn, refuse: more is sold than is known to be there
outlet = {_quoted(s.stock_outlet)}        # number of the outlet whose goods this till sells; empty: the shop itself
""",
        "look": f"""\
[look]
dark = {str(s.dark).lower()}
large = {str(s.large).lower()}              # true: larger print on the ticket and on the goods, two cards a row
""",
        "sound": f"""\
[sound]
volume = {s.volume}                       # 0 (silence) to 100
""",
    }


_TRAINING_ENTRY = "training = true                      # nothing here counts; thrown away when training begins again\n"


def as_toml(settings: Settings) -> str:
    """The settings as `till.toml` holds them, with a word of explanation each."""
    s = settings
    labels = "\n".join(f"{flag} = {_quoted(layout)}" for flag, layout in s.scale_labels.items())
    own = own_tables(s)
    return f"""\
# 本机设置。改完以后，下次启动生效。 Settings of this till; a change counts from the next start.
shop = {_quoted(s.shop)}
name = {_quoted(s.name)}
till = {_quoted(s.till)}
district = {_quoted(s.district)}
language = {_quoted(s.language)}          # zh_CN, en
printer = {_quoted(s.printer)} # absent, tcp:HOST:PORT, usb:VID:PID, serial:PORT, file:PATH, cups:NAME, win:NAME
paper = {s.paper}                         # 58, 80
encoding = {_quoted(s.encoding)}          # gb18030, gbk, utf-8, raster
database = {_quoted(s.database)}          # empty: shop.sqlite3 in this folder; or a PostgreSQL URL
{_TRAINING_ENTRY if s.training else ""}
{own["site"]}
{receipt_as_toml(s.center, s.footer, s.receipt)}
{own["day"]}
{own["limits"]}
{own["counter"]}
{own["stock"]}
[scale_labels]                            # FLAG = "plu5 FIELD" or "plu5 FIELD FIELD CHECK": docs/CONTRACT.md, Labels
{labels}

{_roles_as_toml(s.roles)}{own["look"]}
{own["sound"]}
{printing_as_toml(s.printing)}
{scanner_as_toml(s.scanner_gap, s.scanner_end)}
{devices_as_toml(s.drawer, s.scale, s.display, _quoted)}
{tenders_as_toml(s.vouchers, s.payment_codes)}
{gateways_as_toml(s.wechat, s.alipay)}{keys_as_toml(s.keys)}"""
