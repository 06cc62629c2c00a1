"""Where the law leaves room, which reading is applied. The municipality's policy chooses here, within the law."""

from dataclasses import dataclass
from enum import StrEnum

from service.errors import DomainError
from service.rules.facts import ThreatPhase


class LaterThanLaw(DomainError):
    """A choice that would give people less, or later, than the law demands."""

    title = "Later dan de wet toestaat"


class WorkingDays(StrEnum):
    """What a working day is; the Wgs does not say (article 4(2)).

    Narrow: Monday to Friday, minus the holidays of article 3(1) Awt. Wide: also minus Good Friday (3(2)) and the
    days equated by royal decree (3(3)). Narrow is never later than wide; acting on the earlier day is always lawful.
    """

    NARROW = "smal"
    WIDE = "ruim"


@dataclass(frozen=True, slots=True)
class Reading:
    """The choices within the law. The defaults: the earlier calendar, and a threat from the eviction judgment on."""

    working_days: WorkingDays = WorkingDays.NARROW
    threat_from: ThreatPhase = ThreatPhase.EVICTION_ORDERED

    def __post_init__(self) -> None:
        if self.threat_from is ThreatPhase.EVICTION_ANNOUNCED:
            raise LaterThanLaw(
                "Een uitspraak tot ontruiming is al een bedreigende situatie (Wgs artikel 4, tweede lid). "
                "Het beleid mag eerder beginnen, niet later."
            )

    def is_threatening(self, phase: ThreatPhase | None) -> bool:
        return phase is not None and phase in _FROM[self.threat_from]


_PHASES = tuple(ThreatPhase)
_FROM = {phase: frozenset(_PHASES[index:]) for index, phase in enumerate(_PHASES)}

STATUTORY = Reading()
