"""What the journal holds of steps, handing over and triage, as sentences; each from codes and days only."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from service.onward.status import DoneResult, RefusalReason
from service.referrals.forget import FORGOTTEN
from service.referrals.forward import FORWARDED
from service.referrals.merge import JOINED
from service.referrals.progress import DecisionKind, OfferReaction, StepKind
from service.referrals.questions import Finding, TriageAnswer, TriageReason
from service.referrals.reassign import MOVED
from service.referrals.sharing import WHEN_NECESSARY
from service.referrals.status import ReopenReason, StopReason
from service.rules.facts import ConsentManner, Destination
from service.rules.regulations.bgs_artikelen_3_en_12_2026_01_01 import INTERNAL_SUPPLY_SOURCE
from service.web import onward_words
from service.web import step_words as words
from service.web.dates import read_day
from service.web.message_words import MESSAGE_EVENTS
from service.web.notice_words import NOTICE_EVENTS
from service.web.show.worklist import mark_of
from service.web.words import CONSENT_MANNER

Detail = dict[str, Any]


def _step(detail: Detail) -> str:
    told = f"Vastgelegd: {words.STEP[StepKind(detail['stap'])].lower()}, {read_day(detail['dag'])}"
    if detail.get("reactie"):
        told += f". {words.OFFER_REACTION[OfferReaction(detail['reactie'])]}"
    if detail.get("reactieOp"):
        told += f", {read_day(detail['reactieOp'])}"
    return f"{told}. {words.DECISION[DecisionKind(detail['soort'])]}" if detail.get("soort") else told


def _decided(detail: Detail) -> str:
    answer, reason = TriageAnswer(detail["antwoord"]), TriageReason(detail["reden"])
    return f"De triage besliste: {words.TRIAGE_ANSWER[answer].lower()}. {words.TRIAGE_REASON[reason]}"


def _withdrawn(detail: Detail) -> str:
    how = detail.get("wijze")
    return "De inwoner trok de toestemming in" + (f", {CONSENT_MANNER[ConsentManner(how)]}" if how else "")


def _forwarded(detail: Detail) -> str:
    days = ", ".join(read_day(day) for day in detail["ontvangenOp"])
    how = "Doorgezonden naar" if detail["aangesloten"] else "Overdrachtsbestand gemaakt voor"
    return f"{how} de gemeente met code {detail['gemeente']}. Hier ontvangen: {days}"


def _handed_over(detail: Detail) -> str:
    """To debt help with the article it rests on, and the one that says what debt help may ask for next."""
    target = Destination(detail["bestemming"])
    rests_on = f" ({WHEN_NECESSARY}, naast {INTERNAL_SUPPLY_SOURCE})" if target is Destination.DEBT_HELP else ""
    return f"Overgedragen aan {words.DESK[target]}{rests_on}"


EVENTS: dict[str, Callable[[Detail], str]] = {
    "stap-vastgelegd": _step,
    "triage-beslist": _decided,
    "verwijzing-naar-triage": lambda detail: f"Voorgelegd aan de triage: {words.FINDING[Finding(detail['bevinding'])]}",
    "verwijzing-overgedragen": _handed_over,
    "verwijzing-van-ander-loket": lambda detail: f"Overgedragen door {words.DESK[Destination(detail['van'])]}",
    "verwijzing-heropend": lambda detail: f"Heropend: {words.REOPEN_REASON[ReopenReason(detail['reden'])].lower()}. "
                                          f"Afgesloten was: {detail['resultaat']}",
    FORWARDED: _forwarded,
    MOVED: lambda _: "Door de teamleider op naam van een andere behandelaar gezet",
    **MESSAGE_EVENTS,
    **NOTICE_EVENTS,
    FORGOTTEN: lambda _: "De bewaartermijn was voorbij. De persoonsgegevens zijn gewist",
    JOINED: lambda detail: f"Samengevoegd: het werk gaat verder in {mark_of(UUID(detail['in']))}",
    "verwijzing-samengevoegd": lambda detail: f"Verwijzing {mark_of(UUID(detail['van']))} is hierbij gevoegd",
    "toestemming-ingetrokken": _withdrawn,
    "laat-geaccepteerd": lambda detail: f"De inwoner nam het aanbod aan na de termijn, op {read_day(detail['op'])}",
    "inwoner-vroeg-zelf": lambda detail: f"De inwoner vroeg zelf om hulp, op {read_day(detail['op'])}",
    "eigen-verzoek-geopend": lambda detail: f"Eigen verzoek van de inwoner, op {read_day(detail['op'])}",
}


def _stopped(partner: str, detail: Detail) -> str:
    how = detail.get("wijze")
    why = onward_words.STOPPED[StopReason(detail["reden"])].lower()
    return f"Doorverwijzing naar {partner} gestopt: {why}" + (f", {CONSENT_MANNER[ConsentManner(how)]}" if how else "")


PARTNER_EVENTS: dict[str, Callable[[str, Detail], str]] = {
    "doorverwezen": lambda partner, _: f"Met toestemming doorverwezen naar {partner}",
    "doorverwijzing-gestopt": _stopped,
    "partner-nam-aan": lambda partner, _: f"{partner} nam de doorverwijzing aan",
    "partner-weigerde": lambda partner, detail: (
        f"{partner} weigerde de doorverwijzing: {onward_words.REFUSAL[RefusalReason(detail['reden'])].lower()}"
    ),
    "partner-klaar": lambda partner, detail: (
        f"{partner} is klaar: {onward_words.DONE[DoneResult(detail['resultaat'])].lower()}"
    ),
}
"""What happened with a partner; its name comes first, the journal holds only its id."""
