"""`docs/berichten.md` says what the rules say."""

from service.config import ROOT
from service.messages.page import markdown
from service.messages.rules import ALL_RULES
from service.messages.template import shipped

AGAIN = "Path('docs/berichten.md').write_text(service.messages.page.markdown(), 'utf-8') writes it again"


def test_the_page_is_the_one_that_is_generated():
    assert (ROOT / "docs" / "berichten.md").read_text("utf-8") == markdown(), AGAIN


def test_every_rule_and_template_is_in_it_and_says_why():
    page = markdown()
    assert all(f"| {rule.id} | {rule.asks} | {rule.why} |" in page for rule in ALL_RULES)
    assert all(f"`{template.code}`" in page for template in shipped())
    assert not [rule.id for rule in ALL_RULES if "|" in rule.asks + rule.why + rule.source + rule.holds_for]
