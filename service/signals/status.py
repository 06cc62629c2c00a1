"""The life of a signal, as data. Pure."""

from enum import StrEnum


class SignalStatus(StrEnum):
    RECEIVED = "ontvangen"
    FORWARDED = "doorgezet"
    PICKED_UP = "opgepakt"
    CLOSED = "afgesloten"
    NOT_TAKEN_UP = "nietOpgepakt"
    WITHDRAWN = "ingetrokken"


class FeedbackFact(StrEnum):
    """What a corporation is told of a rent signal besides its status."""

    DEBT_HELP = "schuldhulpverlening"
    COLLECTION_PAUSE = "incassopauze"


_S = SignalStatus
ALLOWED: dict[SignalStatus, frozenset[SignalStatus]] = {
    _S.RECEIVED: frozenset({_S.FORWARDED, _S.WITHDRAWN}),
    _S.FORWARDED: frozenset({_S.PICKED_UP, _S.CLOSED, _S.NOT_TAKEN_UP, _S.WITHDRAWN}),
    _S.PICKED_UP: frozenset({_S.FORWARDED, _S.CLOSED, _S.NOT_TAKEN_UP, _S.WITHDRAWN}),
    _S.CLOSED: frozenset({_S.FORWARDED, _S.PICKED_UP, _S.WITHDRAWN}),
    _S.NOT_TAKEN_UP: frozenset({_S.FORWARDED, _S.PICKED_UP, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
}
# The national end result (DDAS vroegsignalering 1.2) with which a signal may go on to another municipality.
NOT_A_RESIDENT = "Persoon is geen inwoner (meer) in de gemeente"
OPEN = frozenset({_S.RECEIVED, _S.FORWARDED, _S.PICKED_UP})


def sources_of(target: SignalStatus) -> list[str]:
    """The statuses from which a signal may go to `target`: the guard of every conditional update."""
    return [str(status) for status, targets in ALLOWED.items() if target in targets]
