from matchmaking.scheduling.models.run import Run
from matchmaking.scheduling.models.schedule import Meeting, Schedule, Seat, Unplaced

__all__ = ["Meeting", "Run", "Schedule", "Seat", "Unplaced"]
