"""What the pages and the card for residents say: plain words, and on the card none that give somebody away."""

import pytest

from service.help.cards import batch_of, month_of
from service.help.offer import remarks_on
from service.help.paper import WORDS
from service.messages.kind import Kind, MessageChannel
from service.messages.rules import check
from service.web import help_words
from tests.integration.casework import MONDAY

SAID = ("OFFER", "WAY", "UNSAFE", "COMING", "WORRY", "PLACE", "STANDS", "REPLIED")


@pytest.mark.parametrize("name", SAID)
def test_the_pages_speak_plainly(name: str):
    texts = {str(code): told for code, told in getattr(help_words, name).items()}
    assert [remark.told for remark in remarks_on(texts) if remark.stops] == []


def test_a_card_gives_nobody_away():
    text = "\n".join(WORDS.values())
    found = check(text, Kind(MessageChannel.NOT_AT_HOME_CARD))
    assert [one.told for one in found if one.rule.id.startswith(("L", "T", "P", "V")) and one.rule.id != "T04"] == []


def test_a_batch_is_a_month_and_nothing_else():
    assert (batch_of(MONDAY), month_of("2609")) == ("2609", MONDAY.replace(day=1))
    assert [month_of(wrong) for wrong in ("", "2613", "26-9", "260901", "abcd")] == [None] * 5
