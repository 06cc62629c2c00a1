"""The rules on texts with known answers, and for every text: no crash, and no place outside it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.messages.kind import Kind, MessageChannel, MessagePurpose
from service.messages.placeholders import Placeholder
from service.messages.readability import flesch_douma, syllables
from service.messages.rules import ALL_RULES, check
from service.messages.rules.rule import Severity
from service.messages.text import Text
from service.messages.wordlist import FOLDER, frequent, read
from tests.unit.messages.labelled import Labelled, texts

LABELLED = texts(
    "texts_first", "texts_second", "texts_third", "texts_fourth", "texts_near", "texts_municipal", "texts_meeting",
)
KINDS = st.builds(Kind, st.sampled_from(MessageChannel), st.sampled_from(MessagePurpose))
PIECES = st.sampled_from([
    "U moet", "geen gevolgen", "boete", "t.a.v.", "wordt", "gebeld", "Beste {{inwoner_aanhef}},", "[NAAM KLOPT]", "\n",
    "Onderwerp: ", "[hier](https://x.example)", "{{bedrag", "}}", "{{geheim}}", "😊", "İ", "İSTANBUL", "\u2028", "\x00",
    "€ 4,50", "Spreek ik met {{inwoner_naam}}?", "huisarts", "a@b.nl", "!!", "?!:", "123456782", "ß", "-", "’", "\r\n",
    *(f"{{{{{name}}}}}" for name in Placeholder),
])
ANY_TEXT = st.text(max_size=300) | st.lists(PIECES | st.text(max_size=8), max_size=40).map(" ".join)


@pytest.mark.parametrize("one", LABELLED, ids=lambda one: one.id)
def test_a_text_breaks_exactly_these_rules(one: Labelled):
    assert one.found == one.expect


def test_every_rule_is_broken_somewhere_and_kept_somewhere():
    broken = Counter(rule for one in LABELLED for rule in one.expect)
    assert {rule.id for rule in ALL_RULES} - broken.keys() == set()
    assert sum(not one.expect for one in LABELLED) >= 20


@settings(max_examples=120, deadline=None)
@given(ANY_TEXT, KINDS)
def test_any_text_gets_an_answer_and_every_place_lies_within_it(raw: str, kind: Kind):
    for finding in check(raw, kind):
        assert 0 <= finding.where.start <= finding.where.end <= len(raw)
        assert finding.told.endswith((".", "”", ":", "?"))


def test_the_ids_are_one_of_a_kind_and_only_four_rules_warn():
    assert len({rule.id for rule in ALL_RULES}) == len(ALL_RULES) == 54
    assert {rule.id for rule in ALL_RULES if rule.severity is Severity.WARNING} == {"L07", "L10", "L14", "M07"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("[A-Z]??.txt")), ids=lambda path: path.stem)
def test_every_entry_of_a_list_finds_itself(path):
    entries = [line.split(" -> ")[0] for line in path.read_text("utf-8").splitlines() if line and line[0] not in "#!"]
    plain = [entry for entry in entries if not set(entry) & set("*…()|?<[")]
    assert entries
    for entry in plain:
        assert read(path.stem).names(f"Hier: {entry} daar."), entry


def test_frequent_words_are_ordinary_words():
    assert {"huis", "u", "bellen", "gemeente", "help", "app"} <= frequent()
    assert not {"regievoerder", "teneinde", "invordering"} & frequent()


@pytest.mark.parametrize(("word", "count"), [
    ("idee", 2), ("oma", 2), ("open", 2), ("avond", 2), ("even", 2), ("april", 2), ("adres", 2), ("energie", 3),
    ("huis", 1), ("bellen", 2), ("gemeente", 3), ("afspraak", 2), ("geïnteresseerd", 5), ("coördinatie", 5),
    ("nieuw", 1),
    ("fraaie", 2), ("mooie", 2), ("bloeien", 2), ("eeuwen", 2), ("schuldhulpverlening", 5), ("xyz", 1), ("mij", 1),
])
def test_syllables(word: str, count: int):
    assert syllables(word) == count


def test_flesch_douma_sees_the_difference():
    easy = [["ik", "kom", "op", "bezoek"], ["u", "mag", "nee", "zeggen"]]
    hard = [["desbetreffende", "betalingsachterstand", "noodzaakt", "ondergetekende", "invorderingsmaatregelen", "te",
             "overwegen"]]
    assert flesch_douma(easy) > 90
    assert flesch_douma(hard) < 0
    assert flesch_douma([]) is None


@pytest.mark.parametrize(("text", "count"), [
    ("Ik spreek u. Ik bel.", 2), ("Dag dhr. J. de Vries. Hallo.", 2), ("Kom t.a.v. mij om 16.30 uur.", 1),
    ("Bel mij: nu", 2), ("Een regel\nen nog een", 2), ("Hij zei: “Kom.” En toen?!", 3), ("", 0), (" . ! ?", 0),
])
def test_where_a_sentence_ends(text: str, count: int):
    assert len(Text(text, Kind(MessageChannel.LETTER)).sentences) == count


@pytest.mark.parametrize("piece", ["u kunt ", "neem ", "a", "a.", "-", "{{", "[", "iemand ", "ik en "])
def test_a_very_long_text_is_no_trap(piece: str):
    """Repetition on which a careless pattern takes hours; the time limit of the suite is the judge."""
    assert check(piece * 1500, Kind(MessageChannel.SMS))
