"""One whole build of given files, for the tests of the output and for the processes that they kill."""

from sitegen.site.output import Plan, begin, commit, stage
from sitegen.site.target import Target

Files = dict[str, bytes]


def put(target: Target, files: Files, unread: tuple[str, ...] = (), sources: dict[str, str] | None = None):
    """One whole build of these files."""
    begin(target)
    plan = Plan()
    for path, data in files.items():
        source = (sources or {}).get(path, "theme")
        assert plan.collision(path, source) is None
        plan.add(path, source, changed=stage(target, path, data).changed)
    return commit(target, plan, unread)
