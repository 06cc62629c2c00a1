"""The partners of a run: one corporation, some invented municipalities with policy, and agreements between them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

import httpx
from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.frame import Failed
from benchmarks.stage import Stage
from service import clock
from service.actors import CORPORATION_SCOPES, Administrator, Caseworker, Corporation, Robot
from service.partners.enrol import System, Terms, add_agreement, add_client, add_corporation, add_municipality
from service.policy.load import EXAMPLES, dump, load
from service.policy.store import approve, draft
from service.policy.tables import PolicyDocument
from service.rules.facts import Kind

CLIENT = "meting"
FIRST_CODE = 9001
_ROBOT = Robot("meting")


@dataclass(slots=True)
class World:
    """Who is there. `codes` grows when a case asks for more municipalities."""

    corporation_id: UUID
    secret: str
    codes: list[str]

    @property
    def corporation(self) -> Corporation:
        return Corporation(uuid4(), self.corporation_id, "Proefwonen", CORPORATION_SCOPES)

    def caseworker(self) -> Caseworker:
        """Of the first municipality."""
        return Caseworker(uuid4(), uuid4(), "Sanne Proefstra", self.codes[0], frozenset({"schuldhulp", "wijkteam"}))


def world_of(stage: Stage, municipalities: int) -> World:
    """The world of this run with at least so many municipalities."""
    world = stage.once("world", _begin)
    missing = range(len(world.codes), municipalities)
    if missing:
        with stage.database.transaction() as session:
            for number in missing:
                code = f"{FIRST_CODE + number}"
                municipality_id = _municipality(session, code, world.corporation_id, clock.now())
                if world.codes:
                    session.execute(_SAME_POLICY, {"id": uuid4(), "code": code, "first": world.codes[0]})
                else:
                    _policy(session, code, municipality_id, clock.now())
                world.codes.append(code)
    return world


def token(url: str, world: World) -> str:
    """An access token, asked for as a corporation's system does."""
    wish = {"grant_type": "client_credentials"}
    answer = httpx.post(f"{url}/oauth/token", auth=(CLIENT, world.secret), data=wish, trust_env=False)
    if not answer.is_success:
        raise Failed(f"Geen token: {answer.status_code}.")
    found: str = answer.json()["access_token"]
    return found


def _begin(stage: Stage) -> World:
    now = clock.now()
    with stage.database.transaction() as session:
        corporation_id = add_corporation(session, "Proefwonen", _ROBOT, now)
        secret = add_client(session, corporation_id, System(CLIENT), _ROBOT, now)
    return World(corporation_id, secret or "", [])


def _municipality(session: Session, code: str, corporation_id: UUID, now: datetime) -> UUID:
    municipality_id = add_municipality(session, code, f"Gemeente Voorbeeld {code}", _ROBOT, now)
    first = date(clock.day_of(now).year, 1, 1)
    add_agreement(session, Terms(
        corporation_id, code, tuple(Kind), first, None, first, "vroegsignalering@proefwonen.example",
    ), _ROBOT, now)
    return municipality_id


def _policy(session: Session, code: str, municipality_id: UUID, now: datetime) -> None:
    example = load((EXAMPLES / "9901.yaml").read_text("utf-8"))
    words = dump(replace(example, municipality_code=code, valid_from=clock.day_of(now)))
    drafted, approved = (Administrator(uuid4(), municipality_id, name, code) for name in ("Bas", "Anna"))
    approve(session, draft(session, words, drafted, now), approved, now)


# Reading a policy text takes a tenth of a second; the other municipalities have the policy of the first.
_COLUMNS = [column.name for column in PolicyDocument.__table__.columns]
_CHANGED = {"id": ":id", "municipality_code": ":code",
            "document": "jsonb_set(document, '{gemeentecode}', to_jsonb(cast(:code AS text)))"}
_SAME_POLICY = text(f"""
    INSERT INTO policy_document ({", ".join(_COLUMNS)})
    SELECT {", ".join(_CHANGED.get(name, name) for name in _COLUMNS)}
      FROM policy_document WHERE municipality_code = :first
""")
