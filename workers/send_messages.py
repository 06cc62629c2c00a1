"""Send what is due. Each message stands alone: what one of them meets stops no other, and twice is once."""

from datetime import timedelta
from uuid import UUID

import structlog
from celery import shared_task

from service import clock, jobs
from service.messages.changed_situation import stop_changed
from service.messages.channels.carrier import DoesNotFit, NotNow, Parcel, Refused, Unsure
from service.messages.channels.choose import carrier_for, printed_together
from service.messages.deliver import announce_due, begin, failed, give_up, not_now, sent
from service.messages.follow_up import follow_up
from service.messages.follow_up_tasks import to_follow_up
from service.messages.kind import MessageChannel
from service.messages.left_open import end_left_open
from service.messages.prepare import Office
from service.messages.status import MessageEnd
from service.messages.tables import Message
from workers.parts import MESSENGER, parts
from workers.task import HopefulTask, each_or_all

DUE = "send-due-messages"
MOST = 100
_ENDS = {Refused: MessageEnd.REFUSED, DoesNotFit: MessageEnd.TOO_LONG, Unsure: MessageEnd.UNSURE}


@shared_task(base=HopefulTask, name="send-messages")  # type: ignore[untyped-decorator]
def send_messages(ids: list[str]) -> None:
    """Send these messages, as far as they are due and still may go."""
    for one in ids:
        each_or_all("send-messages", [UUID(one)], _send)


@shared_task(base=HopefulTask, name=DUE)  # type: ignore[untyped-decorator]
def send_due_messages() -> None:
    """Stop what is not right any more, announce what is due, give up what never ended, and see to what must follow."""
    now = clock.now()
    with parts().database.transaction() as session:
        stop_changed(session, MESSENGER, now)
        end_left_open(session, MESSENGER, now)
        again_after = timedelta(seconds=parts().settings.sweep_after_seconds)
        count = announce_due(session, now, again_after, MOST, _in_the_print_run())
        lost = give_up(session, MESSENGER, now, _in_the_print_run())
        unfinished = to_follow_up(session, now, MOST)
    for one in unfinished:
        each_or_all("follow-up-messages", [one], _follow_up)
    with parts().database.transaction() as session:
        jobs.succeeded(session, DUE, now)
    if count or lost:
        structlog.get_logger().info("messages_due", count=count, given_up=lost)


def _in_the_print_run() -> MessageChannel | None:
    return MessageChannel.LETTER if printed_together(parts().settings) else None


def _follow_up(ids: list[UUID]) -> None:
    [message_id] = ids
    with parts().database.transaction() as session:
        follow_up(session, Office(parts().vault, parts().settings), message_id, MESSENGER, clock.now())


def _send(ids: list[UUID]) -> None:
    [message_id] = ids
    office, database = Office(parts().vault, parts().settings), parts().database
    with database.transaction() as session:
        if session.get_one(Message, message_id).channel == _in_the_print_run():
            return
        parcel = begin(session, office, message_id, MESSENGER, clock.now())
        channel = MessageChannel(session.get_one(Message, message_id).channel) if parcel else None
    if parcel is None or channel is None:
        return
    end = _carried(parcel, channel)
    with database.transaction() as session:
        if isinstance(end, MessageEnd):
            failed(session, message_id, end, MESSENGER, clock.now())
        else:
            sent(session, message_id, MESSENGER, clock.now(), end)


def _carried(parcel: Parcel, channel: MessageChannel) -> MessageEnd | UUID | None:
    """Hand a message over: why it did not go, else its key there. What surely did not go is begun anew by the retry."""
    carrier = carrier_for(channel, parts().settings)
    if carrier is None:
        return MessageEnd.REFUSED
    try:
        return carrier.carry(parcel)
    except NotNow:
        _begin_again(parcel)
        raise
    except tuple(_ENDS) as end:
        return _ENDS[type(end)]
    except Exception:
        # Nobody foresaw this. What had not departed is done again by whoever mends the cause; else nobody knows.
        if parcel.departure.begun:
            with parts().database.transaction() as session:
                failed(session, parcel.id, MessageEnd.UNSURE, MESSENGER, clock.now())
        else:
            _begin_again(parcel)
        raise


def _begin_again(parcel: Parcel) -> None:
    with parts().database.transaction() as session:
        not_now(session, parcel.id)
