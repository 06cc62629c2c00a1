"""What a drafter should know of a policy that is allowed, but at odds with the words of a law. Pure."""

from collections.abc import Iterator

from service.policy.model import Channel, Policy, Tray

ELECTRONIC_CHANNELS = frozenset({Channel.TEXT_MESSAGE, Channel.EMAIL})
FIRST_SMS = (
    "Dit beleid staat een eerste sms toe aan een nummer dat de inwoner daar niet zelf voor gaf. Dat komt voor, "
    "maar het staat op gespannen voet met Awb artikel 2:8. Een bericht mag “slechts elektronisch” worden "
    "verzonden, “voor zover de geadresseerde uitdrukkelijk kenbaar heeft gemaakt dat hij langs deze weg voldoende "
    "bereikbaar is”. Uw grond: {}. Wilt u dit niet? Zet eersteSms.toegestaan op nee."
)
_BEGINS = (
    "Bak {} begint met {}. Zo'n bericht mag pas als de inwoner uitdrukkelijk zei zo bereikbaar te zijn (Awb artikel "
    "2:8). Tot dan slaat Voordeur die manier over. Zet bellen, een brief of een bezoek voorop."
)


def remarks_on(policy: Policy) -> tuple[str, ...]:
    """What stands beside a draft, and beside a version in force; it stops nothing."""
    return tuple(_remarks(policy))


def _remarks(policy: Policy) -> Iterator[str]:
    if policy.first_sms.allowed:
        yield FIRST_SMS.format(policy.first_sms.legal_basis)
    for tray in policy.trays:
        begin = _first_electronic(tray)
        if begin is not None and not (policy.first_sms.allowed and begin is Channel.TEXT_MESSAGE):
            yield _BEGINS.format(tray.name, begin)


def _first_electronic(tray: Tray) -> Channel | None:
    begins = (tray.first_action, *tray.channels[:1])
    return next((channel for channel in begins if channel in ELECTRONIC_CHANNELS), None)
