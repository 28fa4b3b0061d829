"""How far a build has come, on a terminal only."""

import sys
from contextlib import ExitStack
from time import monotonic
from typing import Any

import click


class Progress:
    """A bar for each phase, with its rate and the time left; nothing where nobody looks."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._held = ExitStack()
        self._bar: Any = None
        self._phase, self._at, self._began = "", 0, 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def tick(self, phase: str, done: int, total: int) -> None:
        """So many are done, of so many."""
        if not self._shown:
            return
        if phase != self._phase or self._bar is None or done < self._at:
            self._held.close()
            self._phase, self._at, self._began = phase, 0, monotonic()
            self._bar = self._held.enter_context(_bar(phase, total, self._rate))
        self._bar.length = total
        self._bar.update(done - self._at, done)
        self._at = done

    def _rate(self, done: int | None) -> str | None:
        seconds = monotonic() - self._began
        return f"{done / seconds:,.0f}/s" if done and seconds > 0 else None


def _bar(phase: str, total: int, rate: Any) -> Any:
    return click.progressbar(
        length=total,
        label=f"{phase:8}",
        show_pos=True,
        item_show_func=rate,
        file=sys.stderr,
        width=24,
        update_min_steps=max(1, total // 200),
    )
