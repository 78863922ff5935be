"""Which headings hold at a place, by print alone: the style of a heading's number is its level."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class HeadingsInForce:
    """The headings above a place, outermost first.

    A heading ends those of its own style and all inside them. Unnumbered headings one right after
    the other nest. At the head of an annex the word “Annex” and the title hold throughout.
    """

    above: tuple[str, ...]
    in_annex: bool
    _held: list[tuple[str, str]] = field(default_factory=list)
    _lasting: int = 0
    _run: bool = False
    _text: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of the headings in force, outermost first."""
        return (*self.above, *(path for _, path in self._held))

    def leave(self, style: str) -> None:
        """End what a heading of this style ends."""
        if self._run and style == "none":
            return
        for place in range(self._lasting, len(self._held)):
            if self._held[place][0] == style:
                del self._held[place:]
                return

    def enter(self, style: str, path: str) -> None:
        """A heading is in force from here."""
        self._held.append((style, path))
        self._run = True

    def text_follows(self) -> None:
        """Text ends a run of headings; the first run of an annex leaves what lasts."""
        if self.in_annex and not self._text:
            self._lasting = min(2, sum(style == "none" for style, _ in self._held))
        self._text = True
        self._run = False
