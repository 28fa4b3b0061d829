"""Who does the units of work: this process, several on this machine, or a cluster's.

What the workers need beside the jobs is written once, into the folder of the build's own state,
which all of them see; a job itself is a few hundred bytes.
"""

import os
import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from platform import node
from threading import Thread, local
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from sitegen.site.bench import Bench, Workshop
from sitegen.site.measure import Measures, peak_memory
from sitegen.site.refusal import RefusedError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Job, Workshop], Result]

AUTO, INLINE, PROCESS, DASK = "auto", "inline", "process", "dask://"
_WORTH_A_POOL = 100  # jobs; fewer are done before a second process is up
_BATCH = 25  # jobs sent at once
_LOADED = "sitegen.site.unit"  # the work, and all that it needs: loaded once, before workers are forked
_PATIENCE, _RETRIES = "10s", 3
_AHEAD = 3  # batches a worker may be given before its first is back: what bounds memory


def executor_of(words: str) -> str:
    """What --executor may say; anything else is refused."""
    if words in (AUTO, INLINE, PROCESS) or (words.startswith(DASK) and len(words) > len(DASK)):
        return words
    raise RefusedError(f"no executor is called {words!r}", "inline, process or dask://HOST:PORT")


class Crew:
    """Does jobs in order. Workers are hired when the first large run of jobs asks for them."""

    def __init__(self, executor: str, bench: Bench, shop: Workshop, measures: Measures) -> None:
        self._kind, self._bench, self._shop, self._measures = executor, bench, shop, measures
        self._held = ExitStack()
        self._hired: tuple[Executor, int, Path] | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def run(self, work: Work[Job, Result], jobs: Iterable[Job], number: int) -> Iterator[Result]:
        """The results, in the order of the jobs, of which there are about `number`."""
        small = self._kind == AUTO and (number < _WORTH_A_POOL or cores() < 2)
        if self._kind == INLINE or small or not number:
            yield from (work(job, self._shop) for job in jobs)
        else:
            yield from self._run_by_others(work, jobs)

    def _run_by_others(self, work: Work[Job, Result], jobs: Iterable[Job]) -> Iterator[Result]:
        from concurrent.futures.process import BrokenProcessPool

        if self._hired is None:
            self._hired = *self._executor(), self._written()
        executor, hands, bench = self._hired
        left = iter(jobs)
        batches = iter(lambda: list(islice(left, _BATCH)), [])
        sent: deque[Future[_Done[Result]]] = deque()
        try:
            for batch in islice(batches, _AHEAD * hands):
                sent.append(executor.submit(_batch_at, bench, work, batch))
            while sent:
                done = sent.popleft().result()
                self._measures.peaks[done.worker] = done.peak
                yield from done.results
                sent.extend(executor.submit(_batch_at, bench, work, batch) for batch in islice(batches, 1))
        except BrokenProcessPool as error:
            hint = "was it short of memory? Build again, or with --executor inline"
            raise RefusedError("a worker process was killed; nothing was published", hint) from error
        finally:
            for future in sent:
                future.cancel()

    def _executor(self) -> tuple["Executor", int]:
        """Who takes the jobs, and how many hands that is."""
        if self._kind.startswith(DASK):
            return self._held.enter_context(_dask(self._kind.removeprefix(DASK)))
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_all_start_methods, get_context

        method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        context = get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload([__name__, _LOADED])
        return self._held.enter_context(ProcessPoolExecutor(cores(), context, _end_with_the_build)), cores()

    def _written(self) -> Path:
        """The bench in a file of its own name, so that no worker takes one build's for another's, and
        with whole paths, for a worker of a cluster stands elsewhere."""
        state = self._bench.target.state
        for left in state.glob("bench-*.pickle"):  # by a build that was killed
            left.unlink()
        handle, name = tempfile.mkstemp(".pickle", "bench-", state)
        self._held.callback(Path(name).unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            desk = replace(self._bench.desk, root=self._bench.desk.root.absolute())
            pickle.dump(replace(self._bench, desk=desk), file)
        return Path(name).absolute()


@contextmanager
def _dask(address: str) -> Iterator[tuple["Executor", int]]:
    """The workers of a Dask cluster. A batch whose worker dies is done again by another."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        hint = "install it: pip install 'sitegen[cluster]'"
        raise RefusedError("--executor dask:// needs Dask, which is not installed", hint) from error
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        hint = "name its scheduler, as in dask://127.0.0.1:8786"
        raise RefusedError(f"there is no Dask cluster at {address}", hint) from error
    with client, client.get_executor(retries=_RETRIES) as executor:
        if not (hands := sum(client.ncores().values())):
            raise RefusedError(
                f"the Dask cluster at {address} has no workers", "start some: dask worker ADDRESS"
            )
        try:
            yield executor, hands
        except KilledWorker as error:
            hint = "were they short of memory? Look at their logs, or build with --executor process"
            raise RefusedError("workers of the cluster died; nothing was published", hint) from error


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_the_build() -> None:
    """A worker outlives no build, however that ends: one that is killed can tell it nothing, and what it
    went on to print would come into the stage of the next."""
    from multiprocessing import parent_process

    build = parent_process()

    def watch() -> None:
        if build:
            build.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


class _Done(NamedTuple, Generic[Result]):
    """What comes back of a batch, from whom, and how many bytes that one held at most."""

    results: list[Result]
    worker: str
    peak: int


def _batch_at(bench: Path, work: Work[Job, Result], jobs: Sequence[Job]) -> _Done[Result]:
    shop = _shop_at(bench)
    results = [work(job, shop) for job in jobs]
    return _Done(results, f"{node()} {os.getpid()}", peak_memory())


_own = local()


def _shop_at(bench: Path) -> Workshop:
    """Set up once in each thread of a worker, for a workshop notes what its pages ask, and its database
    is one thread's. The file was written by the build that sends the jobs."""
    if getattr(_own, "bench", None) != bench:
        _own.shop = Workshop(pickle.loads(bench.read_bytes()))  # noqa: S301
        _own.bench = bench
    shop: Workshop = _own.shop
    return shop
