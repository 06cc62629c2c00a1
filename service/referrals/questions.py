"""What a person decides at triage: which question is open, the answers, and what follows from each. Pure.

An answer lets the work go on to the desk it was meant for, or ends it with a national result. Reasons are codes: what
is decided about a person is never free text. Signals of one household may each bring a question of their own: these
wait in line in `routing`, and the work goes on when the last was answered.
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
    NO_AGREEMENT = "geenOvereenkomst"
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
    AGREEMENT_MADE = "overeenkomstGesloten"
    CONSENT_GIVEN = "gemeenteStemtIn"
    NO_AGREEMENT = "geenOvereenkomst"
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
    TriageReason.NO_AGREEMENT: EndResult.OTHER_REASON,
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
    Question.NO_AGREEMENT: "Met de corporatie is geen overeenkomst over huurachterstanden. Pakt de gemeente dit op?",
    Question.NOT_REGISTERED: "De persoon staat niet als inwoner in de BRP. Is dit iemand die de gemeente kan helpen?",
    Question.RENT_WITHHELD: "De huurder betaalt niet vanwege gebreken aan de woning. Doet de gemeente toch een aanbod?",
}
_STOPPED = (
    "De verwijzing wordt afgesloten als niet opgepakt. De corporatie hoort alleen een reden die over het signaal gaat."
)
_STOP = Option(TriageAnswer.STOP, _STOPPED, (
    TriageReason.UNJUSTIFIED, TriageReason.REPEATED, TriageReason.DECEASED, TriageReason.OTHER,
))
_STOPPED_WITHOUT_AGREEMENT = (
    "De verwijzing wordt afgesloten als niet opgepakt; de inwoner krijgt geen aanbod. De corporatie hoort dat, en "
    "alleen een reden die over het signaal gaat. Dat er geen overeenkomst is, las zij al in het antwoord op haar "
    "signaal."
)
_STOP_WITHOUT_AGREEMENT = Option(TriageAnswer.STOP, _STOPPED_WITHOUT_AGREEMENT, (
    TriageReason.NO_AGREEMENT, TriageReason.UNJUSTIFIED, TriageReason.REPEATED, TriageReason.DECEASED,
))
_ONLY_THIS = "Dit geldt alleen voor deze verwijzing: een overeenkomst of algemene toestemming legt de beheerder vast."
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


_IN_LINE = (
    Question.NOT_REGISTERED, Question.RENT_WITHHELD, Question.NO_AGREEMENT, Question.NO_POLICY, Question.POLICY_ASKS,
    Question.UNKNOWN_AREA,
)
"""The order in which questions are asked. A team is chosen last, when it is certain that the work goes on."""
_WAITING = "daarna"


def with_question(routing: dict[str, Any], question: Question, explanation: str) -> dict[str, Any]:
    """The routing of a referral at triage to which a signal with this question came."""
    questions = _questions(routing)
    if any(asked["vraag"] == question for asked in questions):
        return routing
    questions.append({"vraag": question, "uitleg": explanation})
    return _asking(routing, sorted(questions, key=lambda asked: _IN_LINE.index(Question(asked["vraag"]))))


def after_answer(routing: dict[str, Any]) -> dict[str, Any] | None:
    """The routing when the first question was answered and the work goes on; None when no question is left."""
    left = _questions(routing)[1:]
    return _asking(routing, left) if left else None


def _questions(routing: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"vraag": routing["vraag"], "uitleg": routing["uitleg"]}, *routing.get(_WAITING, ())]


def _asking(routing: dict[str, Any], questions: list[dict[str, Any]]) -> dict[str, Any]:
    first, *later = questions
    kept = {name: value for name, value in routing.items() if name != _WAITING}
    return kept | first | ({_WAITING: later} if later else {})


def may_ask(finding: Finding, ground: str) -> bool:
    """Withheld rent is a question about a landlord's signal only."""
    return finding is Finding.NOT_REGISTERED or ground == Ground.SIGNAL


def _options(question: Question, intended: Destination) -> list[Option]:
    if question is Question.NOT_REGISTERED:
        lives_here = Option(TriageAnswer.RESIDENT, _onward(intended), (TriageReason.LIVES_HERE,))
        # Only the law on debt help can treat somebody who is no resident as one.
        special = [_special(intended)] if intended is Destination.DEBT_HELP else []
        return [lives_here, _ELSEWHERE, *special]
    if question is Question.NO_AGREEMENT:
        agreed = (TriageReason.AGREEMENT_MADE, TriageReason.CONSENT_GIVEN)
        return [Option(TriageAnswer.GO_ON, f"{_onward(intended)} {_ONLY_THIS}", agreed), _STOP_WITHOUT_AGREEMENT]
    chosen = TriageReason.TEAM_CHOSEN if question is Question.UNKNOWN_AREA else TriageReason.SIGNAL_IN_ORDER
    return [Option(TriageAnswer.GO_ON, _onward(intended), (chosen, TriageReason.HELP_IS_NEEDED)), _STOP]


def _special(intended: Destination) -> Option:
    told = f"De persoon telt als inwoner (Wgs artikel 3, vijfde lid). {_onward(intended)}"
    return Option(TriageAnswer.SPECIAL, told, (TriageReason.HELP_IS_NEEDED,))


def _onward(intended: Destination) -> str:
    return f"De verwijzing gaat naar de werklijst {intended}. De wettelijke termijn loopt door vanaf de ontvangst."
