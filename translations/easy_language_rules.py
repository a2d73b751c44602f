"""Advice on texts in Leichte Sprache, from what can be seen without understanding them.

The rules are those that DIN SPEC 33429 and the Netzwerk Leichte Sprache agree on. They are
checked by simple signs, and rather too little is found than too much: an adviser who is wrong at
every second sentence is soon not asked any more. Nothing here forbids anything, and nothing
replaces the readers who check a text.

Pure functions on plain text: a line of the text is a line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Words in a sentence: more than the first is a hint, more than the second is much too long.
LONG_SENTENCE = 15
VERY_LONG_SENTENCE = 20
# Letters in a word, or in one of its parts, that reads well undivided.
LONG_WORD = 14


class Rule(StrEnum):
    """What there can be advice about."""

    VERY_LONG_SENTENCE = "very_long_sentence"
    LONG_SENTENCE = "long_sentence"
    LINE = "line"
    LONG_WORD = "long_word"
    PASSIVE = "passive"
    GENITIVE = "genitive"
    SUBJUNCTIVE = "subjunctive"
    NEGATION = "negation"
    NUMBER_WORD = "number_word"
    HARD_NUMBER = "hard_number"
    SHORT_FORM = "short_form"
    HARD_WORD = "hard_word"


NAMES: dict[Rule, Promise] = {
    Rule.VERY_LONG_SENTENCE: _("Much too long a sentence"),
    Rule.LONG_SENTENCE: _("Long sentence"),
    Rule.LINE: _("Several sentences in a line"),
    Rule.LONG_WORD: _("Long word"),
    Rule.PASSIVE: _("Passive"),
    Rule.GENITIVE: _("Genitive"),
    Rule.SUBJUNCTIVE: _("Would and could"),
    Rule.NEGATION: _("Several negations"),
    Rule.NUMBER_WORD: _("Number in letters"),
    Rule.HARD_NUMBER: _("Hard number"),
    Rule.SHORT_FORM: _("Short form"),
    Rule.HARD_WORD: _("Hard word"),
}
ADVICE: dict[Rule, Promise] = {
    Rule.VERY_LONG_SENTENCE: _("Make several sentences of it, each with one thought."),
    Rule.LONG_SENTENCE: _("Shorter is easier. Can you make two sentences of it?"),
    Rule.LINE: _("Begin a new line for each sentence."),
    Rule.LONG_WORD: _("Divide it with a dot in the middle (·) or a hyphen, or say it shorter."),
    Rule.PASSIVE: _("Say who does it: “You get a letter”, not “A letter is sent”."),
    Rule.GENITIVE: _("Say it with “von”: “das Haus von dem Lehrer”."),
    Rule.SUBJUNCTIVE: _("Say what is, or what may happen: “vielleicht”."),
    Rule.NEGATION: _("Say it without a negation, or with only one."),
    Rule.NUMBER_WORD: _("Write numbers in digits."),
    Rule.HARD_NUMBER: _("Large numbers, percentages and old years say little: “viele”, “früher”."),
    Rule.SHORT_FORM: _("Write it out, or explain it when it comes for the first time."),
    Rule.HARD_WORD: _("Use a word that everybody knows, or explain it."),
}


@dataclass(frozen=True)
class Finding:
    """Something that may be said more easily."""

    rule: Rule
    # The words that it is about, as they stand in the text.
    excerpt: str
    # The sentence or line around them.
    context: str
    # An easier word, if there is a usual one.
    instead: str = ""

    @property
    def name(self) -> Promise:
        return NAMES[self.rule]

    @property
    def advice(self) -> Promise:
        return ADVICE[self.rule]

    @property
    def is_strong(self) -> bool:
        """Tell whether hardly any text is better with it."""
        return self.rule is Rule.VERY_LONG_SENTENCE


def findings_in(text: str) -> list[Finding]:
    """Return what there is to advise on a text, in reading order."""
    return [found for line in text.splitlines() for found in _in_line(line.strip())]


def _in_line(line: str) -> Iterator[Finding]:
    plain = ADDRESS.sub("", line)
    found = sentences_in(plain)
    if len(found) > 1:
        yield Finding(Rule.LINE, found[1], line)
    for sentence in found:
        for rule in RULES:
            yield from rule(sentence)


# ---------------------------------------------------------------- sentences and words

# Web and mail addresses are no words.
ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:de|org|com|net|eu)\b")
WORD = re.compile(r"[^\W\d_]+(?:[·'’\u2010\u2011-][^\W\d_]+)*|\d[\d.,:/]*")
DIVIDERS = re.compile(r"[·\u2010\u2011-]")
# What may stand between the end of a sentence and the next one.
BOUNDARY = re.compile(r"(?<=[.!?…])[”“\"’»)]*\s+(?=[„“\"»(]?[A-ZÄÖÜ\d])")
# A full stop that ends no sentence.
SHORT_BEFORE_STOP = re.compile(
    r"(?:^|[\s(])(?:\d{1,2}|[A-Za-z]|Dr|Prof|Nr|Str|Tel|St|ca|bzw|inkl|evtl|ggf|vgl|etc|usw|Abs|Art"
    r"|Hr|Fr|Mio|Mrd|Std|Min|Jan|Feb|Aug|Sept|Okt|Nov|Dez)\.$"
)


def sentences_in(line: str) -> list[str]:
    """Return the sentences of a line; dates and short forms end none."""
    found: list[str] = []
    for piece in BOUNDARY.split(line):
        if found and SHORT_BEFORE_STOP.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def words_in(sentence: str) -> list[str]:
    """Return the words and numbers of a sentence; one with dots in it is one."""
    return WORD.findall(sentence)


def _about_length(sentence: str) -> Iterator[Finding]:
    count = len(words_in(sentence))
    if count > VERY_LONG_SENTENCE:
        yield Finding(Rule.VERY_LONG_SENTENCE, sentence, sentence)
    elif count > LONG_SENTENCE:
        yield Finding(Rule.LONG_SENTENCE, sentence, sentence)


# Long, but not made of several words.
UNDIVIDED = (
    "unterschiedlich", "unterschrieben", "selbstverständlich", "durchschnittlich", "veröffentlich",
    "verantwortlich", "wissenschaftlich", "journalistisch", "herunter", "zusammen",
)  # fmt: skip


def _about_long_words(sentence: str) -> Iterator[Finding]:
    for word in words_in(sentence):
        parts = DIVIDERS.split(word)
        is_long = any(len(part) > LONG_WORD and not part[0].isdigit() for part in parts)
        if is_long and not word.casefold().startswith(UNDIVIDED):
            yield Finding(Rule.LONG_WORD, word, sentence)


# ---------------------------------------------------------------- passive

BECOME = frozenset({"werde", "wirst", "wird", "werden", "werdet", "wurde", "wurden", "wurdest"})
BEEN = frozenset({*BECOME, "worden"})
# Between two thoughts of a sentence.
CLAUSES = re.compile(r"[,;:–—()]|\s(?:und|oder|aber|denn)\s", re.IGNORECASE)
PREFIX = (
    "(?:ab|an|auf|aus|bei|durch|ein|fest|frei|her|herunter|heraus|hin|hinein|los|mit|nach|vor|weg"
    "|weiter|zu|zurück|zusammen)"
)
WITH_GE = re.compile(rf"{PREFIX}?ge[a-zäöüß]{{2,}}(?:t|en)")
WEAK = re.compile(
    r"(?:be|emp|ent|er|ver|zer|miss|über|unter|wieder)[a-zäöüß]{2,}t|[a-zäöüß]{3,}iert"
)
# Participles that look like nothing else, by the vowel that they have changed.
STRONG = re.compile(
    rf"{PREFIX}?(?:be|ent|er|ver|zer|über|unter|wider|emp)"
    r"(?:schrieben|schlossen|sprochen|nommen|wiesen|bunden|funden|boten|loren|standen|schieden"
    r"|schoben|hoben|gonnen|troffen|fohlen|glichen|mieden|zogen|worfen|brochen|rissen|sungen"
    r"|wogen|stohlen|griffen|liehen|trieben|tragen|geben|lassen|halten)"
)
# They look like participles and are none, or are what people simply are.
NO_PARTICIPLES = frozenset(
    {
        "gegen", "gehen", "geben", "gelten", "gehören", "gewinnen", "gelingen", "geschehen",
        "genießen", "gefallen", "gestalten", "gestehen", "genügen", "gebären", "gefährden",
        "gewöhnen", "gerecht", "gesamt", "geeignet", "bekannt", "berühmt", "beliebt", "verliebt",
        "erkältet", "überhaupt", "unbekannt", "verwandt", "beantragen", "ergeben", "vergeben",
        "entlassen", "verlassen", "erhalten", "behalten", "verhalten", "enthalten", "unterhalten",
        "übertragen", "vertragen", "betragen", "überlassen", "übergeben",
    }
)  # fmt: skip
# “muss bearbeitet werden”, “kann man …”: a verb that asks for the plain “werden”.
PASSIVE_BY_PLACE = {"werden", "worden", "wird", "wurde", "wurden"}


def _is_participle(word: str) -> bool:
    if word in NO_PARTICIPLES or not word.islower():
        return False
    return any(each.fullmatch(word) for each in (WITH_GE, WEAK, STRONG))


def _about_passive(sentence: str) -> Iterator[Finding]:
    for clause in CLAUSES.split(sentence):
        words = words_in(clause)
        for index, word in enumerate(words):
            if not _is_participle(word):
                continue
            rest = [each.lower() for each in words[index + 1 :]]
            is_before = bool(rest) and rest[0] in PASSIVE_BY_PLACE
            is_last = not rest and any(each.lower() in BECOME for each in words[:index])
            if is_before or is_last:
                yield Finding(Rule.PASSIVE, _around(words, index), sentence)
                break


def _around(words: list[str], index: int) -> str:
    """Return the participle with the form of “werden” that it belongs to."""
    after = [each for each in words[index + 1 : index + 2] if each.lower() in BEEN]
    before = [each for each in words[:index] if each.lower() in BECOME]
    if after:
        return f"{words[index]} {after[0]}"
    return f"{before[-1]} … {words[index]}"


# ---------------------------------------------------------------- genitive

# Capital letters at the beginning of a sentence that begin no noun.
NO_NOUNS = (
    "In|An|Auf|Aus|Bei|Mit|Nach|Seit|Von|Vor|Zu|Über|Unter|Hinter|Neben|Zwischen|Außer|Gegenüber"
    "|Auch|Oder|Und|Aber|Ist|War|Hat|Kommt|Gibt|Hilft|Wenn|Weil|Ob|Dass|Wo|Wann|Wie|Was|Wer"
)
NOUN = r"[A-ZÄÖÜ][\w·-]*"
FEMININE = (
    r"[A-ZÄÖÜ][\w·-]*(?:ung|ungen|heit|keit|schaft|schaften|tion|tionen|tät|innen|enz|ei)"
    r"|(?:Gemeinde|Gruppe|Woche|Stadt|Schule|Familie|Frau|Kirche|Straße|Kinder|Menschen|Eltern"
    r"|Leute|Kasse|Kranken·?kasse|Initiative|Initiativen|Sprache|Arbeit|Hilfe|Stelle|Seite|Region|Polizei)"
)
GENITIVE = (
    # “des” is hardly ever anything else; French names stand after a capital letter.
    re.compile(rf"\b[Dd]es\s+(?:[a-zäöüß]+\s+)?{NOUN}"),
    re.compile(rf"\beines\s+(?:[a-zäöüß]+\s+)?{NOUN}s\b"),
    # “das Büro der Beratung”, but not “am Montag der Familie helfen”.
    re.compile(
        rf"(?:^(?!(?:{NO_NOUNS})\b)|\b(?:[Dd]as|[Dd]ie|[Dd]er|[Dd]em|[Dd]en|[Ee]in|[Ii]m|[Zz]um|[Zz]ur|ohne|mit|durch|auf"
        rf"|aus|bei)\s+){NOUN}\s+der\s+(?:{FEMININE})\b"
    ),
    re.compile(
        r"\b(?:[Ww]egen|[Ww]ährend|[Tt]rotz|[Aa]ufgrund|[Ii]nnerhalb|[Aa]ußerhalb|[Aa]nstelle|[Mm]ithilfe)"
        rf"\s+(?:der|des|dieser|dieses|einer|eines|Ihrer|Ihres)\s+{NOUN}"
    ),
)  # fmt: skip


def _about_genitive(sentence: str) -> Iterator[Finding]:
    for pattern in GENITIVE:
        found = pattern.search(sentence)
        if found:
            yield Finding(Rule.GENITIVE, found[0], sentence)
            return


# ---------------------------------------------------------------- single words

SUBJUNCTIVE = re.compile(
    r"\b(?:würde|[Ww]ürde(?:n|st|t)|[Kk]önnte(?:n|st|t)?|[Mm]üsste(?:n|st|t)?|[Ss]ollte(?:n|st|t)?"
    r"|[Dd]ürfte(?:n|st|t)?|[Hh]ätte(?:n|st|t)?|[Ww]äre(?:n|st|t)?|[Bb]räuchte(?:n|st|t)?"
    r"|[Kk]äme(?:n|st|t)?|[Gg]äbe(?:n|st|t)?)\b"
)
NEGATION = re.compile(
    r"\b(?:nicht|nichts|nie|niemals|niemand(?:em|en)?|nirgends|ohne|kein(?:e|en|em|er|es)?)\b",
    re.IGNORECASE,
)
NEITHER = re.compile(r"\b[Ww]eder\b.*\bnoch\b")

_TENS = "zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
_ONES = "ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun"
NUMBER_WORD = re.compile(
    rf"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
    rf"|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:(?:{_ONES})und)?(?:{_TENS})"
    rf"|(?:{_ONES})?(?:hundert|tausend))\b",
    re.IGNORECASE,
)
HARD_NUMBER = re.compile(
    r"\b\d+(?:,\d+)?\s*(?:%|Prozent\b)|\b\d{1,3}(?:\.\d{3})+\b"
    r"|\b(?:\d+(?:,\d+)?\s+)?(?:Million(?:en)?|Milliarden?)\b|\b1[0-8]\d\d\b|\b19[0-4]\d\b"
)
SHORT_FORM = re.compile(
    r"(?<!\w)(?:z\.\s?B\.|u\.\s?a\.|d\.\s?h\.|o\.\s?ä\.|u\.\s?s\.\s?w\.|i\.\s?d\.\s?R\.|s\.\s?o\.|s\.\s?u\."
    r"|usw\.|etc\.|bzw\.|ca\.|ggf\.|inkl\.|evtl\.|vgl\.|bzgl\.|sog\.|Tel\.|Nr\.|Str\.|Std\.|Mio\.|Mrd\."
    r"|max\.|mind\.|Abs\.|gem\.)"
)
ABBREVIATED_NAME = re.compile(r"\b[A-ZÄÖÜ]{3,}\b")
KNOWN_NAMES = frozenset(
    {"SMS", "USB", "PDF", "DVD", "PIN", "AOK", "TÜV", "ICE", "WLAN", "LKW", "PKW"}
)


def _about_subjunctive(sentence: str) -> Iterator[Finding]:
    found = SUBJUNCTIVE.search(sentence)
    if found:
        yield Finding(Rule.SUBJUNCTIVE, found[0], sentence)


def _about_negations(sentence: str) -> Iterator[Finding]:
    found = [each[0] for each in NEGATION.finditer(sentence)]
    if len(found) > 1 or NEITHER.search(sentence):
        yield Finding(Rule.NEGATION, " … ".join(found) or sentence, sentence)


def _about_numbers(sentence: str) -> Iterator[Finding]:
    for found in NUMBER_WORD.finditer(sentence):
        yield Finding(Rule.NUMBER_WORD, found[0], sentence)
    for found in HARD_NUMBER.finditer(sentence):
        yield Finding(Rule.HARD_NUMBER, found[0].strip(), sentence)


def _about_short_forms(sentence: str) -> Iterator[Finding]:
    for found in SHORT_FORM.finditer(sentence):
        yield Finding(Rule.SHORT_FORM, found[0], sentence)
    if "(" in sentence:
        # What stands in brackets beside it is its explanation.
        return
    for found in ABBREVIATED_NAME.finditer(sentence):
        if found[0] not in KNOWN_NAMES:
            yield Finding(Rule.SHORT_FORM, found[0], sentence)


# Words of offices and of other languages, by their beginnings, with what people say.
EASIER: dict[str, str] = {
    "absolvier": "machen",
    "anlässlich": "wegen",
    "ausschließlich": "nur",
    "beeinträchtigung": "",
    "benötig": "brauchen",
    "bereits": "schon",
    "bezüglich": "zu",
    "coaching": "",
    "demzufolge": "darum",
    "derzeit": "jetzt",
    "diesbezüglich": "dazu",
    "diversity": "",
    "empowerment": "",
    "erforderlich": "nötig",
    "erfolgt": "",
    "event": "Fest oder Treffen",
    "feedback": "Ihre Meinung",
    "flyer": "Zettel",
    "gegebenenfalls": "vielleicht",
    "gegenwärtig": "jetzt",
    "gemäß": "nach",
    "genehmigung": "Erlaubnis",
    "gewährleist": "dafür sorgen",
    "hinsichtlich": "zu",
    "hotline": "Telefon",
    "individuell": "für jeden Menschen anders",
    "infolge": "wegen",
    "inanspruchnahme": "",
    "jedoch": "aber",
    "kompetenz": "das kann jemand gut",
    "kontaktier": "anrufen oder schreiben",
    "kooperation": "zusammen arbeiten",
    "lediglich": "nur",
    "maßnahme": "",
    "meeting": "Treffen",
    "nahverkehr": "Bus und Bahn",
    "partizipation": "mitmachen",
    "perspektive": "",
    "qualifikation": "das haben Sie gelernt",
    "qualifizierung": "Kurs",
    "ressource": "",
    "sofern": "wenn",
    "sowie": "und",
    "umgehend": "sofort",
    "unverzüglich": "sofort",
    "verkehrsmittel": "Bus und Bahn",
    "vorab": "vorher",
    "voraussetzung": "das brauchen Sie",
    "website": "Internet·seite",
    "workshop": "Kurs",
    "zwecks": "für",
}
# Beginnings of other words; only the word itself is meant.
WHOLE_WORDS = frozenset({"event", "sowie", "sofern", "bereits", "vorab", "jedoch", "erfolgt"})


def _about_hard_words(sentence: str) -> Iterator[Finding]:
    for word in words_in(sentence):
        plain = DIVIDERS.sub("", word).casefold()
        for stem, instead in EASIER.items():
            is_meant = plain == stem if stem in WHOLE_WORDS else plain.startswith(stem)
            if is_meant:
                yield Finding(Rule.HARD_WORD, word, sentence, instead)
                break


RULES: tuple[Any, ...] = (
    _about_length,
    _about_long_words,
    _about_passive,
    _about_genitive,
    _about_subjunctive,
    _about_negations,
    _about_numbers,
    _about_short_forms,
    _about_hard_words,
)


def count_by_rule(findings: Iterable[Finding]) -> dict[Rule, int]:
    """Return how often there is advice on each rule, the most frequent first."""
    counts: dict[Rule, int] = {}
    for each in findings:
        counts[each.rule] = counts.get(each.rule, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
