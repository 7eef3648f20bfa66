"""The words people read. English stands in the source; `resources/i18n/pos_zh_CN.ts` holds the Chinese.

One mechanism serves every room, with and without Qt: `translate("Selling", "{n} kinds")` is found by pyside6-lupdate
and looked up in the .ts file itself, so nothing has to be compiled and nothing can be out of date.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from xml.parsers import expat

LANGUAGES = ("zh_CN", "en")
_language = "zh_CN"


def speak(language: str) -> None:
    """Choose the language of this process: zh_CN (the default) or en."""
    global _language
    _language = language if language in LANGUAGES else "zh_CN"


def spoken() -> str:
    """The language chosen for this process."""
    return _language


def translate(context: str, source: str) -> str:
    """The sentence in the chosen language; the source text where no translation is known."""
    if _language == "en":
        return source
    return _catalogue(_language)[context].get(source, source)


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark a sentence for translation where it is defined; `translate` is called where it is shown."""
    return source


class _Catalogue(dict[str, dict[str, str]]):
    """Context -> English -> the language's words. A context is read when it is first asked for: a start needs few."""

    def __init__(self, language: str) -> None:
        from pos.paths import resource

        super().__init__()
        self._drafts = os.environ.get("POS_ZH_DRAFTS")
        self._written: dict[str, bytes] = {}
        file = resource("i18n", f"pos_{language}.ts")
        for part in file.read_bytes().split(b"<context>")[1:] if file.is_file() else ():
            block = part[: part.index(b"</context>")]
            name = block[block.index(b"<name>") + 6 : block.index(b"</name>")].decode()
            self._written[name] = self._written.get(name, b"") + block

    def __missing__(self, context: str) -> dict[str, str]:
        words = _messages(self._written.get(context, b""))
        for draft in sorted(Path(self._drafts).glob("*.json")) if self._drafts else []:
            import json

            words.update(json.loads(draft.read_text("utf-8")).get(context, {}))
        self[context] = words
        return words


def _messages(block: bytes) -> dict[str, str]:
    """The finished translations of one `<context>`, what stands between its tags given."""
    words: dict[str, str] = {}
    texts = {"source": "", "translation": ""}
    inside, finished = "", True

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside, finished
        if tag == "message":
            texts["source"] = texts["translation"] = ""
        if tag in texts:
            inside, texts[tag] = tag, ""
        if tag == "translation":
            finished = attributes.get("type") != "unfinished"

    def say(data: str) -> None:
        if inside:
            texts[inside] += data

    def end(tag: str) -> None:
        nonlocal inside
        inside = ""
        if tag == "message" and finished and texts["translation"]:
            words[texts["source"]] = texts["translation"]

    reader = expat.ParserCreate("utf-8")
    reader.StartElementHandler, reader.CharacterDataHandler, reader.EndElementHandler = begin, say, end
    reader.Parse(b"<context>" + block + b"</context>", True)
    return words


@cache
def _catalogue(language: str) -> _Catalogue:
    return _Catalogue(language)
