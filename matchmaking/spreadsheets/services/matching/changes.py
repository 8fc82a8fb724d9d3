"""What an import would do: a step per row, and everything that stands against it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from conventions.models import Convention, Delegate, Registration, Slot
from documents.lists.problems import Problem
from matchmaking.spreadsheets.services.checking import Cleaned, CleanRow
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.wishes.models import Wish
from organizations.models import Activity, Category, Organization, Region, Theme


@dataclass
class Step:
    """One row's consequence. `fields` are the keys of the columns that change something."""

    row: int
    label: str
    is_new: bool
    fields: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        return "new" if self.is_new else "changed" if self.fields else "unchanged"


@dataclass
class OrganizationStep(Step):
    organization: Organization = field(default_factory=Organization)
    registration: Registration = field(default_factory=Registration)
    # Those that the organisation does not list yet.
    activities: list[Activity] = field(default_factory=list)
    organization_changed: bool = False
    registration_changed: bool = False


@dataclass
class ActivityStep(Step):
    activity: Activity = field(default_factory=Activity)
    organization: Organization = field(default_factory=Organization)
    # None: the row says nothing of regions.
    regions: list[Region] | None = None
    # None: the row adds no theme.
    themes: list[Theme] | None = None


@dataclass
class DelegateStep(Step):
    delegate: Delegate = field(default_factory=Delegate)
    registration: Registration = field(default_factory=Registration)
    # Language → level, where the level is new.
    languages: dict[str, str] = field(default_factory=dict)
    # Slots the row declares as absent, counted from 1, beyond those known.
    absences: list[int] = field(default_factory=list)
    delegate_changed: bool = False
    travel_changed: bool = False


@dataclass
class WishStep(Step):
    wish: Wish = field(default_factory=Wish)
    requester: Registration = field(default_factory=Registration)
    target: Registration = field(default_factory=Registration)


@dataclass(frozen=True)
class Counts:
    new: int
    changed: int
    unchanged: int

    @property
    def written(self) -> int:
        return self.new + self.changed


@dataclass
class Changes:
    convention: Convention
    cleaned: Cleaned
    slots: list[Slot]
    categories: dict[str, Category]
    # What organisations that are there sell and buy: key → direction, category's slug.
    trade: dict[int, dict[tuple[str, str], Activity]] = field(default_factory=dict)
    organizations: list[OrganizationStep] = field(default_factory=list)
    activities: list[ActivityStep] = field(default_factory=list)
    delegates: list[DelegateStep] = field(default_factory=list)
    wishes: list[WishStep] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def trade_at(self, organization: Organization) -> dict[tuple[str, str], Activity]:
        """Return what an organisation sells and buys, with what this import adds; also a new one's.

        A new organisation has no key yet, and is told by itself.
        """
        return self.trade.setdefault(organization.pk or -id(organization), {})

    def steps(self, kind: Kind) -> list[Any]:
        return list(getattr(self, kind.value))

    def counts(self) -> dict[Kind, Counts]:
        found = {}
        for kind in self.cleaned.rows:
            states = Counter(step.state for step in self.steps(kind))
            found[kind] = Counts(states["new"], states["changed"], states["unchanged"])
        return found

    @property
    def fingerprint(self) -> str:
        """Equal for two plans that do the same: tells a preview that is out of date."""
        said = [
            [kind, step.row, step.state, sorted(step.fields)]
            for kind in Kind
            for step in self.steps(kind)
        ]
        said.append(sorted(f"{problem.key} {problem.row}" for problem in self.problems))
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    def refuse(self, key: str, kind: Kind, row: CleanRow, column: str, **params: Any) -> None:
        self.problems.append(self._at(key, kind, row, column, params))

    def warn(self, key: str, kind: Kind, row: CleanRow, column: str, **params: Any) -> None:
        self.warnings.append(self._at(key, kind, row, column, params))

    def _at(
        self, key: str, kind: Kind, row: CleanRow, column: str, params: dict[str, Any]
    ) -> Problem:
        letter, name = self.cleaned.places[kind].get(column, ("", ""))
        value = row.get(column, "")
        shown = "" if isinstance(value, list | dict | bool) else str(value)[:60]
        return Problem(
            key, sheet=self.cleaned.sheets[kind], row=row["row"], column=letter, name=name,
            value=shown, params=params,
        )  # fmt: skip


def key_of(reference: str) -> str:
    return reference.strip().casefold()


def changed_fields(instance: Model, row: CleanRow, names: Iterable[tuple[str, str]]) -> list[str]:
    """Set each (key, attribute) that `row` fills and return the keys that change something."""
    changed = []
    for key, attribute in names:
        if key in row and (getattr(instance, attribute) or "") != (row[key] or ""):
            setattr(instance, attribute, row[key])
            changed.append(key)
    return changed


def refuse_twice(
    changes: Changes, key: str, kind: Kind, first: CleanRow, row: CleanRow, column: str
) -> None:
    changes.refuse(key, kind, row, column, first=first["row"], second=row["row"])
