"""Every sentence that people read is there in Chinese, whole, and with its gaps."""

from __future__ import annotations

import ast
import runpy
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[1]
CHINESE = ROOT / "resources" / "i18n" / "pos_zh_CN.ts"
MARKERS = {"translate", "QT_TRANSLATE_NOOP"}


class Entry(NamedTuple):
    context: str
    source: str
    translation: str
    state: str  # "" when finished, else what lupdate wrote: unfinished, vanished, obsolete


def entries(file: Path) -> list[Entry]:
    """The entries of a .ts file."""
    return [
        Entry(
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("translation") or "",
            getattr(message.find("translation"), "attrib", {}).get("type", ""),
        )
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
    ]


def gaps(sentence: str) -> set[str]:
    """The names in a sentence's curly brackets."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def faults(entry: Entry) -> list[str]:
    """What is wrong with one entry."""
    found = []
    if entry.state:
        found.append(f"is {entry.state}")
    if not entry.translation.strip():
        found.append("is empty")
    elif gaps(entry.source) != gaps(entry.translation):
        found.append(f"has the gaps {sorted(gaps(entry.translation))}, not {sorted(gaps(entry.source))}")
    return [f"{entry.context}: {entry.source!r} {fault}" for fault in found]


def sentences(tree: ast.AST) -> Iterator[tuple[int, ast.expr, ast.expr]]:
    """Each call of translate() or its marker: line, context, source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            by = getattr(node.func, "value", None)
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            # painter.translate(x, y) moves a brush and says nothing.
            if called in MARKERS and getattr(by, "id", "wording") != "painter":
                yield node.lineno, node.args[0], node.args[1]


def test_no_sentence_of_the_sources_is_missing_from_the_file_and_none_is_left_over(tmp_path: Path) -> None:
    fresh = tmp_path / "pos_zh_CN.ts"
    shutil.copy(CHINESE, fresh)
    command = runpy.run_path(str(ROOT / "make.py"))["words_command"](str(fresh))

    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)

    now, then = ({(e.context, e.source) for e in entries(file)} for file in (fresh, CHINESE))
    assert now - then == set(), "new sentences: run `make words` and translate them"
    assert then - now == set(), "sentences that no source says any more: run `make words`"


def test_the_tool_sees_every_sentence_that_is_asked_for() -> None:
    """lupdate finds calls by their look; what it overlooks would stay English for ever without a sign."""
    asked = {
        (context.value, source.value)
        for file in (ROOT / "pos").rglob("*.py")
        for _, context, source in sentences(ast.parse(file.read_text("utf-8")))
        if isinstance(context, ast.Constant) and isinstance(source, ast.Constant)
    }

    assert len(asked) > 100
    assert asked - {(e.context, e.source) for e in entries(CHINESE)} == set()


def test_sentences_are_written_out_where_they_are_marked() -> None:
    """A sentence put together first (f"...", "..." + x, "...".format()) is never found at run time."""
    put_together = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / "pos").rglob("*.py"))
        for line, context, source in sentences(ast.parse(file.read_text("utf-8")))
        if isinstance(source, ast.JoinedStr | ast.BinOp | ast.Call) or isinstance(context, ast.JoinedStr | ast.BinOp)
    ]

    assert put_together == []


def test_every_sentence_has_its_chinese() -> None:
    assert [fault for entry in entries(CHINESE) for fault in faults(entry)] == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Entry("Selling", "{left} of {product} left", "{product}仅剩{left}。", ""), None),
        (Entry("Selling", "{left} of {product} left", "{product}仅剩不多。", ""), "has the gaps"),
        (Entry("Selling", "Total", "合计 {sum}", ""), "has the gaps"),
        (Entry("Selling", "Total", "合计", "unfinished"), "is unfinished"),
        (Entry("Selling", "Total", " ", ""), "is empty"),
    ],
)
def test_a_faulty_entry_is_found(entry: Entry, fault: str | None) -> None:
    found = faults(entry)

    assert len(found) == (0 if fault is None else 1)
    assert fault is None or fault in found[0]
