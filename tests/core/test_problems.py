"""What a person is told: whole sentences, in the user's language, with nothing in them that steers a screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core import wording
from pos.core.codes import UnknownCode
from pos.core.problems import Problem, Refusal, Trouble, shown
from pos.core.staff import WrongPin
from pos.core.words import ControlCharacter, TextTooLong, words


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    yield
    wording.speak("zh_CN")
    wording._catalogue.cache_clear()


class Bare(Refusal):
    sentence = "{what} is bare."


def test_a_problem_says_what_happened_and_what_to_do() -> None:
    wording.speak("en")
    problem = UnknownCode(code="123")

    assert problem.word == "UnknownCode"
    assert problem.message() == f"{problem.title()} {problem.advice()}" == str(problem)
    assert "123" in problem.title()
    assert Bare(what="It").message() == "It is bare."
    assert Bare(what="It").advice() == ""
    assert issubclass(Trouble, Problem)
    assert not issubclass(Trouble, Refusal)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("茶", "茶"),
        (3, "3"),
        ("a\x1b[2Jb\x00c\ud800\u2028", "a\ufffd[2Jb\ufffdc\ufffd\ufffd"),
        ([[[]]], "[…]"),
        ({"a": 1}, "{…}"),
        ("x" * 500, "x" * 200 + "…"),
        (None, "None"),
    ],
)
def test_what_was_typed_may_stand_in_the_sentence(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_thousand_brackets_are_shown_as_two() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert Bare(what=deep).message() == "[…] is bare."
    while deep:  # a list this deep must be taken apart by hand, or its end takes the interpreter with it
        deep = deep[0]  # type: ignore[assignment]


def test_the_chinese_stands_in_the_draft_and_the_english_in_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "me.json").write_text(json.dumps({"Problem": {WrongPin.sentence: "没有这个密码"}}), "utf-8")
    monkeypatch.setenv("POS_ZH_DRAFTS", str(tmp_path))
    wording._catalogue.cache_clear()

    wording.speak("zh_CN")
    assert WrongPin().title() == "没有这个密码"
    wording.speak("en")
    assert WrongPin().title() == WrongPin.sentence
    wording.speak("tlh")
    assert wording.spoken() == "zh_CN"
    assert wording.translate("Problem", "a sentence that nobody wrote") == "a sentence that nobody wrote"


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "a\x1b[31mb", "a\x7fb", "a\x85b", "\ud800", "a\u2028b", "a\tb"])
def test_words_that_stay_hold_no_control_characters(text: str) -> None:
    with pytest.raises(ControlCharacter):
        words(text)


def test_words_are_trimmed_and_in_one_form() -> None:
    assert words("  \u3000瓜裂\t\n") == "瓜裂"
    assert words("e\u0301") == "é"
    assert words("") == ""
    assert words("x" * 200) == "x" * 200
    with pytest.raises(TextTooLong):
        words("x" * 201)
    with pytest.raises(TextTooLong):
        words("x" * 41, 40)


@given(st.text(max_size=300))
def test_words_that_are_taken_are_taken_again_unchanged(text: str) -> None:
    try:
        once = words(text)
    except (ControlCharacter, TextTooLong):
        return
    assert words(once) == once
    once.encode()
