"""To which of five factors behind health a worry belongs. Pure.

The five are the essential conditions of a healthy life in: WHO Regional Office for Europe, "Healthy, prosperous lives
for all: the European Health Equity Status Report" (2019, ISBN 978 92 890 5425 6). Which worry goes with which of them
is a choice of this service: the report knows no such worries. Worries about safety and offences are never stored.
"""

from enum import StrEnum

from service.rules.facts import Concern


class Factor(StrEnum):
    INCOME = "inkomen"
    LIVING = "leefomstandigheden"
    SOCIAL = "socialeKracht"
    CARE = "zorg"
    WORK = "werk"


_C = Concern
FACTOR_OF: dict[Concern, Factor] = {
    **dict.fromkeys((_C.UNOPENED_MAIL, _C.MONEY_WORRIES), Factor.INCOME),
    **dict.fromkeys(
        (_C.ENERGY_CUT_OFF, _C.WATER_CUT_OFF, _C.HEAT_CUT_OFF, _C.FILTH_OR_HOARDING, _C.FIRE_RISK, _C.NUISANCE,
         _C.DAMP_AND_MOULD), Factor.LIVING),
    **dict.fromkeys(
        (_C.INTERNET_CUT_OFF, _C.LONELINESS, _C.PARENTING_QUESTIONS, _C.LANGUAGE_OR_DIGITAL), Factor.SOCIAL),
    **dict.fromkeys(
        (_C.HEALTH_INSURANCE_ENDING, _C.NEED_OF_SUPPORT, _C.HEALTH, _C.FORGETFULNESS, _C.CONFUSED_BEHAVIOUR),
        Factor.CARE),
    _C.WORK: Factor.WORK,
}
