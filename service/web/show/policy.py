"""The versions of a policy as an administrator reads them: the list, one version, and what it would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from service.approval import DRAFT
from service.errors import NotFound
from service.policy.remarks import remarks_on
from service.policy.store import Version, export, in_force, list_versions, policy_of
from service.web import address
from service.web.dates import in_dutch, moment
from service.web.show.administration import PolicyView, policy_view
from service.web.show.names import colleague_names
from service.web.show.signals import Fact

_AROUND = 2
OWN_DRAFT = (
    "U hebt dit concept zelf opgesteld. Daarom kunt u het niet zelf vaststellen. Vraag een tweede beheerder om het "
    "beleid te bekijken en vast te stellen."
)
TOO_LATE = (
    "De datum van ingang is al voorbij. Beleid kan niet in het verleden ingaan. Wijzig het concept en kies een datum "
    "vanaf vandaag."
)


@dataclass(frozen=True, slots=True)
class VersionLine:
    href: str
    title: str
    state: str
    decided_by: str
    made: str


@dataclass(frozen=True, slots=True)
class PolicyList:
    """`current` and `coming` take or took effect by a second person; `drafts` change nothing yet."""

    current: VersionLine | None
    coming: tuple[VersionLine, ...]
    drafts: tuple[VersionLine, ...]
    past: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a comparison. `mark` says it in a word: Weg, Nieuw, or nothing for a line that stays."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`blocks` are the places that differ, each with some lines around it; none when nothing changes."""

    title: str
    removed: int
    added: int
    blocks: tuple[tuple[DiffLine, ...], ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """`blocked` says why this person cannot put the draft into effect; `seen` is the text this page was made from."""

    href: str
    title: str
    state: str
    is_draft: bool
    facts: tuple[Fact, ...]
    policy: PolicyView
    comparison: Comparison | None
    blocked: str
    seen: str
    begins: str
    remarks: tuple[str, ...] = ()


def policy_list(session: Session, municipality_code: str, today: date) -> PolicyList:
    versions = list_versions(session, municipality_code)
    names = _people(session, versions)
    fixed = [one for one in versions if one.status != DRAFT]
    begun = [one for one in fixed if one.valid_from <= today]
    return PolicyList(
        current=_line(begun[0], "Van kracht", names) if begun else None,
        coming=tuple(_line(one, "Gaat nog in", names) for one in fixed if one.valid_from > today),
        drafts=tuple(_line(one, "Concept", names) for one in versions if one.status == DRAFT),
        past=tuple(_line(one, "Niet meer van kracht", names) for one in begun[1:]),
    )


def version_of(session: Session, policy_id: UUID, municipality_code: str) -> Version:
    """A version of this municipality. Raises `NotFound`, also for one of another municipality."""
    found = next((one for one in list_versions(session, municipality_code) if one.id == policy_id), None)
    if found is None:
        raise NotFound("Dit beleid is er niet (meer). Ga terug naar de lijst van versies.")
    return found


def policy_page(session: Session, version: Version, reader: UUID, today: date) -> PolicyPage:
    policy, text = policy_of(session, version.id), export(session, version.id)
    return PolicyPage(
        href=address.policy(version.id),
        title=f"Beleid vanaf {in_dutch(version.valid_from)}",
        state=_state(session, version, today),
        is_draft=version.status == DRAFT,
        facts=tuple(_history(version, _people(session, [version]))),
        policy=policy_view(policy, text),
        remarks=remarks_on(policy),
        comparison=_with_current(session, version, text, today),
        blocked=_blocked(version, reader, today),
        seen=fingerprint(text),
        begins=in_dutch(version.valid_from),
    )


def fingerprint(text: str) -> str:
    """By which a form says which text its sender had before them."""
    return sha256(text.encode()).hexdigest()


def compare(before: str, after: str) -> Comparison:
    """Two policy texts line by line: what goes and what comes, with a little around it."""
    old, new = before.splitlines(), after.splitlines()
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    blocks = tuple(tuple(_block(old, new, group)) for group in groups)
    marks = [line.mark for block in blocks for line in block]
    return Comparison("", marks.count("Weg"), marks.count("Nieuw"), blocks)


def _block(old: list[str], new: list[str], group: list[tuple[str, int, int, int, int]]) -> Iterator[DiffLine]:
    for kind, start, end, new_start, new_end in group:
        if kind == "equal":
            yield from (DiffLine("", line) for line in old[start:end])
            continue
        yield from (DiffLine("Weg", line) for line in old[start:end])
        yield from (DiffLine("Nieuw", line) for line in new[new_start:new_end])


def _with_current(session: Session, version: Version, text: str, today: date) -> Comparison | None:
    current = in_force(session, version.municipality_code, today)
    if current is None or current.id == version.id:
        return None
    found = compare(export(session, current.id), text)
    title = f"Vergeleken met het beleid van nu, sinds {in_dutch(current.policy.valid_from)}"
    return Comparison(title, found.removed, found.added, found.blocks)


def _state(session: Session, version: Version, today: date) -> str:
    if version.status == DRAFT:
        return "Concept"
    if version.valid_from > today:
        return "Gaat nog in"
    current = in_force(session, version.municipality_code, today)
    return "Van kracht" if current and current.id == version.id else "Niet meer van kracht"


def _blocked(version: Version, reader: UUID, today: date) -> str:
    if version.drafted_by == reader:
        return OWN_DRAFT
    return TOO_LATE if version.valid_from < today else ""


def _line(version: Version, state: str, names: dict[UUID, str]) -> VersionLine:
    return VersionLine(
        address.policy(version.id), f"Beleid vanaf {in_dutch(version.valid_from)}", state, version.decided_by,
        f"{_named(version.drafted_by, names)}, {moment(version.created_at)}",
    )


def _history(version: Version, names: dict[UUID, str]) -> Iterator[Fact]:
    yield Fact("Gaat in op", in_dutch(version.valid_from))
    yield Fact("Besloten door", version.decided_by)
    yield Fact("Opgesteld door", f"{_named(version.drafted_by, names)}, {moment(version.created_at)}")
    if version.approved_at is not None:
        yield Fact("Tweede beheerder", f"{_named(version.approved_by, names)}, {moment(version.approved_at)}")


def _people(session: Session, versions: list[Version]) -> dict[UUID, str]:
    ids = {person for one in versions for person in (one.drafted_by, one.approved_by) if person}
    return colleague_names(session, ids)


def _named(person: UUID | None, names: dict[UUID, str]) -> str:
    """Without a person it came in by the command line; an id without an account is of before the screens."""
    return "De opdrachtregel" if person is None else names.get(person, "Een beheerder zonder account")
