"""The shipped texts keep every rule, and carry only what their channel may carry."""

import re

import pytest

from service.messages.compose import without_marks
from service.messages.kind import Kind, MeetingManner, MessageChannel, MessagePurpose, MessageSituation
from service.messages.placeholders import FORBIDDEN, Placeholder, may_carry
from service.messages.rules import check
from service.messages.sample import sample_of
from service.messages.template import BadTemplate, Template, relative_for, shipped, template_named, templates_for
from service.messages.text import SECOND_SHEET
from service.referrals.next_step import ENOUGH_ATTEMPTS

MOMENT = {Placeholder.APPOINTMENT_DAY, Placeholder.APPOINTMENT_TIME}
NUMBERS = {3: "drie", 4: "vier", 5: "vijf"}
WRITTEN = (MessageChannel.LETTER, MessageChannel.EMAIL)
FULL = {MessageChannel.LETTER, MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP, MessageChannel.PHONE}


@pytest.mark.parametrize("template", shipped(), ids=lambda template: template.code)
def test_a_shipped_text_breaks_no_rule(template: Template):
    findings = check(template.text, template.kind, template.situation, template.manner)
    assert [(finding.rule.id, finding.told) for finding in findings] == []


def test_every_channel_and_purpose_has_its_text():
    kinds = {template.kind for template in shipped()}
    everywhere = set(MessagePurpose) - {MessagePurpose.INFORM}
    assert kinds >= {Kind(channel, goal) for channel in FULL for goal in everywhere}
    assert kinds >= {Kind(channel, MessagePurpose.INFORM) for channel in WRITTEN}
    assert {template.kind.channel for template in shipped()} == set(MessageChannel)
    assert len({template.code for template in shipped()}) == len(shipped())


@pytest.mark.parametrize("channel", sorted(FULL | {MessageChannel.VISIT_CARD}))
def test_a_threatening_situation_has_its_own_text(channel: MessageChannel):
    own, = templates_for(Kind(channel), MessageSituation.THREATENING)
    ordinary, = templates_for(Kind(channel), MessageSituation.ORDINARY)
    assert own.situation is MessageSituation.THREATENING
    assert own.body != ordinary.body


def test_without_a_text_of_its_own_a_situation_takes_the_ordinary_one():
    kind = Kind(MessageChannel.LETTER, MessagePurpose.CONFIRM)
    assert templates_for(kind, MessageSituation.THREATENING) == templates_for(kind, MessageSituation.ORDINARY) != ()


def test_a_text_for_care_never_says_where_the_worry_came_from():
    care = [template for template in shipped() if template.kind.purpose is MessagePurpose.CARE]
    assert len(care) >= 5
    assert not any(Placeholder.SIGNAL_SOURCE in template.placeholders for template in care)


def test_no_channel_carries_what_is_forbidden():
    kinds = [Kind(channel, goal) for channel in MessageChannel for goal in MessagePurpose]
    assert not [(kind, name) for kind in kinds for name in FORBIDDEN if may_carry(kind, name)]


@pytest.mark.parametrize("body", [
    "{{bron_signaal}}", "{{privacy_link}}", "{{bedrag}}", "{{voornaam}}", "{{organisatie",
])
def test_a_template_with_a_datum_it_may_not_carry_is_refused(body: str):
    with pytest.raises(BadTemplate):
        Template("proef", Kind(MessageChannel.SMS), MessageSituation.ORDINARY, body)


def test_a_template_is_found_by_its_code():
    found = template_named("mail-eerste")
    assert found is not None
    assert found.text.startswith("Onderwerp: Een bericht van uw gemeente\nBeste")
    assert template_named("bestaat-niet") is None


INVITING = [one for one in shipped() if one.kind.invites and one.situation is not MessageSituation.LAST]
FIRST = [one for one in INVITING if one.kind.purpose is MessagePurpose.FIRST]


@pytest.mark.parametrize("template", INVITING, ids=lambda one: one.code)
def test_a_text_that_invites_stands_alone(template: Template):
    """Why, how to check it, how often, what if nothing is done, how to say no: many never opened the first."""
    words = template.text
    assert {Placeholder.SIGNAL_SOURCE, Placeholder.REASON} & template.placeholders
    assert Placeholder.MUNICIPALITY_PHONE in template.placeholders
    assert f"hooguit {NUMBERS[ENOUGH_ATTEMPTS]} keer" in words
    assert "Zegt u nee? Dan" in words
    assert "Dat geeft niet." in words or "Doet u niets? Dan" in words
    assert "gratis" in words
    assert "tolk" in words
    assert "voorlezen" in words


@pytest.mark.parametrize("template", FIRST, ids=lambda one: one.code)
def test_the_right_to_object_stands_apart_in_the_first_message(template: Template):
    letter, _, enclosure = template.text.partition(f"\n{SECOND_SHEET}\n")
    assert "bezwaar" not in letter
    assert {"Uw recht op bezwaar", "Zei u nee tegen uw verhuurder?"} <= set(enclosure.splitlines())
    assert "Het kost niets." in enclosure
    assert "op papier" in enclosure


@pytest.mark.parametrize("template", shipped(), ids=lambda one: one.code)
def test_no_mark_of_the_makers_is_ever_read(template: Template):
    seen = without_marks(sample_of(template).text)
    assert not re.search(r"%[a-z]+%|\*\*|\[NAAM|\]\(|^---$|[A-Z]{3,}_[A-Z]+|\{\{", seen, re.MULTILINE)


@pytest.mark.parametrize("template", [one for one in shipped() if one.manner], ids=lambda one: one.code)
@pytest.mark.parametrize("manner", MeetingManner)
def test_each_place_of_a_talk_has_words_that_do_not_contradict_it(template: Template, manner: MeetingManner):
    relative = relative_for(template, manner)
    assert relative.family == template.family
    if relative.manner is manner:
        assert not [one for one in check(relative.text, relative.kind, relative.situation, manner)
                    if one.rule.id == "M15"]


@pytest.mark.parametrize("template", [one for one in shipped() if one.manner and one.placeholders & MOMENT],
                         ids=lambda one: one.code)
@pytest.mark.parametrize("manner", MeetingManner)
def test_a_text_is_refused_for_an_appointment_that_it_contradicts(template: Template, manner: MeetingManner):
    found = {one.rule.id for one in check(template.text, template.kind, template.situation, manner)}
    assert ("M15" in found) is (manner is not template.manner)
