"""The 24 categories of what is bought and sold, in three languages, with their CPV codes."""

import csv
from pathlib import Path

from django.db import migrations

CATEGORIES = Path(__file__).parents[1] / "data" / "categories.csv"


def load_categories(apps, schema_editor):
    category = apps.get_model("organizations", "Category")
    with CATEGORIES.open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), start=1):
            category.objects.update_or_create(
                slug=row["slug"],
                defaults={
                    "name": row["en"],
                    "name_en": row["en"],
                    "name_fr": row["fr"],
                    "name_de": row["de"],
                    "cpv": row["cpv"],
                    "position": position,
                },
            )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_organization")]
    operations = [migrations.RunPython(load_categories, migrations.RunPython.noop)]
