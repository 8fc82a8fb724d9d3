"""Texts as they are compared and searched: what people type in a hurry is what they mean."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})  # no normal form takes these apart
SEPARATORS = re.compile(r"[-‐-―'’‘ʼ`´\s]+")
NO_LETTER = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return `text` in small letters, without accents and ligatures, its words apart by one blank.

    Hyphens, dashes and apostrophes are blanks: `Jean-Luc` is found by `jean luc`.
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return SEPARATORS.sub(" ", plain).strip()


def compact(text: object) -> str:
    """Return the folded `text` without blanks and punctuation: a name however it is spelt."""
    return NO_LETTER.sub("", folded(str(text)))
