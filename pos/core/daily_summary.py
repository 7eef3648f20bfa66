"""The daily summary in words and rows: what every paper, book and screen of it shows, before anybody draws it.

It holds no figure of its own: every row comes from `DaySummary`, every total is the sum of the rows above it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct

from pos.core.channels import DEFAULT_PROFILE, Profile, bucket_label, entries
from pos.core.labels import NOBODY, buyer_kind_label, means_label, mode_label
from pos.core.money import ZERO, Money, half_up
from pos.core.regions import full_name
from pos.core.totals import BY_CLERK, BY_FUNDER, DaySummary, DrawerCount, Group
from pos.core.wording import spoken, translate

#: The code of the row that takes cash rounding off the means again, so that their table ends in the net.
ROUNDING = "ROUNDING"


class Row(Struct, frozen=True):
    """One row of a table: its code, its words, its sums. `counted` is False where counts mean nothing."""

    code: str
    label: str
    group: Group
    counted: bool = True


class Table(Struct, frozen=True):
    """One table: `rows` in the order they are shown, `notes` to stand under it."""

    name: str
    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Group:
        """The sum of the rows; its counts are those of rows, which may share a receipt."""
        return sum((row.group for row in self.rows), Group())


def title(summary: DaySummary) -> str:
    """What the paper is called: by day, by calendar month, or by any other range."""
    first, last = date.fromisoformat(summary.first_day), date.fromisoformat(summary.last_day)
    if first == last:
        return translate("Summary", "Daily sales summary")
    return (
        translate("Summary", "Monthly sales summary")
        if _whole_month(first, last)
        else translate("Summary", "Sales summary")
    )


def period(summary: DaySummary) -> str:
    """The period for people: 2021年9月8日 周三, 2021年9月, or from day to day."""
    first, last = date.fromisoformat(summary.first_day), date.fromisoformat(summary.last_day)
    if first == last:
        weekdays = translate("Summary", "Mon Tue Wed Thu Fri Sat Sun").split()
        return f"{day_name(first)} {weekdays[first.weekday()]}"
    if _whole_month(first, last):
        if spoken() == "en":
            return first.isoformat()[:7]
        return translate("Summary", "{year}-{month}").format(year=first.year, month=first.month)
    return translate("Summary", "{first} to {last}").format(first=day_name(first), last=day_name(last))


def day_name(day: date) -> str:
    """One day as people write it: 2021年9月8日, or 2021-09-08."""
    if spoken() == "en":
        return day.isoformat()
    return translate("Summary", "{year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)


def as_of(summary: DaySummary) -> str:
    """When the figures were taken, to the minute, and whether all shifts of the period are closed."""
    moment = summary.as_of.replace("T", " ")[:16]
    if moment.startswith(summary.last_day):
        moment = moment[11:]
    if not summary.drawers:
        return translate("Summary", "as of {moment} · no shift").format(moment=moment)
    if summary.all_closed:
        return translate("Summary", "as of {moment} · all shifts closed").format(moment=moment)
    return translate("Summary", "as of {moment} · a shift is still open").format(moment=moment)


def tables(summary: DaySummary, profile: Profile = DEFAULT_PROFILE) -> dict[str, Table]:
    """Every table of the summary by its name, in the order they are shown.

    The names are those of the report's groups, and `certified` for goods with and without a valid certificate.
    """
    totals = summary.totals
    seven = entries(totals.groups.get("by_channel", {}), profile)
    rows: dict[str, tuple[Row, ...]] = {
        "by_region": _rows(summary, "by_region", full_name),
        "by_means": _means_rows(summary),
        "by_channel": tuple(Row(code, bucket_label(code), group) for code, group in seven.rows),
        "certified": (
            Row("CERTIFIED", translate("Summary", "Certified products"), Group(gross=totals.certified), False),
            Row("UNCERTIFIED", translate("Summary", "Not certified"), Group(gross=totals.uncertified), False),
        ),
        "by_buyer_kind": _rows(summary, "by_buyer_kind", buyer_kind_label),
        "by_mode": _rows(summary, "by_mode", mode_label),
        "by_product": _rows(summary, "by_product", _named(summary.product_names)),
        "by_producer": _rows(summary, "by_producer", _named(summary.producer_names)),
        # Staff are known by number outside the shop, and papers leave it.
        "by_clerk": _rows(summary, "by_clerk", lambda code: translate("Summary", "Clerk {no}").format(no=code)),
        "by_hour": _rows(summary, "by_hour", lambda code: f"{int(code):02d}:00–{int(code) + 1:02d}:00"),
    }
    titles = _titles(profile)
    made = {}
    for name, found in rows.items():
        table = Table(name, titles[name], found, seven.footnotes if name == "by_channel" else ())
        made[name] = Table(name, table.title, found, table.notes + _notes(summary, table))
    return made


def funders(summary: DaySummary) -> Table | None:
    """Vouchers by who pays for them; None where nobody was told."""
    rows = _rows(summary, BY_FUNDER, str)
    told = any(row.code != NOBODY for row in rows)
    return Table(BY_FUNDER, translate("Summary", "Vouchers by who pays for them"), rows) if told else None


def confirmed_by_clerk(summary: DaySummary) -> Money:
    """What of the pay codes no payment service confirmed, but only the clerk."""
    return sum((group.net for _, group in summary.totals.ranked(BY_CLERK)), ZERO)


def _means_notes(summary: DaySummary) -> tuple[str, ...]:
    """What of the pay codes nobody but the clerk confirmed, and who pays for the vouchers."""
    notes = []
    by_clerk = " · ".join(
        f"{means_label(code)} {group.net.grouped()}" for code, group in summary.totals.ranked(BY_CLERK) if group.net
    )
    if by_clerk:
        notes.append(translate("Summary", "Of which confirmed by the clerk only: {amounts}.").format(amounts=by_clerk))
    paid_for = funders(summary)
    if paid_for is not None:
        amounts = " · ".join(f"{row.label} {row.group.net.grouped()}" for row in paid_for.rows)
        notes.append(translate("Summary", "Vouchers: {amounts}.").format(amounts=amounts))
    return tuple(notes)


def share(part: Money, whole: Money) -> str:
    """A share with one decimal, half up: `"29.9 %"`; empty where there is nothing to share."""
    if whole.fen <= 0:
        return ""
    tenths = half_up(part.fen * 1000, whole.fen)
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10} %"


def share_note(table: Table) -> tuple[str, ...]:
    """The footnote for shares of a table that, each rounded for itself, do not add up to 100.0 %."""
    whole = table.total.net.fen
    if whole <= 0 or sum(half_up(row.group.net.fen * 1000, whole) for row in table.rows) == 1000:
        return ()
    return (translate("Summary", "Shares are rounded and may not add up to 100.0 %."),)


def kilograms(grams: int) -> str:
    """Grams as kilograms to the gram: `"13.533"`, so that a column still adds up; empty for goods sold by the piece."""
    return f"{'-' if grams < 0 else ''}{abs(grams) // 1000:,}.{abs(grams) % 1000:03d}" if grams else ""


def average_receipt(summary: DaySummary) -> Money:
    """Net a sale, half up; nothing while there is no sale."""
    return summary.totals.net.portion(1, summary.totals.sales) if summary.totals.sales else ZERO


def seven_entries(summary: DaySummary, profile: Profile = DEFAULT_PROFILE) -> Money:
    """Net of the seven entries together."""
    return entries(summary.totals.groups.get("by_channel", {}), profile).seven.net


def attention(summary: DaySummary) -> list[tuple[str, str]]:
    """What a manager should look at, as (what, how much)."""
    totals = summary.totals
    lines = [
        (translate("Summary", "Refunds"), _count_and_money(totals.refunds, totals.refunded)),
        (translate("Summary", "Manager's overrides"), str(summary.overrides)),
        (translate("Summary", "Cancelled baskets"), str(summary.cancelled)),
        (translate("Summary", "Drawer openings without a sale"), str(summary.drawer_openings)),
    ]
    if summary.lines_off:
        lines.insert(3, (translate("Summary", "Lines taken off a ticket"), str(summary.lines_off)))
    off = sum(1 for drawer in summary.drawers if drawer.over_short)
    differ = f"{off} · {over_and_short(summary.drawers)}" if off else "0"
    lines.append((translate("Summary", "Drawers that differ"), differ))
    if summary.unapproved:
        lines.append((translate("Summary", "Over the tolerance, not approved"), str(summary.unapproved)))
    lines += [(what, _count_and_money(count, amount)) for what, count, amount in unsettled(summary)]
    return lines


def unsettled(summary: DaySummary) -> list[tuple[str, int, Money]]:
    """What is still open with the payment services, as (what, how many, how much); nothing where all is settled."""
    kinds = {
        "PAY": translate("Summary", "Payments not settled yet"),
        "REFUND": translate("Summary", "Money back still on its way"),
    }
    rows = []
    for kind, what in kinds.items():
        if standing := [one for one in summary.unsettled if one.kind == kind]:
            amount = sum((one.amount for one in standing), ZERO)
            rows.append((what, sum(one.count for one in standing), amount))
    return rows


def against_last_week(summary: DaySummary) -> str:
    """How the net compares with the same day a week before: `"+6.2 %"`, or empty."""
    before = summary.same_day_last_week
    if before is None or before.fen <= 0:
        return ""
    change = summary.totals.net - before
    return ("+" if change.fen > 0 else "") + share(change, before)


def over_short(amount: Money | None) -> str:
    """A drawer's difference with its word: 多 1.00, 少 0.50, or 平; empty while the shift is open."""
    if amount is None:
        return ""
    if not amount:
        return translate("Summary", "even")
    if amount.fen > 0:
        return translate("Summary", "over {amount}").format(amount=amount.grouped())
    return translate("Summary", "short {amount}").format(amount=(-amount).grouped())


def over_and_short(drawers: Iterable[DrawerCount]) -> str:
    """What several drawers had too much and what too little, each summed for itself: one must not hide the other."""
    found = [drawer.over_short for drawer in drawers if drawer.over_short]
    over = sum((amount for amount in found if amount.fen > 0), ZERO)
    short = sum((amount for amount in found if amount.fen < 0), ZERO)
    return " ".join(over_short(amount) for amount in (over, short) if amount) or over_short(ZERO)


def drawer_label(drawer: DrawerCount) -> str:
    """A shift by the number it is known by: its Z, or the word that it is open."""
    if drawer.z is None:
        return translate("Summary", "Shift {shift}, open").format(shift=drawer.shift)
    return translate("Summary", "Z {z}").format(z=drawer.z)


def should_be_lines(drawer: DrawerCount) -> list[tuple[str, str]]:
    """What moved one drawer as (what, amount), and last what should be there; nothing of a count."""
    return [
        (translate("Summary", "Float"), drawer.float_.grouped()),
        (translate("Summary", "Cash sales, refunds off"), drawer.cash_sales.grouped()),
        (translate("Summary", "Put in"), drawer.cash_in.grouped()),
        (translate("Summary", "Taken out"), (-drawer.cash_out).grouped()),
        (translate("Summary", "Should be there"), drawer.expected.grouped()),
    ]


def drawer_lines(drawer: DrawerCount) -> list[tuple[str, str]]:
    """One drawer as (what, amount), its difference last; a dash stands where nobody has counted yet."""
    counted = "—" if drawer.counted is None else drawer.counted.grouped()
    return [
        *should_be_lines(drawer),
        (translate("Summary", "Counted (blind)"), counted),
        (translate("Summary", "Difference"), over_short(drawer.over_short) or "—"),
    ]


def receipt_range(summary: DaySummary) -> str:
    """From the first receipt to the last, or the word that there was none."""
    if not summary.first_receipt:
        return translate("Summary", "No receipts")
    return translate("Summary", "Receipts {first} to {last}").format(
        first=summary.first_receipt, last=summary.last_receipt
    )


def mark(summary: DaySummary) -> str:
    """The text of the QR on the paper: the totals and the end of the chain, readable by anybody's camera.

    Capitals, digits and few signs only: a QR holds those in a third less room.
    """
    totals = summary.totals
    days = summary.first_day if summary.first_day == summary.last_day else f"{summary.first_day}/{summary.last_day}"
    return (
        f"{summary.district} {summary.shop}-{summary.till} {days}"
        f" NET:{totals.net} GROSS:{totals.gross} REFUNDED:{totals.refunded} ROUNDING:{totals.rounding}"
        f" SALES:{totals.sales} REFUNDS:{totals.refunds} LAST:{summary.last_receipt or '-'}"
        f" CHAIN:{summary.chain_head or '-'}"
    ).upper()


def _titles(profile: Profile) -> dict[str, str]:
    return {
        "by_region": translate("Summary", "By origin"),
        "by_means": translate("Summary", "By means of payment"),
        "by_channel": translate("Summary", "By channel (seven entries, list {profile})").format(profile=profile),
        "certified": translate("Summary", "Certified and not"),
        "by_buyer_kind": translate("Summary", "By buyer"),
        "by_mode": translate("Summary", "In the shop and online"),
        "by_product": translate("Summary", "By product"),
        "by_producer": translate("Summary", "By producer"),
        "by_clerk": translate("Summary", "By clerk"),
        "by_hour": translate("Summary", "By hour"),
    }


def _rows(summary: DaySummary, name: str, label: Callable[[str], str]) -> tuple[Row, ...]:
    nobody = translate("Summary", "Not recorded")
    ranked = summary.totals.ranked(name)
    return tuple(Row(code, nobody if code == NOBODY else label(code), group) for code, group in ranked)


def _means_rows(summary: DaySummary) -> tuple[Row, ...]:
    rows = _rows(summary, "by_means", means_label)
    if not summary.totals.rounding:
        return rows
    # What cash left uncharged was sold all the same: with it the table ends in the net.
    rounding = Group(gross=-summary.totals.rounding)
    return (*rows, Row(ROUNDING, translate("Summary", "Cash rounding"), rounding, counted=False))


def _named(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: names.get(code, code)


def _notes(summary: DaySummary, table: Table) -> tuple[str, ...]:
    totals, total = summary.totals, table.total
    notes = list(_means_notes(summary)) if table.name == "by_means" else []
    shared = {
        "by_region": translate(
            "Summary", "A receipt may hold several origins: the rows count more than {sales} receipts."
        ),
        "by_product": translate("Summary", "A receipt may hold several products: the rows count more than {sales}."),
        "by_producer": translate("Summary", "A receipt may hold several producers: the rows count more than {sales}."),
    }
    if table.name in shared and total.sales > totals.sales:
        notes.append(shared[table.name].format(sales=totals.sales))
    if total.net != totals.net:
        # Never seen while every sum comes from the same rows; a paper must not keep quiet about it.
        differs = translate("Summary", "This table differs from the net by {amount}: run a check of the journal.")
        notes.append(differs.format(amount=(total.net - totals.net).grouped()))
    return tuple(notes)


def _count_and_money(count: int, amount: Money) -> str:
    return translate("Summary", "{count} · {amount}").format(count=count, amount=amount.grouped()) if count else "0"


def _whole_month(first: date, last: date) -> bool:
    end = monthrange(first.year, first.month)[1]
    return (first.year, first.month, first.day) == (last.year, last.month, 1) and last.day == end
