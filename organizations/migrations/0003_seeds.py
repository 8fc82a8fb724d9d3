"""The rows that every platform begins with: `organizations.seeds` names them."""

from django.db import migrations

from organizations.seeds import seed


def plant(apps, schema_editor):
    seed(apps)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_postgresql_fences")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
