"""What a list of uses is narrowed to, and the addresses of narrower lists."""

from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from ontology.uses.model import Field


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What uses are narrowed to; empty strings do not narrow.

    ``verb``, ``by`` and ``other`` are IRIs; ``strength`` is a level of the scale, ``due`` a
    session, a year or a duration. ``show`` names the list, where a thing has several.
    """

    show: str = ""
    year: str = ""
    verb: str = ""
    by: str = ""
    other: str = ""
    strength: str = ""
    due: str = ""

    def address(self, base: str, **changes: str) -> str:
        """Give the query string of this narrowing with some of it changed."""
        changed = {
            name: value.removeprefix(base)
            for name, value in asdict(replace(self, **changes)).items()
        }
        return "?" + urlencode({name: value for name, value in changed.items() if value})

    def all(self, base: str) -> str:
        """Give the query string of the list that is not narrowed."""
        return Narrowing(self.show).address(base)

    def wanted(self) -> dict[Field, str]:
        """Give the values by their fields."""
        named = {field: str(getattr(self, field)) for field in Field}
        return {field: value for field, value in named.items() if value}
