"""What people read: every answer has a sentence with its source, and every quotation stands in a text that was read."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from service import rules
from service.rules.certainty import Certainty
from service.rules.citation import Citation, Words
from service.rules.core import Outcome
from service.rules.explain import document
from service.rules.registry import BEHIND_THE_DOOR, RENT_ARREARS, judge
from service.rules.regulations import (
    awb_afdelingen_2_1_en_2_3_2026_07_01,
    awt_artikelen_1_4_2010_10_10,
    bgs_artikelen_3_en_12_2026_01_01,
    wgs_artikel_4a_2021_01_01,
)

from .cases import WIDE, consent, door, rent, threat

ROOM = Path(rules.__file__).parent
TEXTS = ROOM / "texts"
PROVISIONS = (*RENT_ARREARS, *BEHIND_THE_DOOR)
CONDITIONS = [(provision, condition) for provision in PROVISIONS for condition in provision.conditions]
NAMES = [f"{provision.kind}-{condition.key}" for provision, condition in CONDITIONS]
CITED: list[tuple[Citation, Words]] = [
    *((condition.citation, condition.words) for _, condition in CONDITIONS),
    *((rule.citation, rule.words) for provision in PROVISIONS for rule in provision.terms),
    (wgs_artikel_4a_2021_01_01.DECISION.citation, wgs_artikel_4a_2021_01_01.DECISION.words),
    *awt_artikelen_1_4_2010_10_10.ARTICLES,
    *bgs_artikelen_3_en_12_2026_01_01.SIGNALS,
    *bgs_artikelen_3_en_12_2026_01_01.WITHIN_THE_MUNICIPALITY,
    *bgs_artikelen_3_en_12_2026_01_01.TO_WHO_SUPPLIED_A_SIGNAL,
    *awb_afdelingen_2_1_en_2_3_2026_07_01.ELECTRONIC_MESSAGES,
    *awb_afdelingen_2_1_en_2_3_2026_07_01.FORWARDING,
]
NOW = date(2026, 9, 14)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize(("provision", "condition"), CONDITIONS, ids=NAMES)
def test_every_answer_has_a_sentence_and_its_source(provision, condition, outcome: Outcome):
    finding = condition.findings[outcome]
    assert finding.condition == condition.key
    assert finding.outcome is outcome
    assert finding.explanation.endswith(".")
    assert finding.explanation[0].isupper()
    assert finding.source == f"{condition.citation.law}, {condition.citation.article}"
    assert "artikel" in finding.source
    assert finding.text_seen.endswith(".")


@pytest.mark.parametrize(("provision", "condition"), CONDITIONS, ids=NAMES)
def test_the_three_sentences_differ_and_are_plain(provision, condition):
    said = {condition.findings[outcome].explanation for outcome in Outcome}
    assert len(said) == 3
    for sentence in re.split(r"(?<=[.;]) ", " ".join(said)):
        assert len(sentence.split()) <= 24, sentence
    assert not re.search(r"\b(schuld van|verwijt|wanbetaler|nalatig|fout van)\b", " ".join(said))


@pytest.mark.parametrize(("citation", "words"), CITED, ids=lambda one: getattr(one, "source", ""))
def test_a_quotation_stands_in_a_text_that_was_read(citation: Citation, words: Words):
    if words.verbatim:
        assert citation.text_file is not None
        assert flat(words.text) in flat((TEXTS / citation.text_file).read_text("utf-8"))
    else:
        assert citation.certainty in {Certainty.GUIDANCE, Certainty.CHOICE, Certainty.INTERPRETATION}


def test_a_guess_would_be_caught():
    """The draft of the Besluit said that silence blocks; the enacted words do not."""
    enacted = flat((TEXTS / "BWBR0043850-2021-01-01.txt").read_text("utf-8"))
    assert "niet afwijzend heeft gereageerd" in enacted
    assert "niet reageert" not in enacted


def test_no_other_quotation_hides_in_the_code():
    everything = flat(" ".join(file.read_text("utf-8") for file in TEXTS.glob("BWBR*.txt")))
    for file in ROOM.rglob("*.py"):
        for quotation in re.findall(r"“([^”{]+)”", file.read_text("utf-8")):
            assert flat(quotation) in everything, (file.name, quotation)


def test_every_text_names_its_version_and_where_it_was_read():
    for file in TEXTS.glob("BWBR*.txt"):
        head = file.read_text("utf-8").split("\n\n")[0]
        number, version = file.stem.split("-", 1)
        assert number in head, file.name
        assert version in head, file.name
        assert re.search(r"\bread (only |whole )?in\b", head), file.name


def test_article_4_reads_the_same_in_both_versions():
    def article_4(name: str) -> str:
        text = flat((TEXTS / name).read_text("utf-8"))
        return text[text.index("Artikel 4 "):text.index("Artikel 8") if "Artikel 8" in text else None].strip()

    assert article_4("BWBR0031331-2021-01-01.txt") == article_4("BWBR0031331-2026-07-01.txt")


def test_article_2_of_the_besluit_reads_the_same_in_2021_and_2026():
    def article_2(name: str) -> str:
        text = flat((TEXTS / name).read_text("utf-8"))
        begin = text.index("Artikel 2. Gegevensverstrekking huurachterstand")
        end = "afwijzend heeft gereageerd."
        return text[begin:text.index(end) + len(end)]

    assert article_2("BWBR0043850-2021-01-01.txt") == article_2("BWBR0043850-2026-01-01.txt")


@pytest.mark.parametrize("condition", RENT_ARREARS[0].conditions, ids=lambda one: one.key)
def test_every_finding_on_article_2_names_the_text_of_2026_and_where_it_was_read(condition):
    if "Besluit" in condition.citation.law:
        seen = condition.citation.text_seen
        assert "tekst geldend vanaf 1 januari 2026" in seen
        assert "gelezen in legalize-dev/legalize-nl, een openbare spiegel van wetten.overheid.nl" in seen
        assert "in de teksten van 2021 en 2024 luidt dit artikel hetzelfde" in seen
        assert condition.citation.certainty in {Certainty.TEXT, Certainty.INTERPRETATION}


def test_the_contract_to_the_letter():
    shown = document(judge(threat("ontruimingAangezegd", "2026-09-28"), NOW))
    assert list(shown) == ["oordeel", "regelversie", "bevindingen", "bestemmingen", "wegwijzer"]
    assert shown["regelversie"] == "besluit-gemeentelijke-schuldhulpverlening/artikel-2@2021-01-01"
    contact = next(one for one in shown["bevindingen"] if one["voorwaarde"] == "persoonlijkContact")
    assert list(contact) == ["voorwaarde", "uitkomst", "bron", "uitleg", "aard", "tekstGezien"]
    assert contact["bron"] == "Besluit gemeentelijke schuldhulpverlening, artikel 2, onder a"
    assert shown["bestemmingen"] == [{
        "bestemming": "schuldhulp", "grond": "signaal", "bedreigendeSituatie": True,
        "termijn": {"soort": "eersteGesprek", "uiterlijk": "2026-09-17", "bron": "Wgs artikel 4, tweede lid"},
    }]
    assert shown["wegwijzer"] is None
    assert json.loads(json.dumps(shown)) == shown


def test_two_destinations_keep_their_own_worries():
    facts = door("eenzaamheid", "werk", "geldzorgen", "ongeopendePost", given=consent("schuldhulp", "wijkteam"))
    money, care = document(judge(facts, NOW))["bestemmingen"]
    assert (money["grond"], money["termijn"]["bron"]) == ("eigenVerzoek", "Wgs artikel 4, eerste lid, onder a")
    assert (care["grond"], care["termijn"]["soort"], care["termijn"]["bron"]) == (
        "zorg", "onderzoek", "Wmo 2015 artikel 2.3.2",
    )
    assert (money["zorgen"], care["zorgen"]) == (["ongeopendePost", "geldzorgen"], ["eenzaamheid", "werk"])


def test_a_worry_without_consent_leaves_no_trace():
    shown = json.dumps(document(judge(door("eenzaamheid", "geldzorgen", given=consent("schuldhulp")), NOW)))
    assert "eenzaamheid" not in shown
    refused = json.dumps(document(judge(door("vervuilingOfVerzameling", "geldzorgen"), NOW)))
    assert "vervuilingOfVerzameling" not in refused
    assert "geldzorgen" not in refused


def test_the_rent_signal_has_its_own_ground_and_no_worries():
    place = document(judge(rent(), NOW))["bestemmingen"][0]
    assert place["termijn"]["bron"] == "Wgs artikel 4, eerste lid, onder b"
    assert "zorgen" not in place
    assert "streefdatum" not in place


@pytest.mark.parametrize(("facts", "phone"), [
    (door("werk", danger=True), "112"), (door("huiselijkGeweld"), "0800-2000"), (door("strafbaarFeit"), "0900-8844"),
    (door("verwardGedrag"), None), (door("werk"), None),
])
def test_the_signpost_says_where_to_turn_and_that_nothing_is_kept(facts, phone: str | None):
    shown = document(judge(facts, NOW))["wegwijzer"]
    assert list(shown) == ["code", "naam", "telefoon", "uitleg"]
    assert shown["telefoon"] == phone
    assert "niet bewaard" in shown["uitleg"]


def test_the_police_number_is_marked_as_unchecked():
    rule = next(rule for rule in BEHIND_THE_DOOR[0].signposts if rule.signpost.code == "politie")
    assert "uit het geheugen" in rule.signpost.source


def test_a_year_without_a_known_decree_is_said():
    far = document(judge(rent(), date(2029, 3, 1)))["bestemmingen"][0]["termijn"]
    assert "2029" in far["toelichting"]
    assert "toelichting" not in document(judge(rent(), NOW))["bestemmingen"][0]["termijn"]


def test_decrees_do_not_matter_to_the_narrow_reading():
    eviction, on = threat("ontruimingBevolen"), date(2029, 3, 1)
    assert judge(eviction, on).destined[0].term.note == ""
    assert "2029" in judge(eviction, on, WIDE).destined[0].term.note


def test_a_note_of_policy_is_shown():
    decision = structs.replace(judge(rent(), NOW), note="Niet opgepakt: onder de grens van het beleid.")
    assert document(decision)["toelichting"] == "Niet opgepakt: onder de grens van het beleid."
