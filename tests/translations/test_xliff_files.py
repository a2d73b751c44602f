"""XLIFF 1.2 files carry links and bold words as inline elements, there and back."""

from __future__ import annotations

import itertools
import random
import uuid
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree

from translations import markup, xliff_files
from translations.sheets import Sheet, Unit, UnreadableFileError

GERMAN = 'Mehr <a id="a1"><b>hier</b></a> &amp; dort<br/>und <i>da</i>'
ARABIC = 'مزيد <a id="a1">هنا</a>'
SHEET = Sheet(
    translation_key=uuid.UUID(int=7),
    code="ar",
    title="Das Sprachcafé\x0b zieht um",
    fingerprint="0123456789abcdef",
    exported_at=timezone.now(),
    units=(
        Unit("title:0", "Das Café", "", False, "", "Titel", (), 60),
        Unit("body.x:1", GERMAN, ARABIC, True, "Mehr", "Absatz", ("Ziel: x",), None),
    ),
)
NAMES = {"x": xliff_files.NAMESPACE}


def written() -> Any:
    return etree.fromstring(xliff_files.write(SHEET))


def answered(target: str, *, state: str = "translated") -> bytes:
    """Return a file as it comes back, with this inside its target."""
    return (
        f'<xliff version="1.2" xmlns="{xliff_files.NAMESPACE}">'
        f'<file original="{SHEET.translation_key}" source-language="de" target-language="ar">'
        f'<body><group><trans-unit id="body.x:1"><source>Mehr</source>'
        f'<target state="{state}">{target}</target></trans-unit></group></body></file></xliff>'
    ).encode()


def test_file_says_what_it_is_and_what_each_sentence_needs() -> None:
    [file] = written().findall("x:file", NAMES)

    first, second = file.findall(".//x:trans-unit", NAMES)
    assert (file.get("original"), file.get("source-language")) == (str(uuid.UUID(int=7)), "de")
    assert file.get("target-language") == "ar"
    assert (first.get("id"), first.get("maxwidth"), first.find("x:target", NAMES)) == (
        "title:0", "60", None,
    )  # fmt: skip
    assert second.find("x:target", NAMES).get("state") == "needs-review-translation"
    assert second.find("x:alt-trans/x:source", NAMES).text == "Mehr"
    assert [note.text for note in second.findall("x:note", NAMES)] == ["Absatz", "Ziel: x"]


def test_links_and_bold_words_are_inline_elements() -> None:
    source = written().findall(".//x:trans-unit/x:source", NAMES)[1]

    names = [(etree.QName(each).localname, each.get("id")) for each in source.iterdescendants()]

    assert names == [("g", "a1"), ("g", "b1"), ("x", "br1"), ("g", "i1")]


def test_file_comes_back_as_it_went() -> None:
    received = xliff_files.read(xliff_files.write(SHEET))

    assert (received.translation_key, received.code) == (SHEET.translation_key, "ar")
    assert received.exported_at == SHEET.exported_at
    assert received.fingerprint == SHEET.fingerprint
    assert [entry.german for entry in received.entries] == ["Das Café", GERMAN]
    assert [entry.text for entry in received.entries] == ["", ARABIC]
    assert [entry.is_unsure for entry in received.entries] == [False, True]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ('eins <mrk mtype="seg" mid="1">zwei <g id="b1">drei</g></mrk>', "eins zwei <b>drei</b>"),
        ('<g id="a1">x</g><x id="br1"/>y', '<a id="a1">x</a><br/>y'),
        ("a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c"),
        ("<![CDATA[<script>]]>", "&lt;script&gt;"),
        ("vor<!-- nicht --> nach", "vor nach"),
    ],
)
def test_what_programs_make_of_a_sentence_is_understood(target: str, text: str) -> None:
    [entry] = xliff_files.read(answered(target)).entries

    assert entry.text == text
    assert markup.clean(entry.text)


@pytest.mark.parametrize(
    "target",
    ['<bpt id="1">&lt;b&gt;</bpt>x', '<g id="script1">x</g>', '<x id="a1"/>', "<b>x</b>", "<g/>"],
)
def test_unknown_elements_become_tags_that_are_refused(target: str) -> None:
    [entry] = xliff_files.read(answered(target)).entries

    with pytest.raises(markup.MarkupError):
        markup.clean(entry.text)


def test_unfinished_states_are_unsure() -> None:
    assert xliff_files.read(answered("x", state="needs-translation")).entries[0].is_unsure
    assert not xliff_files.read(answered("x", state="final")).entries[0].is_unsure


WORDS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 50}">' for before, name in itertools.pairwise("abcdefg")
)
BOMB = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{WORDS}]>'
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"<xliff/>", "damaged"),
        (b"<a/>", "damaged"),
        (b"Guten Tag", "damaged"),
        (xliff_files.write(SHEET)[:-9], "damaged"),
        (answered("x").replace(b"document:1.2", b"document:2.0"), "damaged"),
        (BOMB.encode() + answered("&g;"), "damaged"),
        (ENTITY.encode() + answered("&e;"), "doctype"),
        (answered("<mrk>" * 3_000 + "</mrk>" * 3_000), "damaged"),
        (answered("x").replace(str(uuid.UUID(int=7)).encode(), b"seven"), "no-page"),
        (b"<" * (xliff_files.MOST_ELEMENTS + 1), "too-large"),
        (b" " * (xliff_files.LARGEST + 1), "too-large"),
    ],
)  # fmt: skip
def test_file_that_is_none_of_ours_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        xliff_files.read(content)

    assert refused.value.code == code


def test_damage_of_any_kind_never_raises_anything_else() -> None:
    chance = random.Random(13)  # noqa: S311 - repeatable
    whole = xliff_files.write(SHEET)
    pieces = [
        b"<g id='b1'/>",
        b"<x/>",
        b"<mrk/>",
        b"&amp;",
        b"&#1;",
        b"</g>",
        b"\x00",
        b"\xff",
        b"<?x?>",
    ]
    outcomes = set()

    for _round in range(3_000):
        content = bytearray(whole)
        for _change in range(chance.randint(1, 2)):
            at = chance.randrange(len(content) + 1)
            content[at : at + chance.randrange(6)] = chance.choice([b"", *pieces])
        try:
            xliff_files.read(bytes(content))
            outcomes.add("read")
        except UnreadableFileError as error:
            outcomes.add(error.code)

    assert outcomes >= {"read", "damaged", "no-page"}


def test_sentence_that_pythons_parser_gives_up_on_goes_out_as_plain_text() -> None:
    unit = Unit("title:0", "Das Café", "x<![weird[", True, "", "Titel", (), None)

    content = xliff_files.write(Sheet(uuid.UUID(int=7), "ar", "", "", timezone.now(), (unit,)))

    assert xliff_files.read(content).entries[0].text == "x&lt;![weird["
