"""Route what was received, and apply what was changed; in sets, and twice is once."""

from uuid import UUID

from celery import shared_task

from service import clock
from service.messages.changed_situation import adjust_and_stop
from service.messages.signal_wishes import refer_with_wishes
from workers.parts import ROUTER, parts
from workers.task import HopefulTask, each_or_all


@shared_task(base=HopefulTask, name="route-signals")  # type: ignore[untyped-decorator]
def route_signals(ids: list[str]) -> None:
    """Put received signals into referrals."""
    each_or_all("route-signals", _sorted(ids), _route)


@shared_task(base=HopefulTask, name="adjust-referrals")  # type: ignore[untyped-decorator]
def adjust_referrals(ids: list[str]) -> None:
    """Take withdrawals and amendments into the referrals."""
    each_or_all("adjust-referrals", _sorted(ids), _adjust)


def _route(ids: list[UUID]) -> None:
    with parts().database.transaction() as session:
        refer_with_wishes(session, parts().vault, ids, ROUTER, clock.now())


def _adjust(ids: list[UUID]) -> None:
    with parts().database.transaction() as session:
        adjust_and_stop(session, ids, ROUTER, clock.now())


def _sorted(ids: list[str]) -> list[UUID]:
    return sorted(UUID(one) for one in ids)
