"""The glossary: whole, said once, and the same as the page that is made from it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from marshmallow import Schema, fields

from service import actors
from service.approval import APPROVED, DRAFT
from service.config import ROOT
from service.glossary import CODES, FIELDS, TERMS, markdown
from service.messages.conclude import NOT_DELIVERED
from service.onward.answer import PARTNER_ANSWERED
from service.openapi import SCOPE_WORDS
from service.referrals.adjust import AMENDED, WITHDRAWN
from service.referrals.links import HANDED_OVER
from service.referrals.reassign import REASSIGNED
from service.referrals.settle import NEW_SIGNAL
from service.rules.registry import BEHIND_THE_DOOR, RENT_ARREARS
from service.rules.regulations.bgs_artikelen_3_en_12_2026_01_01 import INTERNAL_DATA
from service.seed.partners import ACCOUNTS
from service.signals import answers, schemas
from service.signals.delivery import answers as delivery_answers
from service.web.help_words import NEWS

MODULES = (
    "service.rules.facts", "service.rules.core", "service.rules.reading", "service.signals.report",
    "service.signals.status", "service.signals.schemas", "service.signals.search", "service.referrals.together",
    "service.referrals.status", "service.policy.model",
    "service.policy.periods", "service.referrals.progress", "service.referrals.questions", "service.referrals.sharing",
    "service.monitor.figures", "service.monitor.performance.aims", "service.monitor.performance.judge",
    "service.messages.kind", "service.messages.placeholders", "service.messages.template",
    "service.messages.rules.rule", "service.messages.safe_contact", "service.messages.status", "service.help.offer",
    "service.signals.subscriptions.status",
    "service.referrals.notices.status",
    "service.onward.given", "service.onward.status", "service.partners.onward",
)
NOT_CODES = {"Certainty", "KeyKind"}
"""Enumerations whose values are sentences, or that stay inside."""
LISTS = {found.english: {entry.name for entry in found.entries} for found in CODES}
# Where the code stands among the arguments of what makes a fault.
CODE_AT = {"Fault": 1, "whole_file": 0, "Unreadable": 0}
FAULTY = ("service/forms.py", "service/strict_json.py", "service/signals", "service/referrals",
          "service/monitor", "service/messages")


def _enumerations() -> dict[str, type[StrEnum]]:
    found = (vars(import_module(name)).values() for name in MODULES)
    return {
        one.__name__: one for values in found for one in values
        if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum and one.__name__ not in NOT_CODES
    }


@pytest.mark.parametrize("name", sorted(_enumerations()))
def test_every_code_is_explained_and_no_code_is_left_over(name):
    assert LISTS[name] == {str(code) for code in _enumerations()[name]}


def test_every_condition_is_explained():
    provisions: tuple[Any, ...] = (*RENT_ARREARS, *BEHIND_THE_DOOR)
    assert LISTS["condition keys"] == {condition.key for one in provisions for condition in one.conditions}


def test_every_scope_role_and_status_is_explained():
    assert LISTS["scopes"] == set(SCOPE_WORDS) == actors.SCOPES
    assert LISTS["policy status"] == {DRAFT, APPROVED}
    news = {NEW_SIGNAL, WITHDRAWN, AMENDED, HANDED_OVER, REASSIGNED, NOT_DELIVERED, PARTNER_ANSWERED, *NEWS}
    assert LISTS["news codes"] == news
    people = (
        actors.Corporation, actors.Caseworker, actors.TeamLead, actors.Manager, actors.Administrator, actors.Partner,
    )
    kinds = {one.kind for one in people}
    assert LISTS["account roles"] == kinds
    assert {role.partition(":")[0] for _, _, roles, _ in ACCOUNTS for role in roles} <= kinds


def test_what_debt_help_may_ask_for_stands_there_in_the_words_of_the_article():
    page = (ROOT / "docs" / "begrippen.md").read_text("utf-8")
    assert f"{'; '.join(INTERNAL_DATA)}. Dat gaat buiten Voordeur om." in page


def test_every_fault_code_is_explained():
    assert set(_fault_codes()) == LISTS["fault codes"]


def _fault_codes() -> Iterator[str]:
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (name := getattr(node.func, "id", "")) in CODE_AT:
                yield from _constant(node.args[CODE_AT[name]])
            if isinstance(node, ast.Tuple) and path.name == "forms.py" and len(node.elts) == 2:
                yield from _constant(node.elts[0])
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "UNKNOWN_FIELD":
                yield from _constant(node.value)


def _sources() -> Iterator[Path]:
    for name in FAULTY:
        path = ROOT / name
        yield from path.rglob("*.py") if path.is_dir() else [path]


def _constant(node: ast.expr) -> Iterator[str]:
    """A code: one word in camel case. Names of forbidden fields and other texts are no codes."""
    value = getattr(node, "value", None)
    if isinstance(value, str) and re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", value) and value not in _FORBIDDEN:
        yield value


_FORBIDDEN = {"bsn", "opmerking", "gezondheid"}


def test_every_field_of_a_signal_and_its_answers_is_explained():
    forms = [schemas.SignalForm, schemas.WithdrawalForm, schemas.AmendmentForm, delivery_answers.DeliveryForm]
    told = [
        answers.ReceiptAnswer, answers.SignalAnswer, answers.FeedAnswer, answers.JudgedAnswer,
        delivery_answers.DeliveredAnswer, delivery_answers.ResultsAnswer,
    ]
    names = {name for form in forms + told for name in _fields(form())}
    assert {field.name for field in FIELDS} == names


def _fields(form: Schema) -> Iterator[str]:
    for name, field in form.fields.items():
        yield field.data_key or name
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from _fields(inner.schema)


def test_no_idea_stands_twice():
    for names in ([term.english for term in TERMS], [term.dutch for term in TERMS], [field.name for field in FIELDS]):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    for found in CODES:
        assert len({entry.name for entry in found.entries}) == len(found.entries)
    assert len(LISTS) == len(CODES)
    assert len({found.dutch for found in CODES}) == len(CODES)


def test_every_definition_is_a_sentence_that_fits_in_a_table():
    told = [term.definition for term in TERMS] + [one.definition for found in CODES for one in found.entries]
    told += [field.definition for field in FIELDS]
    assert [text for text in told if not re.fullmatch(r"[^|\n]+\.", text)] == []


def test_the_page_is_the_one_that_is_generated():
    page = (ROOT / "docs" / "begrippen.md").read_text("utf-8")
    assert page == markdown(), "maak het opnieuw: .venv/bin/python -m service.glossary > docs/begrippen.md"
