"""The countries of the world: their codes, and what they are called.

Names come from Babel. Which of its territories are countries stands here: the officially
assigned codes of ISO 3166-1, and XK, under which Kosovo trades.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

from babel import Locale
from babel.core import get_global

from ui.formatting import country_name

COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
    DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
    GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
    VN VU WF WS XK YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 -- 250 quoted codes would be a wall
)
# The four of the Greater Region come first: nearly everybody needs one of these.
NEAR_COUNTRIES = ("FR", "LU", "BE", "DE")
# Letters of car plates of one letter: no code of ISO has one, so they cannot be mistaken.
PLATES = {
    "A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "H": "HU", "I": "IT", "L": "LU",
    "M": "MT", "N": "NO", "P": "PT", "S": "SE", "V": "VA",
}  # fmt: skip


def in_order(codes: Iterable[str]) -> list[str]:
    """Return countries in the order of a list: the near ones, then by the reader's names."""
    codes = set(codes)
    near = [code for code in NEAR_COUNTRIES if code in codes]
    others = codes.difference(NEAR_COUNTRIES)
    return near + sorted(others, key=lambda code: (sorted_as(country_name(code)), code))


def country_choices() -> list[tuple[str, str]]:
    """Return (code, name in the reader's language) of every country, the near ones first."""
    return [(code, country_name(code)) for code in in_order(COUNTRIES)]


def sorted_as(name: str) -> str:
    """Return what a name is sorted by: `Österreich` among the O, `Îles Féroé` among the I."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def country_codes(*languages: str) -> dict[str, str]:
    """Return every name of every country in `languages`, and its codes and plate → ISO code.

    The codes are those of two and of three letters.
    """
    found = {
        str(Locale(language).territories[code]): code
        for language in languages
        for code in sorted(COUNTRIES)
    }
    threes = {
        three: twos[0]
        for three, twos in get_global("territory_aliases").items()
        if len(three) == 3 and three.isalpha() and len(twos) == 1 and twos[0] in COUNTRIES
    }
    return found | threes | PLATES | {code: code for code in COUNTRIES}
