"""Check a finished release, document by document."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from ingest.errors import NoSource
from ingest.model import Form
from ingest.pipeline import Progress
from ingest.pool import Pool
from ingest.triples.names import address
from ingest.validate import Profile, Validator


def check(release: Path, workers: int, progress: Progress[Any]) -> tuple[int, dict[str, list[str]]]:
    """How many documents were checked, and the violations of those that have any, by address.

    Documents of which only facts are held are checked with the rules for facts. Raises NoSource
    where there is no release.
    """
    try:
        manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    except OSError as error:
        raise NoSource(str(release)) from error
    profiles: dict[str, Profile] = {}
    for source in manifest["sources"]:
        for symbol in source["documents"]:
            profile = Profile.FACTS if source["form"] == Form.FACTS else Profile.FULL
            # a document with a text is checked as one, whatever facts stand beside it
            if profiles.get(address(symbol)) != Profile.FULL:
                profiles[address(symbol)] = profile
    jobs = [
        (str(release.resolve()), manifest["base"], where, profile)
        for where, profile in sorted(profiles.items())
    ]
    with Pool(workers) as pool:
        results = progress("checking", pool.map(_violations, jobs), len(jobs))
        found = {where: lines for where, lines in results if lines}
    return len(jobs), found


def _violations(job: tuple[str, str, str, Profile]) -> tuple[str, list[str]]:
    release, base, where, profile = job
    quads = _store(release).quads_for_pattern(None, None, None, NamedNode(f"{base}graph/{where}"))
    nquads = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return where, _validator(profile).violations(nquads)


@cache
def _store(release: str) -> Store:
    return Store.read_only(f"{release}/store")


@cache
def _validator(profile: Profile) -> Validator:
    return Validator(profile)
