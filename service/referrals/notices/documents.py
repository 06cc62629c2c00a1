"""Notices and pauses in the words of the contract."""

from typing import Any

from service.answers import moment
from service.referrals.notices.overview import NoticeOverview
from service.referrals.notices.status import NoticeState
from service.referrals.notices.tables import DebtHelpNotice


def notices_document(overview: NoticeOverview) -> dict[str, Any]:
    return {
        "schuldhulpmeldingen": [_notice(one, overview) for one in overview.notices],
        "nietAangevinkt": [str(one.signal_id) for one in overview.unticked],
        "planInVerwijzing": [str(id_) for id_ in overview.plans_before],
        "incassopauzes": [{
            "signaal": str(one.signal_id), "van": one.first_day.isoformat(), "tot": one.last_day.isoformat(),
            "toestemmingOp": one.consent_on.isoformat(), "wijze": one.manner, "beeindigdOp": moment(one.ended_at),
            "reden": one.end_reason,
        } for one in overview.pauses],
    }


def _notice(notice: DebtHelpNotice, overview: NoticeOverview) -> dict[str, Any]:
    about = overview.signals.get(notice.signal_id)
    waits = notice.state == NoticeState.WAITING
    return {
        "signaal": str(notice.signal_id), "referentie": about.reference if about else None, "soort": notice.kind,
        "stand": notice.state, "dag": notice.on_day.isoformat(),
        "inwonerIngelichtOp": notice.informed_on.isoformat() if notice.informed_on else None,
        "gaatOp": moment(notice.goes_at) if waits else None, "reden": notice.stop_reason,
        "verteldOp": moment(notice.sent_at),
    }
