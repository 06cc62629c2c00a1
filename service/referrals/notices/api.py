"""The municipality's door for what corporations hear of debt help, until it goes, and of a pause of collection."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from service import clock
from service.actors import HANDLE
from service.answers import json_answer
from service.errors import Fault, InvalidInput
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk
from service.referrals.decide import tick_later
from service.referrals.notices.answers import NoticesAnswer
from service.referrals.notices.documents import notices_document
from service.referrals.notices.overview import overview_of
from service.referrals.notices.pause import withdraw_pause
from service.referrals.notices.status import STOPS_BY_HAND, NoticeChange, NoticeStop
from service.referrals.notices.stop import NoticeKey, decide_notice, hold_notice, stop_notice
from service.referrals.read import own_referral
from service.referrals.standing import progress_of
from service.referrals.step_schemas import LaterSignalsForm, NoticeChangeForm
from service.referrals.tables import Referral

desk = Desk("Meldingen aan corporaties", __name__, url_prefix=PREFIX,
            description="Wat een corporatie hoort over schuldhulp (Bgs artikel 17, eerste lid), en een incassopauze.")


@desk.route("/verwijzingen/<uuid:id>/schuldhulpmeldingen", methods=["POST"])
@requires(HANDLE)
@desk.arguments(LaterSignalsForm)
@desk.doc(summary="Vink later gekomen signalen aan die over de cliënt van het plan gaan")
@desk.response(200, NoticesAnswer, description="Klaargezet; zij gaan op de volgende werkdag")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Hier loopt geen plan van aanpak dat is bekendgemaakt")
def post_ticks(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    with parts().database.transaction() as session:
        return _notices(
            session, tick_later(session, id, tuple(data["signalen"]), access().caseworker(), clock.now()),
        )


@desk.route("/verwijzingen/<uuid:id>/schuldhulpmeldingen/<uuid:signaal>", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(NoticeChangeForm)
@desk.doc(summary="Stop een melding die nog niet weg is, houd haar aan, of beslis als tweede over wat is aangehouden")
@desk.response(200, NoticesAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Al gemeld, niet aangehouden, of door u zelf aangehouden")
def put_notice(data: dict[str, Any], id: UUID, signaal: UUID) -> Response:  # noqa: A002
    actor, key = access().caseworker(), NoticeKey(id, signaal)
    with parts().database.transaction() as session:
        if data["doe"] is NoticeChange.STOP:
            stop_notice(session, key, _reason(data.get("reden")), actor, clock.now())
        elif data["doe"] is NoticeChange.HOLD:
            hold_notice(session, key, actor, clock.now())
        else:
            decide_notice(session, key, actor, clock.now(), tell=data["doe"] is NoticeChange.TELL)
        return _notices(session, own_referral(session, id, actor))


@desk.route("/verwijzingen/<uuid:id>/incassopauze", methods=["DELETE"])
@requires(HANDLE)
@desk.doc(summary="Leg vast dat de inwoner de toestemming voor een incassopauze intrekt: zij eindigt meteen")
@desk.response(200, NoticesAnswer, description="Beëindigd")
@desk.alt_response(404, description="Niet gevonden, of hier is geen pauze gemeld")
def delete_pause(id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        return _notices(session, withdraw_pause(session, id, access().caseworker(), clock.now()))


def _reason(given: NoticeStop | None) -> NoticeStop:
    if given not in STOPS_BY_HAND:
        told = f"Kies waarom de corporatie dit niet hoort: {', '.join(STOPS_BY_HAND)}. Voor de veiligheid: houd aan."
        raise InvalidInput([Fault("#/reden", "ongeldigeWaarde" if given else "verplicht", told)])
    return given


def _notices(session: Session, referral: Referral) -> Response:
    progress = progress_of(session, referral, clock.today())
    return json_answer(notices_document(overview_of(session, referral, progress)))
