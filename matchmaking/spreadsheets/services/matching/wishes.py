"""Wishes: by ordered pair."""

from collections import Counter

from conventions.models import Phase, Registration
from documents.lists.problems import Problem
from matchmaking.spreadsheets.services.checking import CleanRow
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.matching.changes import (
    Changes,
    WishStep,
    changed_fields,
    key_of,
    refuse_twice,
)
from matchmaking.wishes.models import Wish

NAMED = 20


def match_wishes(changes: Changes, registrations: dict[str, Registration]) -> None:
    rows = changes.cleaned.rows.get(Kind.WISHES, [])
    if not rows:
        return
    if Phase(changes.convention.phase).number >= Phase.PUBLISHED.number:
        changes.problems.append(
            Problem("wishes_published", sheet=changes.cleaned.sheets[Kind.WISHES])
        )
        return
    # Vetoes are not looked at: an answer here would tell the owner of a veto. A veto beats the
    # wish when meetings are made.
    existing = {
        (wish.requester_id, wish.target_id): wish
        for wish in Wish.objects.in_convention(changes.convention)
    }
    made = Counter(requester for requester, _target in existing)
    seen: dict[tuple[str, str], CleanRow] = {}
    fresh: Counter[str] = Counter()
    for row in rows:
        requester, target = (
            _registration(changes, row, key, registrations) for key in ("requester", "target")
        )
        if requester is None or target is None:
            continue
        pair = (key_of(row["requester"]), key_of(row["target"]))
        if pair[0] == pair[1]:
            changes.refuse("wish_self", Kind.WISHES, row, "target")
            continue
        if (first := seen.setdefault(pair, row)) is not row:
            refuse_twice(changes, "wish_duplicate", Kind.WISHES, first, row, "target")
            continue
        wish = existing.get((requester.pk or 0, target.pk or 0))
        changes.wishes.append(_wish_step(changes, row, requester, target, wish))
        if wish is None:
            fresh[pair[0]] += 1
    totals = {
        registrations[key].reference: count + made[registrations[key].pk or 0]
        for key, count in fresh.items()
    }
    _warn_of_many(changes, totals)


def _warn_of_many(changes: Changes, totals: dict[str, int]) -> None:
    """Say once who would have more wishes than participants may make; organisers may."""
    limit = changes.convention.max_wishes
    many = [f"{reference} ({total})" for reference, total in totals.items() if total > limit]
    if many:
        names = ", ".join(many[:NAMED]) + (" …" if len(many) > NAMED else "")
        changes.warnings.append(
            Problem(
                "wishes_many",
                sheet=changes.cleaned.sheets[Kind.WISHES],
                params={"limit": limit, "names": names},
            )
        )


def _registration(
    changes: Changes, row: CleanRow, key: str, registrations: dict[str, Registration]
) -> Registration | None:
    reference = key_of(row[key])
    registration = registrations.get(reference)
    if registration is None and reference not in {key_of(r) for r in changes.cleaned.spared}:
        changes.refuse("reference_unknown", Kind.WISHES, row, key)
    return registration


def _wish_step(
    changes: Changes,
    row: CleanRow,
    requester: Registration,
    target: Registration,
    wish: Wish | None,
) -> WishStep:
    is_new = wish is None
    if wish is None:
        wish = Wish(convention=changes.convention)
    step = WishStep(
        row["row"], f"{row['requester']} > {row['target']}", is_new,
        wish=wish, requester=requester, target=target,
    )  # fmt: skip
    step.fields = changed_fields(wish, row, [("rank", "rank"), ("note", "note")])
    return step
