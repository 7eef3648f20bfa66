"""Whether this computer has a way out; asked of its own routing table, nothing is sent."""

from __future__ import annotations

import socket

#: An address reserved for documentation (RFC 5737): nobody answers there, and a UDP connect sends nothing.
_NOBODY = ("192.0.2.1", 9)


def has_route() -> bool:
    """There is a route to somewhere beyond this computer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOBODY)
        except OSError:
            return False
    return True
