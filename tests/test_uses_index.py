"""The index of uses: any page of any list is what one gets by sorting and sifting all uses."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from ingest import pipeline
from ingest.uses import uses as read
from ontology.uses import index
from ontology.uses.model import Field, Role, Use, in_order
from server.store import ReleaseStore
from server.uses import Tally, UsesIndex, derived

BASE = "https://w3id.org/recalling/"
THING = f"{BASE}body/keepers"
STRENGTHS = {f"{BASE}verb/light": 2, f"{BASE}verb/trim": 5}


def use(number: int, date: str = "2024-01-02", **more: object) -> Use:
    document = f"{BASE}A/RES/79/{number}"
    part = f"{document}/op/{number}"
    told = {"thing": THING, "role": Role.ASKS, "rank": date, **more}
    return Use(finding=f"{part}/act/1", part=part, document=document, date=date, **told)  # type: ignore[arg-type]


def opened(folder: Path, uses: list[Use]) -> UsesIndex:
    """An index of these uses, one document after the other, beside an empty store."""
    folder.mkdir(exist_ok=True)
    Store(str(folder / "store")).flush()
    writer = index.Writer(folder / index.NAME)
    for one in uses:
        writer.add([one])
    writer.finish(STRENGTHS)
    writer.close()
    return UsesIndex(folder, ReleaseStore(folder))


def _values(one: Use) -> dict[Field, set[str]]:
    level = STRENGTHS.get(one.verb)
    return {
        Field.YEAR: {one.year} - {""}, Field.BY: {one.by} - {""}, Field.VERB: {one.verb} - {""},
        Field.STRENGTH: {str(level)} if level else set(), Field.DUE: set(one.dues),
        Field.OTHER: set(one.others),
    }  # fmt: skip


uses = st.lists(
    st.builds(
        use,
        st.integers(1, 120),
        st.sampled_from(["2021-05-06", "2022-12-31", "2022-12-30", "2024-01-02", ""]),
        by=st.sampled_from(["", f"{BASE}body/general-assembly", f"{BASE}body/security-council"]),
        verb=st.sampled_from(["", *STRENGTHS, f"{BASE}verb/note"]),
        dues=st.sampled_from([(), ("2026",), ("2026", "81st session")]),
        others=st.sampled_from([(), (f"{BASE}state/NOR",), (f"{BASE}state/M", f"{BASE}state/NOR")]),
    ),
    max_size=250, unique_by=lambda one: one.finding,
)  # fmt: skip
wanted = st.fixed_dictionaries(
    {},
    optional={
        Field.YEAR: st.sampled_from(["2022", "2024", "1999"]),
        Field.BY: st.sampled_from([f"{BASE}body/general-assembly", "no such body"]),
        Field.VERB: st.sampled_from([*STRENGTHS, f"{BASE}verb/note"]),
        Field.STRENGTH: st.sampled_from(["2", "5", "9"]),
        Field.DUE: st.sampled_from(["2026", "81st session"]),
        Field.OTHER: st.sampled_from([f"{BASE}state/NOR", f"{BASE}state/M"]),
    },
)


@settings(max_examples=60, deadline=None)
@given(uses, wanted, st.integers(0, 130), st.sampled_from([1, 25, 100]))
def test_a_page_is_what_sorting_and_sifting_gives(
    tmp_path_factory: pytest.TempPathFactory, found: list[Use], wanted: dict[Field, str],
    first: int, size: int,
) -> None:  # fmt: skip
    held = opened(tmp_path_factory.mktemp("uses"), found)
    everything = sorted(found, key=lambda one: in_order(one.finding))
    everything.sort(key=lambda one: one.date, reverse=True)
    kept = [
        one for one in everything
        if all(value in _values(one)[field] for field, value in wanted.items())
    ]  # fmt: skip
    count, page = held.page(THING, Role.ASKS, wanted, first, size)
    assert (count, page) == (len(kept), kept[first : first + size])
    assert list(held.each(THING, Role.ASKS, wanted)) == kept
    for field in Field:
        counted = Counter(value for one in found for value in _values(one)[field])
        told = held.counts(THING, Role.ASKS, field)
        assert {one.value: one.uses for one in told} == dict(counted)
        assert [one.uses for one in told] == sorted(counted.values(), reverse=True)
        for value in counted if field != Field.YEAR else ():
            those = [one for one in found if one.date and value in _values(one)[field]]
            assert held.yearly(THING, Role.ASKS, field, value) == [
                Tally(year, n, len({one.document for one in those if one.year == year}))
                for year, n in sorted(Counter(one.year for one in those).items())
            ]


def test_documents_are_counted_once(tmp_path: Path) -> None:
    twice = use(1, dues=("2026",))
    again = use(1, role=Role.ASKS)
    again = Use(**{**_fields(again), "finding": f"{again.part}/act/2"})
    held = opened(tmp_path, [twice, again, use(2)])
    assert held.tally(THING, Role.ASKS) == Tally(THING, 3, 2)
    assert held.tally(THING, Role.ASKS, {Field.DUE: "2026"}) == Tally(THING, 1, 1)
    assert held.tally(THING, Role.CITES) == Tally(THING, 0, 0)
    assert held.tally("no such thing", Role.ASKS) == Tally("no such thing", 0, 0)


def _fields(one: Use) -> dict[str, object]:
    return {name: getattr(one, name) for name in Use.__slots__}


def test_mandates_come_in_the_order_of_the_day_they_are_due(tmp_path: Path) -> None:
    days = ("2027-01-31 2024-01-02", " 2025-01-02", "2028-01-31 2020-01-02", " 2026-01-02")
    found = [use(n, role=Role.MANDATES, rank=rank) for n, rank in enumerate(days, 1)]
    _, page = opened(tmp_path, found).page(THING, Role.MANDATES, {}, 0, 10)
    assert [one.document.rpartition("/")[2] for one in page] == ["3", "1", "4", "2"]


@pytest.mark.parametrize(
    ("iri", "parent", "written"),
    [(f"{BASE}A/RES/1/1/op/1", f"{BASE}A/RES/1/1", "/op/1"),
     (f"{BASE}A/RES/1/1", f"{BASE}A/RES/1/1", ""),
     (f"{BASE}A/RES/1/10", f"{BASE}A/RES/1/1", f"{BASE}A/RES/1/10"),
     ("urn:lamp", f"{BASE}A/RES/1/1", "urn:lamp")],
)  # fmt: skip
def test_an_iri_is_written_short_and_read_whole(iri: str, parent: str, written: str) -> None:
    assert index.under(iri, parent) == written
    assert index.whole(written, parent) == iri


@pytest.fixture
def release(specimens: Path, tmp_path: Path) -> Path:
    return pipeline.build([specimens], tmp_path / "out", workers=1, shacl=False).release


def rows(db_path: Path) -> Iterator[object]:
    """Everything that an index says."""
    with closing(index.load(db_path)) as db:
        terms = dict(db.execute("SELECT id, value FROM term"))
        for row in db.execute("SELECT * FROM use ORDER BY id"):
            yield [terms.get(value, value) if type(value) is int else value for value in row[1:-2]]
        for row in db.execute("SELECT field, value, uses, documents, first FROM list"):
            yield (row[0], terms.get(row[1]), *row[2:])


def test_the_index_of_a_build_is_the_one_that_is_made_of_its_store(
    release: Path, tmp_path: Path
) -> None:
    derived(ReleaseStore(release), tmp_path / "again.sqlite").close()
    told = {str(row) for row in rows(release / index.NAME) if isinstance(row, list)}
    assert len(told) > 20
    assert told == {str(row) for row in rows(tmp_path / "again.sqlite") if isinstance(row, list)}


@pytest.mark.parametrize("state", ["there", "missing", "of another version", "broken"])
def test_a_release_without_a_readable_index_answers_the_same(
    release: Path, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    match state:
        case "missing":
            (release / index.NAME).unlink()
        case "broken":
            (release / index.NAME).write_bytes(b"no lamp is lit here" * 500)
        case "of another version":
            monkeypatch.setattr(index, "VERSION", index.VERSION + 1)
    held = UsesIndex(release, ReleaseStore(release))
    verb = f"{BASE}verb/request"
    count, page = held.page(verb, Role.ACTS, {}, 0, 5)
    assert count == held.tally(verb, Role.ACTS).uses > 0
    assert all(one.part.startswith(f"{one.document}/op/") for one in page)


def test_what_a_writable_store_may_hold_does_not_break_the_index(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    rcl = "PREFIX rcl: <https://w3id.org/recalling/ontology#> PREFIX e: <http://e/>"
    store.update(f"""{rcl} INSERT DATA {{
      e:act rcl:verb e:light ; rcl:inPart e:part . e:part rcl:inDocument e:document .
      e:light rcl:strength "very" . [] rcl:verb "a word" ; rcl:inPart e:part .
      GRAPH e:g {{ e:two rcl:verb "no IRI" , e:light ; rcl:inPart e:part }}
    }}""")
    store.flush()
    del store
    held = UsesIndex(tmp_path, ReleaseStore(tmp_path))
    assert held.page("http://e/light", Role.ACTS, {}, 0, 5)[0] == 1


def test_n_quads_are_read_with_their_escapes() -> None:
    said = [
        ("a/mandate/1", "assignee", "<http://e/keepers>"), ("a/mandate/1", "inPart", "<http://e/a>"),
        ("a", "inDocument", "<http://e/d>"), ("a/mandate/1", "due", '"the \\"dark\\" \\u00e9"'),
    ]  # fmt: skip
    lines = "".join(
        f"<http://e/{s}> <https://w3id.org/recalling/ontology#{p}> {o} <http://e/g> .\n"
        for s, p, o in said
    )
    assert [one.dues for one in read(lines.encode())] == [('the "dark" é',)]
