"""What a rule of law is made of: a citation, a condition with one question, a provision, and what judging them gives.

A provision is data. There is no engine: `assess.assess` asks every condition its one question and looks up the
finding that was written beforehand for that answer. What is made for every signal is a `Struct`, which costs a fifth of
a dataclass and is otherwise the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from service.rules.certainty import Nature, without_law
from service.rules.citation import Citation, Words
from service.rules.facts import Concern, Destination, Ground, Kind
from service.rules.reading import Reading

FactsT = TypeVar("FactsT")


class Outcome(StrEnum):
    """The answer to one condition. Unknown is its own answer: it never counts as yes or as no."""

    # Answers are looked up by the million. An enum hashes in Python what the text it is hashes at once.
    __hash__ = str.__hash__

    YES = "voldaan"
    NO = "nietVoldaan"
    UNKNOWN = "onbekend"


YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


class Verdict(StrEnum):
    ALLOWED = "toegestaan"
    REFUSED = "geweigerd"
    NOT_TAKEN_UP = "nietOpgepakt"
    PERSON_DECIDES = "mensBeslist"


class TermKind(StrEnum):
    FIRST_TALK = "eersteGesprek"
    DECISION = "besluit"
    INQUIRY = "onderzoek"


class SignpostCode(StrEnum):
    EMERGENCY = "noodnummer112"
    SAFE_AT_HOME = "veiligThuis"
    MENTAL_HEALTH_POINT = "meldpuntWvggz"
    CONVERSATION_CARD = "gesprekskaart"
    POLICE = "politie"


@dataclass(frozen=True, slots=True)
class Explanations:
    """One Dutch sentence for every answer. Plain words, no blame."""

    yes: str
    no: str
    unknown: str


@dataclass(frozen=True, slots=True, eq=False)
class SpecificAnswer:
    """An answer to one condition for one particular reason, with a sentence of its own."""

    outcome: Outcome
    explanation: str


Answer = Outcome | SpecificAnswer


class Finding(Struct, frozen=True):
    """One condition with its answer, as it is stored and shown."""

    condition: str
    outcome: Outcome
    source: str
    explanation: str
    nature: Nature
    text_seen: str


@dataclass(frozen=True, slots=True, eq=False)
class Condition(Generic[FactsT]):
    """One question to the facts. Its findings are written once, here, so that judging only looks them up.

    There is one for each outcome, and one for each answer in `specific`.
    """

    key: str
    citation: Citation
    words: Words
    asks: Callable[[FactsT], Answer]
    explanations: Explanations
    note: str = ""
    specific: tuple[SpecificAnswer, ...] = ()
    findings: Mapping[Answer, Finding] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        said, cited = self.explanations, self.citation
        answers: list[tuple[Answer, Outcome, str]] = [
            (YES, YES, said.yes), (NO, NO, said.no), (UNKNOWN, UNKNOWN, said.unknown),
            *((answer, answer.outcome, answer.explanation) for answer in self.specific),
        ]
        object.__setattr__(self, "findings", {
            answer: Finding(self.key, outcome, cited.source, sentence, cited.certainty.nature, cited.text_seen)
            for answer, outcome, sentence in answers
        })


@dataclass(frozen=True, slots=True)
class Term:
    """A statutory term: the last day that the law allows (`deadline`), and where that stands."""

    kind: TermKind
    deadline: date
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermRule:
    """The article behind a term, for `docs/wet.md` and for the words on a receipt."""

    kind: TermKind
    source: str
    citation: Citation
    words: Words
    length: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Destined:
    """One place where the signal goes, with only the worries that belong there.

    `target` is an earlier day than the statutory deadline, when a threat leaves less time than the law does.
    """

    destination: Destination
    ground: Ground
    threatening: bool
    term: Term
    target: date | None = None
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, slots=True)
class Signpost:
    """Where a person may turn when this service may not carry the signal. `phone` may come from municipal policy."""

    code: SignpostCode
    name: str
    phone: str | None
    explanation: str
    source: str


@dataclass(frozen=True, slots=True)
class SignpostRule(Generic[FactsT]):
    """Points the way when one of `conditions` is not met and the facts fit."""

    signpost: Signpost
    conditions: frozenset[str]
    fits: Callable[[FactsT], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Provision(Generic[FactsT]):
    """One version of the rules for one kind of signal, in force from `valid_from` until a later version begins.

    `signposts` stand most urgent first. `terms` are the articles that `destine` counts with.
    """

    id: str
    kind: Kind
    valid_from: date
    conditions: tuple[Condition[FactsT], ...]
    destine: Callable[[FactsT, date, Reading], tuple[Destined, ...]]
    signposts: tuple[SignpostRule[FactsT], ...]
    terms: tuple[TermRule, ...]
    unverified: tuple[str, ...]
    questions: tuple[Callable[[FactsT], Answer], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "questions", tuple(condition.asks for condition in self.conditions))


class Decision(Struct, frozen=True):
    """The whole judgement, without the person. It is stored as it is; explanations are rendered from it."""

    verdict: Verdict
    provision: str
    judged_on: date
    findings: tuple[Finding, ...]
    destined: tuple[Destined, ...]
    signpost: Signpost | None
    note: str = ""

    @property
    def unmet(self) -> tuple[str, ...]:
        """The keys of the conditions that were not met."""
        return tuple(finding.condition for finding in self.findings if finding.outcome is NO)

    @property
    def unmet_natures(self) -> frozenset[Nature]:
        """Of what kinds the conditions are that were not met: law, a reading of it, an arrangement."""
        return frozenset(finding.nature for finding in self.findings if finding.outcome is NO)

    @property
    def refused_without_law(self) -> bool:
        """Refused by a reading or an arrangement only: no condition of the text of the law itself is unmet."""
        return self.verdict is Verdict.REFUSED and without_law(self.unmet_natures)
