"""The small workbook of the journeys: six organisations, nine people, their wishes."""

from importlib import import_module

from django.apps import apps

from organizations.models import Category
from tests.corpus.workbooks import workbook

ORGANIZATIONS = [
    ["reference", "name", "country", "family", "town", "sells", "buys", "description (fr)"],
    ["A001", "Ateliers du Val", "FR", "S", "Metz", "furniture", "laundry; printing",
     "Menuiserie d’insertion."],
    ["A002", "Werkstatt Saartal", "DE", "S", "Saarbrücken", "laundry", "furniture", ""],
    ["A003", "Commune de Belvaux", "LU", "P", "Belvaux", "", "laundry; catering", ""],
    ["A004", "Imprimerie des Trois Ponts", "BE", "E", "Arlon", "printing", "packaging", ""],
    ["A005", "Cuisine Partagée", "FR", "S", "Nancy", "catering", "printing; furniture", ""],
    ["A006", "Packhaus", "DE", "S", "Trier", "packaging", "catering", ""],
]  # fmt: skip
DELEGATES = [
    ["organisation", "first name", "last name", "e-mail", "language", "negotiates"],
    ["A001", "Élodie", "Marchal", "elodie@val.example", "fr", "fr; de"],
    ["A001", "Paul", "Thiry", "paul@val.example", "fr", "fr"],
    ["A002", "Jonas", "Weber", "jonas@saartal.example", "de", "de; fr"],
    ["A002", "Miriam", "Krämer", "miriam@saartal.example", "de", "de; en"],
    ["A003", "Claire", "Weis", "claire@belvaux.example", "fr", "fr; de"],
    ["A004", "Hugo", "Lambert", "hugo@ponts.example", "fr", "fr; en"],
    ["A005", "Amina", "Diallo", "amina@cuisine.example", "fr", "fr; en"],
    ["A006", "Greta", "Vogel", "greta@packhaus.example", "de", "de; fr; en"],
    ["A006", "Tom", "Reed", "tom@packhaus.example", "en", "en; de"],
]
# A002 and A003 wish to meet A001, which answers; the others wish each other both ways.
WISHES = [
    ["from", "to", "rank", "note"],
    ["A002", "A001", 1, "Möbel"],
    ["A003", "A001", 2, ""],
    ["A004", "A005", 1, ""],
    ["A005", "A004", 2, ""],
    ["A005", "A006", 1, ""],
    ["A006", "A005", 1, ""],
    ["A002", "A003", 1, ""],
    ["A003", "A002", 1, ""],
    ["A004", "A006", 2, ""],
    ["A006", "A004", 3, ""],
]
LANGUAGE_OF = {f"{row[1]} {row[2]}": row[4] for row in DELEGATES[1:]}


def small_workbook() -> bytes:
    """Return the file that the owner imports."""
    return workbook({"Organisations": ORGANIZATIONS, "Delegates": DELEGATES, "Wishes": WISHES})


def load_categories() -> None:
    """Bring back the 24 categories: a test that commits empties every table after itself."""
    if not Category.objects.exists():
        import_module("organizations.migrations.0003_categories").load_categories(apps, None)
