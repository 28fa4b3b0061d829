"""An invented site, and everything that may happen to one between two builds."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from files import write
from pictures import png

from sitegen.cli.main import outcome_of
from sitegen.site.build import build
from sitegen.site.order import Order, Report
from sitegen.site.target import target_of

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
THEME = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*") if path.parent.name != "assets"
)
POSTS = ("ASTANA", "EXAMPLETOWN", "ROME")
TAGS = ("PGOV", "PREL", "KZ", "XQZZ", "CLINTON, HILLARY")
NAMES = ("Harvest Fair", "River Board", "Anna Placeholder", "Old Bridge", "Drill Street")
LEVELS = ("UNCLAS", "C O N F I D E N T I A L", "S E C R E T")
WORDS = "the bridge was opened and the board of the river met again about grain".split()  # noqa: SIM905


def cable_text(number: int, random: Random) -> str:
    """An invented cable; of the same number always the same id."""
    post, year = POSTS[number % 3], 2006 + number % 2
    cited = random.randrange(1, 9)
    body = "\n\n".join(
        f"{at}. (C) {' '.join(random.choices(WORDS, k=8))} {random.choice(NAMES)} and "
        f"{random.choice(NAMES)} {' '.join(random.choices(WORDS, k=5))}, as para {random.randrange(1, 4)} of "
        f"ref A says."
        for at in range(1, random.randrange(2, 5))
    )
    return (
        f"R {random.randrange(1, 28):02d}0900Z {random.choice(('JAN', 'JUL'))} {year % 100:02d}\n"
        f"FM AMEMBASSY {post}\nTO SECSTATE WASHDC\n{random.choice(LEVELS)} {post} {number:06d}\n\n"
        f"TAGS: {', '.join(random.sample(TAGS, 2))}\n"
        f"SUBJECT: {' '.join(random.choices(WORDS, k=4)).upper()}\n"
        f"REF: A. {2006 + cited % 2 - 2000:02d} {POSTS[cited % 3]} {cited}\n\n{body}\n\nEXAMPLE\n"
    )


def id_of(number: int) -> str:
    return f"{(2006 + number % 2) % 100:02d}{POSTS[number % 3]}{number}"


def put_cable(site: Path, random: Random) -> None:
    number = random.randrange(1, 9)
    write(site / f"content/cables/{id_of(number)}.txt", cable_text(number, random))


def put_second(site: Path, random: Random) -> None:
    """Another file with a cable that may be there: before it or after it by path."""
    number = random.randrange(1, 9)
    write(
        site / f"content/cables/{random.choice(('00', 'zz'))}/{id_of(number)}.txt", cable_text(number, random)
    )


def put_dump(site: Path, random: Random) -> None:
    rows = [
        ",".join(
            '"' + cell.replace('"', '""') + '"'
            for cell in (str(at), "", id_of(at), "Embassy", "SECRET", "", "", cable_text(at, random))
        )
        for at in random.sample(range(20, 26), 3)
    ]
    write(site / "content/cables/dump.csv", "\n".join(rows) + "\n")


def put_notes(site: Path, random: Random) -> None:
    number = random.randrange(1, 9)
    other = id_of(random.randrange(1, 9))
    notes = [
        f"## {random.choice(('cable', 'subject', '¶1', '¶2', '¶9'))}\n"
        f"kind: {random.choice(('headnote', 'context'))}\n"
        f"id: n{at}\n{'status: draft' + chr(10) if random.random() < 0.3 else ''}"
        f"{random.choice(('', 'by: A. Editor', 'by: Ana Noter', 'date: 2020-01-02', 'date: 2021-05-06'))}\n"
        f"See [[{other} ¶1]], [[{random.choice(NAMES)}]]: {random.choice(WORDS)} {picture(random)}.\n"
        for at in range(random.randrange(1, 3))
    ]
    write(site / f"content/annotations/{id_of(number)}.md", "\n".join(notes))


def put_entity(site: Path, random: Random, kind: str = "term") -> None:
    name = random.choice(NAMES)
    slug = name.lower().replace(" ", "-")
    alias = f"aliases:\n  - {random.choice(NAMES)}\n" if random.random() < 0.3 else ""
    head = f"---\nid: {slug}\ntype: {kind}\nname: {name}\n{alias}---\n"
    text = f"{head}{random.choice(WORDS)}, see [[{id_of(2)}]] {picture(random)}.\n"
    write(site / f"content/entities/term/{slug}.md", text)


def put_person(site: Path, random: Random) -> None:
    """What was of one type is of another."""
    put_entity(site, random, "person")


def put_decisions(site: Path, random: Random) -> None:
    row = f"{id_of(random.randrange(1, 9))},,{random.choice(NAMES)},,none,me,2020-01-01,so\n"
    header = "cable,paragraph,words,occurrence,entity,by,date,reason\n"
    write(site / "content/entities/decisions.csv", header + row)


def picture(random: Random) -> str:
    return random.choice(("", "", "![A map](map.png)", "![A plan](../images/plan.png)"))


def put_glossary(site: Path, random: Random) -> None:
    """Abbreviations of words that cables say, a caption, a TAG; and sometimes a row that cannot be read."""
    rows = (
        f"{random.choice(WORDS)},term,{random.choice(WORDS)}",
        f"{random.choice(NAMES).split()[0]},acronym,{random.choice(('none', *WORDS))}",
        f"{random.choice(TAGS[:4])},tag,{random.choice(WORDS)}",
        f"ROUTINE,precedence,{random.choice(('none', *WORDS))}",
        "x,y",
    )
    header = "term,kind,meaning\n"
    write(
        site / "content/glossary.csv", header + "\n".join(random.sample(rows, random.randrange(1, 5))) + "\n"
    )


def put_page(site: Path, random: Random) -> None:
    name = random.choice(("index", "about"))
    write(
        site / f"content/pages/{name}.md",
        f"---\ntitle: {random.choice(WORDS)}\nkind: {random.choice(('page', 'essay'))}\n---\n"
        f"{random.choice(WORDS)}, see [[{id_of(random.randrange(1, 12))}]] and "
        f"[[{id_of(random.randrange(1, 9))} ¶1]]. {picture(random)}\n\n"
        f"{{{{< ¶ {id_of(random.randrange(1, 9))} p{random.randrange(1, 4)} >}}}}\n"
        f"{{{{< cable {id_of(random.randrange(1, 9))} >}}}}\n"
        f"{{{{< {random.choice(('essay about', 'latest cables 2'))} >}}}}\n"
        "{{< latest annotations 20 >}}\n",
    )


def put_picture(site: Path, random: Random) -> None:
    """One of those that notes and pages show, or one that nobody does."""
    file = site / f"content/images/{random.choice(('map', 'plan', 'nobody'))}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(png(random.randrange(1, 3), 1, random.randrange(2)))


def put_settings(site: Path, random: Random) -> None:
    write(
        site / "site.toml",
        f'title = "{random.choice(WORDS)}"\nbase_url = "https://host.example/a/"\n'
        f'description = "{random.choice(WORDS)}"\n',
    )


def lock(site: Path, random: Random) -> None:
    """What is published now is what is locked; or only what is new."""
    outcome_of(["-C", str(site), "lock", *(["--accept"] if random.random() < 0.5 else [])])


def put_template(site: Path, random: Random) -> None:
    name = random.choice(THEME)
    text = (TEMPLATES / name).read_text("utf-8")
    write(site / "templates" / name, f"{text}{{# {random.choice(WORDS)} #}}\n{random.choice(WORDS)}\n")


def remove(site: Path, random: Random) -> None:
    """Any source but site.toml."""
    files = sorted(
        path for top in ("content", "templates") for path in (site / top).rglob("*") if path.is_file()
    )
    if files:
        random.choice(files).unlink()


def touch(site: Path, random: Random) -> None:
    for path in (site / "content").rglob("*.txt"):
        os.utime(path)


def spoil_output(site: Path, random: Random) -> None:
    """Somebody writes into a page of ours, or takes it away."""
    files = sorted((site / "output").rglob("*.html"))
    if files and random.random() < 0.5:
        random.choice(files).write_text("spoilt", "utf-8")
    elif files:
        random.choice(files).unlink()


def forget(site: Path, random: Random) -> None:
    """The cache is deleted, or damaged."""
    for file in sorted((site / ".sitegen").rglob("*.sqlite")):
        if random.random() < 0.5:
            file.unlink()
        else:
            data = bytearray(file.read_bytes())
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
            file.write_bytes(data)


Edit = Callable[[Path, Random], None]
EDITS: tuple[Edit, ...] = (
    put_cable, put_cable, put_cable, put_second, put_dump, put_notes, put_notes, put_entity, put_entity,
    put_person, put_decisions, put_glossary, put_page, put_picture, put_picture, put_settings,
    lock, put_template, remove, remove, touch, spoil_output, forget,
)  # fmt: skip


def built(site: Path, output: str = "output", executor: str = "inline") -> Report:
    return build(Order(site, target_of(site, site / output, output), executor=executor))


def two_dozen_cables(site: Path) -> Path:
    """A site of them, with a dump, notes and entities."""
    random = Random(1848)
    put_settings(site, random)
    for number in range(1, 20):
        write(site / f"content/cables/{id_of(number)}.txt", cable_text(number, random))
    for put in (put_dump, put_notes, put_notes, put_entity, put_entity, put_entity, put_page):
        put(site, random)
    return site


def put_built(site: Path) -> None:
    """The same, built."""
    two_dozen_cables(site)
    built(site)


def settle() -> None:
    """Let all sources grow old, or the next build reads those of just now once more."""
    time.sleep(0.06)
