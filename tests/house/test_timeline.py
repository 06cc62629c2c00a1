"""Everything that is written down about a referral has words on its timeline and in the journal's list."""

import ast
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace

from service.config import ROOT
from service.web.journal_words import ACTION
from service.web.show.timeline import _Teller

ROOMS = ("referrals", "messages", "onward")
NOT_TOLD = {
    "tekst-opgesteld", "tekst-vastgesteld", "tekst-verwijderd",  # about no referral
    "verwijzing-gezien",  # who looked is a list of its own
    "gezocht",  # about no referral
    "adressleutels-gewist",
    "doorverwijzing-gezien",
}
ONLY_BY_THE_SERVICE = {
    "verwijzing-gestopt", "signaal-in-verwijzing", "persoonsgegevens-gewist", "bericht-verzonden", "bericht-mislukt",
    "schuldhulp-gemeld",
}

# That list is of the own municipality's people.
BY_OTHERS = {"afspraak-door-inwoner", "doorverwijzing-gezien", "partner-nam-aan", "partner-weigerde", "partner-klaar"}


def actions() -> set[str]:
    """The first argument of every journal entry that these rooms write."""
    return {action for room in ROOMS for action in _actions_in(room)}


def _actions_in(room: str) -> Iterator[str]:
    for path in sorted((ROOT / "service" / room).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Entry":
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)
            elif isinstance(first, ast.Name) and isinstance(found := getattr(import_module(module), first.id, 0), str):
                yield found


def test_every_action_has_words_on_the_timeline():
    told = set(_Teller(SimpleNamespace(signals=[]), {})._ways)
    assert len(actions()) > 20
    assert actions() - NOT_TOLD - told == set()


def test_every_action_of_a_person_has_words_in_the_journal():
    others = ONLY_BY_THE_SERVICE | BY_OTHERS | {"adressleutels-gewist"}
    assert actions() - others - set(ACTION) == set()
