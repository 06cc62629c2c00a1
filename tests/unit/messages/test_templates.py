"""The shipped texts keep every rule, and carry only what their channel may carry."""

import pytest

from service.messages.kind import Kind, MessageChannel, MessagePurpose, MessageSituation
from service.messages.placeholders import FORBIDDEN, Placeholder, may_carry
from service.messages.rules import check
from service.messages.template import BadTemplate, Template, shipped, template_named, templates_for

FULL = {MessageChannel.LETTER, MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP, MessageChannel.PHONE}


@pytest.mark.parametrize("template", shipped(), ids=lambda template: template.code)
def test_a_shipped_text_breaks_no_rule(template: Template):
    findings = check(template.text, template.kind, template.situation)
    assert [(finding.rule.id, finding.told) for finding in findings] == []


def test_every_channel_and_purpose_has_its_text():
    kinds = {template.kind for template in shipped()}
    assert kinds >= {Kind(channel, goal) for channel in FULL for goal in MessagePurpose}
    assert {template.kind.channel for template in shipped()} == set(MessageChannel)
    assert len({template.code for template in shipped()}) == len(shipped())


@pytest.mark.parametrize("channel", sorted(FULL | {MessageChannel.VISIT_CARD}))
def test_a_threatening_situation_has_its_own_text(channel: MessageChannel):
    own, = templates_for(Kind(channel), MessageSituation.THREATENING)
    ordinary, = templates_for(Kind(channel), MessageSituation.ORDINARY)
    assert own.situation is MessageSituation.THREATENING
    assert own.body != ordinary.body


def test_without_a_text_of_its_own_a_situation_takes_the_ordinary_one():
    kind = Kind(MessageChannel.LETTER, MessagePurpose.CLOSING)
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
    assert found.text.startswith("Onderwerp: Ik kom graag bij u langs\nBeste")
    assert template_named("bestaat-niet") is None
