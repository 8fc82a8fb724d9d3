"""The house's world with people, wishes, a version and a draft in it: pages that are full."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from conventions.models import Convention, Phase
from matchmaking.scheduling.models import Meeting, Schedule
from matchmaking.scheduling.services.runs import execute_run, request_run
from matchmaking.scheduling.services.schedules import lock_meeting, publish
from matchmaking.spreadsheets.services.imports import apply_import, check_file, preview_import
from matchmaking.wishes.models import Wish
from tests.corpus.workbooks import DELEGATE_HEADER, ORGANIZATION_HEADER, workbook
from tests.factories import (
    AbsenceFactory,
    ActivityFactory,
    DelegateLanguageFactory,
    PartnerFactory,
    ProposalFactory,
    SlotFactory,
    TableFactory,
    VetoFactory,
    ZoneFactory,
)
from tests.house.permissions_matrix import ARGUMENTS
from tests.house.test_permissions_matrix import reverse_arguments
from tests.house.world import World, make_world
from tests.journeys.lists import small_workbook

LONG = "Gemeinnützige Werkstättengesellschaft für Kreislaufwirtschaft Saarpfalz-Kreis mbH"
FAULTY = workbook(
    {
        "Organisations": [ORGANIZATION_HEADER, ["A001", "Ateliers du Val", "Atlantis", "S"]],
        "Delegates": [DELEGATE_HEADER, ["A009", "Élodie", "", "no address"]],
    }
)


def furnish(*, published: bool = True) -> World:
    """Return a world with a draft, and if `published` a version in the phase of that name."""
    world = make_world()
    convention, owner = world.convention, world.people["owner"]
    SlotFactory.create_batch(4, session=world.session)
    zone = ZoneFactory(convention=convention, letter="N", name_fr="Nef", name_de="Halle")
    TableFactory.create_batch(3, convention=convention, zone=zone, step_free=True)
    PartnerFactory(convention=convention)
    bring(convention, owner, small_workbook())
    DelegateLanguageFactory(delegate=world.delegate)
    AbsenceFactory(delegate=world.delegate, slot=world.slot)
    world.registration.organization.name = LONG
    world.registration.organization.save()
    for direction in ("sells", "buys"):
        ActivityFactory(organization=world.registration.organization, direction=direction)
    known = {one.reference: one for one in convention.registrations.all()}
    VetoFactory(author=world.registration, target=known["V006"])
    first, second = sorted((world.registration, known["V005"]), key=lambda one: one.pk)
    ProposalFactory(first=first, second=second)
    Wish.objects.filter(convention=convention).update(answer=Wish.Answer.ACCEPTED)

    Convention.objects.filter(pk=convention.pk).update(phase=Phase.SCHEDULING)
    run = request_run(
        convention=convention, by=owner, objective="as_many", seconds=1, in_process=True
    )
    execute_run(run.pk)
    if published:
        publish(convention=convention, by=owner)
    draft = Schedule.objects.drafts().get(convention=convention)
    lock_meeting(meeting=draft.meetings.first(), revision=draft.revision)
    # One wish of hers has no answer yet, so that the pages for answering have something to ask.
    Wish.objects.filter(pk=world.received_wish.pk).update(answer=Wish.Answer.PENDING)
    convention.refresh_from_db()
    return world


def bring(convention: Convention, owner: Any, content: bytes) -> None:
    """Import a workbook."""
    upload = check_file(
        convention=convention, uploaded_by=owner, file_name="liste.xlsx", content=content, kind=None
    )
    apply_import(upload=upload, fingerprint=preview_import(upload=upload).fingerprint)


def address(name: str, world: World) -> str:
    """Return an address of the matrix in a furnished world."""
    arguments = FURNISHED.get(name, ARGUMENTS.get(name, lambda _world: {}))(world)
    if "slug" in reverse_arguments(name):
        arguments = {"slug": world.convention.slug} | arguments
    return reverse(name, kwargs=arguments)


def _meeting(world: World) -> dict[str, Any]:
    meetings = Meeting.objects.filter(schedule__version=0, convention=world.convention)
    return {"pk": meetings.order_by("-locked", "pk")[0].pk}


def _faulty_import(world: World) -> dict[str, Any]:
    upload = check_file(
        convention=world.convention,
        uploaded_by=world.people["owner"],
        file_name="liste.xlsx",
        content=FAULTY,
        kind=None,
    )
    return {"pk": upload.pk}


# Where the matrix makes a row of its own, the furnished world has a better one.
FURNISHED: dict[str, Callable[[World], dict[str, Any]]] = {
    "organizer:meeting": _meeting,
    "organizer:run": lambda world: {"number": world.convention.runs.latest("number").number},
    "organizer:import_preview": _faulty_import,
}
