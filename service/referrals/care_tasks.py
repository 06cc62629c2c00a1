"""What the wijkteam must do after a report of a need for support, each with its day (Wmo 2015 article 2.3.2). Pure."""

from dataclasses import dataclass
from datetime import date

from service.referrals.progress import Progress, StepKind, kept
from service.rules import duties
from service.rules.dutch import day as in_dutch
from service.rules.regulations.wmo_artikel_2_3_2_2021_01_01 import PLAN_SOURCE, RECEIPT_SOURCE, SUPPORT_SOURCE

TASKS = (StepKind.RECEIPT, StepKind.PLAN, StepKind.SUPPORT, StepKind.INQUIRY)


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `deadline` None: the law says that it must be done, not by when; `target` is the municipality's day."""

    kind: StepKind
    deadline: date | None
    target: date | None
    source: str
    explanation: str
    done_on: date | None
    late: bool = False

    def on_time(self, today: date) -> bool | None:
        return False if self.late else kept(self.deadline or self.target, self.done_on, today)


def tasks_of(progress: Progress) -> list[Task]:
    """The tasks in their order, with what was done."""
    inquiry, last_plan_day = duties.inquiry(progress.notice_day), duties.personal_plan(progress.notice_day)
    done = {kind: step.on_day for kind in TASKS if (step := progress.last(kind))}
    # Client support must be pointed to before the inquiry; after the day on which that ended it is late, whatever the
    # term.
    support, ended = done.get(StepKind.SUPPORT), done.get(StepKind.INQUIRY)
    return [
        Task(StepKind.RECEIPT, None, progress.target_due, RECEIPT_SOURCE,
             "Bevestig aan de inwoner dat de melding is ontvangen.", done.get(StepKind.RECEIPT)),
        Task(StepKind.PLAN, last_plan_day, None, PLAN_SOURCE,
             f"Vertel de inwoner dat een persoonlijk plan kan worden ingeleverd tot en met {in_dutch(last_plan_day)}.",
             done.get(StepKind.PLAN)),
        Task(StepKind.SUPPORT, progress.statutory_due, None, SUPPORT_SOURCE,
             "Wijs de inwoner en de mantelzorger vóór het onderzoek op gratis cliëntondersteuning.", support,
             late=bool(support and ended and support > ended)),
        Task(StepKind.INQUIRY, progress.statutory_due, progress.target_due, inquiry.source,
             "Rond het onderzoek af, samen met de inwoner.", ended),
    ]
