"""The settings of the running demo: over the user's own, and on disk so that other `voordeur` commands find it."""

import json
import shutil
from pathlib import Path

from service import clock, config
from service.embedded import Embedded
from service.embedded.keys import write_private
from service.supervise.address import choose_port
from service.supervise.certificate import demo_certificate

_OWN = {"DDAS_CERTIFICATE_CHAIN", "DDAS_SIGNING_KEY"}


def environment_for(state: Path, servers: Embedded) -> dict[str, str]:
    """What every process of this run gets. Plain HTTP on loopback asks for cookies and client secrets that allow it.

    No app is asked of the invented people: whoever tries the demo wants to look around.
    """
    given = config.environment()
    port = choose_port(state, given.get("API_PORT"))
    return {
        "SERVICE_URL": f"http://127.0.0.1:{port}",
        "SECURE_COOKIES": "nee",
        "ALLOW_CLIENT_SECRETS": "ja",
        "TOTP_REQUIRED_FOR": "geen",
        "SHOW_INSTEAD_OF_SEND": "ja",
        **({} if _OWN & given.keys() else demo_certificate(state, clock.now())),
        "ALLOW_LOOPBACK_WEBHOOKS": "ja",
        **given,
        **servers.environment(),
        "API_PORT": str(port),
        "PROMETHEUS_MULTIPROC_DIR": _empty_folder(state / "metrics"),
        "VOORDEUR_STATE": str(state),
    }


def announce(state: Path, environment: dict[str, str]) -> None:
    """Write only what `service.config` reads: the rest of the user's environment is nobody's business."""
    settings = {name: value for name, value in environment.items() if name in config.NAMES}
    write_private(state / config.INSTANCE_FILE, json.dumps(settings, indent=1))


def withdraw(state: Path) -> None:
    (state / config.INSTANCE_FILE).unlink(missing_ok=True)


def _empty_folder(folder: Path) -> str:
    """The counters of a run that is over would be added to those of this one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return str(folder)
