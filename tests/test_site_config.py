"""site.toml: what it may say, and every problem of it at once. More cases are in tests/broken."""

import pytest

from sitegen.settings import Settings
from sitegen.site.config import KEYS, REQUIRED, destinations_of, normal_base_url, read_settings
from sitegen.site.refusal import RefusedError
from sitegen.source_text import SourceText

GOOD = 'title = "T"\nbase_url = "https://example.org/a"\n'


WRONG_TABLE = ("site.toml:3:1", "config-wrong-value")


def told(text: str) -> list[tuple[str, str]]:
    _, diagnostics = read_settings(SourceText(text, "site.toml"))
    return [(str(found.place), found.code) for found in diagnostics]


def test_every_setting_is_a_key_and_every_key_a_setting() -> None:
    assert set(KEYS) == set(Settings.__dataclass_fields__)
    assert all(key in KEYS for key in REQUIRED)


def test_good_settings() -> None:
    settings, diagnostics = read_settings(SourceText(GOOD + 'language = "pt-BR"', "site.toml"))
    assert diagnostics == ()
    assert settings == Settings("T", "https://example.org/a/", language="pt-BR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD + "[titel]", [("site.toml:3:2", "config-unknown-key")]),
        (GOOD + '  "titel" = 1', [("site.toml:3:4", "config-unknown-key")]),
        (GOOD + "theme.colour = 1", [("site.toml:3:1", "config-unknown-key")]),
        (GOOD + 'language = "?"', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + 'language = "english"', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + 'description = ["a"]', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + 'title = "U"', [("site.toml:3:12", "config-syntax")]),
        (GOOD + 'paragraph_aliases = "par{n} p{n}"', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + 'paragraph_aliases = "p1{n}"', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + 'paragraph_aliases = "par"', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + 'paragraph_aliases = "par#{n}"', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + 'paragraph_aliases = "par{n} para-{n}"', []),
        (GOOD + '[deploy.live]\nrsync = "me@host:www/"', []),
        (GOOD + '[deploy.live]\nrsync = "host::module/"\n[deploy.b]\ngit = "a.git"\nbranch = "pages"', []),
        (GOOD + "deploy = 1", [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + '[deploy]\nrsync = "../a"', [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + "[deploy.live]", [("site.toml:3:1", "config-wrong-value")]),
        (GOOD + '[deploy.live]\nrsnc = "../a"', [("site.toml:4:1", "config-unknown-key"), WRONG_TABLE]),
        (GOOD + '[deploy.live]\nrsync = "../a"\ngit = "b"', [WRONG_TABLE]),
        (GOOD + '[deploy.live]\ngit = "a.git"', [WRONG_TABLE]),
        (GOOD + '[deploy.live]\nrsync = "../a"\nbranch = "b"', [("site.toml:5:1", "config-wrong-value")]),
        (GOOD + "[deploy.live]\nrsync = 1", [("site.toml:4:1", "config-wrong-value")]),
        (GOOD + '[deploy.live]\ngit = "a.git"\nbranch = "a..b"', [("site.toml:5:1", "config-wrong-value")]),
        ('title = ""', [("site.toml", "config-missing-key"), ("site.toml:1:1", "config-wrong-value")]),
        ("title", [("site.toml:1:6", "config-syntax")]),
        pytest.param("a = " + "[" * 5000, [("site.toml", "config-syntax")], id="nested too deeply"),
        pytest.param("a = " + "1" * 5000, [("site.toml", "config-syntax")], id="a number too long"),
    ],
)
def test_faults(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://bücher.example/é/100%/%C3%A9", "https://xn--bcher-kva.example/%C3%A9/100%25/%C3%A9/"),
        ("http://[::1]:80/a", "http://[::1]:80/a/"),
        (" http://example.org:8000/a/b// ", "http://example.org:8000/a/b/"),
    ],
)
def test_base_url(given: str, normal: str) -> None:
    assert normal_base_url(given) == normal


@pytest.mark.parametrize(
    "given",
    [
        "",
        "example.org",
        "/a/",
        "ftp://a.org/",
        "https://",
        "https://a.org/?q=1",
        "https://a.org/#x",
        "http://[x/",
        "https://a.org/b c/",
        "https://a.org/\nb/",
        "https://a.org/\u202eb/",
        "https://a.org/'b/",
        'https://a.org/"b/',
        "https://a.org/<b/",
        "https://a.org//b/",
        "https://a.org/../b/",
        "https://straße.example/",
        "https://a..org/",
        "https://user:word@a.org/",
    ],
)
def test_no_base_url(given: str) -> None:
    with pytest.raises(RefusedError):
        normal_base_url(given)


NO_FOLDERS = (
    "/",
    "//",
    "host:/",
    "me@host:",
    "host:~",
    "me@host:~/",
    ".",
    "..",
    "../..",
    "host:..",
    "rsync://h/",
)


@pytest.mark.parametrize("place", [*NO_FOLDERS, "-e", " ", "a\\nb"])
def test_a_place_that_is_no_folder_of_its_own(place: str) -> None:
    assert told(f'{GOOD}[deploy.live]\nrsync = "{place}"') == [("site.toml:4:1", "config-wrong-value")]


@pytest.mark.parametrize(
    "place", ["bucket", "/www", "s3:", "s3:/", "s3:..", "s 3", "-s3:a", "a/b:c", "s3::a"]
)
def test_a_place_that_is_none_of_a_remote(place: str) -> None:
    assert told(f'{GOOD}[deploy.live]\nrclone = "{place}"') == [("site.toml:4:1", "config-wrong-value")]


@pytest.mark.parametrize("place", ["s3:b", "My R2:b/a,b=c", "az:$web/", "store@eu:/srv/www", "gcs.eu:b/a b"])
def test_a_place_of_a_remote(place: str) -> None:
    text = f'{GOOD}[deploy.live]\nrclone = "{place}"'
    assert told(text) == []
    (found,) = destinations_of(SourceText(text, "site.toml")) or ()
    assert (found.by, found.to) == ("rclone", place)


SECRETS = [
    ("git", "https://me:hunter2@forge.example/a.git"),
    ("git", "https://hunter2@forge.example/a"),
    ("git", "me:hunter2@host:/a"),
    ("rclone", ":s3,access_key_id=me,secret_access_key=hunter2:bucket"),
    ("rclone", "s3,secret_access_key=hunter2:bucket/archive"),
    ("rclone", ":http,url='https://me:hunter2@host/':"),
    ("rclone", "sftp://me:hunter2@host/www"),
]


@pytest.mark.parametrize(
    "text",
    [
        '[deploy.live]\nrclone = " {}"',
        '[deploy.live]\nrcloen = "{}"',
        '[deploy.live]\nrclone = ["s3:b", "{}"]',
        'deploy.live = {{ rclone = "{}", rsnc = "z" }}',
        'deploy.live = {{ rcloen = "{}" }}',
        'deploy.live = "{}"',
        'deploy = "{}"',
        '[deploy.live]\nrclone = {{ to = "{}" }}',
    ],
)
def test_a_secret_in_a_wrong_place_is_never_shown(text: str) -> None:
    _, diagnostics = read_settings(
        SourceText(GOOD + text.format(":s3,secret_access_key=hunter2:a"), "site.toml")
    )
    assert diagnostics
    assert "hunter2" not in repr(diagnostics)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[deploy.live]\nbranch = "pages"\n  {} = "{}"', "site.toml:5:3"),
        ('deploy.live = {{ branch = "pages", {} = "{}" }}', "site.toml:3:1"),
        ('[deploy]\nlive = {{ branch = "pages", {} = "{}" }}', "site.toml"),
    ],
)
@pytest.mark.parametrize(("key", "address"), SECRETS)
def test_a_secret_is_refused_and_never_shown(key: str, address: str, text: str, place: str) -> None:
    source = SourceText(GOOD + text.format(key, address), "site.toml")
    _, diagnostics = read_settings(source)
    found = next(found for found in diagnostics if "for all who read" in found.message)
    assert (str(found.place), found.code) == (place, "config-wrong-value")
    assert "hunter2" not in repr(found)
    assert found.hint
    assert found.source_line or not found.place.line  # or the text of its line would be shown
