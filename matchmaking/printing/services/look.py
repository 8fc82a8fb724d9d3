"""How our paper looks: the design system's style sheet for print, and its fonts."""

from pathlib import Path

import ui
from documents.pdf import Look

STATIC = Path(ui.__file__).parent / "static"
PAPER = Look(styles=STATIC / "css" / "print.css", readable=(STATIC / "css", STATIC / "fonts"))
