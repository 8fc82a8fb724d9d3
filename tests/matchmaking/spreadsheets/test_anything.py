"""Whatever stands in a cell: a clean value or a code, never an exception."""

from contextlib import suppress
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.spreadsheets.services.cell_texts import CellError, Context
from matchmaking.spreadsheets.services.cells import READERS
from tests.factories import ConventionFactory

pytestmark = pytest.mark.once

VALUES = st.one_of(
    st.text(max_size=200),
    st.from_regex(r"[\d:./hT+ -]{1,20}"),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 -- as Excel's
    st.times() | st.just(time(0)),
    st.dates(),
)


@pytest.mark.parametrize("key", list(READERS))
@given(value=VALUES)
def test_any_cell_is_read_or_refused_with_a_code(key, value):
    convention = ConventionFactory.build(starts_on=datetime(2027, 3, 28).date())  # noqa: DTZ001
    convention.ends_on = convention.starts_on
    context = Context(convention, slot_count=9, categories={"laundry": "laundry"})
    with suppress(CellError):
        READERS[key](value, context)
