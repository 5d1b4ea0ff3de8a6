"""pytest fixtures for Lazuli, a self-hosted Azure control plane."""

from .server import Account, Counts, Fault, Held, Lazuli, LazuliError, Operation, Snapshot, start

__all__ = [
    "Account",
    "Counts",
    "Fault",
    "Held",
    "Lazuli",
    "LazuliError",
    "Operation",
    "Snapshot",
    "start",
]
