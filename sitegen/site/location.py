"""Where a record lies. Small and picklable: a worker elsewhere reads the record by it, and no other."""

from typing import NamedTuple

from sitegen.form.forms import Form

WHOLE = -1


class Location(NamedTuple):
    """Where the bytes of one record lie."""

    path: str  # of the file, from the site's root
    form: Form = Form.TEXT  # of that file
    key: str = ""  # the record's name in it: "07ASTANA1848", "folder/07X1.txt"
    member: int = WHOLE  # its place in an archive
    start: int = 0  # the bytes of a row, the characters of one of several telegrams
    end: int = 0
    line: int = 1

    @property
    def source(self) -> str:
        """How it is named in messages and on the source page."""
        return f"{self.path}#{self.key}" if self.key else self.path
