"""Rows are counted in the bytes of an answer, however it is cut into blocks."""

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.pool.rows import Counted
from server.pool.spool import INLINE, Spool, TooBig

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
VALUES = [
    'UNDEF UNDEF', '"a" UNDEF', '"},{\\"" "[{"', '"{},{}" ",{}"', '"<result>" "\\n\\r\\n"',
    '"a \\"quoted\\", line" "\\\\"', '"\\\\\\"" <http://e.example/>', '"\\t" 1', 'UNDEF """x"""',
]  # fmt: skip


class Memory(io.BytesIO):
    def blocks(self) -> list[bytes]:
        return [self.getvalue()]


@pytest.mark.parametrize("name", FORMATS)
@given(rows=st.lists(st.sampled_from(VALUES), max_size=6), size=st.integers(1, 40))
def test_rows_are_counted_in_each_format(name: str, rows: list[str], size: int) -> None:
    query = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {' '.join(f'({row})' for row in rows)} }} }}"
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    data = found.serialize(format=FORMATS[name]) or b""
    counted = Counted(Memory(), name)
    for start in range(0, len(data), size):
        counted.write(data[start : start + size])
    assert counted.rows() == len(rows)


def test_an_answer_is_in_memory_until_it_is_long(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "spool"
    spool = Spool(str(path), 3 * INLINE)
    spool.write(b"a" * INLINE)
    assert spool.inline() == b"a" * INLINE
    assert not path.exists()
    spool.write(b"b")
    assert spool.inline() is None
    assert b"".join(spool.blocks()) == b"a" * INLINE + b"b"
    with pytest.raises(TooBig):
        spool.write(b"c" * 2 * INLINE)
    spool.close()
