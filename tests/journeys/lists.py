"""The small workbook of the journeys: six organisations, nine people, their wishes."""

from tests.corpus.workbooks import workbook

ORGANIZATIONS = [
    ["reference", "name", "country", "family", "town", "sells", "buys", "description (fr)"],
    ["V001", "Ateliers du Val", "FR", "S", "Metz", "furniture", "laundry; printing",
     "Menuiserie d’insertion."],
    ["V002", "Werkstatt Saartal", "DE", "S", "Saarbrücken", "laundry", "furniture", ""],
    ["V003", "Commune de Belvaux", "LU", "P", "Belvaux", "", "laundry; catering", ""],
    ["V004", "Imprimerie des Trois Ponts", "BE", "E", "Arlon", "printing", "packaging", ""],
    ["V005", "Cuisine Partagée", "FR", "S", "Nancy", "catering", "printing; furniture", ""],
    ["V006", "Packhaus", "DE", "S", "Trier", "packaging", "catering", ""],
]  # fmt: skip
DELEGATES = [
    ["organisation", "first name", "last name", "e-mail", "language", "negotiates"],
    ["V001", "Élodie", "Marchal", "elodie@val.example", "fr", "fr; de"],
    ["V001", "Paul", "Thiry", "paul@val.example", "fr", "fr"],
    ["V002", "Jonas", "Weber", "jonas@saartal.example", "de", "de; fr"],
    ["V002", "Miriam", "Krämer", "miriam@saartal.example", "de", "de; en"],
    ["V003", "Claire", "Weis", "claire@belvaux.example", "fr", "fr; de"],
    ["V004", "Hugo", "Lambert", "hugo@ponts.example", "fr", "fr; en"],
    ["V005", "Amina", "Diallo", "amina@cuisine.example", "fr", "fr; en"],
    ["V006", "Greta", "Vogel", "greta@packhaus.example", "de", "de; fr; en"],
    ["V006", "Tom", "Reed", "tom@packhaus.example", "en", "en; de"],
]
# V002 and V003 wish to meet V001, which answers; the others wish each other both ways.
SECRET = "nur für das Planungsteam"
WISHES = [
    ["from", "to", "rank", "note"],
    ["V002", "V001", 1, SECRET],
    ["V003", "V001", 2, ""],
    ["V004", "V005", 1, ""],
    ["V005", "V004", 2, ""],
    ["V005", "V006", 1, ""],
    ["V006", "V005", 1, ""],
    ["V002", "V003", 1, ""],
    ["V003", "V002", 1, ""],
    ["V004", "V006", 2, ""],
    ["V006", "V004", 3, ""],
]
PARTICIPANT = "elodie@val.example"


def delegates(language: str) -> list[list[str]]:
    """Return the list of delegates; the participant of the journeys reads `language`."""
    return [[*row[:4], language, row[5]] if row[3] == PARTICIPANT else row for row in DELEGATES]


def languages(language: str) -> dict[str, str]:
    """Return the language in which each person's agenda is printed."""
    return {f"{row[1]} {row[2]}": row[4] for row in delegates(language)[1:]}


def small_workbook(language: str = "fr") -> bytes:
    """Return the file that the owner imports."""
    return workbook(
        {"Organisations": ORGANIZATIONS, "Delegates": delegates(language), "Wishes": WISHES}
    )
