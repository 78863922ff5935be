"""Bearer tokens: who may write, and which researchers the budgets do not hold for.

``RECALLING_WRITE_TOKENS`` and ``RECALLING_RESEARCH_TOKENS`` hold tokens with spaces between, or
``…_TOKENS_FILE`` names a file with one on each line. They are kept as digests and never logged.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from flask import current_app

from server.problems import Problem

RIGHTS = ("write", "research")
SHORTEST = 16
"""Characters of a token; shorter ones can be guessed."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The digests of the tokens that give each right."""

    digests: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Tokens":
        """Read the tokens; ValueError names a variable with a bad one (never the token)."""
        found = {}
        for right in RIGHTS:
            name = f"RECALLING_{right.upper()}_TOKENS"
            words = environment.get(name, "").split()
            if file := environment.get(f"{name}_FILE"):
                words += Path(file).read_text("utf-8").split()
            if any(len(word) < SHORTEST for word in words):
                raise ValueError(f"{name}: a token has at least {SHORTEST} characters")
            found[right] = tuple(_digest(word) for word in words)
        return cls(found)

    def rights(self, authorization: str) -> set[str] | None:
        """Give the rights of an Authorization header; None if its token gives none.

        Compares with every token, each in constant time.
        """
        scheme, _, token = authorization.partition(" ")
        if not authorization:
            return set()
        given = _digest(token.strip()) if scheme.lower() == "bearer" else b""
        rights = {
            right
            for right, digests in self.digests.items()
            if sum(hmac.compare_digest(given, digest) for digest in digests)
        }
        return rights or None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def name_of(authorization: str) -> str:
    """Name the bearer of a token without telling the token."""
    return "token:" + hashlib.sha256(authorization.encode("utf-8", "replace")).hexdigest()[:12]


def no_token() -> Problem:
    """Ask for a token that gives the right to write."""
    return Problem(401, "no-token", "A token is needed for this",
                   "Send the header “Authorization: Bearer …” with a token that may write.",
                   headers={"WWW-Authenticate": 'Bearer realm="recalling"'})  # fmt: skip


def bad_token() -> Problem:
    """Refuse a token that is not known."""
    challenge = 'Bearer realm="recalling", error="invalid_token"'
    return Problem(401, "bad-token", "This token is not known here",
                   "Leave the header “Authorization” out, or send a token of this server.",
                   headers={"WWW-Authenticate": challenge})  # fmt: skip


def not_yours() -> Problem:
    """Refuse to write for a token that may only ask."""
    return Problem(403, "not-yours", "This token does not allow that",
                   "It is for queries; changes need another one.")  # fmt: skip


def known() -> Tokens:
    """Give the tokens of this server."""
    return cast("Tokens", current_app.extensions["recalling.tokens"])
