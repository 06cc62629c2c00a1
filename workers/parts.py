"""What one worker process has at hand; made on first use, so after the fork."""

from dataclasses import dataclass
from functools import cache

from service import config
from service.actors import Robot
from service.config import Settings
from service.db import Database
from service.vault import Vault

ROUTER = Robot("routering")
KEEPER = Robot("bewaartermijnen")
MESSENGER = Robot("berichten")
TELLER = Robot("terugkoppeling")


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    database: Database
    vault: Vault


@cache
def parts() -> Parts:
    settings = config.load()
    database = Database(settings.database_url, pool_size=2, name="voordeur-worker", prepared=False)
    return Parts(settings, database, Vault(settings.encryption_keys, settings.index_key))
