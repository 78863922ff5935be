"""Load the YAML that lies beside this package's modules."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The contents of ``<name>.yaml`` beside this file; read once."""
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)
