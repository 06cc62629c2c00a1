"""Terms and tasks of a referral, each with its day and whether it was kept, and the forms to record what was done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from service.referrals.care_tasks import TASKS
from service.referrals.progress import DecisionKind, OfferReaction, Progress, StepKind, TermLineKind
from service.referrals.read import ReferralView
from service.referrals.sharing import OWN_REQUEST, LinkKind
from service.rules.facts import Destination, Ground
from service.web import step_words as words
from service.web.dates import day_and_weekday
from service.web.notice_words import ANNOUNCEMENT
from service.web.show.forms import Field, Form, choice
from service.web.show.signals import Fact

_NO_DAY = "De wet noemt geen dag"
OFFER = Form("aanbod", "Aanbod vastleggen", "Aanbod vastleggen", (
    Field("gedaanOp", "Op welke dag deed u het aanbod?"),
    choice("reactie", "Wat antwoordde de inwoner?", words.OFFER_REACTION, "Kies wat de inwoner antwoordde."),
    Field("reactieOp", "Op welke dag antwoordde de inwoner?", required=False,
          hint="Laat leeg als er nog geen antwoord is."),
), (f"Neemt de inwoner het aanbod aan na de termijn? Dan telt dat als een eigen verzoek ({OWN_REQUEST}).",
    "Het werk gaat dan verder in een nieuwe verwijzing."))
TALK = Form("eerste-gesprek", "Eerste gesprek vastleggen", "Gesprek vastleggen", (
    Field("gehoudenOp", "Op welke dag was het gesprek?"),
), ("Na het eerste gesprek begint de termijn voor het besluit (Wgs artikel 4a, derde lid).",
    f"Zeg het in het gesprek, als er een plan van aanpak komt: “{ANNOUNCEMENT}”"))
DECISION = Form("besluit", "Besluit vastleggen", "Besluit vastleggen", (
    Field("genomenOp", "Op welke dag is het besluit genomen?"),
    choice("soort", "Welk besluit is het?",
           {kind: told for kind, told in words.DECISION.items() if kind is not DecisionKind.HELP_ENDED},
           "Kies welk besluit het is."),
    Field("bekendgemaaktOp", "Op welke dag kreeg de inwoner het besluit?", required=False,
          hint="Laat leeg als het nog niet is verstuurd of gegeven. Vul de dag later in."),
))


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    told: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class StepsView:
    terms: tuple[Line, ...]
    tasks: tuple[Line, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class StepForms:
    """The forms that ask about the signals of this household."""

    offer: Form
    decision: Form


def steps_view(view: ReferralView, document: dict[str, Any], asked: StepForms, *, may_work: bool) -> StepsView:
    terms = tuple(_line(words.TERM_LINE[TermLineKind(one["soort"])], one) for one in document["termijnen"])
    tasks = tuple(_line(words.STEP[StepKind(one["soort"])], one) for one in document["taken"])
    return StepsView(terms, tasks, _forms(view, asked) if may_work else ())


def task_form(kind: StepKind) -> Form:
    title = words.STEP[kind]
    return Form(f"taken/{kind}", f"{title}: vastleggen", "Taak vastleggen", (
        Field("gedaanOp", f"{title}: op welke dag?"),
    ))


def _forms(view: ReferralView, asked: StepForms) -> tuple[Form, ...]:
    """What can be recorded now: the next step, and the last one as long as it can be corrected."""
    if view.referral.destination == Destination.NEIGHBOURHOOD_TEAM:
        return tuple(task_form(kind) for kind in TASKS)
    if view.referral.destination != Destination.DEBT_HELP or _goes_on_elsewhere(view):
        return ()
    progress = view.progress
    if progress.last(StepKind.DECISION):
        return (asked.decision,)
    if progress.last(StepKind.TALK):
        return TALK, asked.decision
    return _before_talk(progress, asked)


def _before_talk(progress: Progress, asked: StepForms) -> tuple[Form, ...]:
    if progress.ground is not Ground.SIGNAL:
        return (TALK,)
    return (asked.offer,) if progress.reaction is OfferReaction.DECLINED else (asked.offer, TALK)


def _goes_on_elsewhere(view: ReferralView) -> bool:
    """Whether the work goes on in the resident's own request."""
    links = [one.end for one in view.links]
    return any(end.link.kind == LinkKind.LATE_ACCEPTANCE and end.link.active and not end.incoming for end in links)


def _line(title: str, line: dict[str, Any]) -> Line:
    done, ended = line.get("gehaaldOp") or line.get("gedaanOp"), line.get("vervallenOp")
    facts = [Fact("Laatste dag volgens de wet", _day(line["uiterlijk"]) or _NO_DAY)]
    if line["streefdatum"]:
        facts.append(Fact("Streefdatum van de gemeente", _day(line["streefdatum"])))
    facts.append(Fact("Bron", line["bron"]))
    facts.append(Fact("Gedaan op", _day(done) or "Nog niet gedaan"))
    facts.append(Fact("Op tijd?", f"Niet meer nodig sinds {_day(ended)}" if ended else _kept(line["opTijd"], done)))
    return Line(title, line.get("uitleg", ""), tuple(facts))


def _kept(on_time: bool | None, done: str | None) -> str:
    if on_time is None:
        return "Er is geen dag om aan te houden" if done else "Nog niet te zeggen"
    if on_time:
        return "Ja, op tijd"
    return "Nee, te laat gedaan" if done else "Nee, de dag is voorbij"


def _day(told: str | None) -> str:
    return day_and_weekday(date.fromisoformat(told)) if told else ""
