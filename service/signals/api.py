"""The corporation's door: post a signal, try one, read back, withdraw, amend, follow the feed."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from service import clock
from service.actors import READ_SIGNALS, SUBMIT
from service.answers import json_answer, moment, text_answer
from service.errors import Fault, InvalidInput, NoLawInForce, NotAllowed
from service.forms import Day, Form, Text
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk, problem, read_json, read_json_body
from service.rules.calendar import OutsideCalendar
from service.rules.refusal import natures_of, refusal_words, unmet_findings, ways_out
from service.signals import answers, schemas
from service.signals.amend import amend_signal
from service.signals.erasure import without_worries
from service.signals.feed import facts_told, read_feed, told_about
from service.signals.judgement import judge_for
from service.signals.quick import quick_report
from service.signals.receipt.issue import Issuer
from service.signals.receipt.issue_statement import statement
from service.signals.receive import Receipt, count_invalid, receive
from service.signals.spelled import json_text
from service.signals.store import own_signal
from service.signals.tables import Signal
from service.signals.trial import judgeable
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.strict_json import parse_json

desk = Desk("Signalen", __name__, url_prefix=PREFIX, description="Signalen insturen en volgen.")
feed_desk = Desk("Terugkoppelingen", __name__ + ".feed", url_prefix=PREFIX, description="Wat u terug mag horen.")
SIGNALS = f"{PREFIX}/signalen"
_NOTHING_STORED = "Er is niets opgeslagen. Zie beoordeling."
_BODY = {"required": True, "content": {"application/json": {"schema": schemas.SignalForm}}}


class JudgeQuery(Form):
    ontvangstdatum = Day(metadata={"description": "Beoordeel alsof het signaal op deze dag is ontvangen."})


class FeedQuery(Form):
    vanaf = Text(40, metadata={"description": "Een cursor (volgende), een datum of een tijdstip met tijdzone."})


@desk.route("/signalen", methods=["POST"])
@requires(SUBMIT)
@desk.doc(summary="Stuur een signaal in", requestBody=_BODY)
@desk.response(201, answers.ReceiptAnswer, description="Ontvangen", headers={
    "Location": {"description": "Het adres van het signaal.", "schema": {"type": "string"}},
})
@desk.alt_response(200, schema=answers.ReceiptAnswer, description="Dit signaal was er al; het eerste antwoord")
@desk.alt_response(409, description="De referentie is al gebruikt voor een ander signaal")
@desk.alt_response(422, description=(
    "Geweigerd door de wet, om een lezing daarvan of om een afspraak; titel en detail zeggen welke. Niets is opgeslagen"
))
def post_signal() -> Response:
    actor, now = access().corporation(), clock.now()
    raw = read_json_body()
    try:
        report = quick_report(raw, clock.day_of(now)) or schemas.read_report(parse_json(raw), clock.day_of(now))
    except InvalidInput as error:
        with parts().database.transaction() as session:
            count_invalid(session, error.faults, actor.organisation_id, clock.day_of(now))
        raise
    answer = receive(parts().database, parts().vault, report, actor, now)
    if isinstance(answer, Receipt):
        status = HTTPStatus.CREATED if answer.created else HTTPStatus.OK
        return text_answer(receipt_text(answer), status, {"Location": f"{SIGNALS}/{answer.id}"})
    unmet = unmet_findings(answer.decision)
    words = refusal_words(natures_of(unmet))
    detail = " ".join(filter(None, (words.detail, ways_out(unmet), _NOTHING_STORED)))
    here = parts()
    issuer = Issuer(here.vault, here.settings.service_url)
    proof = statement(here.database, issuer, actor, answer.judged.refused_signal)
    more = {"weigeringsbewijs": proof} if proof else {}
    return problem(422, words.title, detail, referentie=answer.reference, beoordeling=answer.decision, **more)


@desk.route("/signalen/_beoordeel", methods=["POST"])
@requires(SUBMIT)
@desk.arguments(JudgeQuery, location="query")
@desk.doc(summary="Beoordeel een signaal zonder het op te slaan", requestBody=_BODY)
@desk.response(200, answers.JudgedAnswer, description="Het oordeel, ook als het een weigering is")
def judge_signal(query: dict[str, Any]) -> Response:
    actor = access().corporation()
    day = _received_on(query.get("ontvangstdatum"))
    report = schemas.read_report(read_json(), day)
    with parts().database.transaction() as session:
        judged = judge_for(session, report, actor.organisation_id, day)
    return json_answer({"referentie": report.reference, "beoordeling": judged.document})


def _received_on(asked: date | None) -> date:
    """The day to judge by: a day for which the service knows the law, else a fault in the question."""
    try:
        judgeable(asked or clock.today())
    except (NoLawInForce, OutsideCalendar) as error:
        raise InvalidInput([Fault("#/ontvangstdatum", "ongeldigeDatum", error.detail, "query")]) from None
    return asked or clock.today()


@desk.route("/signalen/<uuid:id>", methods=["GET"])
@requires(READ_SIGNALS)
@desk.doc(summary="Lees de stand van een eigen signaal")
@desk.response(200, answers.SignalAnswer, description="De stand")
@desk.alt_response(404, description="Niet gevonden")
def get_signal(id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    actor = access().corporation()
    with parts().database.transaction() as session:
        return _stand(session, own_signal(session, id, actor))


@desk.route("/signalen/<uuid:id>/intrekking", methods=["POST"])
@requires(SUBMIT)
@desk.arguments(schemas.WithdrawalForm)
@desk.doc(summary="Trek een signaal in")
@desk.response(200, answers.SignalAnswer, description="Ingetrokken")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Al ingetrokken met een andere reden")
def withdraw(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    here, withdrawal = parts(), Withdrawal(id, data["reden"])
    with here.database.transaction() as session:
        return _stand(session, withdraw_signal(session, here.vault, withdrawal, access().corporation(), clock.now()))


@desk.route("/signalen/<uuid:id>/actualisering", methods=["POST"])
@requires(SUBMIT)
@desk.arguments(schemas.AmendmentForm)
@desk.doc(summary="Meld een gewijzigd bedrag of een gewijzigde dreiging")
@desk.response(200, answers.SignalAnswer, description="Bijgewerkt")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Niet meer in behandeling")
def amend(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        return _stand(session, amend_signal(session, id, data, access().corporation(), clock.now()))


@feed_desk.route("/terugkoppelingen", methods=["GET"])
@requires(READ_SIGNALS)
@feed_desk.arguments(FeedQuery, location="query")
@feed_desk.doc(summary="Volg wat er met uw signalen gebeurt, oudste eerst")
@feed_desk.response(200, answers.FeedAnswer, description="De volgende berichten")
def get_feed(query: dict[str, Any]) -> Response:
    actor = access().corporation()
    if not actor.may_read_signals():
        raise NotAllowed("Dit token mag geen signalen lezen.")
    start = query.get("vanaf")
    with parts().database.transaction() as session:
        told = read_feed(session, actor.organisation_id, start)
    entries = [entry.document() for entry in told]
    return json_answer({"terugkoppelingen": entries, "volgende": told[-1].cursor if told else start})


def receipt_text(receipt: Receipt) -> str:
    """The answer in JSON; the decision in it is spelled already."""
    about = json_text({
        "id": str(receipt.id), "referentie": receipt.reference, "status": receipt.status,
        "ontvangenOp": moment(receipt.received_at),
    })
    return f'{about[:-1]}, "beoordeling": {receipt.decision}}}'


def _stand(session: Session, signal: Signal) -> Response:
    """What the corporation may read back: the process, and the facts that it was told."""
    told = told_about(session, signal)
    return json_answer({
        "id": str(signal.id), "referentie": signal.reference, "soort": signal.kind,
        "gemeentecode": signal.municipality_code, "signaaldatum": signal.signal_date.isoformat(),
        "status": signal.status, "reden": signal.feedback_reason, "ontvangenOp": moment(signal.received_at),
        "opgepaktOp": moment(signal.taken_up_at), "afgeslotenOp": moment(signal.closed_at),
        "beoordeling": without_worries(signal.judgement),
        **facts_told(told), "terugkoppelingen": [entry.document() for entry in told],
    })
