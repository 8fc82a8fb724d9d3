"""Whatever stands in a cell or a file: a clean value or a code, never an exception."""

from contextlib import suppress
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.lists.problems import FileRefused
from documents.lists.reading import read
from matchmaking.spreadsheets.services.cell_texts import CellError, Context
from matchmaking.spreadsheets.services.cells import READERS
from matchmaking.spreadsheets.services.columns import is_known_name
from tests.corpus import csv_files, workbooks
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
GOOD = workbooks.organizations(workbooks.ORGANIZATION)


@pytest.mark.parametrize("key", list(READERS))
@given(value=VALUES)
def test_any_cell_is_read_or_refused_with_a_code(key, value):
    convention = ConventionFactory.build(starts_on=datetime(2027, 3, 28).date())  # noqa: DTZ001
    convention.ends_on = convention.starts_on
    context = Context(convention, slot_count=9, categories={"laundry": "laundry"})
    with suppress(CellError):
        READERS[key](value, context)


@given(content=st.binary(max_size=2_000) | st.text(max_size=500).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    with suppress(FileRefused):
        read(content, is_known_name)


@given(position=st.integers(0, len(GOOD) - 1), value=st.integers(0, 255))
def test_a_workbook_with_one_wrong_byte_is_read_or_refused(position, value):
    content = bytearray(GOOD)
    content[position] = value
    with suppress(FileRefused):
        read(bytes(content), is_known_name)


@given(position=st.integers(0, 80), value=st.binary(max_size=3))
def test_a_csv_file_with_wrong_bytes_is_read_or_refused(position, value):
    content = csv_files.utf8()
    with suppress(FileRefused):
        read(content[:position] + value + content[position:], is_known_name)
