"""Which text a visitor takes along, and what stands on which side."""

import pytest

from service.messages.cards import CardKind, Situation, sides_of, template_for
from service.messages.kind import SHORT
from service.messages.template import template_named
from service.messages.verdict import blocks, verdict_of
from service.referrals.status import ContactKind

GUIDE, CARD = CardKind.GUIDE, CardKind.NOT_AT_HOME
ALL = (
    "bezoek-eerste", "bezoek-eerste-bedreigend", "bezoek-vervolg", "bezoek-zorg", "kaartje-eerste", "kaartje-vervolg",
)


@pytest.mark.parametrize(("kind", "source", "threatening", "tried", "code"), [
    (GUIDE, "Proefwonen", False, [], "bezoek-eerste"),
    (GUIDE, "Proefwonen", True, [ContactKind.LETTER], "bezoek-eerste-bedreigend"),
    (GUIDE, "Proefwonen", False, [ContactKind.LETTER], "bezoek-vervolg"),
    (GUIDE, "", True, [ContactKind.LETTER], "bezoek-zorg"),
    (CARD, "Proefwonen", False, [ContactKind.PHONE], "kaartje-eerste"),
    (CARD, "", False, [ContactKind.HOME_VISIT], "kaartje-vervolg"),
])
def test_the_text_fits_the_visit(kind, source, threatening, tried, code):
    assert template_for(kind, Situation(source, threatening, tried)) == code
    assert code in ALL


@pytest.mark.parametrize("code", ALL)
def test_outside_stands_nothing_that_a_neighbour_may_not_read(code):
    template = template_named(code)
    assert template is not None
    kind = CARD if code.startswith("kaartje") else GUIDE
    sides = sides_of(kind, template.body, "{{inwoner_naam}}")
    assert "{{inwoner_naam}}" in sides.outside
    assert "{{bron_signaal}}" not in sides.outside
    assert sides.inside
    assert template.kind.channel in SHORT
    # As a text of its own it breaks no rule about what anybody may read.
    found = [one["id"] for one in verdict_of(sides.outside, template.kind) if one["id"][0] in "PV" and blocks([one])]
    assert found == []
