"""Lines and columns of offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citecheck.documents.read import from_text
from citecheck.model.claim import Location
from citecheck.text.places import Places


@given(st.text(alphabet="ab\n\r .", max_size=30), st.data())
def test_the_column_counts_from_the_break_before(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    found = Places(from_text(text)).at(offset)
    assert found is not None
    lines = text[:offset].split("\n")
    assert (found.line, found.column) == (len(lines), len(lines[-1]) + 1)


def test_a_document_without_lines_of_its_own_has_no_places() -> None:
    document = from_text("Zinc shortens colds.")
    assert Places(document).at(5) == Location(line=1, column=6)
    assert Places(document.model_copy(update={"has_lines": False})).at(5) is None
