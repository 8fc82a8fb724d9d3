"""Areas as people write them in one cell: `Moselle; Luxembourg`, `Greater Region`, `80 km`."""

import re
from dataclasses import dataclass

from organizations.models import Activity
from organizations.services.regions import KnownRegions, plain

RADIUS = re.compile(
    r"^(?:within|dans un rayon de|rayon de|rayon|im umkreis von|umkreis)?\s*(\d{1,4})\s*km\b(.*)$",
    re.IGNORECASE,
)
GREATER_REGION = re.compile(
    r"^(?:(?:the|in|whole|all|of|dans|toute|la|en|die|der|ganze|gesamte|ganzen|gesamten) )*"
    r"(?:greater region|grande region|grossregion)$"
)
SEVERAL = re.compile(r"[;|\n]")
OFTEN_SEVERAL = re.compile(r",|\s+(?:et|und|and|&|/)\s+")


@dataclass(frozen=True, slots=True)
class Area:
    """An area as it was read; `note` is the text itself where it says more than the rest."""

    kind: str = ""
    regions: tuple[str, ...] = ()
    radius_km: int | None = None
    note: str = ""


def read_area(text: str, known: KnownRegions) -> Area:
    """Return what `text` says; regions are told by their names in any language."""
    if GREATER_REGION.match(plain(text)):
        return Area(Activity.AreaKind.GREATER_REGION)
    if match := RADIUS.match(text.strip()):
        beside = text.strip() if match.group(2).strip(" .") else ""
        return Area(Activity.AreaKind.RADIUS, radius_km=int(match.group(1)), note=beside)
    found, rest = _regions(text, known)
    if not found:
        return Area(note=text.strip())
    return Area(Activity.AreaKind.REGIONS, found, note=text.strip() if rest else "")


def _regions(text: str, known: KnownRegions) -> tuple[tuple[str, ...], list[str]]:
    """Return the codes of the regions that are named, and the parts that name none."""
    found: list[str] = []
    rest: list[str] = []
    for part in SEVERAL.split(text):
        whole = known.named(part)
        for piece in [part] if whole else OFTEN_SEVERAL.split(part):
            if not plain(piece):
                continue
            code = known.named(piece)
            if code:
                found.append(code)
            else:
                rest.append(piece)
    return tuple(dict.fromkeys(found)), rest
