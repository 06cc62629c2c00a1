"""What a newcomer reads when everything runs: where to look, who to be, and a line to paste."""

import json
import shlex

from service import clock
from service.config import Settings
from service.messages.public import help_path
from service.seed.partners import ACCOUNTS, CODE, CORPORATIONS, PARTNER_ACCOUNT, STRANGER, TOWN
from service.seed.secrets import kept
from service.seed.signals import example

_ROLES = {
    "behandelaar:schuldhulp": "schuldhulp", "behandelaar:wijkteam": "wijkteam", "behandelaar:triage": "triage",
    "teamleider": "teamleider", "manager": "manager", "beheerder": "beheerder",
}


def summary(settings: Settings) -> str:
    base, secrets = settings.service_url, kept()
    people = [f"  {username:<8} {', '.join(_ROLES[role] for role in roles)}" for username, _, roles, _ in ACCOUNTS]
    clients = [f"  {key:<16} {secrets[key]}" for key in (*CORPORATIONS, TOWN)]
    clients.append(f"  {STRANGER:<16} {secrets[STRANGER]}  (geen overeenkomst: wat zij stuurt, wordt geweigerd)")
    return "\n".join([
        "Voordeur draait.",
        "",
        f"Schermen        {base}/",
        f"API-document    {base}/api/v1/openapi.json",
        f"Gezondheid      {base}/gezondheid",
        f"Voor inwoners   {base}{help_path(CODE)}",
        "",
        f"Aanmelden kan met elk van deze accounts; het wachtwoord is steeds {secrets['wachtwoord']}",
        *people,
        f"  {PARTNER_ACCOUNT[0]:<8} partner: ziet alleen wat naar haar is doorverwezen",
        "",
        "Systemen (client en secret, voor /oauth/token)",
        *clients,
        "",
        "Stuur zelf een signaal; plak deze regel in een ander venster:",
        curl_line(settings),
    ])


def curl_line(settings: Settings) -> str:
    """One line that asks a token and posts a signal with it."""
    key = next(iter(CORPORATIONS))
    base = settings.service_url
    token = (
        f"$(curl -sS -u {key}:{kept()[key]} -d grant_type=client_credentials {base}/oauth/token"
        " | sed 's/.*\"access_token\": *\"\\([^\"]*\\)\".*/\\1/')"
    )
    body = shlex.quote(json.dumps(example(clock.today()), ensure_ascii=False))
    return (
        f"curl -sS {base}/api/v1/signalen -H 'Content-Type: application/json' "
        f"-H \"Authorization: Bearer {token}\" -d {body}"
    )
