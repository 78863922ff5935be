"""The numbers that paragraphs have had, to know the next one when a page breaks before it."""

from dataclasses import dataclass, field

from ingest.parse.labels import roman, to_roman
from ingest.parse.pagetext.patterns import fits


@dataclass(slots=True)
class Numbers:
    """``last`` is the last paragraph's number; ``letters`` the open lists' last letters."""

    last: int | None = None
    letters: set[str] = field(default_factory=set)

    def take(self, text: str) -> bool:
        """Note the number at the head of a new paragraph; True for one like ``12.``."""
        if match := fits("numbered", text):
            self.last, self.letters = int(match["n"]), set()
            return True
        if match := fits("lettered", text):
            self.letters = {n for n in self.letters if n not in _before(match["n"])} | {match["n"]}
        return False

    def expects(self, text: str) -> bool:
        """Whether ``text`` starts with the number that comes next (or with a first one)."""
        if match := fits("numbered", text):
            number = int(match["n"])
            return number == 1 or self.last is None or number == self.last + 1
        if match := fits("lettered", text):
            letter = match["n"]
            return letter in ("a", "i", "1") or _before(letter) & self.letters != set()
        return False

    def starts(self, text: str, ended: bool) -> bool:
        """Whether ``text`` starts a numbered paragraph; after an ``ended`` one any number does."""
        bullet = fits("bullet", text)
        if self.expects(text) or (bullet and text[1:].lstrip()[:1].isupper()):
            return True
        names = ("numbered", "lettered", "sectioned", "bullet")
        return ended and any(fits(name, text) for name in names)


def _before(label: str) -> set[str]:
    """The labels that ``label`` may follow."""
    if label.isdigit():
        return {str(int(label) - 1)}
    found: set[str] = set()
    if value := roman(label):
        found.add(to_roman(value - 1) if value > 1 else "")
    letter = label[0]
    if label == letter * len(label):
        found.add(chr(ord(letter) - 1) * len(label) if letter > "a" else "z" * (len(label) - 1))
    return found - {""}
