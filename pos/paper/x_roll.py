"""The X report on the receipt printer."""

from __future__ import annotations

from collections.abc import Iterator

from pos.core import x_report as words
from pos.core.paper import Block, Cut, Feed, Row, Rule, Text
from pos.core.wording import translate
from pos.core.x_report import XReport


def x_blocks(x: XReport, shop_name: str, till: str) -> Iterator[Block]:
    """Heading, every section with its sum, and that nothing was closed by it."""
    yield Text(shop_name, "center", size="tall")
    yield Text(words.title(x), "center", bold=True, size="tall")
    yield Text(till, "center")
    yield Text(words.as_of(x), "center")
    for title, lines in words.sections(x):
        yield Rule()
        yield Text(title, bold=True)
        for what, how_much in lines[:-1]:
            yield Row(what, how_much)
        yield Row(*lines[-1], bold=True)
    yield Rule()
    yield Text(translate("Summary", "An X closes nothing; the shift goes on."))
    yield Feed(3)
    yield Cut()
