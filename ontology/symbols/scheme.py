"""One series of symbols as a YAML file describes it: parse, normalise to one spelling, format.

A file has regular expressions over the symbol without white space (capitals and small letters
alike): ``symbol`` for what stands by itself, ``bare`` for numbers that mean something only
beside the body's name; and two templates over their groups: ``canonical``, the IRI's path, and
``printed``, the symbol as the United Nations prints it. ``good``, ``good_bare`` and ``bad`` are
the examples that the tests run.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})
_SPACE = re.compile(r"\s+(?=[(/]|[^()]*\)|[A-Za-z](?:-[A-Za-z])?(?:[\s.(]|$))|(?<=/)\s+")
"""White space that may stand in a symbol: before a bracket or a letter, in brackets, at a slash."""
_LIST = re.compile(r"(?<=[A-Z])(?:\s*,\s*[A-Z])*,?\s+(?:and|to)\s+(?=[A-Z]\b)")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol that is understood.

    ``canonical`` has no spaces and is the IRI's path; ``printed`` is what the UN prints (what is
    minted here has ``minted``). ``pinpoint`` is the letter of an old series (``A`` in 217 A
    (III)), ``letters`` that of a modern one (``B``) or of a set (``A-C``). ``aliases`` are the
    canonical forms of the other symbols of a joint document.
    """

    canonical: str
    printed: str
    series: str
    body: str | None = None
    kind: str | None = None
    session: str | None = None
    letters: str | None = None
    pinpoint: str | None = None
    minted: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """The canonical symbols of a set's resolutions: A-C gives A, B and C; else nothing."""
        first, _, last = (self.letters or "").partition("-")
        if not last:
            return ()
        stem = self.canonical.removesuffix(self.letters or "")
        return tuple(stem + chr(letter) for letter in range(ord(first), ord(last) + 1))


def squeeze(printed: str) -> str:
    """A symbol without white space, its dashes hyphens, ``A and B`` as ``A-B``; no final stop."""
    plain = _LIST.sub("-", printed.translate(_DASHES).strip().strip("*").rstrip(".,;: "))
    return _SPACE.sub("", plain)


@dataclass(frozen=True)
class Scheme:
    """One series. ``data`` is the file as read."""

    name: str
    data: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> "Scheme":
        """Read one YAML file; its stem is the name of the series."""
        return cls(path.stem, yaml.safe_load(path.read_text("utf-8")))

    def _compiled(self, key: str) -> tuple[re.Pattern[str], ...]:
        roots = "|".join(sorted(self.data.get("roots", ()), key=len, reverse=True))
        patterns = [str(p).replace("{roots}", roots) for p in self.data.get(key, ())]
        return tuple(re.compile(p, re.IGNORECASE) for p in patterns)

    @cached_property
    def _symbol(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled("symbol")

    @cached_property
    def _bare(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled("bare")

    @cached_property
    def _reserved(self) -> re.Pattern[str] | None:
        return re.compile(self.data["reserved"]) if "reserved" in self.data else None

    def parse(self, squeezed: str, *, bare: bool = False) -> Symbol | None:
        """The symbol that the whole of ``squeezed`` is, or None. ``bare`` admits bare numbers."""
        if not squeezed.isascii():
            return None
        upper = squeezed.upper()
        if "drop" in self.data:
            upper = re.sub(self.data["drop"], "", upper)
        if self._reserved and self._reserved.match(upper):
            return None
        for pattern in self._symbol + (self._bare if bare else ()):
            if match := pattern.fullmatch(upper):
                return self._build(match)
        return None

    def _build(self, match: re.Match[str]) -> Symbol | None:
        groups = {key: value or "" for key, value in match.groupdict().items()}
        if "symbol" in groups and not any(c.isdigit() for c in groups["symbol"]):
            return None
        letters = groups.get("letters", "")
        if len(letters) == 3 and letters[0] >= letters[2]:
            return None
        groups["_letters"] = f" {letters}" if letters else ""
        groups["more"] = groups.get("more", "").title()
        canonical = self._repair("case", self.data["canonical"].format(**groups))
        printed = self._repair("print", self._repair("case", self.data["printed"].format(**groups)))
        return Symbol(
            canonical=canonical,
            printed=printed,
            series=self.name,
            body=self.data.get("body"),
            kind=self.data.get("kind"),
            session=groups.get("session") or None,
            letters=letters or None,
            pinpoint=groups.get("pinpoint") or groups.get("after") or None,
            minted=self.data.get("minted", False),
        )

    def _repair(self, key: str, text: str) -> str:
        for pattern, replacement in self.data.get(key, ()):
            text = re.sub(pattern, replacement, text)
        return text
