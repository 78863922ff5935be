"""Words with references and notes in them, as mixed content."""

from xml.etree import ElementTree as ET

from server.exports.akn.source import Note, Ref, Words


def eid(path: str) -> str:
    """Make an eId of a part's path: ``op/59/a`` is ``op_59__a``, ``annex/h/2`` is ``annex__h_2``.

    By printed numbers, as the part's IRI is; not the publisher's running numbers.
    """
    told = ""
    for step in path.split("/"):
        joint = "_" if told.rpartition("__")[2] in _COUNTED else "__"
        told += (joint if told else "") + "-".join(step.split())
    return told


_COUNTED = frozenset({"pp", "op", "h", "x", "t", "s", "note"})


def write(parent: ET.Element, words: Words, notes: dict[str, Note]) -> None:
    """Append words to an element, each reference and note at its place."""
    writer = _Writer(words, notes)
    done = 0
    for ref in words.refs:
        writer.run(parent, done, ref.start)
        writer.ref(parent, ref)
        done = ref.end
    writer.run(parent, done, len(words.text))
    writer.marks_until(parent, len(words.text))


class _Writer:
    def __init__(self, words: Words, notes: dict[str, Note]) -> None:
        self.text = words.text
        self.waiting = list(words.marks)
        self.notes = notes

    def run(self, parent: ET.Element, start: int, end: int) -> None:
        """The text [start, end) and the notes in it; a note at its end waits."""
        self.marks_until(parent, start)
        while self.waiting and self.waiting[0][0] < end:
            offset = self.waiting[0][0]
            _add(parent, self.text[start:offset])
            start = offset
            self.marks_until(parent, offset)
        _add(parent, self.text[start:end])

    def ref(self, parent: ET.Element, ref: Ref) -> None:
        self.marks_until(parent, ref.start)
        element = ET.SubElement(parent, "ref", {"href": ref.href})
        self.run(element, ref.start, ref.end)

    def marks_until(self, parent: ET.Element, offset: int) -> None:
        while self.waiting and self.waiting[0][0] <= offset:
            place, path = self.waiting.pop(0)
            if path in self.notes:
                # only a mark in brackets, as the Arabic prints them, stands behind a space
                bracketed = self.text[:place].endswith(" ")
                _add(parent, "(" if bracketed else "")
                note(parent, self.notes[path])
                _add(parent, ")" if bracketed else "")


def note(parent: ET.Element, it: Note) -> None:
    """Append a footnote where its mark stands."""
    attributes = {"marker": it.mark, "placement": "bottom", "eId": eid(it.path)}
    element = ET.SubElement(parent, "authorialNote", attributes)
    write(ET.SubElement(element, "p"), it.words, {})


def _add(parent: ET.Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
