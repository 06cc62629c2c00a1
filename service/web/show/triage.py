"""The open question at triage: each answer with what follows from it, the reasons that fit, and the team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.policy.model import Desk
from service.referrals.questions import TriageAnswer, TriageReason, question_at
from service.referrals.tables import Referral
from service.web.show.forms import SELECT, Field, Form, Group
from service.web.step_words import TRIAGE_ANSWER, TRIAGE_REASON

ANSWER = "antwoord"
_BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class TriageView:
    """`form` is None for who does not hold the referral: the question is there to read."""

    question: str
    explanation: str
    answers: tuple[tuple[str, str], ...]
    form: Form | None


def triage_view(document: dict[str, Any], referral: Referral, *, may_work: bool) -> TriageView | None:
    asked = document["openVraag"]
    if asked is None or referral.closed_at:
        return None
    teams = {team["id"]: team["naam"] for team in asked["teams"]}
    answers = tuple((TRIAGE_ANSWER[TriageAnswer(one["code"])], one["gevolg"]) for one in asked["antwoorden"])
    return TriageView(
        asked["vraag"], asked["toelichting"], answers, triage_form(referral, teams) if may_work else None,
    )


def triage_form(referral: Referral, teams: Mapping[str, str]) -> Form:
    """Answer and reason are one choice, so that a reason always fits. A team only where no area gives one."""
    if referral.destination != Desk.TRIAGE:
        return Form("beslissing", "", "", ())
    asked = question_at(referral.routing)
    groups = tuple(
        Group(tuple((f"{one.answer}{_BETWEEN}{reason}", TRIAGE_REASON[reason]) for reason in one.reasons),
              TRIAGE_ANSWER[one.answer], one.consequence)
        for one in asked.options
    )
    team = Field("team", "Welk team pakt dit op?", SELECT, (Group(tuple(teams.items())),), "Kies een team.",
                 required=False, hint="Alleen nodig als u doorzet.")
    answer = Field(ANSWER, "Wat beslist u, en waarom?", "radio", groups, "Kies een antwoord met een reden.")
    return Form("beslissing", "Beslissen", "Beslissen", (answer, team) if asked.team_needed else (answer,))


def chosen(form: Form) -> tuple[TriageAnswer, TriageReason]:
    answer, reason = form.text(ANSWER).split(_BETWEEN)
    return TriageAnswer(answer), TriageReason(reason)


def names_of(teams: Iterable[Any]) -> dict[str, str]:
    return {team.id: team.name for team in teams}
