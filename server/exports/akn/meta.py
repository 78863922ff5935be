"""The metadata of an Akoma Ntoso file: who, when, in which language, about what, citing what."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ontology.iris import Iris
from ontology.terms import DCTERMS, RCL, RDF
from server.exports.akn import names
from server.exports.akn.inline import eid
from server.exports.akn.source import Source
from server.release import Release
from server.views.facts import name_of

US = "#recalling"
UN = "https://www.un.org/"


@dataclass(frozen=True)
class Head:
    """What the file says of the document as a whole; all but ``source`` may be empty."""

    release: Release
    source: Source
    title: str
    body: str
    adopted: str
    issued: str

    @property
    def date(self) -> str:
        """The day of the work: of adoption, else of issue, else the publisher's “unknown”."""
        return self.adopted or self.issued or str(names.data()["unknown_date"])

    @property
    def code(self) -> str:
        """The language as the file names it."""
        return str(names.data()["languages"].get(self.source.language, self.source.language))

    @property
    def actor(self) -> str:
        """The id of the body that adopted the document."""
        return self.body.rpartition("/")[2]

    @property
    def work(self) -> str:
        """The path of the work."""
        ident = Iris(self.release.base).parse(self.source.iri)
        return names.work(ident.name if ident else self.source.symbol, self.actor, self.date)


def head_of(release: Release, source: Source) -> Head:
    """Collect what is said of the document as a whole."""
    facts, iri = source.facts, source.iri
    title = facts.said(iri, DCTERMS.title, source.language)
    return Head(
        release,
        source,
        title.value if title else "",
        facts.value(iri, RCL.adoptedBy),
        facts.value(iri, RCL.adoptedOn),
        facts.value(iri, RCL.issuedOn),
    )


def write_meta(parent: ET.Element, head: Head, part: str = "") -> None:
    """Append ``<meta>``: of the document, or (``part``) what must be said of an attachment."""
    meta = ET.SubElement(parent, "meta")
    _identification(meta, head, part)
    if part:
        return
    _classification(meta, head)
    if head.adopted:
        lifecycle = ET.SubElement(meta, "lifecycle", {"source": US})
        _empty(lifecycle, "eventRef", date=head.adopted, type="generation", source=f"#{head.actor}")
    record = head.source.facts.value(head.source.iri, RCL.meetingRecord)
    if head.adopted:
        workflow = ET.SubElement(meta, "workflow", {"source": US})
        told = {"href": record} if record else {}
        _empty(workflow, "step", date=head.adopted, by=f"#{head.actor}", outcome="#adopted", **told)
    _implied(meta, head.source)
    _references(meta, head)


def _empty(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, attributes)


def _identification(meta: ET.Element, head: Head, part: str) -> None:
    iri, base = head.source.iri, head.work
    component = f"!{eid(part)}" if part else "!main"
    expression = f"{base}{head.code}@"
    made = head.release.modified.date().isoformat()
    author = names.data()["authors"].get(head.actor, head.actor or "un")
    identification = ET.SubElement(meta, "identification", {"source": US})
    work = ET.SubElement(identification, "FRBRWork")
    _core(work, f"{base}{component}/", base, head.date, "adoption", author)
    work.insert(2, ET.Element("FRBRalias", {"value": f"{iri}/{part}" if part else iri,
                                            "name": "recalling"}))  # fmt: skip
    _empty(work, "FRBRcountry", value="un")
    if not part:
        _empty(work, "FRBRnumber", value=head.source.symbol)
        if head.title:
            _empty(work, "FRBRname", value=head.title)
    _empty(work, "FRBRauthoritative", value="false")
    told = ET.SubElement(identification, "FRBRExpression")
    issued = head.issued or head.date
    _core(told, f"{expression}/{component}/", f"{expression}/", issued, "publication", author)
    alias = f"{iri}/expression/{head.source.language}"
    if not part:
        told.insert(2, ET.Element("FRBRalias", {"value": alias, "name": "recalling"}))
    _empty(told, "FRBRlanguage", language=head.code)
    file = ET.SubElement(identification, "FRBRManifestation")
    _core(file, f"{expression}/{component}.xml", f"{expression}.akn", made, "export", "recalling")
    _empty(file, "FRBRformat", value="application/akn+xml")


def _core(parent: ET.Element, this: str, uri: str, date: str, name: str, author: str) -> None:
    _empty(parent, "FRBRthis", value=this)
    _empty(parent, "FRBRuri", value=uri)
    _empty(parent, "FRBRdate", date=date, name=name)
    _empty(parent, "FRBRauthor", href=f"#{author}")


def _classification(meta: ET.Element, head: Head) -> None:
    facts, release, iri = head.source.facts, head.release, head.source.iri
    subjects = [t.value for t in facts.all(iri, DCTERMS.subject) if t.kind == "iri"]
    if not subjects:
        return
    classification = ET.SubElement(meta, "classification", {"source": US})
    for subject in sorted(subjects):
        label = name_of(release.store, release.base, subject, head.source.language)
        _empty(
            classification, "keyword", value=label, showAs=label, href=subject, dictionary="#unbis"
        )


def _implied(meta: ET.Element, source: Source) -> None:
    """References whose words are not known here, as those taken over from another language."""
    if not source.implied:
        return
    analysis = ET.SubElement(meta, "analysis", {"source": US})
    others = ET.SubElement(analysis, "otherReferences", {"source": US})
    held = {part.path for part in source.parts} | set(source.notes)
    for path, href in source.implied:
        if path in held:
            _empty(others, "implicitReference", **{"for": f"#{eid(path)}", "href": href})
    if not len(others):
        meta.remove(analysis)


def _references(meta: ET.Element, head: Head) -> None:
    facts, release = head.source.facts, head.release
    references = ET.SubElement(meta, "references", {"source": US})
    _reference(references, "TLCOrganization", "un", UN, "United Nations")
    _reference(references, "TLCOrganization", "recalling", release.base, "Recalling")
    bodies = {t.value for s in facts.subjects() for t in facts.all(s, RCL.mentions)}
    bodies |= {head.body} if head.body else set()
    known = {"un", "recalling"}
    for body in sorted(bodies):
        state = body.startswith(f"{release.base}state/")
        name = body.rpartition("/")[2]
        if name not in known:
            known.add(name)
            label = name_of(release.store, release.base, body, head.source.language)
            _reference(references, "TLCLocation" if state else "TLCOrganization", name, body, label)
    author = names.data()["authors"].get(head.actor)
    if author:
        label = name_of(release.store, release.base, head.body, head.source.language)
        _reference(references, "TLCOrganization", author, head.body, label)
    _reference(references, "TLCConcept", "adopted", f"{release.base}ontology#adoptedOn", "adopted")
    _reference(references, "TLCObject", "unbis", "http://metadata.un.org/thesaurus/", "UNBIS")


def _reference(parent: ET.Element, tag: str, name: str, href: str, label: str) -> None:
    _empty(parent, tag, eId=name, href=href, showAs=label)


def kind_of(source: Source) -> str:
    """Name the kind of statement, as ``<statement name=…>`` has it."""
    classes = {t.value.removeprefix(str(RCL._NS)) for t in source.facts.all(source.iri, RDF.type)}
    kinds: dict[str, str] = names.data()["kinds"]
    return next((name for kind, name in kinds.items() if kind in classes), "document")
