"""The line: the stops of anything that goes on step by step."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the line. `state` is done, now, next (hollow ink) or later (hollow grey)."""

    name: str
    state: str = "later"
    note: str = ""
    aside: str = ""
    url: str = ""
