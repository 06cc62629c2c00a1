"""E-mail addresses that mail can be sent to: a domain of any letters (IDNA, RFC 5891), a mailbox of ASCII. Pure.

Mailboxes with other letters (RFC 6531) are refused where an address is typed: the mail servers of municipalities and
NotifyNL do not take them, and a message that cannot go is worse than an address that is asked again.
"""

import idna

LONGEST, LONGEST_MAILBOX = 254, 64
NO_SUCH_MAILBOX = (
    "Voor de @ mogen alleen letters zonder accenten, cijfers en leestekens staan. Naar dit adres kan geen mail. "
    "Vraag een ander adres, of laat het leeg."
)


def deliverable(address: str) -> str | None:
    """The address as mail servers take it: müller@münchen.example cannot be, info@münchen.example can."""
    mailbox, at, domain = address.rpartition("@")
    if not at or not domain or not mailbox.isascii() or not 0 < len(mailbox) <= LONGEST_MAILBOX:
        return None
    try:
        name = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return None
    found = f"{mailbox}@{name}"
    return found if len(found) <= LONGEST else None
