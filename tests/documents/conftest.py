from pathlib import Path

import pytest

from documents.pdf import Look


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """One style sheet in a folder of its own."""
    folder = tmp_path / "look"
    folder.mkdir()
    styles = folder / "styles.css"
    styles.write_text("h1 { font-size: 20pt }")
    return Look(styles=styles, readable=(folder,))
