"""The sample of the corporation's own reminder: what Bgs article 2 asks, in plain words, without costs."""

import pytest

from service.config import ROOT
from service.messages.corporation_reminder import corporation_reminder
from service.messages.kind import Kind, MessageChannel, MessagePurpose
from service.messages.rules import check

NAMED_BY_LAW = {"L09"}
"""“Schuldhulpverlening” is part of the name of the Besluit."""


def test_it_is_plain_and_neither_threatens_nor_presses():
    found = check(corporation_reminder(), Kind(MessageChannel.LETTER, MessagePurpose.CLOSING))
    held = [one for one in found if one.rule.id[0] in "LTV" and one.rule.id not in NAMED_BY_LAW]
    assert [(one.rule.id, one.told) for one in held] == []


@pytest.mark.parametrize("words", [
    "Wij komen ook graag bij u langs.", "Betalen in delen kan.",  # a
    "Dat heet schuldhulp.",  # b
    "Er staat nog huur open",  # c
    "Mogen wij uw gegevens aan de gemeente geven?", "Dan geven wij niets door.",  # d
    "Horen wij niets? Dan moeten wij het na die datum wel doorgeven.", "artikel 2",
    "U krijgt hierbij geen extra kosten.",
    "O  Ja,", "O  Nee,", "Handtekening:",
])
def test_it_does_what_the_article_asks_and_says_what_silence_means(words: str):
    assert words in corporation_reminder()


def test_the_guide_shows_the_same_letter():
    assert corporation_reminder() in (ROOT / "docs" / "handleiding-corporatie.md").read_text("utf-8")
