"""What only PostgreSQL can guarantee: an organisation's region lies in its country."""

from django.db import migrations


def raise_fence(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "ALTER TABLE organizations_organization ADD CONSTRAINT organization_region_of_its_country"
        " FOREIGN KEY (region_id, country) REFERENCES organizations_region (code, country)"
        " DEFERRABLE INITIALLY DEFERRED"
    )


def lower_fence(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "ALTER TABLE organizations_organization DROP CONSTRAINT organization_region_of_its_country"
    )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_organizations")]
    operations = [migrations.RunPython(raise_fence, lower_fence)]
