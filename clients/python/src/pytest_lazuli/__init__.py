"""pytest fixtures for Lazuli, a self-hosted Azure control plane."""

from .server import Account, Held, Lazuli, LazuliError, start

__all__ = ["Account", "Held", "Lazuli", "LazuliError", "start"]
