"""The answer to "Beslist een computer over u?" (AVG 22, UAVG 40), from the policy in force, so that it is always true.

Whether a lawful signal is taken up is decided by a computer in one case only: below a threshold with a silent decline.
Then the answer is yes, and says how a person comes to look at it all the same.
"""

from collections.abc import Iterator

from service.policy.model import AskPerson, MissingAgreement, Policy
from service.policy.threshold import Thresholds, euros

_ALWAYS = (
    "Een computer kijkt of uw verhuurder de gegevens mocht doorgeven. Mocht dat niet? Dan bewaren wij uw gegevens "
    "niet, en schrijven wij u niet"
)
_PEOPLE = "Wat er daarna gebeurt, beslist een mens, samen met u."
_NO_POLICY = f"Nee. {_ALWAYS}. Een medewerker kiest daarna welk team u kan helpen. {_PEOPLE}"
_SORTED = (
    f"{_ALWAYS}. Mocht het wel? Dan rekent de computer uit hoe snel wij u moeten spreken, en welk team u kan helpen. "
    "Weet de computer dat niet? Dan kiest een medewerker."
)
_THREATENED = "Meldt uw verhuurder dat u misschien uw huis uit moet? Dan geldt dit niet."


def answer_of(policy: Policy | None) -> tuple[str, ...]:
    """Paragraphs, the first of which begins with yes or no."""
    if policy is None:
        return (_NO_POLICY,)
    begin = "Soms wel." if policy.thresholds.declines else "Nee."
    return (f"{begin} {_SORTED} {_PEOPLE}", *_below(policy), *_asked(policy))


def _below(policy: Policy) -> Iterator[str]:
    chosen = policy.thresholds
    if chosen.declines:
        yield (
            f"Let op: {_bounds(chosen)} Dan beslist een computer dat wij niets doen met de melding. U hoort dan niets "
            f"van ons. Wij bewaren ook niet wie u bent en waar u woont. {_THREATENED}"
        )
        yield (
            "Wilt u toch hulp? Of bent u het er niet mee eens? Bel of schrijf ons. Dan kijkt altijd een medewerker "
            f"naar wat u vertelt. Waarom doen wij dit zo? Dat staat in: {policy.threshold_basis}"
        )
    if chosen.offers:
        yield (
            f"{_bounds(chosen)} Dan legt een computer de melding op een eigen stapel. Een medewerker stuurt u dan een "
            f"brief. Daarin staat welke hulp u kunt krijgen. {_THREATENED}"
        )


def _bounds(chosen: Thresholds) -> str:
    asked = [f"Is uw huurschuld lager dan {euros(chosen.amount_cents)}?"] if chosen.amount_cents is not None else []
    if chosen.age_days is not None:
        asked.append(f"Hebt u de huurschuld korter dan {chosen.age_days} dagen?")
    return " Of: ".join(asked)


def _asked(policy: Policy) -> Iterator[str]:
    found = list(_situations(policy.ask_person))
    if policy.missing_agreement is MissingAgreement.TRIAGE:
        found.append("als wij geen vaste afspraak hebben met uw verhuurder")
    if found:
        yield f"Soms kijkt eerst een medewerker of wij iets doen met de melding: {'; '.join(found)}."


def _situations(ask: AskPerson) -> Iterator[str]:
    if ask.amount_from_cents is not None:
        yield f"als uw huurschuld {euros(ask.amount_from_cents)} of meer is"
    if ask.age_from_days is not None:
        yield f"als u de huurschuld {ask.age_from_days} dagen of langer hebt"
    if ask.oral_consent:
        yield "als u het alleen met woorden goed vond dat wij het weten"
    if ask.consent_by_representative:
        yield "als iemand het voor u goed vond dat wij het weten"
    if ask.concerns:
        yield "bij sommige zorgen over u of uw huis"
