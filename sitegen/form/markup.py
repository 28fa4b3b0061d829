"""Names of tags and attributes that standards give, and what else is in files whatever a record says.

Some people have such a name: Ana, Max, A. Li, Uri. Only names that stand here are left out of what is looked
through, for an author may make others of a name.
"""

import re

_TAGS = """
TEI a abbr annotation article aside author b bibl blockquote body br button caption catDesc catRef category
cell change channel circle classDecl closer code col colgroup correspAction correspDesc creation date dd
desc details div dl docDate dt editorialDecl em emph encodingDesc entry event feed figcaption figure
fileDesc footer form g gap h1 h2 h3 h4 h5 h6 head header hi hr html i id idno img input item kbd keywords
label li line link list listAnnotation listEvent listOrg listPerson listPlace loc main mark meta name nav
note notesStmt ol org orgName p path persName person place placeName pre profileDesc publicationStmt
published publisher rect ref resp respStmt revisionDesc row script search section seg seriesStmt signed
small sourceDesc span spanGrp standOff strong sub subtitle summary sup svg table taxonomy tbody td teiHeader
term text textClass th thead time title titleStmt tr u ul updated url urlset
"""
_ATTRIBUTES = """
ana aria-current aria-describedby aria-details aria-hidden aria-label aria-labelledby autocapitalize
autocomplete alt charset cite class colspan content cx cy d data-cable data-found data-href data-kind
data-leaf data-level data-place data-root data-style data-table data-terms datetime enterkeyhint fill for
height href http-equiv id key label lang level loading motivation n name points property r ref rel rend role
rows rowspan scheme scope spellcheck src style subtype tabindex target term title transform type
vector-effect viewBox when width x x1 x2 xml:id xml:lang xml:space xmlns y y1 y2
"""
_OF_FORMATS = re.compile(
    "max-age="  # in what hosts are asked to say
    '|(?<=type=")URI(?=")'
    '|(?:(?<="#)|(?<=")|(?<=[0-9]/#)|(?<=[0-9]/index\\.html#))[hn]-(?=[a-z0-9])'  # of an id: n-our-contacts
    "|^(?:AN|AU|DA|DB|ER|ID|KW|M3|N1|PB|PY|TI|TY|UR)  - ",  # RIS: after the keyword DA, N1 makes a Dan
    re.MULTILINE,
)
_TAG = re.compile(rf"</?(?:{'|'.join(_TAGS.split())})(?![\w:.@+-])")  # nor of <mark@example.org>
_ATTRIBUTE = re.compile(rf"\s(?:{'|'.join(_ATTRIBUTES.split())})=(?=\\?[\"'])")


def without_names_of_markup(text: str, instead: str) -> str:
    """A text in which something else stands for each of them."""
    text = _OF_FORMATS.sub(instead, text)
    return _ATTRIBUTE.sub(instead, _TAG.sub(instead, text)) if "<" in text else text
