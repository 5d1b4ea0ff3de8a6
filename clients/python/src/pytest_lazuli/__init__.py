"""pytest fixtures for Lazuli, a self-hosted Azure control plane."""

from .server import Account, Held, Lazuli, LazuliError, Snapshot, start

__all__ = ["Account", "Held", "Lazuli", "LazuliError", "Snapshot", "start"]
