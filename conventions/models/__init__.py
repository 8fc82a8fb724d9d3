from conventions.models.convention import Convention, Partner, Phase, TeamMember
from conventions.models.interpreter import Interpreter, InterpreterAbsence, InterpreterPair
from conventions.models.registration import (
    Absence,
    Delegate,
    DelegateLanguage,
    Registration,
)
from conventions.models.session import Pause, Session, Slot
from conventions.models.table import Table, Zone
from conventions.models.vocabulary import CategoryChoice, ThemeChoice

__all__ = [
    "Absence",
    "CategoryChoice",
    "Convention",
    "Delegate",
    "DelegateLanguage",
    "Interpreter",
    "InterpreterAbsence",
    "InterpreterPair",
    "Partner",
    "Pause",
    "Phase",
    "Registration",
    "Session",
    "Slot",
    "Table",
    "TeamMember",
    "ThemeChoice",
    "Zone",
]
