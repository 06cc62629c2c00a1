"""What a person decides at triage: which question is open, the answers, and what follows from each. Pure.

An answer lets the work go on to the desk it was meant for, or ends it with a national result. Reasons are codes: what
is decided about a person is never free text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.referrals.status import EndResult
from service.rules.facts import Destination, Ground


class Question(StrEnum):
    POLICY_ASKS = "beleidVraagtMens"
    UNKNOWN_AREA = "onbekendGebied"
    NO_POLICY = "geenBeleid"
    NOT_REGISTERED = "nietInBrp"
    RENT_WITHHELD = "huurOpgeschort"


class Finding(StrEnum):
    """What a caseworker found that only triage may decide on. Each is also a `Question`."""

    NOT_REGISTERED = "nietInBrp"
    RENT_WITHHELD = "huurOpgeschort"


class TriageAnswer(StrEnum):
    GO_ON = "doorzetten"
    STOP = "nietOppakken"
    RESIDENT = "inwoner"
    NOT_A_RESIDENT = "geenInwoner"
    SPECIAL = "bijzondereOmstandigheden"


class TriageReason(StrEnum):
    SIGNAL_IN_ORDER = "signaalInOrde"
    TEAM_CHOSEN = "teamGekozen"
    LIVES_HERE = "woontHier"
    HELP_IS_NEEDED = "hulpIsNodig"
    UNJUSTIFIED = "onterechtSignaal"
    REPEATED = "herhaaldeMelding"
    DECEASED = "overleden"
    LIVES_ELSEWHERE = "woontElders"
    OTHER = "andereReden"


RESULTS: dict[TriageReason, EndResult] = {
    TriageReason.UNJUSTIFIED: EndResult.UNJUSTIFIED,
    TriageReason.REPEATED: EndResult.REPEATED,
    TriageReason.DECEASED: EndResult.DECEASED,
    TriageReason.LIVES_ELSEWHERE: EndResult.NOT_A_RESIDENT,
    TriageReason.OTHER: EndResult.OTHER_REASON,
}
"""The reasons that end the work; every other reason lets it go on."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: what follows from it, and the reasons that may be given with it."""

    answer: TriageAnswer
    consequence: str
    reasons: tuple[TriageReason, ...]

    @property
    def goes_on(self) -> bool:
        return not RESULTS.keys() & set(self.reasons)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    question: Question
    text: str
    options: tuple[Option, ...]
    team_needed: bool


_TEXTS: Mapping[Question, str] = {
    Question.POLICY_ASKS: "Het beleid wil dat eerst een medewerker kijkt. Pakt de gemeente dit op?",
    Question.UNKNOWN_AREA: "De postcode ligt in geen gebied van het beleid. Welk team pakt dit op?",
    Question.NO_POLICY: "Er is nog geen beleid van kracht. Pakt de gemeente dit op?",
    Question.NOT_REGISTERED: "De persoon staat niet als inwoner in de BRP. Is dit iemand die de gemeente kan helpen?",
    Question.RENT_WITHHELD: "De huurder betaalt niet vanwege gebreken aan de woning. Doet de gemeente toch een aanbod?",
}
_STOPPED = (
    "De verwijzing wordt afgesloten als niet opgepakt. De corporatie hoort alleen een reden die over het signaal gaat."
)
_STOP = Option(TriageAnswer.STOP, _STOPPED, (
    TriageReason.UNJUSTIFIED, TriageReason.REPEATED, TriageReason.DECEASED, TriageReason.OTHER,
))
_ELSEWHERE = Option(
    TriageAnswer.NOT_A_RESIDENT,
    "De verwijzing wordt afgesloten: geen inwoner (meer). De corporatie hoort deze reden.",
    (TriageReason.LIVES_ELSEWHERE,),
)


def question_at(routing: dict[str, Any]) -> OpenQuestion:
    """The open question of a referral at triage, from how it was routed."""
    question, intended = Question(routing["vraag"]), Destination(routing["bedoeld"])
    return OpenQuestion(
        question, _TEXTS[question], tuple(_options(question, intended)), question is Question.UNKNOWN_AREA,
    )


def may_ask(finding: Finding, ground: str) -> bool:
    """Withheld rent is a question about a landlord's signal only."""
    return finding is Finding.NOT_REGISTERED or ground == Ground.SIGNAL


def _options(question: Question, intended: Destination) -> list[Option]:
    if question is Question.NOT_REGISTERED:
        lives_here = Option(TriageAnswer.RESIDENT, _onward(intended), (TriageReason.LIVES_HERE,))
        # Only the law on debt help can treat somebody who is no resident as one.
        special = [_special(intended)] if intended is Destination.DEBT_HELP else []
        return [lives_here, _ELSEWHERE, *special]
    chosen = TriageReason.TEAM_CHOSEN if question is Question.UNKNOWN_AREA else TriageReason.SIGNAL_IN_ORDER
    return [Option(TriageAnswer.GO_ON, _onward(intended), (chosen, TriageReason.HELP_IS_NEEDED)), _STOP]


def _special(intended: Destination) -> Option:
    told = f"De persoon telt als inwoner (Wgs artikel 3, vijfde lid). {_onward(intended)}"
    return Option(TriageAnswer.SPECIAL, told, (TriageReason.HELP_IS_NEEDED,))


def _onward(intended: Destination) -> str:
    return f"De verwijzing gaat naar de werklijst {intended}. De wettelijke termijn loopt door vanaf de ontvangst."
