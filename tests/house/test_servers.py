"""The suite runs on the real thing: what passes on a likeness proves little."""

import re

from redis import Redis
from sqlalchemy import text
from sqlalchemy.orm import Session


def test_the_broker_is_redis_itself(servers: dict[str, str]) -> None:
    with Redis.from_url(servers["REDIS_URL"]) as redis:
        info = redis.info("server")
    assert info.get("server_name", "redis") == "redis", "a Redis-protocol server of another make"
    assert int(info["redis_version"].partition(".")[0]) >= 7


def test_the_database_is_postgresql_itself(session: Session) -> None:
    told = session.execute(text("SELECT version()")).scalar_one()
    found = re.match(r"PostgreSQL (\d+)", told)
    assert found, told
    assert int(found[1]) >= 15
