"""What a worker of a build is asked in tests. Nothing is imported here but what every Python has."""

import sys


def has_loaded(module: str, _shop: object) -> bool:
    """Before it is given any work."""
    return module in sys.modules
