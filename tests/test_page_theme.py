"""A template's fault is told at its line; a user's template wins, and reaches ours."""

import pytest
from page_site import FIRST, NOTES, annotated_of, edition_of, sheets_of, theme_of

from sitegen.address import Address
from sitegen.page.edition import Sheet
from sitegen.page.shell import Link

SHEET = Sheet(Address("about/"), "page.html", Link("#", "words"))

# template, its text, then: code, path, line, column, message, source line
FAULTS = [
    pytest.param(
        "page.html",
        "<p>\n{% if page.words %}\n</p>",
        ("template-syntax", "page.html", 3),
        "</p>",
        id="a block that is not closed",
    ),
    pytest.param(
        "page.html",
        "<p>\n  {{ page.colour }}",
        ("template-undefined", "page.html", 2),
        "  {{ page.colour }}",
        id="a field the page does not have",
    ),
    pytest.param(
        "page.html",
        "{{ colour }}",
        ("template-undefined", "page.html", 1),
        "{{ colour }}",
        id="a name nobody gave",
    ),
    pytest.param(
        "page.html",
        '{% extends "bse.html" %}',
        ("template-missing", "page.html", 1),
        '{% extends "bse.html" %}',
        id="a parent that is not there",
    ),
    pytest.param(
        "page.html",
        "\n{{ page.words + 1 }}",
        ("template-failed", "page.html", 2),
        "{{ page.words + 1 }}",
        id="what cannot be done",
    ),
    pytest.param(
        "page.html",
        "{% for x in %}",
        ("template-syntax", "page.html", 1),
        "{% for x in %}",
        id="no expression",
    ),
]


@pytest.mark.parametrize(("name", "text", "told", "line"), FAULTS)
def test_a_fault_is_told_at_its_line(name: str, text: str, told: tuple[str, str, int], line: str) -> None:
    data, (fault,) = theme_of({name: text}).render(SHEET)
    assert data is None
    assert (fault.code, fault.place.path, fault.place.line) == told
    assert fault.source_line == line
    assert fault.hint == "while drawing about/index.html with page.html"


def test_the_column_is_where_the_name_stands() -> None:
    _, (fault,) = theme_of({"page.html": "<b>{{ page.colour }}"}).render(SHEET)
    assert (fault.message, fault.place.column) == ("'Link object' has no attribute 'colour'", 12)


def test_a_fault_in_an_imported_macro_is_told_there() -> None:
    templates = {
        "page.html": '{% from "m.html" import m %}\n{{ m(page) }}',
        "m.html": "{% macro m(x) %}\n{{ x.no }}{% endmacro %}",
    }
    _, (fault,) = theme_of(templates).render(SHEET)
    assert (fault.place.path, fault.place.line) == ("m.html", 2)


def test_a_template_nobody_has() -> None:
    _, (fault,) = theme_of().render(SHEET._replace(template="none.html"))
    assert (fault.code, fault.place.path, fault.message) == (
        "template-missing",
        "none.html",
        "no template named 'none.html'",
    )


def test_a_page_ends_with_one_newline() -> None:
    data, faults = theme_of({"page.html": "ü{{ page.words }}\n\n\n"}).render(SHEET)
    assert (data, faults) == ("üwords\n".encode(), ())


def test_html_and_xml_are_escaped_and_text_is_not() -> None:
    sheet = SHEET._replace(view=Link("#", "<&>"))
    theme = theme_of(dict.fromkeys(("a.html", "a.xml", "a.txt"), "{{ page.words }}"))
    found = [theme.render(sheet._replace(template=name))[0] for name in ("a.html", "a.xml", "a.txt")]
    assert found == [b"&lt;&amp;&gt;\n", b"&lt;&amp;&gt;\n", b"<&>\n"]


def test_a_users_template_wins_and_reaches_ours() -> None:
    user = {"cable.html": '{% extends "builtin/cable.html" %}{% block apparatus %}<p>mine</p>{% endblock %}'}
    cable = annotated_of(FIRST, NOTES)
    sheet = sheets_of([cable], edition_of([cable]))["cable/07EXAMPLETOWN12/index.html"]
    data, faults = theme_of(user).render(sheet)
    assert not faults
    assert data is not None
    assert b"<p>mine</p>" in data
    assert b'id="p1"' in data
    assert b'id="cite"' not in data
