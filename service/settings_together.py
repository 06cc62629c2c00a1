"""What settings ask of one another: half a registration, or two ways out for one channel, is told at the start."""

from collections.abc import Collection, Iterator

_NOTIFY_NEEDS = ("NOTIFY_URL", "NOTIFY_KEY_FILE")
_NOTIFY_WAYS = {"NOTIFY_EMAIL_TEMPLATE": "SMTP_HOST", "NOTIFY_SMS_TEMPLATE": None, "NOTIFY_LETTERS": "PRINT_FOLDER"}


def problems_in(given: Collection[str], *, local_accounts: bool) -> Iterator[str]:
    """Everything that does not fit together, in Dutch; `given` are the names that stand in the environment."""
    yield from _sign_in(given, local_accounts=local_accounts)
    yield from _mail(given)
    yield from _notify(given)


def _mail(given: Collection[str]) -> Iterator[str]:
    if "SMTP_HOST" in given and "MAIL_FROM" not in given:
        yield "MAIL_FROM ontbreekt: zonder afzender kan SMTP_HOST niets versturen"
    if ("SMTP_USER" in given) != ("SMTP_PASSWORD_FILE" in given):
        yield "SMTP_USER en SMTP_PASSWORD_FILE horen bij elkaar"
    for name in ("IMAP_USER", "IMAP_PASSWORD_FILE"):
        if "IMAP_HOST" in given and name not in given:
            yield f"{name} ontbreekt; met IMAP_HOST is die nodig"


def _notify(given: Collection[str]) -> Iterator[str]:
    ways = [name for name in _NOTIFY_WAYS if name in given]
    for name in _NOTIFY_NEEDS:
        if (ways or "NOTIFY_CALLBACK_TOKEN_FILE" in given) and name not in given:
            yield f"{name} ontbreekt; voor NotifyNL is die nodig"
    for name in ways:
        if (other := _NOTIFY_WAYS[name]) in given:
            yield f"{name} en {other}: geef er één, anders is niet duidelijk wie verstuurt"
    if "PRINT_DAILY" in given and "PRINT_FOLDER" not in given:
        yield "PRINT_FOLDER ontbreekt; met PRINT_DAILY is die nodig"


def _sign_in(given: Collection[str], *, local_accounts: bool) -> Iterator[str]:
    """People must be able to sign in one way or the other, and half a registration at a provider is none."""
    if "OIDC_ISSUER" not in given:
        if not local_accounts:
            yield "LOCAL_ACCOUNTS: nee kan alleen met OIDC_ISSUER, anders komt niemand binnen"
        return
    for name in ("OIDC_CLIENT_ID", "OIDC_ACCESS_FILE"):
        if name not in given:
            yield f"{name} ontbreekt; met OIDC_ISSUER is die nodig"
    if ("OIDC_CLIENT_SECRET_FILE" in given) == ("OIDC_CLIENT_KEY_FILE" in given):
        yield "OIDC_CLIENT_SECRET_FILE, OIDC_CLIENT_KEY_FILE: geef er precies een"
