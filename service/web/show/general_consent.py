"""A municipality's general consent as an administrator reads it, and who tried to send without an agreement."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from service.partners.general_consent import NewGeneralConsent, general_consents
from service.partners.tables import GeneralConsent
from service.rules.facts import Kind
from service.signals.without_agreement import AgreementAttempt, attempts_without_agreement
from service.web import address
from service.web.dates import in_dutch, typed_day
from service.web.show.agreements import line_mistake
from service.web.show.attempt import Mistake
from service.web.words import KIND


@dataclass(frozen=True, slots=True)
class GeneralConsentLine:
    """`end` is where its last day is set, empty when it is over; `holds`: now or later."""

    given: str
    period: str
    state: str
    holds: bool
    end: str


@dataclass(frozen=True, slots=True)
class AgreementAttemptLine:
    """`agree` leads to the form for an agreement, with this corporation and kind chosen."""

    corporation: str
    kind: str
    told: str
    last_day: str
    agree: str


@dataclass(frozen=True, slots=True)
class WithoutAgreementView:
    """`offer` is where general consent is recorded; empty when the municipality gave it, or when nobody tried rent."""

    attempts: tuple[AgreementAttemptLine, ...]
    consents: tuple[GeneralConsentLine, ...]
    offer: str

    @property
    def consented(self) -> bool:
        return any(one.holds for one in self.consents)


@dataclass(frozen=True, slots=True)
class GeneralConsentForm:
    """What stands in the fields, as typed."""

    by: str = ""
    given: str = ""
    first: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


@dataclass(frozen=True, slots=True)
class EndConsentForm:
    """`since` and `until` are the days between which the last day may lie; `until` is empty without an end."""

    line: GeneralConsentLine
    since: str
    until: str
    day: str = ""
    mistake: str = ""


def without_agreement_view(session: Session, municipality_code: str, today: date) -> WithoutAgreementView:
    tried = attempts_without_agreement(session, municipality_code, today)
    consents = tuple(consent_line(one, today) for one in general_consents(session, municipality_code))
    wanted = any(one.kind is Kind.RENT_ARREARS for one in tried) and not any(one.holds for one in consents)
    return WithoutAgreementView(
        tuple(_attempt(one) for one in tried), consents, address.general_consent() if wanted else "",
    )


def consent_line(consent: GeneralConsent, today: date) -> GeneralConsentLine:
    last = consent.valid_until
    is_over = last is not None and last < today
    until = f"tot en met {in_dutch(last)}" if last else "zonder einddatum"
    state = "Beëindigd" if is_over else "Gaat nog in" if consent.valid_from > today else "Geldig"
    return GeneralConsentLine(
        f"{consent.given_by}, op {in_dutch(consent.given_on)}", f"{in_dutch(consent.valid_from)}, {until}", state,
        not is_over, "" if is_over else f"{address.general_consent()}/{consent.id}/beeindigen",
    )


def read_general_consent(sent: MultiDict[str, str], today: date) -> NewGeneralConsent | GeneralConsentForm:
    """What is recorded, or the form again with everything that is wrong."""
    by, given, first = (sent.get(name, "").strip() for name in ("door", "gegeven", "van"))
    typed = GeneralConsentForm(by, given, first)
    mistakes = tuple(_mistakes(typed, today))
    if mistakes:
        return replace(typed, mistakes=mistakes)
    given_on, valid_from = typed_day(given), typed_day(first)
    assert given_on is not None, "a form without mistakes has a day of the decision"
    assert valid_from is not None, "a form without mistakes has a first day"
    return NewGeneralConsent(by, given_on, valid_from)


def end_consent_form(consent: GeneralConsent, today: date, typed: str | None = None) -> EndConsentForm:
    """The form to set a last day; with what was typed also what is wrong with it."""
    last = consent.valid_until
    form = EndConsentForm(consent_line(consent, today), in_dutch(today), in_dutch(last) if last else "")
    if typed is None:
        return form
    return replace(form, day=typed, mistake=_end_mistake(typed_day(typed), today, last))


def _end_mistake(day: date | None, today: date, last: date | None) -> str:
    if day is None:
        return "Vul een datum in, bijvoorbeeld 31-12-2026."
    if day < today:
        return f"Kies een dag vanaf {in_dutch(today)}."
    return "Verlengen kan hier niet. Leg daarvoor een nieuwe toestemming vast." if last and day > last else ""


def _mistakes(typed: GeneralConsentForm, today: date) -> Iterator[Mistake]:
    wrong = line_mistake(typed.by)
    if wrong:
        yield Mistake("door", wrong)
    given, first = typed_day(typed.given), typed_day(typed.first)
    if given is None:
        yield Mistake("gegeven", "Vul in wanneer dit is besloten, bijvoorbeeld 1-12-2026.")
    if first is None:
        yield Mistake("van", "Vul de eerste dag in, bijvoorbeeld 1-12-2026.")
    elif first < today:
        yield Mistake("van", f"Kies een dag vanaf {in_dutch(today)}: de toestemming werkt niet terug.")
    elif given and given > first:
        yield Mistake("gegeven", "Dit besluit is later dan de eerste dag.")


def _attempt(one: AgreementAttempt) -> AgreementAttemptLine:
    told = [f"{one.refused} geweigerd"] if one.refused else []
    told += [f"{one.accepted} naar de triage"] if one.accepted else []
    return AgreementAttemptLine(
        one.corporation, KIND[one.kind].lower(), ", ".join(told), in_dutch(one.last_day),
        address.new_agreement(one.corporation_id, one.kind),
    )
