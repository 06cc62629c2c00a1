"""Settings: the only reader of the environment. Parsed once, frozen, and failing at start with a Dutch sentence."""

import fcntl
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service import parsing
from service.errors import BadSettings
from service.settings_together import problems_in

ROOT = Path(__file__).resolve().parent.parent
INSTANCE_FILE = "instance.json"
LOCK_FILE = "demo.lock"
CLIENT_SECRET = "VOORDEUR_CLIENT_SECRET"  # noqa: S105 (a name, not a secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the processes need to know. Keys are raw bytes and never shown."""

    database_url: str
    redis_url: str
    encryption_keys: tuple[tuple[int, bytes], ...]
    index_key: bytes
    service_url: str = "http://127.0.0.1:8000"
    api_host: str = "127.0.0.1"
    api_port: int = 8000
    api_workers: int = 2
    api_threads: int = 8
    worker_concurrency: int = 2
    log_level: str = "INFO"
    log_format: str = "json"
    secure_cookies: bool = True
    allow_client_secrets: bool = False
    trust_forwarded: bool = False
    access_token_seconds: int = 900
    session_idle_minutes: int = 30
    session_hours: int = 10
    local_accounts: bool = True
    totp_required_for: frozenset[str] = frozenset({"behandelaar", "beheerder", "partner"})
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret_file: Path | None = None
    oidc_client_key_file: Path | None = None
    oidc_roles_claim: str = "roles"
    oidc_access_file: Path | None = None
    oidc_leeway_seconds: int = 60
    visibility_timeout_seconds: int = 600
    unacked_restore_interval: int = 30
    sweep_after_seconds: int = 900
    metrics_dir: str | None = None
    ddas_certificate_chain: str | None = None
    ddas_signing_key: str | None = None
    ddas_trusted_roots: str | None = None
    event_source: str = "urn:nld:oin:00000000000000000000:systeem:voordeur"
    webhook_ca_file: str | None = None
    allow_loopback_webhooks: bool = False
    privacy_url: str | None = None
    return_address: str | None = None
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str | None = None
    smtp_password_file: Path | None = None
    mail_from: str | None = None
    print_folder: Path | None = None
    print_daily: bool = False
    imap_host: str | None = None
    imap_port: int = 993
    imap_security: str = "tls"
    imap_user: str | None = None
    imap_password_file: Path | None = None
    notify_url: str | None = None
    notify_key_file: Path | None = None
    notify_email_template: str | None = None
    notify_sms_template: str | None = None
    notify_letters: bool = False
    notify_callback_token_file: Path | None = None
    show_instead_of_send: bool = False
    theme_folder: Path | None = None

    def __repr__(self) -> str:
        """Hide URLs and keys: settings end up in tracebacks."""
        return f"Settings(service_url={self.service_url!r})"


def state_dir() -> Path:
    """The one folder that holds all embedded state: `VOORDEUR_STATE`, or a default beside the code.

    As root the default lies outside the clone: PostgreSQL then runs as `nobody`, who cannot read a private folder.
    """
    if given := os.environ.get("VOORDEUR_STATE"):
        return Path(given).resolve()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/voordeur") / str(ROOT).strip("/").replace("/", "-")
    return ROOT / ".voordeur"


def load() -> Settings:
    """Settings of this process: the environment, else the embedded instance that runs from this folder.

    Raises `BadSettings` when neither names a database and a broker.
    """
    environment = dict(os.environ)
    if "DATABASE_URL" in environment and "REDIS_URL" in environment:
        return from_mapping(environment)
    return from_mapping({**_running_instance(), **environment})


def _running_instance() -> dict[str, str]:
    """The settings that the running demo wrote; a file it left behind when it was killed does not count."""
    try:
        if _is_held(state_dir() / LOCK_FILE):
            found: dict[str, str] = json.loads((state_dir() / INSTANCE_FILE).read_text("utf-8"))
            return found
    except OSError:
        pass
    raise BadSettings("Er draait hier geen Voordeur. Start met ./start, of zet DATABASE_URL en REDIS_URL.")


def _is_held(lock: Path) -> bool:
    with lock.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def environment() -> dict[str, str]:
    """The environment as it is, for handing on to a child process."""
    return dict(os.environ)


def client_secret() -> str | None:
    """The secret that a corporation may give `voordeur aanleveren`. No part of the service reads it."""
    return os.environ.get(CLIENT_SECRET) or None


def from_mapping(env: Mapping[str, str]) -> Settings:
    """Parse settings from names and strings; every error at once, in Dutch."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    for name, (field, parse) in _FIELDS.items():
        if name not in env:
            continue
        try:
            values[field] = parse(env[name])
        except ValueError as error:
            problems.append(f"{name}: {error}")
    problems += [f"{name} ontbreekt" for name in _REQUIRED if name not in env]
    problems += problems_in(env.keys() & _FIELDS.keys(), local_accounts=values.get("local_accounts", True))
    if problems:
        raise BadSettings("Ongeldige instellingen: " + "; ".join(problems))
    return Settings(**values)


_REQUIRED = ("DATABASE_URL", "REDIS_URL", "ENCRYPTION_KEYS", "INDEX_KEY")
_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "DATABASE_URL": ("database_url", parsing.database_url),
    "REDIS_URL": ("redis_url", parsing.redis_url),
    "ENCRYPTION_KEYS": ("encryption_keys", parsing.keys),
    "INDEX_KEY": ("index_key", parsing.key),
    "SERVICE_URL": ("service_url", lambda text: text.rstrip("/")),
    "API_HOST": ("api_host", str),
    "API_PORT": ("api_port", parsing.positive),
    "API_WORKERS": ("api_workers", parsing.positive),
    "API_THREADS": ("api_threads", parsing.positive),
    "WORKER_CONCURRENCY": ("worker_concurrency", parsing.positive),
    "LOG_LEVEL": ("log_level", str.upper),
    "LOG_FORMAT": ("log_format", str),
    "SECURE_COOKIES": ("secure_cookies", parsing.flag),
    "ALLOW_CLIENT_SECRETS": ("allow_client_secrets", parsing.flag),
    "TRUST_FORWARDED": ("trust_forwarded", parsing.flag),
    "ACCESS_TOKEN_SECONDS": ("access_token_seconds", parsing.positive),
    "SESSION_IDLE_MINUTES": ("session_idle_minutes", parsing.positive),
    "SESSION_HOURS": ("session_hours", parsing.positive),
    "LOCAL_ACCOUNTS": ("local_accounts", parsing.flag),
    "TOTP_REQUIRED_FOR": ("totp_required_for", parsing.kinds),
    "OIDC_ISSUER": ("oidc_issuer", parsing.issuer),
    "OIDC_CLIENT_ID": ("oidc_client_id", str),
    "OIDC_CLIENT_SECRET_FILE": ("oidc_client_secret_file", Path),
    "OIDC_CLIENT_KEY_FILE": ("oidc_client_key_file", Path),
    "OIDC_ROLES_CLAIM": ("oidc_roles_claim", str),
    "OIDC_ACCESS_FILE": ("oidc_access_file", Path),
    "OIDC_LEEWAY_SECONDS": ("oidc_leeway_seconds", parsing.positive),
    "VISIBILITY_TIMEOUT_SECONDS": ("visibility_timeout_seconds", parsing.positive),
    "UNACKED_RESTORE_INTERVAL": ("unacked_restore_interval", parsing.positive),
    "SWEEP_AFTER_SECONDS": ("sweep_after_seconds", parsing.positive),
    "PROMETHEUS_MULTIPROC_DIR": ("metrics_dir", str),
    "DDAS_CERTIFICATE_CHAIN": ("ddas_certificate_chain", str),
    "DDAS_SIGNING_KEY": ("ddas_signing_key", str),
    "DDAS_TRUSTED_ROOTS": ("ddas_trusted_roots", str),
    "EVENT_SOURCE": ("event_source", parsing.urn),
    "WEBHOOK_CA_FILE": ("webhook_ca_file", parsing.file),
    "ALLOW_LOOPBACK_WEBHOOKS": ("allow_loopback_webhooks", parsing.flag),
    "PRIVACY_URL": ("privacy_url", str),
    "RETURN_ADDRESS": ("return_address", str),
    "SMTP_HOST": ("smtp_host", str),
    "SMTP_PORT": ("smtp_port", parsing.positive),
    "SMTP_SECURITY": ("smtp_security", parsing.security),
    "SMTP_USER": ("smtp_user", str),
    "SMTP_PASSWORD_FILE": ("smtp_password_file", Path),
    "MAIL_FROM": ("mail_from", parsing.mail_address),
    "PRINT_FOLDER": ("print_folder", Path),
    "THEME_FOLDER": ("theme_folder", Path),
    "PRINT_DAILY": ("print_daily", parsing.flag),
    "IMAP_HOST": ("imap_host", str),
    "IMAP_PORT": ("imap_port", parsing.positive),
    "IMAP_SECURITY": ("imap_security", parsing.security),
    "IMAP_USER": ("imap_user", str),
    "IMAP_PASSWORD_FILE": ("imap_password_file", Path),
    "NOTIFY_URL": ("notify_url", parsing.web_address),
    "NOTIFY_KEY_FILE": ("notify_key_file", Path),
    "NOTIFY_EMAIL_TEMPLATE": ("notify_email_template", parsing.uuid),
    "NOTIFY_SMS_TEMPLATE": ("notify_sms_template", parsing.uuid),
    "NOTIFY_LETTERS": ("notify_letters", parsing.flag),
    "NOTIFY_CALLBACK_TOKEN_FILE": ("notify_callback_token_file", Path),
    "SHOW_INSTEAD_OF_SEND": ("show_instead_of_send", parsing.flag),
}
NAMES = frozenset(_FIELDS) | {"VOORDEUR_STATE"}
