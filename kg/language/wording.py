r"""The notation of wordings: `{source:body} <handle> <matter>` becomes words to look for in a marked text.

A wording is read word by word. Each word is one of:

- a word as it stands, whatever its case; `*` in it stands for any letters (`yttrande*`);
- `{slot:kind}`: a mark of a kind, kept under the name of the slot (`{:body}` keeps nothing). `body` is any body,
  administration or authority, `agent` whoever can act, `speaker` a person, a party or the chair, with title or group
  (`ledamöterna från S`); `body's` is one in the genitive, `body's?` one in
  either case to which nothing goes (`till ...`), `body+` a list of them (`A, B och C`); `words` is up to ten
  words, `rest` what the sentence has left, `home` what minutes call their own organisation (`kommunen`), `homes` its
  genitive, `name` a name in capitals up to a dash or colon, `those` whoever is named up to the next word, `task` what
  is to be done (`att ...`), `office` what somebody is elected to, `seat` where that office is;
- `<class>`: a word of a class of data/lexicon/words.toml. Of a verb it is any finite form in the active, also
  `har` and supine with what stands between; `.s` the passive, `.inf`, `.pres`, `.past`, `.sup` those forms alone,
  `.told` what lies in the past, `.not` the active denied (`deltar inte`, `inte har deltagit`);
- `(a b|c)`: one of these wordings; `^`, `$` the ends of the sentence;
- `...`: anything inside the clause that does not say `inte`, up to ninety letters; `....` however long;
- `!(a|b)`: none of these wordings may follow, or stand in the `...` behind it; `&(a|b)`: one of them follows, and is
  no part of it; `slot=(a b|c)`: what they fit is kept; each of the others with `?` behind: it may be missing.

Between two words an adverb or a day may stand, and a comma. A wording that begins with an agent and a verb is read
in the other orders too: `Den 3 mars behandlade X ärendet`, `Ärendet behandlades av X`, and where one that did something
else before goes on with it: `X tog del av planen och behandlade ärendet`. With `= ` in front it is not turned: where
another may stand behind the verb in the genitive (`X stödjer Ys förslag`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import ShareError
from kg.language import grammar, words
from kg.language.agents import parties
from kg.language.fitting import Fit, Token, fits
from kg.language.marks import AGENTS, BODIES, IN_FIGURES, KINDS, SIGNS, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_GROUPS: dict[str, tuple[str, ...]] = {
    "body": BODIES,
    "agent": AGENTS,
    "organisation": (*BODIES, "organisation"),
    "speaker": ("person", "party", "post"),
    "board": ("body",),
    "day": ("day", "dated"),
    "step": ("day", "dated", "step"),
    "sender": (*BODIES, "organisation", "post", "official"),
    "receiver": (*BODIES, "organisation", "official"),
    "corporation": ("organisation",),
    "petitioner": (*BODIES, "organisation", "association"),
}
_DEPTH = 3
_WITHIN = "[^()]"
for _ in range(_DEPTH):
    _WITHIN = rf"(?:[^()]|\({_WITHIN}*\))"
"""What stands in brackets, with brackets inside."""
_TOKEN = re.compile(
    r"(?P<slot>\{(?P<name>\w*):(?P<kind>\w+)(?P<genitive>'s(?P<either>\?)?)?(?P<several>\+)?\})(?P<o1>\?)?"
    r"|<(?P<word>[\w-]+)(?:\.(?P<form>\w+))?>(?P<o2>\?)?"
    r"|(?:(?P<ahead>[!&])|(?P<named>\w+)=)?\((?P<group>" + _WITHIN + r"*)\)(?P<o3>\?)?"
    r"|(?P<gap>\.{3,4})|(?P<anchor>[\^$])"
    r"|(?P<literal>[^\s{}<>()?!]+)(?P<o4>\?)?"
)
_STRAIGHT = "= "
_VARIES = re.compile(rf"[*,{words.APART}]")
_NAMED = re.compile(r"\{(\w+):(\w+)")
_PART = re.compile(rf"(?:{_WITHIN.replace('[^()]', '[^()|]', 1)})+")
"""One of the wordings of a group: up to the next bar that stands in no brackets."""
_APART = r"\s(?:[^\s.;:]+\s){0,3}?"
"""What may part a verb from a word that belongs to it: `ställde sig den 3 mars bakom`, `skickade ärendet tillbaka`."""
_AWAY = r"(?:(?!\b(?:som|att|där|när|vilk\w+|och|samt|har|hade|inte|ej|aldrig)\b)[^.;:]){0,80}?"
"""What may stand between `har` and its verb, besides adverbs and days."""
_WORDS = rf"[^\s.;:,{SIGNS}]+(?:\s[^\s.;:,{SIGNS}]+){{0,9}}"
_HOME = r"\b(?:kommunen|regionen|staden|landstinget)\b"
_HOMES = r"\b(?:kommunens|regionens|stadens|landstingets)\b"
_NAME = r"(?-i:[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+|\s(?:och|i|för)\s[A-ZÅÄÖ][\w-]+){0,4})(?=\s[-–—]\s|:\s)"
_THOSE = (
    r"(?!(?:i|ett|en|inte|ej|följande|som)\b)"
    r"(?:(?!\b(?:att|åt)\b|,?\ssom\s(?:får|ges|har)\b)(?:[^.;:”]|(?<=\w)[.:](?=\w))){1,110}"
)
_TASK = r"(?:att|enligt|om)\b.*"
_PERSON = f"[{sign('person')}{sign('person', genitive=True)}]"
_SEAT_END = rf"[,.;]|:(?![sea]\b)|$|\s(?:och|samt|med|efter)\s(?:\w+\s)?{_PERSON}"
_TEXTS = {
    "words": _WORDS,
    "those": _THOSE,
    "task": _TASK,
    "rest": r"[^.;:].*",
    "home": _HOME,
    "homes": _HOMES,
    "name": _NAME,
}
_HAVE = r"(?:har|hade)"
_BE = r"(?:är|var|blev|blir|har\sblivit|hade\sblivit)"
_FINITE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "": (("pres", "past"), ("sup",)),
    "told": (("past",), ("sup",)),
    "s": (("press", "pasts"), ("sups",)),
    "tolds": (("pasts",), ("sups",)),
    **{form: ((form,), ()) for form in ("inf", "pres", "past", "sup", "part", "infs", "sups")},
    "not": (("pres", "past"), ("sup",)),
    "any": (("inf", "pres", "past", "sup", "infs", "press", "pasts", "sups", "part"), ()),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One order of words of a wording, and what a text has that it fits: of each of these lists one word at least."""

    tokens: tuple[Token, ...]
    triggers: tuple[tuple[str, ...], ...]
    """The rarest word first; a text is asked for the first, and where it has one for the others."""
    signs: tuple[tuple[str, ...], ...]
    """What it has besides where its names are signs: of each of these lists of signs and words one at least."""
    kinds: Mapping[str, str]
    """The kind of mark of each slot."""
    said: str
    """The wording as it is written."""

    @property
    def slots(self) -> frozenset[str]:
        """The names of its slots."""
        return frozenset(_slots(self.tokens))

    def fits(self, text: str, end: int | None = None) -> Iterator[Fit]:
        """Give the places of a marked text, before `end`, where it fits."""
        return fits(self.tokens, text, end)


def _slots(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.name and (token.kind in {"slot", "text"} or token.form == "slot"):
            yield token.name
        for part in token.parts:
            yield from _slots(part)


def compile_wording(text: str, where: str) -> tuple[Wording, ...]:
    """Compile a wording in all the orders in which Swedish has it.

    Raises:
        ShareError: Something in it is not of the notation, or nothing in it must stand in the text.
    """
    straight = text.startswith(_STRAIGHT)
    tokens = _tokens(text.removeprefix(_STRAIGHT), where)
    turned = _turned(tokens)
    orders = [tokens, *(one for one in turned if not straight or any(token.kind == "middle" for token in one))]
    kinds = dict(_NAMED.findall(text))
    found = []
    for order in orders:
        triggers = _triggers(order)
        if not triggers:
            raise ShareError(f"'{text}' has no word that must stand there", where=where, hint="add a word or a class")
        found.append(Wording(tuple(order), triggers, _signs(order), kinds, text))
    return tuple(found)


def _tokens(text: str, where: str) -> list[Token]:
    found: list[Token] = []
    place = 0
    for match in _TOKEN.finditer(text):
        if text[place : match.start()].strip():
            break
        place = match.end()
        optional = any(match[f"o{number}"] for number in (1, 2, 3, 4))
        found.append(_token(match, optional, where))
    if text[place:].strip():
        raise ShareError(f"cannot read '{text[place:].strip()}' in '{text}'", where=where)
    return found


def _token(match: re.Match[str], optional: bool, where: str) -> Token:
    if match["slot"]:
        return _slot(match, optional=optional, where=where)
    if match["word"]:
        return _class(match["word"], match["form"] or "", optional=optional)
    if match["group"] is not None:
        parts = tuple(tuple(_tokens(part, where)) for part in _PART.findall(match["group"]))
        if match["ahead"] == "!":
            return Token("not", parts=tuple(tuple(replace(one, agent=False) for one in part) for part in parts))
        each = [_triggers(part) for part in parts]
        triggers = tuple(word for one in each for word in one[0]) if all(each) else ()
        if match["ahead"]:
            return Token("ahead", triggers=triggers, parts=parts)
        name, form = match["named"] or "", "slot" if match["named"] else ""
        return Token("group", optional=optional, triggers=triggers, name=name, form=form, parts=parts)
    if match["gap"]:
        return Token("gap", form="far" if len(match["gap"]) > len("...") else "")
    if match["anchor"]:
        return Token("begin" if match["anchor"] == "^" else "end")
    word = match["literal"]
    if not word.strip(".,:;”–-"):
        return Token("stop", rf"\s?{re.escape(word)}", optional=optional)
    ends = r"\b" if word[-1].isalnum() or word[-1] == "*" else ""
    return Token("word", rf"\b{words.any_of([word])}{ends}", optional=optional, triggers=(word,))


def _slot(match: re.Match[str], *, optional: bool, where: str) -> Token:
    name, kind = match["name"], match["kind"]
    if kind in _TEXTS or kind in _OFFICES:
        form = "lazy" if kind in {"words", "those"} else ""
        pattern = _OFFICES[kind]() if kind in _OFFICES else _TEXTS[kind]
        triggers = (*words.nouns()["office"], sign("post")) if kind == "office" else ()
        return Token("text", pattern, "", optional, triggers, name, form)
    kinds = _GROUPS.get(kind, (kind,))
    if unknown := set(kinds) - set(KINDS):
        hint = f"marks: {', '.join((*_GROUPS, *KINDS, *_TEXTS, *_OFFICES))}"
        raise ShareError(f"there is no mark '{', '.join(unknown)}'", where=where, hint=hint)
    signs = [sign(one, genitive=bool(match["genitive"])) for one in kinds]
    if "person" in kinds:
        signs.append(sign("person", genitive=True))  # a name that ends in s says nothing of whose something is
    one = f"[{''.join(signs)}]"
    if match["either"]:
        signs += map(sign, kinds)
        one = rf"(?:{one}|(?<!\btill\s)[{''.join(map(sign, kinds))}])"
    if set(BODIES) & set(kinds) and (not match["genitive"] or match["either"]):
        one = rf"{one}(?:\si\s[{sign('organisation')}])?"
    if kind == "speaker" and not match["genitive"]:
        one = _speaker()
        signs += (sign("party", genitive=True),)
    if match["several"]:
        day = rf"\(?[{sign('day')}{sign('dated')}{sign('step')}]\)?"
        between = (
            r"(?:,\s(?:och|samt)\s|,\s|\s(?:och|samt|respektive|eller|jämte|liksom)\s)(?:(?:av|i|till|från|hos)\s)?"
        )
        between += rf"(?:{words.any_of(words.nouns()['adverb'])}\s)*" if kind == "dated" else ""
        beside = rf"(?:\s\({office()}\s[{sign('person')}]\))?" if kind == "person" else ""
        # Beside a body an association is another of the same list: `hamnnämnden, Båtklubben och Vägverket`.
        further = rf"(?:{one}|[{sign('association')}])" if kind == "organisation" else one
        one = rf"(?>{one}{beside}(?:(?:,?\s{day})?{between}{further}{beside})*)"
        if kind == "speaker":
            others = grammar.pattern("speakers", "and-others").pattern
            one += rf"(?:\s(?:i|från|för)\s[{''.join(map(sign, BODIES))}])?(?:{others})?"
    agent = bool(set(kinds) & set(AGENTS)) and not match["genitive"]
    shown: tuple[str, ...] = ()  # what it has before it is marked, and after that
    if kind == "dated":
        shown = ("§", "*paragraf*", sign("dated"))
    elif set(kinds) <= IN_FIGURES:
        shown = (*(f"*{figure}*" for figure in "0123456789"), *signs)
    return Token("slot", one, "", optional, shown, name, kind, agent, "".join(signs))


@cache
def office() -> str:
    """Give the pattern of an office that somebody is elected to: `ny ledamot`, `1:e vice ordförande`."""
    nouns = words.nouns()
    kinds = words.any_of(nouns["office_kind"])
    return rf"(?:\b{kinds}\s)*(?:\b{words.any_of(nouns['office'])}\b|[{sign('post')}])"


def _seat() -> str:
    """Give the pattern of where an office is, in front of what goes on: `i hamnrådet för tiden ...`."""
    return rf"(?:[^,.;:]|:(?=[sea]\b))+?(?={_SEAT_END}|\s{words.any_of(words.nouns()['behind_seat'])}(?!\w))"


_OFFICES: dict[str, Callable[[], str]] = {"office": office, "seat": _seat}


@cache
def _speaker() -> str:
    """Who acts in the room: a person with title or office, a party or its group, the chair."""
    nouns = words.nouns()
    title = rf"(?:(?<!\w){words.any_of(nouns['title'])}|{sign('post')})"
    group = words.any_of(nouns["group"])
    person = f"[{sign('person')}{sign('person', genitive=True)}]"
    bracket = rf"(?:\s(?:{sign('party')}|\((?-i:[A-ZÅÄÖ]{{1,5}})\)))?"
    of = words.any_of(nouns["of_a_party"])
    party = rf"(?:{group}\s(?:{of}\s)?)?{sign('party')}(?:[\s-]{group}|-(?=,?\s))?{bracket}"
    party += rf"(?:,?\sgenom\s{person}(?=,)|\sgenom\s{person})?"
    whose = rf"(?:{sign('party', genitive=True)}|{sign('party')}:s)"
    owned = rf"(?:{whose}(?:,\s|\soch\s|\ssamt\s))*{whose}\s{group}"
    letters = words.any_of([party.casefold() for party in parties()])
    beside = rf"(?:,?\s(?!m\s?fl){letters}(?![\w.-])|,\s(?:{sign('party')}|(?:{title}\s){{0,2}}{title})(?=,))"
    named = rf"{person}(?:\s(?:m\.?\s?fl\.?\s)?(?:\([^\W\d]{{1,5}}\)|{sign('party')}))?{beside}?"
    return rf"(?:(?:{title}\s){{0,3}}(?:{named}|{owned}|{party})|{sign('post')})"


def _denied(name: str, *, optional: bool) -> Token:
    """Give a verb with the word that denies it, in the orders of main and subordinate clause."""
    plain, perfect = _FINITE["not"]
    finite, supine, no = _any_form(name, plain), _any_form(name, perfect), _no()
    have = Token("word", rf"\b{_HAVE}\b")
    parts = ((finite, no), (no, finite), (have, no, supine), (no, have, supine), (no, supine))
    triggers = words.forms(name, *plain, *perfect)
    return Token("group", optional=optional, triggers=triggers, name=name, form="not", parts=parts)


@cache
def _no() -> Token:
    return Token("word", rf"\b{words.any_of(words.nouns()['not'])}\b")


@cache
def _class(name: str, form: str, *, optional: bool) -> Token:
    if name in words.verbs():
        if form not in _FINITE:
            raise ShareError(
                f"a verb has no form '{form}'", where=name, hint=f"forms: {', '.join(filter(None, _FINITE))}"
            )
        if form == "not":
            return _denied(name, optional=optional)
        plain, perfect = _FINITE[form]
        participles = ("part",) if form in {"s", "tolds"} else ()
        return _verb(name, form, {"": plain, _HAVE: perfect, _BE: participles}, optional=optional)
    if name in words.nouns():
        listed = words.nouns()[name]
        return Token("word", rf"\b{words.any_of(listed)}\b", "", optional, listed, name)
    raise ShareError(
        f"there is no class <{name}>",
        where="data/lexicon/words.toml",
        hint=f"classes: {', '.join((*words.verbs(), *words.nouns()))}",
    )


def _triggers(tokens: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
    """Give the words of each token that must stand there, those first whose shortest is the longest: they are rarest.

    A `*` stands where letters may be joined to a word: where there is none it stands alone.
    """
    said = [
        tuple({_trigger(word) for word in token.triggers}) for token in tokens if token.triggers and not token.optional
    ]
    return tuple(sorted(said, key=lambda words: -min(len(word.strip("*")) for word in words)))


@cache
def _trigger(word: str) -> str:
    """Give the beginning of a word or phrase that must stand there, up to what may vary in it."""
    begin = word.lstrip("*")
    found = _VARIES.split(begin)[0]
    open_end = found != begin and begin[len(found)] != words.APART
    return f"{'*' if begin != word else ''}{found.casefold()}{'*' if open_end else ''}"


def _signs(tokens: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
    """Give what else must stand in a marked text: of each slot one of its signs, of a group that or a word of each."""
    found: list[tuple[str, ...]] = []
    for token in tokens:
        if token.optional:
            continue
        if token.signs:
            found.append(tuple(token.signs))
        elif token.kind in {"group", "ahead"}:
            each = [(*_signs(part), *_triggers(part)) for part in token.parts]
            if all(each):
                found.append(tuple(word for one in each for word in one[0]))
    return tuple(found)


def _turned(tokens: list[Token]) -> list[list[Token]]:
    """Give the other orders of a wording that begins with an agent and a finite verb: inverted, and in the passive."""
    if len(tokens) < 2 or not tokens[0].agent or tokens[1].form not in {"", "told", "not"}:
        return []
    subject, verb, *rest = tokens
    if verb.name not in words.verbs():
        return []
    plain, perfect = _FINITE[verb.form]
    inverted = _any_form(verb.name, plain)
    have = Token("word", rf"\b{_HAVE}\b")
    supine = _any_form(verb.name, perfect)
    if verb.form == "not":
        orders = ([subject, _no()], [_no(), subject])
        return [[inverted, *two, *rest] for two in orders] + [[have, *two, supine, *rest] for two in orders]
    middle = Token("middle")
    found = [[inverted, subject, *rest], [have, subject, supine, *rest]]
    if not subject.optional and (verb.form == "told" or subject.form == "speaker"):
        found.append([subject, middle, _any_form(verb.name, plain), *rest])
        found.append([subject, have, middle, supine, *rest])
        found.append([have, subject, middle, supine, *rest])
    if rest and rest[0].kind in {"word", "group"} and not rest[0].optional:
        passive = _class(verb.name, "s" if not verb.form else "tolds", optional=False)
        by = Token("word", r"\b(?:av|i|vid|hos)")
        found.append([rest[0], passive, by, subject, *rest[1:]])
    return found


@cache
def _any_form(name: str, kinds: tuple[str, ...]) -> Token:
    return _verb(name, "", {"": kinds}, optional=False)


def _verb(name: str, form: str, kinds: Mapping[str, Sequence[str]], *, optional: bool) -> Token:
    """Make the token of a verb; `kinds` are its forms, by what stands in front of them: nothing, `har` or `är`."""

    def pattern(*, short: bool) -> str:
        found = []
        for before, wanted in kinds.items():
            listed = [one for one in words.forms(name, *wanted) if not (short and words.APART in one)]
            if listed:
                found.append((rf"{before},?\s(?:{_AWAY}\s)?" if before else "") + words.any_of(listed, _APART))
        return rf"\b(?:{'|'.join(found)})\b" if found else ""

    forms = words.forms(name, *(one for wanted in kinds.values() for one in wanted))
    short = pattern(short=True) if any(words.APART in one for one in forms) else ""
    return Token("verb", pattern(short=False), short, optional, forms, name, form)
