"""What is asked of a build, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from sitegen.diagnostic import Diagnostic, Severity
from sitegen.page.edition import Asset, Template
from sitegen.settings import Settings
from sitegen.site.bench import Bench
from sitegen.site.config import CONFIG, read_settings
from sitegen.site.crew import AUTO
from sitegen.site.desk import Desk
from sitegen.site.file import load
from sitegen.site.holding import Addresses
from sitegen.site.measure import Measures
from sitegen.site.memory import facts_file
from sitegen.site.output import Committed
from sitegen.site.target import Target


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    root: Path
    target: Target
    base_url: str = ""  # instead of the one in site.toml
    offline: bool = False
    live: bool = False
    repairs: bool = False  # tell of repairs one by one, and not only how many there were
    executor: str = AUTO
    commits: bool = True  # else it is only seen what would be told


@dataclass(frozen=True, slots=True)
class Report:
    """What became of it. Without `committed` the output is as it was before."""

    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    cables: int = 0
    pages: int = 0
    repairs: int = 0  # noted, and not among the diagnostics
    committed: Committed | None = None
    traces: tuple[str, ...] = ()  # where sitegen itself failed
    measures: Measures = field(default_factory=Measures)
    addresses: Addresses | None = None  # of the lock, when it was looked at

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        told = sum(found.severity is severity for found in self.diagnostics)
        return told + self.repairs if severity is Severity.NOTE else told


def settings_of(order: Order) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """The site's settings, as they are for this build."""
    loaded = load(order.root / CONFIG, CONFIG)
    if loaded.source is None:
        return None, loaded.diagnostics
    settings, faults = read_settings(loaded.source)
    if settings and order.base_url:
        settings = replace(settings, base_url=order.base_url)
    return settings, loaded.diagnostics + faults


def bench_of(
    order: Order,
    desk: Desk,
    templates: Mapping[str, Template] = MappingProxyType({}),
    assets: Mapping[str, Asset] = MappingProxyType({}),
) -> Bench:
    """The bench of a build; without templates it is one for reading only."""
    return Bench(
        desk=desk,
        target=order.target,
        templates=dict(templates),
        assets={name: asset.address for name, asset in assets.items()},
        facts=facts_file(order.target),
        offline=order.offline,
        live=order.live,
    )
