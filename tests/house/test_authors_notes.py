"""What the authors could not establish stands in `docs/wet.md`, and on no page that somebody reads for their work.

In `service/rules` only what reaches a user is asked: notes and `unverified` go to `docs/wet.md` alone.
"""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from service.config import ROOT
from service.rules import signposts
from service.rules.core import Outcome, Signpost
from service.rules.registry import BEHIND_THE_DOOR, RENT_ARREARS
from service.rules.terms import decree_note
from service.signals.receipt.age import ABOUT_AGE
from tests.house.source import named, python_files, tree

NOTE = re.compile(
    r"\b(?:is|zijn|was|waren|hier|nog|zelf|bewijs|maar|op)\s+niet\s+(?:gelezen|vastgesteld|nagegaan|gevonden)\b"
    r"|\balleen\s+(?:gelezen|vakpublicaties)|uit het geheugen|niet bij een officiële bron|zoals gelezen|ongelezen"
    r"|geen grond gelezen|niet is gelezen",
    re.IGNORECASE,
)
FOR_DEVELOPERS = {"wet.md", "architectuur.md", "performance.md"}
TEMPLATES = ("*.html", "*.typ", "*.yaml", "*.js", "*.md")


def _found(text: str) -> list[str]:
    return NOTE.findall(" ".join(text.split()))


@pytest.mark.parametrize("note", [
    "Er bestaat een tekst vanaf 1 januari 2024; die is niet gelezen.", "De termijn is niet vastgesteld.",
    "Het nummer is uit het geheugen opgenomen.", "De uitspraken zelf zijn voor dit bewijs niet gelezen.",
    "Een landelijke regel is\nniet gevonden.", "Over de maanden zijn alleen vakpublicaties gelezen.",
])
def test_a_note_would_be_seen(note: str):
    assert _found(note)


@pytest.mark.parametrize("words", [
    "Niet gevonden", "Past hij niet op één bladzijde, dan kan hij niet worden vastgesteld.",
    "Het adres dat meekomt, wordt niet gelezen.", "Welke versie van de tekst is gelezen, en waar.",
])
def test_ordinary_words_are_none(words: str):
    assert not _found(words)


def _literals(path: Path) -> Iterator[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    own = {
        id(node.body[0].value) for node in ast.walk(tree(path))
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
            yield node.value


def test_no_text_of_a_screen_an_answer_or_a_message_holds_one():
    paths = [path for path in python_files("service", "workers") if not named(path).startswith("service/rules/")]
    assert len(paths) > 300
    assert not [(named(path), text) for path in paths for text in _literals(path) if _found(text)]


def test_no_template_holds_one():
    paths = [path for kind in TEMPLATES for path in (ROOT / "service").rglob(kind) if "rules/texts" not in str(path)]
    assert len(paths) > 100
    assert not [(named(path), _found(path.read_text("utf-8"))) for path in paths if _found(path.read_text("utf-8"))]


def test_no_guide_holds_one():
    paths = [ROOT / "README.md", *(path for path in (ROOT / "docs").glob("*.md") if path.name not in FOR_DEVELOPERS)]
    assert len(paths) > 8
    assert not [(path.name, _found(path.read_text("utf-8"))) for path in paths if _found(path.read_text("utf-8"))]


def test_nothing_that_the_law_says_to_a_user_holds_one():
    findings = [
        condition.findings[outcome] for provision in (*RENT_ARREARS, *BEHIND_THE_DOOR)
        for condition in provision.conditions for outcome in Outcome
    ]
    pointed = [one for one in vars(signposts).values() if isinstance(one, Signpost)]
    said = [
        *(text for one in findings for text in (one.explanation, one.source, one.text_seen)),
        *(text for one in pointed for text in (one.name, one.explanation)),
        decree_note(date(2029, 3, 1), date(2029, 3, 29)), ABOUT_AGE,
    ]
    assert len(said) > 150
    assert not [text for text in said if _found(text)]


def test_what_was_not_established_is_said_in_the_law_document():
    page = (ROOT / "docs" / "wet.md").read_text("utf-8")
    for provision in (*RENT_ARREARS, *BEHIND_THE_DOOR):
        for condition in provision.conditions:
            assert condition.citation.unverified in page
        assert all(line in page for line in provision.unverified)
    assert len(_found(page)) > 20
