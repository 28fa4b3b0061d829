"""The one exception of ours: what was asked would harm something, or cannot be."""


class RefusedError(Exception):
    """Said before anything is touched; the command line makes it exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
