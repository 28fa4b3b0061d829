"""Names that a layer of markup, an escape or an encoding parts, hides, or makes look like another layer."""

import gzip
import tarfile
from base64 import b64encode
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from sitegen.form.disclosed import rule_for, rule_in, texts_in
from sitegen.form.layers import OpaqueError
from sitegen.form.withheld import Rules, rule_of

WORDS = ("Ann Poe", "Adam Smith", "Regina Roe", "Nour Roe", "毛沢東", "Erdoğan", "Παπαδόπουλος", "סופר")
RULES = Rules([rule for number, one in enumerate(WORDS) if (rule := rule_of(one, f"names.txt:{number}"))])


def zipped(data: bytes) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("notes.txt", data)
    return held.getvalue()


class Stream(BytesIO):
    """One in which nobody can go back, so that sizes are told behind what they are of."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_: int) -> int:
        raise OSError


def streamed(data: bytes) -> bytes:
    held = Stream()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("notes.txt", data)
        archive.writestr("more.txt", data)
    return held.getvalue()


def in_tar(data: bytes) -> bytes:
    held = BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        member = tarfile.TarInfo("member")
        member.size = len(data)
        archive.addfile(member, BytesIO(data))
    return held.getvalue()


TEXTS = {
    "a tag whose value has its end, written as an entity": 'Ann <a title="x &gt; y">Poe</a>',
    "a tag whose value has its end, written in octets": 'Ann <a href="/?q=%3Ey">Poe</a>',
    "a tag whose value has its end": "Ann <a title='x > y'>Poe</a>",
    "a tag whose value has the start of one": 'Ann <a title = "x < y">Poe</a>',
    "such a tag in JSON": '{"p": "Ann <a title=\\"x > y\\">Poe</a>"}',
    "such a tag in a feed": "Ann &lt;a title=&quot;x &amp;gt; y&quot;&gt;Poe",
    "a tag with a stray quote before such a tag": '<i x=y"z>Ann</i> <a title="x > y">Poe</a>',
    "such a tag by mail": 'Ann <a title=3D"x > y">Poe</a>',
    "such a tag in a script that escapes quotes": "'Ann <a title=\\u0022x > y\\u0022>Poe</a>'",
    "a remark that begins in escapes": "Ann <!\\u002d\\u002d a > b --> Poe",
    "a remark that has the end of a tag": "Ann<!-- a > b --> Poe",
    "a remark that has the start of one": "Ann<!-- a < b --> Poe",
    "tags, and entities in the words": 'Ann <a title="x &gt; y">P&ouml;e</a>',
    "the number of a footnote": '<p>Ann<sup class="fn"><a href="#f1">[1]</a></sup> Poe',
    "the number of a footnote in Markdown": "*Ann*[^1] Poe",
    "the number of a footnote in Markdown, in an address": "?body=Ann%5B%5E1%5D%20Poe",
    "how a sign is read": "<ruby>毛<rt>Mao</rt>沢<rt>Ze</rt>東</ruby>",
    "names of fields": '{"given": "Ann", "family": "Poe"}',
    "names of fields in a script": '"{\\"given\\": \\"Ann\\", \\"family\\": \\"Poe\\"}"',
    "fields in an attribute": '<p x="&quot;one&quot;:&quot;Ann&quot;,&quot;two&quot;:&quot;Poe&quot;">',
    "signs that look like mail": "?q=ADAM%20SMITH",
    "signs that look like an entity": "?a=1&REGINA%20ROE",
    "signs that look like a line's end": "C:\\nour%20Roe",
    "more layers than anybody writes": "&amp;amp;amp;amp;amp;amp;#65;nn Poe",
    "octets of octets": "%252525252541nn Poe",
    "quoted-printable with small letters": "?=c3=81nn_Po=c3=ab",
    "a style sheet": "content: '\\41 nn \\000050oe'",
    "octal, as in scripts": "'\\101nn \\120oe'",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_is_read_through_every_layer(text: str) -> None:
    assert not RULES.hit(text)
    assert rule_in(text, RULES)
    assert rule_for(texts_in(text.encode()), RULES)


BYTES = {
    "Japanese, with shifts": "x 毛沢東 y".encode("iso2022_jp"),
    "Turkish": "x Erdoğan ".encode("cp1254"),
    "Greek": "του Παπαδόπουλος ".encode("iso8859_7"),
    "Hebrew": "של סופר ".encode("cp1255"),
    "UTF-16 without a mark": "毛沢東 a".encode("utf-16-be"),
    "UTF-32 without a mark": "by Ann Poe".encode("utf-32-le"),
    "fields with a zero between": b"\xff\0\0\0Ann\0Poe\0\0\0",
    "fields with another sign between": b"\xff\0\0\0Ann\x1e\x1fPoe\0\0\0",
    "an address of data in capitals": b"DATA:x/y;BASE64," + b64encode(gzip.compress(b"by Ann Poe")),
    "an address of data of a kind with a name": b'data:x/y;n="a";base64,'
    + b64encode(gzip.compress(b"Ann Poe")),
    "packed and sent by mail": b"\n" + b64encode(gzip.compress(b"by Ann Poe " * 9)),
    "plain in a tar": in_tar(b"by Ann Poe"),
}


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES)
def test_it_is_seen_in_bytes(data: bytes) -> None:
    assert rule_for(texts_in(data), RULES)


OPAQUE = {
    "gzip in a tar": in_tar(gzip.compress(b"Jon")),
    "PDF in a tar": in_tar(b"%PDF-1.7"),
    "PDF that begins late": b"\n\0%PDF-1.7",
    "a zip behind a program that unpacks it": b"#!/bin/sh\n\0" + zipped(b"by Jon"),
    "two zips in a row, of which programs see one": zipped(b"by Jon") + zipped(b"by Bob"),
    "a zip whose files would begin before it": zipped(b"by Jon")[:-6] + b"\x30\0\0\0\0\0",
    "PDF by mail": b64encode(b"%PDF-1.7 and more of it"),
    "RTF": b"{\\rtf1 {\\b Ann}{\\i  Poe}}",
    "PostScript": b"%!PS-Adobe-3.0 (An) 3 (n) show",
    "DjVu": b"AT&TFORM\0\0",
    "a book": in_tar(b"BOOKMOBI"),
}


@pytest.mark.parametrize("data", OPAQUE.values(), ids=OPAQUE)
def test_what_cannot_be_looked_into_is_refused(data: bytes) -> None:
    with pytest.raises(OpaqueError):
        list(texts_in(data))


def test_a_zip_that_was_written_as_a_stream_can_be_looked_into() -> None:
    assert rule_for(texts_in(streamed(b"by Ann Poe")), RULES)
    assert not rule_for(texts_in(streamed(b"by Jon")), RULES)


def test_a_record_with_every_layer_can_be_looked_into() -> None:
    text = """Bob &amp;amp; <b title="a > b">he</b> =20 =3D20 http://x.org/?q=a%2520b%20c&amp;y=ADAM \\u0041
        \\n C:\\new\\bin\\41 [^1] <sup>2</sup> "k": ZnJvbSBBbm4gUG9lIG5vdyBhbmQgdGhlbg=="""
    assert rule_in(text, RULES) == "names.txt:0"
    assert not rule_in(text.replace("ZnJvbSBB", "ZnJvbSBC"), RULES)


def test_a_font_has_every_layer_by_chance_and_can_be_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    font = b"wOF2\0" + Random(4).randbytes(30_000)
    monkeypatch.setattr("sitegen.form.layers._MOST", 100)
    assert not rule_for(texts_in(font), RULES)
    assert rule_for(texts_in(font + b"\0\0\0by <b>Ann</b> P&ouml;e\0"), RULES)


def test_a_film_is_refused_at_once_and_not_looked_through_for_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sitegen.form.disclosed._MOST_FOREIGN", 1000)
    assert not rule_for(texts_in(in_tar(b"a" * 3000)), RULES)
    with pytest.raises(OpaqueError):
        rule_for(texts_in(b"\0\0\0 ftypisom" + Random(4).randbytes(3000)), RULES)


@pytest.mark.parametrize("limit", ["_MOST", "_LETTERS"])
def test_a_text_whose_layers_have_no_end_is_taken_for_one_that_says_it(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "%" + "25" * 200 + "41nn Roe"
    assert not rule_in(text, RULES)
    monkeypatch.setattr(f"sitegen.form.layers.{limit}", 150)
    assert rule_in(text, RULES) == "perhaps a rule"
    with pytest.raises(OpaqueError):
        rule_for(texts_in(text.encode()), RULES)


@pytest.mark.parametrize(
    "text",
    [
        'Ann <a title="x &gt; y">Roe</a> Poe',
        "Ann<sup>of</sup> x Poe",
        "Ann <!-- > --> x Poe",
        'Ann x="<" Poe',
    ],
)
def test_other_words_pass(text: str) -> None:
    assert not rule_in(text, RULES)
