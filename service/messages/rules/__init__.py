"""The rules for what is said to people, and the check of a text against them. Pure.

F03, F04 and F08 to F10 look at a rendered file and stand elsewhere. May import: text, wordlist, readability.
"""

from service.messages.kind import Kind, MeetingManner, MessageSituation
from service.messages.rules import form, language, offer, privacy, safety, tone
from service.messages.rules.rule import Finding, Rule
from service.messages.text import Text

ALL_RULES: tuple[Rule, ...] = (
    *language.RULES, *tone.RULES, *offer.RULES, *privacy.RULES, *safety.RULES, *form.RULES,
)


def check(
    raw: str, kind: Kind, situation: MessageSituation = MessageSituation.ORDINARY, manner: MeetingManner | None = None
) -> list[Finding]:
    """Every rule that a text breaks, in the order of the rules and then of the text.

    `manner` is where the talk is that the text is written for; None: that is not known, and nothing contradicts it.
    """
    text = Text(raw, kind, situation, manner)
    return [
        Finding(rule, found.where, found.told, found.better)
        for rule in ALL_RULES if rule.applies(kind)
        for found in sorted(rule.look(text), key=lambda found: found.where.start)
    ]
