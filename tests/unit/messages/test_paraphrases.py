"""The rules against sentences that their lists were not made from, and against good sentences that deny.

The half named `heldout` was never looked at while the lists were written. One author wrote the sentences and the rules,
so the share found is an upper bound of what a stranger's sentences would give.
"""

from pathlib import Path

import pytest
import yaml

from service.messages.kind import Kind, MessageChannel, MessagePurpose, MessageSituation
from service.messages.rules import check

FOLDER = Path(__file__).parent
HALVES = ("develop", "heldout")
LETTER = Kind(MessageChannel.LETTER, MessagePurpose.FOLLOW_UP)
BY_KIND = {
    "threat": {"T01"}, "bailiff": {"T01", "T02", "T03", "T05"}, "blame": {"T02"}, "shame": {"T02"}, "duty": {"T03"},
    "haste": {"T05"}, "promise": {"T06"}, "jargon": {"L04", "L09"}, "figurative": {"L08"}, "vague": {"L06"},
    "passon": {"P08"}, "money": {"P01", "P03"}, "observed": {"V02"}, "reporter": {"V03"},
}
"""The rules of which one must find a sentence of that kind."""
HEARD_BY_OTHERS = {
    "passon": Kind(MessageChannel.VISIT_CARD), "money": Kind(MessageChannel.SMS, MessagePurpose.FOLLOW_UP),
}
FORBIDDING = {"T01", "T02", "T03", "T05", "T06", "L04", "L05", "L06", "L08", "L09", "V01", "V02", "V03"}
LEAST_FOUND, MOST_INVENTED = 0.85, 0.02


def sentences(name: str) -> list[tuple[str, str]]:
    by_kind = yaml.safe_load((FOLDER / f"paraphrases_{name}.yaml").read_text("utf-8"))
    return [(kind, sentence) for kind, listed in by_kind.items() for sentence in listed]


def rules_broken(sentence: str, kind: Kind = LETTER) -> set[str]:
    return {finding.rule.id for finding in check(sentence, kind)}


@pytest.mark.parametrize("half", HALVES)
def test_most_bad_sentences_are_found_by_a_rule_of_their_kind(half: str):
    listed = sentences(f"bad_{half}")
    found = [
        sentence for kind, sentence in listed
        if BY_KIND[kind] & rules_broken(sentence, HEARD_BY_OTHERS.get(kind, LETTER))
    ]
    assert len(listed) == 100
    assert len(found) >= LEAST_FOUND * len(listed)


@pytest.mark.parametrize("half", HALVES)
def test_hardly_a_good_sentence_gets_a_finding(half: str):
    listed = sentences(f"good_{half}")
    invented = [sentence for _, sentence in listed if FORBIDDING & rules_broken(sentence)]
    assert len(listed) == 100
    assert len(invented) <= MOST_INVENTED * len(listed)


@pytest.mark.parametrize(("denied", "meant"), [
    ("Er is geen haast bij.", "Er is haast bij."), ("Haast is er niet bij.", "Haast is er wel bij."),
    ("Het hoeft niet meteen.", "Het moet meteen."), ("Meteen hoeft het niet.", "Meteen graag."),
    ("Een boete krijgt u niet.", "Een boete krijgt u."), ("Er komt geen deurwaarder.", "Er komt een deurwaarder."),
    ("Verplicht is het niet.", "Dat is verplicht."), ("Niemand dwingt u.", "De wet dwingt u."),
    ("Beloven kan ik dat niet.", "Beloven kan ik dat."),
])
def test_a_denial_is_no_finding_in_any_order_of_words(denied: str, meant: str):
    assert not FORBIDDING & rules_broken(denied)
    assert FORBIDDING & rules_broken(meant)


@pytest.mark.parametrize("sentence", [
    "Dat blijft niet zonder gevolgen.", "U ontkomt niet aan een boete.", "Als u niet belt, krijgt u een boete.",
    "Wie niet komt krijgt een boete.", "Er is geen tijd te verliezen.", "U moet niet te laat komen.",
])
def test_what_only_looks_like_a_denial_is_found(sentence: str):
    assert {"T01", "T03", "T05"} & rules_broken(sentence)


FACT, STILL = "De rechter heeft over uw huis beslist.", "Ook nu kunnen wij samen bellen met uw verhuurder."


@pytest.mark.parametrize(("text", "broken"), [
    (f"{FACT} {STILL}", False), (FACT, True), (f"{FACT} Dat is erg. {STILL}", True), (f"{FACT} {STILL} {FACT}", True),
    (f"Als u niet belt, beslist de rechter. {STILL}", True), (f"De rechter geeft u een boete. {STILL}", True),
])
def test_a_threatening_situation_may_be_named_once_with_what_can_still_be_done(text: str, broken: bool):
    found = {finding.rule.id for finding in check(text, LETTER, MessageSituation.THREATENING)}
    assert ("T01" in found) is broken
    assert "T01" in rules_broken(text)
