"""What corporations will hear of one referral besides a status: to whom, why and when, and the forms to stop it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.clock import day_of
from service.partners.store import organisation_names
from service.referrals.notices.candidates import NoticeCandidate
from service.referrals.notices.overview import NoticeOverview
from service.referrals.notices.pause import pause_days
from service.referrals.notices.status import STOPS_BY_HAND, NoticeKind, NoticeState, NoticeStop, PauseEnd
from service.referrals.notices.tables import CollectionPause, DebtHelpNotice
from service.referrals.progress import Progress, StepKind
from service.referrals.read import ReferralView
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.rules.facts import Ground
from service.web import address, notice_words, words
from service.web.dates import in_dutch, moment
from service.web.page import Link
from service.web.show.forms import BOXES, RADIO, Field, Form, choice, options_of
from service.web.show.steps import DECISION, OFFER, StepForms
from service.web.show.worklist import mark_of

NONE_OF_THESE = "geen"
_ABOUT_CLIENT = "Welke signalen gaan over deze inwoner, en niet over iemand anders op dit adres?"
_STOPS = {reason: f"{notice_words.STOP[reason][0].upper()}{notice_words.STOP[reason][1:]}" for reason in STOPS_BY_HAND}
HELP_ENDED = Form("hulp-gestopt", "Vastleggen dat de hulp is gestopt", "Einde vastleggen", (
    Field("genomenOp", "Op welke dag stopte de hulp?"),
    Field("bekendgemaaktOp", "Is er een besluit om te stoppen? Op welke dag kreeg de inwoner dat?", required=False,
          hint="Laat leeg als de inwoner zelf stopte of als de hulp klaar is."),
), ("Wie hoorde dat er schuldhulp is, hoort op de volgende werkdag dat die er niet meer is.",
    "Een reden gaat niet mee, en die bewaart Voordeur ook niet."))
PAUSE_STOPPED = Form(
    "incassopauze-stoppen", "De inwoner trekt de toestemming voor de pauze in", "Pauze beëindigen", (),
    ("De corporatie hoort meteen dat de pauze voorbij is. Een nieuwe pauze kan daarna niet meer.",),
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice: whom it is for, what it says, how it stands. `keys` are its forms."""

    to: str
    says: str
    state: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticesView:
    rows: tuple[NoticeRow, ...]
    unticked: tuple[str, ...]
    plans: tuple[Link, ...]
    pauses: tuple[str, ...]
    forms: tuple[Form, ...]
    loose: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return bool(self.rows or self.unticked or self.plans or self.pauses or self.forms)


def notices_view(session: Session, view: ReferralView, actor: Caseworker, *, may_work: bool) -> NoticesView:
    overview, labels = view.notices, labels_of(session, view.notices)
    rows: list[NoticeRow] = []
    forms: list[Form] = []
    for notice in overview.notices:
        own = tuple(_notice_forms(notice, actor)) if _is_last(notice, overview) else ()
        forms += own
        rows.append(NoticeRow(
            labels.get(notice.signal_id, "een corporatie"), notice_words.KIND[NoticeKind(notice.kind)], _state(notice),
            tuple(form.key for form in own),
        ))
    unticked = tuple(labels[one.signal_id] for one in overview.unticked)
    loose = tuple(_loose_forms(view, labels, may_work=may_work or view.referral.status == ReferralStatus.CLOSED))
    plans = tuple(Link(address.referral(id_), f"Verwijzing {mark_of(id_)}") for id_ in overview.plans_before)
    pauses = tuple(_pause(one, labels) for one in overview.pauses)
    return NoticesView(tuple(rows), unticked, plans, pauses, (*forms, *loose), tuple(form.key for form in loose))


def step_forms(session: Session, referral: Referral, progress: Progress, overview: NoticeOverview) -> StepForms:
    """The forms for the offer and the decision, with the questions that this household gives rise to."""
    labels = labels_of(session, overview)
    days = pause_days(session, referral.municipality_code, progress.today)
    asks_pause = days is not None and referral.ground == Ground.SIGNAL and overview.candidates
    offer = _with_pause(days, overview.candidates, labels) if asks_pause and days else OFFER
    return StepForms(offer, _decision_form(progress, overview, labels))


def labels_of(session: Session, overview: NoticeOverview) -> dict[UUID, str]:
    """A signal by its corporation and its reference: what it is about, and never a name."""
    names = organisation_names(session, [one.corporation_id for one in overview.signals.values()])
    return {
        one.signal_id: f"{names.get(one.corporation_id, 'een corporatie')}, kenmerk {one.reference}, ontvangen op "
                       f"{in_dutch(one.received_on)}"
        for one in overview.signals.values()
    }


def tick_form(candidates: list[NoticeCandidate], labels: dict[UUID, str]) -> Form:
    return Form("schuldhulpmeldingen", "Later gekomen signalen aanvinken", "Klaarzetten", (
        _boxes(candidates, labels, required=True),
    ), ("De corporatie hoort op de volgende werkdag om 12.00 uur dat er schuldhulp is.", notice_words.BECAUSE))


def stop_form(signal_id: UUID) -> Form:
    return Form(f"schuldhulpmeldingen/{signal_id}/stoppen", "Niet melden", "Melding stoppen", (
        choice("reden", "Waarom hoort de corporatie dit niet?", _STOPS, "Kies een reden."),
    ), ("Melden is een plicht. Stoppen kan alleen om een van deze redenen.",))


def hold_form(signal_id: UUID) -> Form:
    return Form(f"schuldhulpmeldingen/{signal_id}/aanhouden", "Aanhouden voor de veiligheid", "Aanhouden", (), (
        "Is het gevaarlijk als de corporatie dit weet? Dan wacht de melding. Een collega beslist, niet u.",
    ))


def decide_form(signal_id: UUID) -> Form:
    return Form(f"schuldhulpmeldingen/{signal_id}/beslissen", "Beslissen over de veiligheid", "Beslissing vastleggen", (
        choice("antwoord", "Hoort de corporatie dit?", {
            "vertellen": "Ja, vertellen op de volgende werkdag", "nietVertellen": "Nee, het is niet veilig",
        }, "Kies ja of nee."),
    ), ("Een collega hield deze melding aan. U beslist als tweede.",))


def _boxes(candidates: list[NoticeCandidate], labels: dict[UUID, str], *, required: bool) -> Field:
    options = {str(one.signal_id): labels[one.signal_id] for one in candidates}
    if not required:
        options[NONE_OF_THESE] = "Geen van deze signalen gaat over deze inwoner"
    return Field("signalen", _ABOUT_CLIENT, BOXES, (options_of(options),), "Vink aan welke signalen.", required)


def _decision_form(progress: Progress, overview: NoticeOverview, labels: dict[UUID, str]) -> Form:
    """As it was recorded last, so that putting one thing right leaves the others as they are."""
    last = progress.last(StepKind.DECISION)
    known = last.day("bekendgemaaktOp") if last else None
    ticked = {str(one.signal_id) for one in overview.notices
              if one.kind == NoticeKind.RECEIVES and one.state != NoticeState.STOPPED}
    informed = next((one.informed_on for one in reversed(overview.notices) if one.informed_on), None)
    typed = {
        "genomenOp": last.on_day.isoformat() if last else "", "soort": last.detail["soort"] if last else "",
        "bekendgemaaktOp": known.isoformat() if known else "", "signalen": " ".join(sorted(ticked)),
        "inwonerIngelichtOp": informed.isoformat() if informed else "",
    }
    asked = (*DECISION.fields, *_plan_fields(overview.candidates, labels)) if overview.candidates else DECISION.fields
    told = _PLAN_TOLD if overview.candidates else ()
    return replace(DECISION, fields=tuple(replace(field, value=typed[field.name]) for field in asked), told=told)


_PLAN_TOLD = (
    "Is het een plan van aanpak, en kreeg de inwoner het? Dan hoort de corporatie achter elk aangevinkt signaal dit.",
    f"Dat gaat de werkdag nadat u dit vastlegt, om 12.00 uur. {notice_words.BECAUSE} Tot dan kunt u het tegenhouden.",
    f"Zet dit in de brief met het besluit: “{notice_words.ANNOUNCEMENT}”",
)


def _plan_fields(candidates: list[NoticeCandidate], labels: dict[UUID, str]) -> tuple[Field, ...]:
    return (
        _boxes(candidates, labels, required=False),
        Field("inwonerIngelichtOp", "Op welke dag vertelde u de inwoner dat de verhuurder dit hoort?", required=False,
              hint="Laat leeg als alleen de brief met het besluit het zegt."),
    )


def _with_pause(days: int, candidates: list[NoticeCandidate], labels: dict[UUID, str]) -> Form:
    fields: tuple[Field, ...] = (
        Field("toestemmingOp", f"Mag de gemeente de corporatie vragen {days} dagen geen incasso te doen? Op welke dag "
              "zei de inwoner ja?", required=False,
              hint="Alleen als de inwoner het aanbod aanneemt. De corporatie hoort het meteen. Leeg is: geen pauze."),
        Field("wijze", "Hoe gaf de inwoner die toestemming?", RADIO, (options_of(words.CONSENT_MANNER),),
              required=False),
    )
    if len(candidates) > 1:
        fields += (_boxes(candidates, labels, required=False),)
    return replace(OFFER, fields=(*OFFER.fields, *fields))


def _notice_forms(notice: DebtHelpNotice, actor: Caseworker) -> Iterator[Form]:
    if notice.state == NoticeState.WAITING:
        yield stop_form(notice.signal_id)
        yield hold_form(notice.signal_id)
    elif notice.state == NoticeState.HELD and notice.held_by != actor.id:
        yield decide_form(notice.signal_id)


def _is_last(notice: DebtHelpNotice, overview: NoticeOverview) -> bool:
    return [one for one in overview.notices if one.signal_id == notice.signal_id][-1] is notice


def _loose_forms(view: ReferralView, labels: dict[UUID, str], *, may_work: bool) -> Iterator[Form]:
    overview, kept = view.notices, view.referral.forgotten_at is None
    if may_work and kept and overview.unticked:
        yield tick_form(overview.unticked, labels)
    if may_work and kept and view.progress.running_plan:
        yield HELP_ENDED
    if any(one.ended_at is None for one in overview.pauses):
        yield PAUSE_STOPPED


def _state(notice: DebtHelpNotice) -> str:
    told = notice_words.STATE[NoticeState(notice.state)]
    if notice.state == NoticeState.WAITING:
        return told.format(moment(notice.goes_at))
    if notice.state == NoticeState.STOPPED:
        return told.format(notice_words.STOP[NoticeStop(notice.stop_reason or "")])
    return told.format(moment(notice.sent_at)) if notice.sent_at else told


def _pause(pause: CollectionPause, labels: dict[UUID, str]) -> str:
    to, last = labels.get(pause.signal_id, "een corporatie"), in_dutch(pause.last_day)
    told = f"{to}: van {in_dutch(pause.first_day)} tot en met {last}"
    if pause.ended_at is None:
        return f"{told}. De inwoner zei ja op {in_dutch(pause.consent_on)}."
    why = notice_words.PAUSE_END[PauseEnd(pause.end_reason or "")]
    return f"{told}. Beëindigd op {in_dutch(day_of(pause.ended_at))}: {why}."
