"""What is found of withheld words: in a record's text, and in any bytes that would be published."""

import gzip
import zlib
from base64 import b64encode, encodebytes, urlsafe_b64encode
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import jpeg, png

from sitegen.form.beside_pixels import beside_pixels
from sitegen.form.disclosed import rule_for, texts_in
from sitegen.form.layers import OpaqueError, views_of
from sitegen.form.withheld import MARK, Rule, Rules, folded, rule_of

WORDS = (
    "Jöhn Doeblin",
    "Müller",
    "N1234567",
    "+7 701 123-45-67",
    "毛泽东",
    "Lee",
    "मोदी",
    "สมศักดิ์",
    "जोशी",
    "Иваном Петровым",
    "毛沢東",
    "Šimon",
    "Wałęsa",
    "محمود",
    "Мар'яна",
    "សុខា",
    "Ann Poe",
    "علی کریمی",
    "فاطمة",
)


def rules_for(*words: str) -> Rules:
    found = [rule_of(one, f"names.txt:{number}") for number, one in enumerate(words, start=1)]
    return Rules([rule for rule in found if rule])


RULES = rules_for(*WORDS)

TEXTS = {
    "as it is": ("met Jöhn Doeblin there", "met [withheld] there"),
    "no accent": ("John Doeblin", "[withheld]"),
    "capitals": ("JOHN DOEBLIN", "[withheld]"),
    "typed with E for the accent": ("JOEHN DOEBLIN and Mueller", "[withheld] and [withheld]"),
    "NFD": ("Jo\u0308hn Doeblin", "[withheld]"),
    "an accent on its last letter": ("John Doeblin\u0301.", "[withheld]."),
    "full width": ("Ｊｏｈｎ　Ｄｏｅｂｌｉｎ", "[withheld]"),
    "letters of mathematics": ("𝐉𝐨𝐡𝐧 𝐃𝐨𝐞𝐛𝐥𝐢𝐧", "[withheld]"),
    "a soft hyphen": ("John Doe\u00adblin", "[withheld]"),
    "a blank without width": ("Jo\u200bhn\u2060 Doeblin", "[withheld]"),
    "a blank that does not break": ("John\u00a0Doeblin", "[withheld]"),
    "a line's end": ("met John\nDoeblin there", "met [withheld]\n there"),
    "hyphenated over a line's end": ("John Doe-\r\nblin", "[withheld]\r\n"),
    "quoted-printable, a soft end": ("Jo=\nhn Doeblin", "[withheld]\n"),
    "markup without letters": ("**John** _Doeblin_", "**[withheld]_"),
    "underscores": ("john_doeblin", "[withheld]"),
    "one word": ("johndoeblin@example.org", "[withheld]@example.org"),
    "within another word": ("drjohndoeblin2", "dr[withheld]2"),
    "possessive": ("John Doeblin's car", "[withheld]'s car"),
    "a single word": ("LEE or Lee's lee1", "[withheld] or [withheld]'s [withheld]1"),
    "a single word is no part of another": ("sleeve, Leeds, Müllerin", "sleeve, Leeds, Müllerin"),
    "a number with other separators": ("N 123-45/67.", "[withheld]."),
    "a number without separators": ("tel:0077011234567", "tel:00[withheld]"),
    "a number in other digits": ("+٧٧٠١١٢٣٤٥٦٧", "+[withheld]"),
    "writing without blanks": ("说毛泽东同志", "说[withheld]同志"),
    "two that meet are one": ("John Doeblin, Lee", "[withheld]"),
    "two apart": ("John Doeblin and Lee", "[withheld] and [withheld]"),
    "vowels that are marks": ("श्री मोदी ने", "श्री [withheld] ने"),
    "other vowels": ("मादा, मोद, मद", "मादा, मोद, मद"),
    "other vowels behind it": ("मोदीे मोदी।", "मोदीे [withheld]।"),
    "a dot that many leave out": ("ज़ोशी", "[withheld]"),
    "a letter for an apostrophe": ("Марʼяна or Leeʼs or ʿLee", "[withheld] or [withheld]ʼs or ʿ[withheld]"),
    "a sign that holds letters": ("Lee™ or x²Lee", "[withheld]™ or x²[withheld]"),
    "made longer, as in print": ("محـــمود", "[withheld]"),
    "marks in writing without blanks": ("นายสมศักดิ์ไป", "นาย[withheld]ไป"),
    "far within a text": (
        f"{'é. ' * 200}Jöhn\n{'. ' * 300}Doeblin{'é' * 300}",
        f"{'é. ' * 200}[withheld]\n{'é' * 300}",
    ),
    "Khmer, which has no blanks": ("ខ្ញុំសុខានៅ", "ខ្ញុំ[withheld]នៅ"),
    "a letter that nobody sees": ("by Ann\u3164Poe", "by [withheld]"),
    "vowels that nobody sees": ("by Ann\u17b5 Poe", "by [withheld]"),
    "typed on an Arabic keyboard": ("السيد علي كريمي", "السيد [withheld]"),
    "another letter at an Arabic word's end": ("فاطمه", "[withheld]"),
    "nothing": ("Jon Doeblin", "Jon Doeblin"),
}


@pytest.mark.parametrize(("text", "left"), TEXTS.values(), ids=TEXTS)
def test_what_is_left_of_a_text(text: str, left: str) -> None:
    assert RULES.without(text) == left


@pytest.mark.parametrize("text", [text for text, left in TEXTS.values() if text != left])
def test_nothing_is_left_to_find(text: str) -> None:
    assert RULES.hit(text)
    assert not RULES.hit(RULES.without(text))


@settings(deadline=None)
@given(st.text())
def test_a_text_is_folded_as_its_characters_are(text: str) -> None:
    """Else the quick look and the exact place could differ, and a name would be seen by one only."""
    assert folded(text) == "".join(map(folded, text))


@settings(deadline=None)
@given(st.text(), st.sampled_from(WORDS), st.text())
def test_whatever_stands_around_it_is_found(before: str, words: str, after: str) -> None:
    text = f"{before} {words} {after}"
    assert folded(words) not in folded(rules_for(words).without(text).replace(MARK, "\ua66e"))


SPELT = {
    "Jöhn Döblin": ("Joehn Doblin", "John Doeblin"),
    "Mueller": ("Müller", "MULLER"),
    "Baer": ("Baer", "BAER"),
    "Bär": ("Baer", "bar"),
    "Poe, Ann": ("Ann Poe", "Poe Ann"),
    "Ann Poe": ("Poe, Ann", "Ann Poe"),
    "Poe, Ann Q.": ("Ann Q. Poe", "Poe, Ann Q."),
    "Poe， Ann Q.": ("Ann Q. Poe", "Poe, Ann Q."),
    "غازي، محمود": ("محمود غازي",),
    "Jüdische Gemeinde Köln-Mülheim für Überfällige Öfen": (
        "JUEDISCHE GEMEINDE KOELN-MUELHEIM FUER UEBERFAELLIGE OEFEN",
        "Judische Gemeinde Koln-Mulheim fur Uberfallige Ofen",
    ),
}


@pytest.mark.parametrize(("words", "spelt"), SPELT.items(), ids=SPELT)
def test_other_spellings_of_a_rule(words: str, spelt: tuple[str, ...]) -> None:
    assert all(map(rules_for(words).hit, spelt))


@pytest.mark.parametrize(
    ("words", "text"),
    [("Baer", "a bar"), ("Haas", "has"), ("Poe", "Po"), ("Ann Q. Poe", "Poe Ann Q."), ("No 123", "123 no")],
)
def test_other_words_than_a_rule_has(words: str, text: str) -> None:
    assert not rules_for(words).hit(text)


@pytest.mark.parametrize("words", ["", " ", "a", "Li", "-- --", "N1", "东"])
def test_words_that_are_in_everything_are_no_rule(words: str) -> None:
    assert rule_of(words, "names.txt:1") is None


def test_rules_say_nothing_of_themselves() -> None:
    one = rule_of("John Doeblin", "names.txt:1")
    assert isinstance(one, Rule)
    for shown in (repr(one), repr(Rules([one])), str(one)):
        assert "doeblin" not in shown.lower()


def packed(name: str, data: bytes) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return held.getvalue()


def png_saying(kind: bytes, words: bytes) -> bytes:
    chunk = len(words).to_bytes(4, "big") + kind + words + zlib.crc32(kind + words).to_bytes(4, "big")
    return png(3, 3)[:33] + chunk + png(3, 3)[33:]


NAME = "Jöhn Doeblin"
BYTES = {
    "plain": NAME.encode(),
    "plain, in Latin-1": f"x{chr(0)}\xff {NAME} ".encode("latin-1"),
    "entities": b"J&#246;hn &#x44;oeblin",
    "named entities": b"J&ouml;hn&nbsp;Doeblin",
    "entities of entities, as in a feed": b"&lt;b&gt;J&amp;ouml;hn&lt;/b&gt; Doeblin",
    "in an address": b"?q=J%C3%B6hn%20Doeblin",
    "in an address, twice": b"?q=J%25C3%25B6hn+Doeblin",
    "in an address, in Latin-1": b"?q=J%F6hn%20Doeblin",
    "in an address, cut within a letter": quote("محمود").encode() + b"%D9",
    "in an address, begun within a letter": b"?q=%AF" + quote("محمود").encode(),
    "entities of entities in an attribute": b'<a title="J&amp;ouml;hn Doeblin">',
    "a page's end in JSON": b'"\\fLee"',
    "JSON": b'{"a": "J\\u00f6hn\\u0020Doeblin"}',
    "JSON, of halves": b'"\\ud835\\udc09\\ud835\\udc28hn Doeblin"',
    "a line's end in JSON": b'"John\\nDoeblin"',
    "JavaScript": b"'J\\xf6hn \\u{44}oeblin'",
    "a script that joins": b'"Jo" + "hn Doeb" + "lin"',
    "within tags": b"<b>J</b>ohn <mark id='x1'>Doeb</mark>lin",
    "between tags": b"<li>Ann</li><li>John Doeblin</li><li>Bob</li>",
    "beside a letter, but for a tag": b"x<b>Lee</b>y",
    "in an attribute": b'<img alt="John Doeblin">',
    "BibTeX": b'author = {J{\\"o}hn Doeblin}',
    "quoted-printable": b"J=C3=B6hn Doe=\r\nblin",
    "quoted-printable, a letter over a line's end": b"J=C3= \r\n=B6hn Doeblin",
    "quoted-printable, cut within a letter": b"=D9=85=D8=AD=D9=85=D9=88=D8=AF=D9",
    "quoted-printable, in Latin-1": b"J=F6hn Doeblin",
    "Latin-1, over a line's end": "é John\r\n\tDoeblin".encode("latin-1"),
    "Windows, of the West": "é, Šimon".encode("cp1252"),
    "Windows, of Central Europe": "o Wałęsie i Wałęsa".encode("cp1250"),
    "Windows, Arabic": "السيد محمود".encode("cp1256"),
    "Windows, Cyrillic": "за Иваном Петровым".encode("cp1251"),
    "KOI8-R": "за Иваном Петровым".encode("koi8-r"),
    "GB 18030": "说毛泽东同志".encode("gb18030"),
    "Shift-JIS": "毛沢東".encode("shift_jis"),
    "UTF-16": NAME.encode("utf-16"),
    "UTF-16, of other letters": "अ मोदी".encode("utf-16"),
    "UTF-16, of the other order": b"\xfe\xff" + "अ मोदी".encode("utf-16-be"),
    "UTF-32": "अ मोदी".encode("utf-32"),
    "UTF-16, at an odd place": b"\xff\xd8\xff" + NAME.encode("utf-16-be") + b"\x80",
    "UTF-16, of other letters, among other bytes": b"\xff\xd8\xff\0" + "अ मोदी".encode("utf-16-le") + b"\x80",
    "an EXIF remark": b"\xff\xd8\xff\xe1\x00\x20Exif\x00\x00Artist\x00John Doeblin\x00\x9f\x01",
    "a PNG remark": png_saying(b"tEXt", b"Author\0John Doeblin"),
    "a packed PNG remark": png_saying(b"zTXt", b"Author\0\0" + zlib.compress(b"John Doeblin")),
    "a PNG remark that is packed with a small window": png_saying(
        b"zTXt", b"Author\0\0" + zlib.compress(b"John Doeblin", wbits=9)
    ),
    "a packed international PNG remark": png_saying(
        b"iTXt", b"Author\0\x01\0en\0\0" + zlib.compress(NAME.encode())
    ),
    "base64": b64encode(b"Subject: on Jo\xcc\x88hn Doeblin"),
    "base64 within a line": b'x="' + b64encode(b"John Doeblin") + b'"',
    "base64, short": b64encode(b"met Lee") + b" ",
    "base64 over lines": encodebytes(b"%s met John Doeblin there" % (b"." * 50)),
    "base64 in JSON": b'"' + encodebytes(b"%s John Doeblin" % (b"." * 50)).replace(b"\n", b"\\n") + b'"',
    "base64 of addresses": b"/?x=" + urlsafe_b64encode("?? John Doeblin ??\xff".encode()).rstrip(b"="),
    "base64 behind a stroke": b"/" + b64encode(b"by John Doeblin"),
    "base64 among other parts of an address": b"/cable/1/" + b64encode(b"by John Doeblin now") + b"/index",
    "base64 of few letters of several bytes": b"/name/" + b64encode("محمود".encode()),
    "base64 behind a word": b"name-" + b64encode(b"by John Doeblin"),
    "base64 of bytes among which it is legible": b64encode(b"\xff\0\xfeby John Doeblin\xff\xfe"),
    "base64 of UTF-16": b64encode("अ मोदी".encode("utf-16")),
    "base64 of UTF-16, of the other order": b64encode("и Иваном Петровым".encode("utf-16-be")),
    "base64 of base64": b64encode(b64encode(b"by John Doeblin")),
    "an address of data": b"data:text/plain;charset=x;base64," + b64encode(NAME.encode("utf-16")),
    "a picture for an address": b"url(data:image/png;base64,"
    + b64encode(png_saying(b"zTXt", b"Author\0\0" + zlib.compress(b"John Doeblin"))),
    "gzip": gzip.compress(NAME.encode()),
    "zlib": zlib.compress(NAME.encode()),
    "zlib with a small window": zlib.compress(NAME.encode(), wbits=12),
    "a zip": packed("notes.txt", b"by John Doeblin"),
    "a name in a zip": packed("john-doeblin.txt", b""),
    "a zip in a gzip": gzip.compress(packed("notes.txt", b"by John Doeblin")),
}


OF_OTHERS = {  # a name of somebody, and what is none
    "tags": ("A. Li", b'<li><a href="x">One</a></li>', b"<li>A. Li</li>"),
    "one tag": ("Nav", b"<nav></nav>", b"<x-nav>"),
    "tags in a feed": ("A. Li", b"&lt;/a&gt;&lt;/li&gt;", b"&lt;b&gt;A.&lt;/b&gt; Li"),
    "an attribute": ("Ana", b'<a href="x" ana="#c">', b'<a data-ana="x" alt="Ana">'),
    "an attribute in JSON": ("Ana", b'"<p ana=\\"#c\\">"', b'"<ana>"'),
    "a word of HTTP": ("Max", b"public, max-age=9", b"max-Age: 9"),
    "a line's end in JSON": ("Nour", b'["so.\\nOur"]', b'["C:\\\\nour"]'),
    "a line's end in a script": ("Nour", b'sitegenFound("x",["so.\\nOur"]);\n', b"so.\\nOur"),
    "a word of TEI": ("Uri", b'<idno type="URI">', b"<idno>URI"),
    "an id": ("Nour", b'<a href="#n-our-man">', b'<a href="/n-our">'),
    "an id of a cable's page": ("Nour", b"cable/07X1848/#n-our-man", b"https://example.org/of/#n-our"),
    "tags of RIS": ("Dan", b"KW  - DA\nN1  - Secret", b"KW  - DA\nN  - Secret"),
    "an attribute that an author made": ("Ann Poe", b"<p>", b'<p data-ann-poe="">'),
    "an address for mail": ("mark@example.org", b"<mark>x</mark>@example.org", b"to <mark@example.org>"),
    "another address for mail": ("li+b@example.org", b"<li>", b"to <li+b@example.org>"),
    "a tag that an author made": ("Ann Poe", b"<p>", b"<ann-poe>"),
}


@pytest.mark.parametrize(("name", "harmless", "said"), OF_OTHERS.values(), ids=OF_OTHERS)
def test_names_of_people_are_told_from_what_programs_write(name: str, harmless: bytes, said: bytes) -> None:
    rules = rules_for(name)
    assert not rule_for(texts_in(harmless), rules)
    assert rule_for(texts_in(said), rules)


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES)
def test_it_is_seen_in_bytes(data: bytes) -> None:
    assert rule_for(texts_in(data), RULES)


def test_a_long_remark_of_a_picture_is_not_unpacked_from_each_x_on(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    unpack = zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", lambda: tried.append(1) or unpack())
    assert rule_for(texts_in(png_saying(b"iTXt", b"x" * 500 + zlib.compress(NAME.encode()))), RULES)
    assert len(tried) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"John Dove",
        b"<li>John</li><li>Ann</li><li>Doeblin",
        b"sleeve",
        png(9, 9),
        gzip.compress(b"Jon"),
        b64encode(b"\xff\x80\x90 Lee \x90\xfe\x81\xff\xf0\x81"),
    ],
    ids=["another name", "not beside each other", "a part of a word", "a picture", "gzip", "a hash"],
)
def test_other_bytes_pass(data: bytes) -> None:
    assert not rule_for(texts_in(data), RULES)


PIXELS = b"\x90 Lee \xff\x00 Lee \xff\xd0 Lee \x91"


def jpeg_of(*parts: bytes) -> bytes:
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + PIXELS
    return b"".join((jpeg(3, 3)[:-2], scan, *parts, scan, b"\xff\xd9"))


def said_in_jpeg(words: bytes, marker: bytes = b"\xfe") -> bytes:
    return b"\xff" + marker + (len(words) + 2).to_bytes(2, "big") + words


def gif_of(*parts: bytes) -> bytes:
    image = b"," + bytes(8) + b"\x80" + b"Lee" * 2 + b"\x02" + bytes([len(PIXELS)]) + PIXELS + b"\0"
    return b"".join((b"GIF89a", bytes(4), b"\x80\0\0", b"Lee" * 2, image, *parts, image, b";"))


def webp_of(*chunks: tuple[bytes, bytes]) -> bytes:
    frame = bytes(16) + riff(b"VP8L", PIXELS)
    body = b"WEBP" + b"".join(riff(*it) for it in ((b"VP8 ", PIXELS), (b"ANMF", frame), *chunks))
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def riff(kind: bytes, data: bytes) -> bytes:
    return kind + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)


INDEX = {  # what names a file of the search index, what it holds, and how often it says Lee
    "a shard": ("b/t-l", r'"land leee BBB lee\nlee BC BC LBVH\nleek lee BB"', 1),
    "a shard without postings": ("b/t-l", r'"lee\nland BC B lee\nland lee BC lee\nland lee BBBB lee"', 4),
    "a shard of numbers": ("b/t-155", r'"155 leee BBB lee\n17 lee BC"', 0),
    "a shard of what begins so": ("b/t-lee", r'"leech leee BBB lee\nleek lee BC"', 0),
    "another letter's": ("b/t-le", r'"leech leee BBB lee\nleek lee BC"', 0),
    "a part": ("b/t-lee-0", '"lee BB lee"', 0),
    "positions": ("b/t-land-at", '"lee"', 0),
    "a shelf": ("b/s-l", '"l:-lee lee:-lee-lee lee+:-lee-lee lee*:-lee lee land:lee"', 2),
    "a head": ("b/index", '{"units":"lee","shelves":"l:-lee","columns":{"post":"-lee"},"ids":"-lee"}', 0),
    "posts": ("b/post", r'{"values":[["LEE","Embassy :-Lee \\"row\\":\\"lee\\""]],"row":"lee"}', 3),
    "ids": ("b/ids-0", '"09LEE14 lee-x"', 2),
    "an outline": ("b/t-lee", '{"term":"lee","number":9,"documents":"lee","size":512,"parts":"-lee"}', 1),
}


@pytest.mark.parametrize(("file", "held", "times"), INDEX.values(), ids=INDEX)
def test_rows_of_digits_in_the_search_index_are_no_names(file: str, held: str, times: int) -> None:
    text = f'sitegenFound("search/{file}",{held});\n'
    assert len(RULES.found(next(texts_in(text.encode())))) == times
    assert RULES.hit(next(texts_in(text.encode() + b"//")))


@pytest.mark.parametrize("name", ["t-lee", "s-lee", "t-lee-at", "t-lee-0", "s-l"])
def test_shards_are_named_for_beginnings_and_not_for_people(name: str) -> None:
    rules = rules_for("Lee", "Sl")
    assert not rule_for(views_of(f"search/b/{name}.js"), rules)
    assert rule_for(views_of("search/t-lee.js"), rules)
    assert rule_for(views_of(f"search/b/{name}.js of Lee"), rules)


@pytest.mark.parametrize(
    "data",
    [
        jpeg_of(),
        jpeg_of(said_in_jpeg(b"Exif\0\0" + jpeg_of(), b"\xe1")) + jpeg_of(),
        png_saying(b"IDAT", PIXELS),
        gif_of(),
        webp_of(),
    ],
    ids=["JPEG", "JPEGs in it and behind it", "PNG", "GIF", "WebP"],
)
def test_letters_that_pixels_make_by_chance_are_no_names(data: bytes) -> None:
    assert not rule_for(texts_in(data), RULES)
    assert rule_for(texts_in(data[:-1]), RULES)  # no whole picture
    assert rule_for(texts_in(data + b" by Lee"), RULES)


@pytest.mark.parametrize(
    "data",
    [
        jpeg_of(said_in_jpeg(b"by Lee")),
        jpeg_of(said_in_jpeg(b"Exif\0\0" + jpeg_of(said_in_jpeg(b"by Lee")), b"\xe1")),
        png_saying(b"eXIf", b"Lee"),
        gif_of(b"!\xfe\x04by L\x02ee\0"),
        gif_of(b"!\xff\x0bXMP DataXMP<by>Lee</by>" + bytes(range(255, -1, -1)) + b"\0"),
        webp_of((b"XMP ", b"<by>Lee</by>")),
    ],
    ids=["JPEG", "a JPEG in it", "PNG", "GIF", "XMP in a GIF", "WebP"],
)
def test_what_is_said_beside_pixels_is_seen(data: bytes) -> None:
    assert beside_pixels(data)
    assert rule_for(texts_in(data), RULES)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ",
        b"7z\xbc\xaf'\x1c\x00",
        b"\x04\x22\x4d\x18",
        b"\x1f\x9d\x90",
        packed("index.html.br", b""),
        b"\x1f\x8b\x08 damaged",
        b"PK\x03\x04 damaged",
        gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"deep"))))),
    ],
    ids=["PDF", "7-Zip", "LZ4", "compress", "Brotli in a zip", "damaged gzip", "damaged zip", "too deep"],
)
def test_what_cannot_be_looked_into_is_refused(data: bytes) -> None:
    with pytest.raises(OpaqueError):
        list(texts_in(data))
