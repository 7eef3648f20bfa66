"""What both wire formats have in common, seen from the service: a request is read strictly or refused loudly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pos.devices.gateways.simulator.ledger import Asked, Fault, Outcome


class Malformed(Exception):
    """A request that the service turns away. `why` says what is wrong with it, without any of its secrets."""

    def __init__(self, why: str, word: str = "PARAM_ERROR", status: int = 400) -> None:
        super().__init__(why)
        self.why, self.word, self.status = why, word, status


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Side(Protocol):
    """One service's wire format."""

    def read(self, request: Request) -> Asked:
        """The request, verified; Malformed if anything about it is wrong."""

    def reply(self, asked: Asked, outcome: Outcome, fault: Fault | None) -> Reply:
        """The signed answer, spoilt as `fault` says."""

    def turn_away(self, request: Request, why: Malformed) -> Reply:
        """The answer to a malformed request."""


def demand(right: bool, why: str, word: str = "PARAM_ERROR", status: int = 400) -> None:
    """Malformed unless it is right."""
    if not right:
        raise Malformed(why, word, status)
