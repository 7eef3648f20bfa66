"""The words people read. English stands in the source; `resources/i18n/pos_zh_CN.ts` holds the Chinese.

One mechanism serves every room, with and without Qt: `translate("Selling", "{n} kinds")` is found by pyside6-lupdate
and looked up in the .ts file itself, so nothing has to be compiled and nothing can be out of date.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

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
    return _catalogue(_language).get((context, source), source)


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark a sentence for translation where it is defined; `translate` is called where it is shown."""
    return source


@cache
def _catalogue(language: str) -> dict[tuple[str, str], str]:
    from pos.paths import resource

    words: dict[tuple[str, str], str] = {}
    file = resource("i18n", f"pos_{language}.ts")
    if file.is_file():
        for context in ElementTree.parse(file).getroot().iter("context"):
            name = context.findtext("name") or ""
            for message in context.iter("message"):
                translation = message.find("translation")
                if translation is not None and translation.text and translation.get("type") != "unfinished":
                    words[name, message.findtext("source") or ""] = translation.text
    drafts = os.environ.get("POS_ZH_DRAFTS")
    for draft in sorted(Path(drafts).glob("*.json")) if drafts else []:
        for name, entries in json.loads(draft.read_text("utf-8")).items():
            words.update({(name, source): text for source, text in entries.items()})
    return words
