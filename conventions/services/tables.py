"""The hall: tables, chairs, zones, hosts."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Registration, Table, Zone
from conventions.services.placed import placements
from conventions.services.refusals import refuse_archived

MAX_TABLES = 500
# Who does not come hosts no table.
GONE = (Registration.Status.WAITING, Registration.Status.REFUSED, Registration.Status.WITHDRAWN)


@transaction.atomic
def set_tables(*, convention: Convention, count: int) -> None:
    """Give the hall the tables 1 to `count`; tables that stay keep zone, host and meetings.

    Raises ValidationError `tables_out_of_range`, `tables_in_use` or `convention_archived`.
    """
    refuse_archived(convention)
    if not 0 <= count <= MAX_TABLES:
        raise ValidationError(
            _("A hall has 0 to %(most)d tables.") % {"most": MAX_TABLES},
            code="tables_out_of_range",
        )
    leaving = convention.tables.filter(number__gt=count)
    if held := placements().at_tables(leaving):
        raise ValidationError(
            ngettext(
                "%(count)d meeting stands at the tables that would disappear. Take it out of the "
                "draft first; a table of a published version stays.",
                "%(count)d meetings stand at the tables that would disappear. Take them out of "
                "the draft first; tables of a published version stay.",
                held,
            )
            % {"count": held},
            code="tables_in_use",
        )
    leaving.delete()
    numbers = set(convention.tables.values_list("number", flat=True))
    Table.objects.bulk_create(
        Table(convention=convention, number=number)
        for number in range(1, count + 1)
        if number not in numbers
    )


@transaction.atomic
def set_chairs(*, convention: Convention, count: int) -> None:
    """Record how many chairs the whole hall has; refuses an impossible number."""
    refuse_archived(convention)
    convention.chairs = count
    convention.clean_fields(exclude=[f.name for f in Convention._meta.fields if f.name != "chairs"])
    convention.save(update_fields=["chairs"])


@transaction.atomic
def save_zone(
    *,
    convention: Convention,
    zone: Zone | None = None,
    letter: str,
    names: Mapping[str, str] | None = None,
    first_table: int | None = None,
    last_table: int | None = None,
) -> Zone:
    """Create or change a zone; `names` maps a language to its name there.

    With both table numbers the zone gets exactly these tables. Raises ValidationError
    `zone_range_invalid`, `zone_exists` or `convention_archived`.
    """
    refuse_archived(convention)
    zone = zone or Zone(convention=convention)
    zone.letter = letter.strip().upper()
    for language, name in (names or {}).items():
        setattr(zone, f"name_{language}", name)
    zone.full_clean()
    zone.save()
    if first_table is None and last_table is None:
        return zone
    if first_table is None or last_table is None or first_table > last_table:
        raise ValidationError(
            _("Give the first and the last table of the zone, in that order."),
            code="zone_range_invalid",
        )
    zone.tables.update(zone=None)
    convention.tables.filter(number__range=(first_table, last_table)).update(zone=zone)
    return zone


@transaction.atomic
def delete_zone(*, zone: Zone) -> None:
    """Remove a zone; its tables stay, without a zone."""
    refuse_archived(zone.convention)
    zone.delete()


@transaction.atomic
def set_table(
    *,
    table: Table,
    zone: Zone | None = None,
    step_free: bool = False,
    host: Registration | None = None,
) -> Table:
    """Say where a table stands, whether it is step-free, and who always sits there.

    Raises ValidationError `zone_elsewhere`, `host_not_validated`, `host_several_delegates`,
    `host_has_table` or `convention_archived`.
    """
    refuse_archived(table.convention)
    if zone is not None and zone.convention_id != table.convention_id:
        raise ValidationError(
            {"zone": ValidationError(
                _("This zone belongs to another convention. Reload the page."),
                code="zone_elsewhere",
            )}
        )  # fmt: skip
    if host is not None:
        _refuse_host(table, host)
    table.zone, table.step_free, table.host = zone, step_free, host
    table.save(update_fields=["zone", "step_free", "host"])
    return table


def _refuse_host(table: Table, host: Registration) -> None:
    if host.convention_id != table.convention_id or host.status != Registration.Status.VALIDATED:
        raise _host_error(
            _("Only a validated registration of this convention can host a table."),
            "host_not_validated",
        )
    if host.delegates.filter(meets=True).count() > 1:
        raise _host_error(
            _(
                "A host has one table, so only an organisation with a single delegate who meets "
                "can host."
            ),
            "host_several_delegates",
        )
    if other := host.hosted_tables.exclude(pk=table.pk).first():
        raise _host_error(
            _("This organisation already hosts table %(number)d.") % {"number": other.number},
            "host_has_table",
        )


def _host_error(message: str, code: str) -> ValidationError:
    return ValidationError({"host": ValidationError(message, code=code)})


@transaction.atomic(savepoint=False)
def free_tables(*, convention: Convention) -> None:
    """Take the tables from hosts who are not coming any more."""
    convention.tables.filter(host__status__in=GONE).update(host=None)
