"""What the types of organisations and the ranks of wishes are called."""

from django.utils.translation import gettext_lazy as _

from ui import families

FAMILY_NAMES = {
    "social-economy": _("social economy"),
    "committed": _("committed company"),
    "public": _("public buyer"),
    "support": _("network or support"),
}
RANK_NAMES = {1: _("must"), 2: _("good"), 3: _("nice")}


def family_name(code: str) -> str:
    """Return a type of organisation in the reader's language, as the convention at hand says."""
    return families.given_name(str(code)) or str(FAMILY_NAMES[str(code)])


def rank_name(rank: int) -> str:
    """Return a rank's word: must, good, nice."""
    return str(RANK_NAMES[int(rank)])
