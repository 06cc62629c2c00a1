"""A proof as people read it, whatever kind it is: a receipt by `words`, the statement of a refusal here."""

from typing import Any

from service.rules.certainty import Nature
from service.rules.core import Outcome
from service.rules.facts import Kind
from service.rules.refusal import natures_of, refusal_words, unmet_findings
from service.signals.receipt.signature import Checked
from service.signals.receipt.statement import KIND_OF_STATEMENT
from service.signals.receipt.words import CONDITION, KIND, NATURE, OUTCOME, Fact, Section, day, sections

NOT_CHECKED = "Niet gecontroleerd"


def proof_sections(found: Checked) -> tuple[Section, ...]:
    """What was signed, in words; nothing where nothing was."""
    if found.content is None:
        return ()
    if found.content["soortBewijs"] == KIND_OF_STATEMENT:
        return statement_sections(found.content, found.reference)
    return sections(found.content)


def statement_sections(content: dict[str, Any], reference: str) -> tuple[Section, ...]:
    """`reference` is empty where it was not shown to belong to the statement."""
    unmet = unmet_findings(content)
    told = tuple(_finding(one) for one in unmet)
    other = tuple(_finding(one) for one in content["bevindingen"] if one not in unmet)
    proof = (
        Fact("Bewijsnummer", content["bewijsnummer"]),
        Fact("Regelversie", content["regelversie"]),
        Fact("Sleutel", content["ondertekening"]["sleutel"]),
    )
    return (
        Section("Het geweigerde signaal", signal_facts(content, reference)),
        Section(refusal_words(natures_of(unmet)).title, told),
        Section("De andere voorwaarden", other), Section("Dit bewijs", proof),
    )


def signal_facts(content: dict[str, Any], reference: str) -> tuple[Fact, ...]:
    town = content["gemeente"]
    return (
        Fact("Aangeboden en geweigerd op", day(content["dag"])),
        Fact("Corporatie", content["corporatie"]["naam"]),
        Fact("Gemeente", f"{town['naam']} ({town['code']})"),
        Fact("Referentie", reference or NOT_CHECKED),
        Fact("Soort signaal", KIND[Kind(content["soort"])]),
    )


def _finding(found: dict[str, Any]) -> Fact:
    label = CONDITION.get(found["voorwaarde"], found["voorwaarde"])
    return Fact(label, f"{OUTCOME[Outcome(found['uitkomst'])]}. {NATURE[Nature(found['aard'])]} Bron: {found['bron']}.")
