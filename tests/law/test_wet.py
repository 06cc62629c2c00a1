from pathlib import Path

from service.rules.registry import BEHIND_THE_DOOR, RENT_ARREARS
from service.rules.wet import ELSEWHERE_UNVERIFIED, markdown

FILE = Path(__file__).parents[2] / "docs" / "wet.md"
AGAIN = "Path('docs/wet.md').write_text(service.rules.wet.markdown(), 'utf-8') writes it again"


def test_the_document_is_what_the_provisions_say():
    assert FILE.read_text("utf-8") == markdown(), AGAIN


def test_everything_is_in_it():
    text = markdown()
    for provision in (*RENT_ARREARS, *BEHIND_THE_DOOR):
        assert provision.id in text
        for condition in provision.conditions:
            for said in (condition.key, condition.citation.source, condition.words.text, condition.note):
                assert said in text
        assert all(line in text for line in provision.unverified)
        assert all(rule.source in text and rule.words.text in text for rule in provision.terms)
    assert all(line in text for line in ELSEWHERE_UNVERIFIED)
    assert "15 mei 2026" in text
