"""What a partner may answer, in codes. Pure."""

from enum import StrEnum


class RefusalReason(StrEnum):
    NO_ROOM = "geenPlaats"
    NOT_OURS = "pastNietBijOns"
    OUTSIDE_AREA = "buitenWerkgebied"
    KNOWN_HERE = "alBekend"
    RESIDENT_DECLINES = "inwonerWilNiet"


class DoneResult(StrEnum):
    """That it is done, and no word on the help itself."""

    HELPED = "hulpGegeven"
    NOT_REACHED = "nietBereikt"
    RESIDENT_STOPPED = "inwonerStopte"
