"""sitegen: a press for annotated diplomatic cables."""

__version__ = "0.1.0"
