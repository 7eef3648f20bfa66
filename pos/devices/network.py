"""Whether this computer has a way out; asked of its own routing table, nothing is sent."""

from __future__ import annotations

import socket

#: Addresses reserved for documentation (RFC 5737, RFC 3849): nobody answers there, and a UDP connect sends nothing.
_NOBODY = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def has_route() -> bool:
    """There is a route to somewhere beyond this computer, by either kind of address."""
    return any(_leads_out(family, address) for family, address in _NOBODY)


def _leads_out(family: socket.AddressFamily, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
    except OSError:
        return False
    return True
