"""What a person has to do after a message that did not arrive, or that is no longer true. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.messages.follow_up_tasks import FollowUpTask
from service.messages.kind import MessageChannel
from service.messages.status import FollowUpReason
from service.web import address
from service.web import message_words as words
from service.web.dates import in_dutch
from service.web.page import Link
from service.web.show.forms import Form, choice
from service.web.show.signals import Fact
from service.web.show.worklist import mark_of


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A task on the page of the day."""

    link: Link
    due: str
    text: str


def follow_up_lines(tasks: Iterable[FollowUpTask]) -> tuple[FollowUpLine, ...]:
    return tuple(
        FollowUpLine(
            Link(f"{address.referral(task.referral.id)}#berichten", f"Verwijzing {mark_of(task.referral.id)}"),
            in_dutch(task.row.due), _told(task),
        )
        for task in tasks
    )


def task_facts(tasks: Iterable[FollowUpTask]) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"Uiterlijk {in_dutch(task.row.due)}", _told(task)) for task in tasks
    )


def tick_off_form(tasks: Iterable[FollowUpTask]) -> Form:
    """To say that something was done; it stays on the page of the day until then."""
    options = {str(task.row.id): f"{_name(task)}, uiterlijk {in_dutch(task.row.due)}" for task in tasks}
    return Form("bericht-vervolg", "Afvinken wat u deed", "Dit is gedaan", (
        choice("vervolg", "Wat hebt u gedaan?", options, "Kies wat u gedaan hebt."),
    ))


def _told(task: FollowUpTask) -> str:
    return f"{_name(task)}. {words.FOLLOW_UP[FollowUpReason(task.row.reason)]}"


def _name(task: FollowUpTask) -> str:
    return f"{words.CHANNEL[MessageChannel(task.message.channel)]} van {in_dutch(task.message.made_at.date())}"
