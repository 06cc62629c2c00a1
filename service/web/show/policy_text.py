"""A policy as text in a form: what stands in it, and every fault at once with the line where it stands."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import unquote
from uuid import UUID

from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInput
from service.policy.load import dump, load
from service.policy.model import Policy
from service.policy.places import line_at, lines_of
from service.policy.store import export, in_force
from service.policy.threshold import ThresholdManner
from service.web import address
from service.web.dates import in_dutch
from service.web.show.policy import fingerprint

NEW = "/beheer/beleid/nieuw"
_DECLINES = re.compile(rf"""\bwijze:\s*["']?{ThresholdManner.SILENT_DECLINE}""")
_INDEX = re.compile(r"[0-9]{1,4}")
_LINE = re.compile(r"Regel ([0-9]+), ")


@dataclass(frozen=True, slots=True)
class FaultLine:
    """`place` names the field in words, `line` is where it stands; without one the fault is of the whole text."""

    place: str
    line: int | None
    text: str

    @property
    def href(self) -> str:
        return f"#regel-{self.line}" if self.line else "#tekst"


@dataclass(frozen=True, slots=True)
class TextLine:
    number: int
    text: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    """`seen` is the text this form began from: what a colleague saved since then is not overwritten unseen."""

    title: str
    action: str
    back: str
    text: str
    seen: str = ""
    faults: tuple[FaultLine, ...] = ()
    lines: tuple[TextLine, ...] = field(default=(), repr=False)

    @property
    def declines(self) -> bool:
        """Whether the text chooses to do nothing below a threshold, also while there are faults in it."""
        return _DECLINES.search(self.text) is not None


def new_editor(session: Session, municipality_code: str, today: date) -> Editor:
    """A new draft begins as the policy in force, from the first day of next month; empty without one."""
    found = in_force(session, municipality_code, today)
    text = dump(replace(found.policy, valid_from=_next_month(today))) if found else ""
    return blank_editor(text)


def blank_editor(text: str) -> Editor:
    return Editor("Nieuw beleid opstellen", NEW, address.policies(), text)


def draft_editor(session: Session, policy_id: UUID, valid_from: date) -> Editor:
    text, where = export(session, policy_id), address.policy(policy_id)
    return Editor(f"Concept vanaf {in_dutch(valid_from)} wijzigen", f"{where}/wijzigen", where, text, fingerprint(text))


def checked(text: str, municipality_code: str) -> Policy:
    """The policy in a text. Raises `InvalidInput` with every fault, and for another municipality."""
    policy = load(text)
    if policy.municipality_code != municipality_code:
        raise InvalidInput([Fault(
            "#/gemeentecode", "andereGemeente",
            f"Dit beleid is van een andere gemeente. De code van uw gemeente is '{municipality_code}'.",
        )])
    return policy


def with_faults(editor: Editor, faults: list[Fault]) -> Editor:
    """The form again as it was typed, with every fault and where it stands."""
    places, texts = lines_of(editor.text), editor.text.splitlines()
    found = tuple(FaultLine(_place(one.pointer), _line_of(one, places, len(texts)), one.detail) for one in faults)
    at: dict[int, list[str]] = {}
    for one in found:
        at.setdefault(one.line or 0, []).append(one.text)
    lines = tuple(TextLine(number, text, tuple(at.get(number, ()))) for number, text in enumerate(texts, start=1))
    return replace(editor, faults=found, lines=lines)


def _line_of(fault: Fault, places: dict[str, int], last: int) -> int | None:
    """The line that the fault itself names, else that of its field or the block around it; a text ends at `last`."""
    told = _LINE.match(fault.detail)
    if told:
        return min(int(told.group(1)), last) or None
    return None if fault.pointer == "#" else line_at(places, fault.pointer)


def _place(pointer: str) -> str:
    """For example: gebieden, nummer 2, naam."""
    steps = [unquote(step).replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return ", ".join(f"nummer {int(step) + 1}" if _INDEX.fullmatch(step) else step for step in steps) or "Hele tekst"


def _next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
