"""Load the YAML that lies beside this package's modules."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The contents of ``<name>.yaml`` beside this file; read once."""
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def any_of(rules: Sequence[dict[str, str]]) -> re.Pattern[str]:
    """One pattern that matches where one of the rules' patterns does."""
    flags = "(?i)" if any("(?i)" in r["pattern"] for r in rules) else ""
    return re.compile(flags + "|".join(f"(?:{r['pattern'].replace('(?i)', '')})" for r in rules))


def words(listed: Sequence[str]) -> str:
    """A pattern of one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
