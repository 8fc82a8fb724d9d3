"""Who may do what: every address × actor × method → the status it answers.

`MATRIX` holds it; the helpers below write a line of it shorter. An address that is missing here
fails the build. Each line names every method that the address is asked with.

    **team("organizer:overview", GET={"owner": 200, "scheduler": 200}, POST=NOT_ALLOWED)

The others follow by themselves: nobody signed in → 302 to sign-in, nobody of this team → 404,
of the team but not named → 403. `ARGUMENTS` gives the address its arguments beside the slug,
`POSTED` the data that a POST carries; both are asked with the `World` of the test.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from matchmaking.printing.models import PrintJob
from matchmaking.spreadsheets.models import ImportUpload
from tests.factories import (
    ActivityFactory,
    MeetingFactory,
    OwnCategoryFactory,
    OwnThemeFactory,
    RunFactory,
    ZoneFactory,
)
from tests.house.world import ACTORS, World

Outcomes = dict[str, dict[str, int]]
Answers = dict[str, int]

TEAM = ("desk", "observer", "scheduler", "owner")
PARTICIPANTS = ("participant", "other_participant")


def everybody(name: str, **methods: int) -> dict[str, Outcomes]:
    """Return a line on which all actors get the same answer."""
    return {name: {actor: dict(methods) for actor in ACTORS}}


def signed_in(name: str, anonymous: Answers, **methods: int) -> dict[str, Outcomes]:
    """Return a line on which only nobody gets another answer than everybody signed in."""
    line = everybody(name, **methods)
    line[name]["anonymous"] = anonymous
    return line


def team(name: str, **methods: Answers) -> dict[str, Outcomes]:
    """Return a line of a team's page: method → answer of each role that may do it."""
    return _line(name, inside=TEAM, refusal=403, methods=methods)


def participants(name: str, **methods: Answers) -> dict[str, Outcomes]:
    """Return a line of a participants' page: method → answer of each who may do it."""
    return _line(name, inside=(), refusal=404, methods=methods)


def _line(
    name: str, *, inside: tuple[str, ...], refusal: int, methods: dict[str, Answers]
) -> dict[str, Outcomes]:
    def answer(actor: str, answers: Answers) -> int:
        if "everybody" in answers:
            return answers["everybody"]
        otherwise = 302 if actor == "anonymous" else refusal if actor in inside else 404
        return answers.get(actor, otherwise)

    return {
        name: {
            actor: {method: answer(actor, answers) for method, answers in methods.items()}
            for actor in ACTORS
        }
    }


# An address that does not know the method says so before it asks who it is.
NOT_ALLOWED: Answers = {"everybody": 405}

OWNER: Answers = {"owner": 200}
OWNER_REDIRECTED: Answers = {"owner": 302}
# What is posted without what the form asks for is refused, with the page it stands on.
OWNER_REFUSED: Answers = {"owner": 422}
ALL_BUT_OBSERVERS: Answers = dict.fromkeys(("desk", "scheduler", "owner"), 200)
BOTH: Answers = dict.fromkeys(PARTICIPANTS, 200)
BOTH_REDIRECTED: Answers = dict.fromkeys(PARTICIPANTS, 302)
PLANNERS: Answers = {"owner": 200, "scheduler": 200}
PLANNERS_REDIRECTED: Answers = {"owner": 302, "scheduler": 302}

MATRIX: dict[str, Outcomes] = {
    # --- The site -----------------------------------------------------------------------------
    **everybody("healthz", GET=200, POST=405),
    **everybody("set_language", GET=405, POST=302),
    **everybody("set_theme", GET=405, POST=302),
    **everybody("styleguide", GET=200, POST=405),
    **signed_in("account_login", {"GET": 200, "POST": 200}, GET=302, POST=302),
    **signed_in("account_request_login_code", {"GET": 200, "POST": 200}, GET=302, POST=302),
    **everybody("account_signup", GET=302, POST=302),
    # No code has been sent to this browser: back to the start.
    **everybody("account_confirm_login_code", GET=302, POST=302),
    **everybody("account_inactive", GET=200, POST=405),
    **signed_in("account_logout", {"GET": 302, "POST": 302}, GET=200, POST=302),
    # One line for the operator's admin, which asks for its own sign-in.
    **everybody("admin:index", GET=302, POST=302),
    # --- Wishes, for the owner and the scheduler -----------------------------------------------
    **team("organizer:wishes", GET=PLANNERS, POST={"owner": 422, "scheduler": 422}),
    **team("organizer:proposal_withdraw", GET=NOT_ALLOWED, POST=PLANNERS_REDIRECTED),
    # --- Everybody ----------------------------------------------------------------------------
    **everybody("public:start", GET=200, POST=405),
    # Only the demo lets anybody enter as somebody.
    **everybody("public:enter", GET=405, POST=404),
    **everybody("public:convention", GET=200, POST=405),
    # For those who own some convention, and for the operator.
    **signed_in("public:convention_new", {"GET": 302, "POST": 302}, GET=403, POST=403),
    # --- Setting up, and the registrations ----------------------------------------------------
    **team("organizer:scheduling", GET=PLANNERS, POST=NOT_ALLOWED),
    **team("organizer:run_start", GET=NOT_ALLOWED, POST={"owner": 422, "scheduler": 422}),
    **team("organizer:run", GET=PLANNERS, POST=NOT_ALLOWED),
    **team("organizer:run_stop", GET=NOT_ALLOWED, POST=PLANNERS_REDIRECTED),
    **team("organizer:import", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:import_preview", GET=OWNER, POST=NOT_ALLOWED),
    **team("organizer:import_confirm", GET=NOT_ALLOWED, POST=OWNER_REDIRECTED),
    **team("organizer:import_sample", GET=OWNER, POST=NOT_ALLOWED),
    # There is no meeting in this world to publish.
    **team("organizer:publish", GET=PLANNERS, POST=OWNER_REFUSED),
    # --- The grid -------------------------------------------------------------------------------
    **team("organizer:grid", GET=ALL_BUT_OBSERVERS, POST=NOT_ALLOWED),
    # A meeting of the draft does not exist for the desk.
    **team("organizer:meeting", GET=PLANNERS | {"desk": 404}, POST=NOT_ALLOWED),
    **team("organizer:meeting_lock", GET=NOT_ALLOWED, POST=PLANNERS_REDIRECTED),
    **team("organizer:overview", GET=dict.fromkeys(TEAM, 200), POST=NOT_ALLOWED),
    **team("organizer:phase", GET=OWNER, POST=OWNER_REDIRECTED),
    **team("organizer:registrations", GET=ALL_BUT_OBSERVERS, POST=NOT_ALLOWED),
    **team("organizer:registration", GET=ALL_BUT_OBSERVERS, POST=NOT_ALLOWED),
    **team("organizer:registration_edit", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:registration_status", GET=NOT_ALLOWED, POST=OWNER_REDIRECTED),
    **team("organizer:activity_new", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:activity", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:activity_remove", GET=OWNER, POST=OWNER_REDIRECTED),
    **team("organizer:delegate_new", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:delegate", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:delegate_remove", GET=NOT_ALLOWED, POST=OWNER_REDIRECTED),
    **team("organizer:settings", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:session_delete", GET=NOT_ALLOWED, POST=OWNER_REDIRECTED),
    **team("organizer:tables", GET=OWNER, POST=NOT_ALLOWED),
    **team("organizer:table", GET=OWNER, POST=OWNER_REDIRECTED),
    **team("organizer:zone_new", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:zone", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:zone_delete", GET=NOT_ALLOWED, POST=OWNER_REDIRECTED),
    **team("organizer:texts", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:rules", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:types", GET=OWNER, POST=OWNER_REFUSED),
    # An empty post shows nothing: no category is refused, no theme is what they want.
    **team("organizer:categories", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:category_new", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:category", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:category_remove", GET=NOT_ALLOWED, POST=OWNER_REDIRECTED),
    **team("organizer:themes", GET=OWNER, POST=OWNER_REDIRECTED),
    **team("organizer:theme_new", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:theme", GET=OWNER, POST=OWNER_REFUSED),
    **team("organizer:theme_remove", GET=NOT_ALLOWED, POST=OWNER_REDIRECTED),
    **team("organizer:copy", GET=OWNER, POST=OWNER_REFUSED),
    **team("desk:agenda", GET=ALL_BUT_OBSERVERS, POST=NOT_ALLOWED),
    **team("desk:home", GET=ALL_BUT_OBSERVERS, POST=NOT_ALLOWED),
    # --- Paper: nothing is published in this world, and the file of its job is gone --------------
    **team("organizer:prints", GET=ALL_BUT_OBSERVERS, POST=NOT_ALLOWED),
    **team(
        "organizer:print_start",
        GET=NOT_ALLOWED,
        POST=dict.fromkeys(("desk", "scheduler", "owner"), 422),
    ),
    **team("organizer:print_job", GET=ALL_BUT_OBSERVERS, POST=NOT_ALLOWED),
    **team(
        "organizer:print_stop",
        GET=NOT_ALLOWED,
        POST=dict.fromkeys(("desk", "scheduler", "owner"), 302),
    ),
    **team(
        "organizer:print_file",
        GET=dict.fromkeys(("desk", "scheduler", "owner"), 410),
        POST=NOT_ALLOWED,
    ),
    # A button without a form goes back to its page, which says why nothing is printed.
    **participants("participant:print", GET=NOT_ALLOWED, POST={"participant": 302}),
    **participants("participant:print_job", GET={"participant": 200}, POST=NOT_ALLOWED),
    **participants("participant:print_file", GET={"participant": 410}, POST=NOT_ALLOWED),
    # --- Participants -------------------------------------------------------------------------
    **participants("participant:home", GET=BOTH, POST=NOT_ALLOWED),
    **participants("participant:catalogue", GET=BOTH, POST=NOT_ALLOWED),
    **participants("participant:wishes", GET=BOTH, POST=NOT_ALLOWED),
    # The target is the other participant's organisation, which cannot wish to meet itself.
    **participants("participant:wish", GET=NOT_ALLOWED, POST={"participant": 302}),
    **participants("participant:withdraw", GET=NOT_ALLOWED, POST={"participant": 302}),
    **participants("participant:answer", GET=NOT_ALLOWED, POST=BOTH_REDIRECTED),
    **participants("participant:veto", GET=NOT_ALLOWED, POST=BOTH_REDIRECTED),
    **participants("participant:lift", GET=NOT_ALLOWED, POST={"participant": 302}),
    **participants("participant:agenda", GET=BOTH, POST=NOT_ALLOWED),
    **participants("participant:agenda_of", GET={"participant": 200}, POST=NOT_ALLOWED),
}
MATRIX["admin:index"]["superuser"] = {"GET": 200, "POST": 200}
for _actor in ("owner", "foreign_owner", "superuser"):
    MATRIX["public:convention_new"][_actor] = {"GET": 200, "POST": 422}


def _registration(world: World) -> dict[str, Any]:
    return {"pk": world.registration.pk}


def _activity(world: World) -> dict[str, Any]:
    activity = ActivityFactory(organization=world.registration.organization)
    return {"pk": world.registration.pk, "activity": activity.pk}


def _delegate(world: World) -> dict[str, Any]:
    return {"pk": world.delegate.pk}


def _zone(world: World) -> dict[str, Any]:
    return {"pk": ZoneFactory(convention=world.convention).pk}


def _category(world: World) -> dict[str, Any]:
    return {"pk": OwnCategoryFactory(convention=world.convention).category_id}


def _theme(world: World) -> dict[str, Any]:
    return {"pk": OwnThemeFactory(convention=world.convention).theme_id}


def _target(world: World) -> dict[str, Any]:
    return {"target": world.other_registration.pk}


def _run(world: World) -> dict[str, Any]:
    return {"number": RunFactory(convention=world.convention, state="failed").number}


def _meeting(world: World) -> dict[str, Any]:
    return {"pk": MeetingFactory(schedule=world.draft, slot=world.slot, table=world.table).pk}


def _import(world: World) -> dict[str, Any]:
    nothing = {"rows": {}, "sheets": {}, "places": {}, "spared": [], "problems": [], "warnings": []}
    return {"pk": ImportUpload.objects.create(convention=world.convention, rows=nothing).pk}


def _print(world: World) -> dict[str, Any]:
    return {"pk": _print_job(world).pk}


def _own_print(world: World) -> dict[str, Any]:
    job = _print_job(world, delegate=world.delegate)
    return {"pk": world.delegate.pk, "job": job.pk}


def _print_job(world: World, **fields: Any) -> PrintJob:
    return PrintJob.objects.create(
        convention=world.convention,
        schedule=world.draft,
        document="agendas",
        state="succeeded",
        queued_at=timezone.now(),
        expires_at=timezone.now(),
        **fields,
    )


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    "organizer:proposal_withdraw": lambda _world: {"pk": 1},
    "public:enter": lambda _world: {"key": "owner"},
    "organizer:phase": lambda _world: {"phase": "scheduling"},
    "organizer:registration": _registration,
    "organizer:registration_edit": _registration,
    "organizer:registration_status": _registration,
    "organizer:activity_new": _registration,
    "organizer:activity": _activity,
    "organizer:activity_remove": _activity,
    "organizer:delegate_new": _registration,
    "organizer:delegate": _delegate,
    "organizer:delegate_remove": _delegate,
    "organizer:import_preview": _import,
    "organizer:import_confirm": _import,
    "organizer:import_sample": lambda _world: {"kind": "workbook"},
    "desk:agenda": _delegate,
    "organizer:meeting": _meeting,
    "organizer:meeting_lock": _meeting,
    "organizer:run": _run,
    "organizer:run_stop": _run,
    "organizer:print_job": _print,
    "organizer:print_stop": _print,
    "organizer:print_file": _print,
    "participant:print": _delegate,
    "participant:print_job": _own_print,
    "participant:print_file": _own_print,
    "organizer:session_delete": lambda world: {"pk": world.session.pk},
    "organizer:table": lambda world: {"number": world.table.number},
    "organizer:category": _category,
    "organizer:category_remove": _category,
    "organizer:theme": _theme,
    "organizer:theme_remove": _theme,
    "organizer:zone": _zone,
    "organizer:zone_delete": _zone,
    "participant:wish": _target,
    "participant:withdraw": _target,
    "participant:lift": _target,
    "participant:agenda_of": lambda world: {"pk": world.delegate.pk},
}
POSTED: dict[str, Callable[[World], dict[str, Any]]] = {
    "organizer:registration_status": lambda _world: {"status": "waiting"},
    "participant:wish": lambda _world: {"rank": 1},
    "participant:answer": lambda world: {"wish": world.received_wish.pk, "answer": "accepted"},
    "participant:veto": _target,
}
