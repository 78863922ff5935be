"""Everything that can go wrong for a user: one small tree, caught in one place (``ingest.cli``).

Each class says in ``says`` what is wrong and what to do; its arguments fill the places in it.
"""

from typing import ClassVar


class RecallingError(Exception):
    """The root. The message is one line."""

    says: ClassVar[str] = "{0}"

    def __str__(self) -> str:
        return self.says.format(*self.args)


class BadSource(RecallingError):
    """A file that cannot be read as what it claims to be; the other files are not affected."""

    says = "{0}: {1}"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class NoSource(RecallingError):
    """A place named on the command line that is not there (its path)."""

    says = "{0}: no such file or folder; give a file or a folder that exists"


class NothingBuilt(RecallingError):
    """Not one document could be used (the places, and what was wrong, line by line)."""

    says = "no document could be used from {0}; nothing was built"

    def __init__(self, places: str, faults: list[str]) -> None:
        super().__init__(places, faults)
        self.faults = faults


class Busy(RecallingError):
    """Another build is writing to the same place (its path)."""

    says = (
        "{0}: another build is writing here; wait until it has ended "
        "or choose another place with --out"
    )


class BadData(RecallingError):
    """A file of the program's own data is broken (its name, what is wrong)."""

    says = "{0}: {1}; repair the file or install the program again"


class FetchFailed(RecallingError):
    """A download that did not come to a good end; what was fetched is kept (address, reason)."""

    says = "{0}: {1}; run the same command again to go on from here"


class BrokenRelease(RecallingError):
    """The release before, with which a new one is compared, cannot be read (path, reason)."""

    says = (
        "{0}: the release before this one cannot be read ({1}); "
        "point “current” at a release that is whole, or choose another place with --out"
    )


class NoReleases(RecallingError):
    """A folder that is no folder of releases (its path)."""

    says = "{0}: no releases here; name the folder that “recalling build” wrote to"
