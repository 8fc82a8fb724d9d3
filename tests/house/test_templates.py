import pytest
from django.conf import settings

pytestmark = pytest.mark.once


def test_every_comment_ends_on_its_own_line():
    # Over two lines it is no comment to the template engine: people would read it.
    broken = [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for path in sorted((settings.BASE_DIR / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.count("{#") != line.count("#}")
    ]

    assert broken == []
