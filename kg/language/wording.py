r"""The notation of wordings: `{source:body} <handle> <matter>` becomes patterns over a marked text.

A wording is read word by word. Each word is one of:

- a word as it stands, whatever its case; `*` in it stands for any letters (`yttrande*`);
- `{slot:kind}`: a mark of a kind, kept under the name of the slot (`{:body}` keeps nothing). `body` is any body,
  administration or authority, `agent` whoever can act, `speaker` a person or party; `body's` is one in the genitive,
  `body+` a list of them (`A, B och C`); `words` is up to ten words, `rest` what the sentence has left;
- `<class>`: a word of a class of data/lexicon/words.toml. Of a verb it is any finite form in the active, also
  `har` and supine with what stands between; `.s` the passive, `.inf`, `.pres`, `.past`, `.sup` those forms alone,
  `.told` what lies in the past;
- `(a b|c)`: one of these wordings; `...` anything inside the clause; `^`, `$` the ends of the sentence;
- each with `?` behind: it may be missing.

Between two words an adverb or a day may stand, and a comma. A wording that begins with an agent and a verb is read
in the other orders too: `Den 3 mars behandlade X ärendet`, `Ärendet behandlades av X`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import ShareError
from kg.language import words
from kg.language.marks import AGENTS, BODIES, KINDS, SIGNS, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPS: dict[str, tuple[str, ...]] = {
    "body": BODIES,
    "agent": AGENTS,
    "organisation": (*BODIES, "organisation"),
    "speaker": ("person", "party"),
    "day": ("day",),
    "step": ("day", "step"),
}
_TOKEN = re.compile(
    r"(?P<slot>\{(?P<name>\w*):(?P<kind>\w+)(?P<genitive>'s)?(?P<several>\+)?\})(?P<o1>\?)?"
    r"|<(?P<word>[\w-]+)(?:\.(?P<form>\w+))?>(?P<o2>\?)?"
    r"|\((?P<group>[^()]*)\)(?P<o3>\?)?"
    r"|(?P<gap>\.\.\.)|(?P<anchor>[\^$])"
    r"|(?P<literal>[^\s{}<>()?]+)(?P<o4>\?)?"
)
_ANY = r"[^.;:]{0,90}?"
_WORDS = rf"[^\s.;:,{SIGNS}]+(?:\s[^\s.;:,{SIGNS}]+){{0,9}}?"
_PREPOSITIONS = ("från", "till", "hos", "av", "för", "inom", "på", "med", "mot", "i", "att", "via", "hos")
_ACTIVE = ("pres", "past")
_FINITE = {
    "": (("pres", "past"), ("sup",)),
    "told": (("past",), ("sup",)),
    "s": (("press", "pasts"), ("sups",)),
    "tolds": (("pasts",), ("sups",)),
    "inf": (("inf",), ()),
    "pres": (("pres",), ()),
    "past": (("past",), ()),
    "sup": (("sup",), ()),
    "part": (("part",), ()),
    "any": (("inf", "pres", "past", "sup", "infs", "press", "pasts", "sups", "part"), ()),
}
_HAVE = r"(?:har|hade)"
_BE = r"(?:är|var|blev|blir|har\sblivit|hade\sblivit)"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a wording: its pattern, whether it may be missing, the words one of which must stand there."""

    kind: str
    pattern: str
    optional: bool = False
    triggers: tuple[str, ...] = ()
    name: str = ""
    """The slot, or the class."""
    form: str = ""
    agent: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One order of words of a wording: its pattern, and words of which a text that it fits has at least one."""

    pattern: re.Pattern[str]
    triggers: tuple[str, ...]


def compile_wording(text: str, where: str) -> tuple[Wording, ...]:
    """Compile a wording in all the orders in which Swedish has it.

    Raises:
        ShareError: Something in it is not of the notation, or nothing in it must stand in the text.
    """
    tokens = _tokens(text, where)
    orders = [tokens, *_turned(tokens)]
    found = []
    for order in orders:
        triggers = _triggers(order)
        if not triggers:
            raise ShareError(f"'{text}' has no word that must stand there", where=where, hint="add a word or a class")
        found.append(Wording(re.compile(_pattern(order), re.IGNORECASE), triggers))
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
        parts = [_tokens(part, where) for part in match["group"].split("|")]
        triggers = () if any(not _triggers(part) for part in parts) else tuple(t for p in parts for t in _triggers(p))
        return Token("group", f"(?:{'|'.join(_pattern(part) for part in parts)})", optional, triggers)
    if match["gap"]:
        return Token("gap", _ANY, optional=True)
    if match["anchor"]:
        return Token("anchor", "^" if match["anchor"] == "^" else r"\W*$", optional=False)
    word = match["literal"]
    return Token("word", rf"\b{words.any_of([word])}{'' if word.endswith(',') else chr(92) + 'b'}", optional, (word,))


def _slot(match: re.Match[str], *, optional: bool, where: str) -> Token:
    name, kind = match["name"], match["kind"]
    opened = f"(?P<{name}>" if name else "(?:"
    if kind in {"words", "rest"}:
        pattern = _WORDS if kind == "words" else r"[^.;:].*"
        return Token("text", f"{opened}{pattern})", optional, name=name)
    kinds = _GROUPS.get(kind, (kind,))
    if unknown := set(kinds) - set(KINDS):
        raise ShareError(
            f"there is no mark '{', '.join(unknown)}'",
            where=where,
            hint=f"marks: {', '.join((*_GROUPS, *KINDS))}, words, rest",
        )
    one = f"[{''.join(sign(one, genitive=bool(match['genitive'])) for one in kinds)}]"
    if match["several"]:
        day = f"[{sign('day')}]"
        between = r"(?:,\s(?:och|samt)\s|,\s|\s(?:och|samt|respektive)\s(?:av\s|till\s|från\s)?)"
        one = rf"{one}(?:,?\s{day})?(?:{between}{one}(?:,?\s{day})?)*"
    return Token(
        "slot", f"{opened}{one})", optional, name=name, agent=bool(set(kinds) & set(AGENTS)) and not match["genitive"]
    )


def _class(name: str, form: str, *, optional: bool) -> Token:
    if name in words.verbs():
        if form not in _FINITE:
            raise ShareError(
                f"a verb has no form '{form}'", where=name, hint=f"forms: {', '.join(filter(None, _FINITE))}"
            )
        plain, perfect = _FINITE[form]
        finite = rf"\b{words.any_of(words.forms(name, *plain), _gap())}\b"
        triggers = words.forms(name, *plain, *perfect)
        if perfect:
            finite = rf"(?:{finite}|\b{_HAVE}{_gap()}{words.any_of(words.forms(name, *perfect), _gap())}\b)"
        if form in {"s", "tolds"}:
            finite = rf"(?:{finite}|\b{_BE}{_gap()}{words.any_of(words.forms(name, 'part'), _gap())}\b)"
            triggers = (*triggers, *words.forms(name, "part"))
        return Token("verb", finite, optional, triggers, name, form)
    if name in words.nouns():
        listed = words.nouns()[name]
        return Token("word", rf"\b{words.any_of(listed)}\b", optional, listed, name)
    raise ShareError(
        f"there is no class <{name}>",
        where="data/lexicon/words.toml",
        hint=f"classes: {', '.join((*words.verbs(), *words.nouns()))}",
    )


@cache
def _gap() -> str:
    """What may stand between two words: a space; adverbs, and when and at which meeting, with commas."""
    adverbs = words.any_of(words.nouns()["adverb"])
    day = f"[{sign('day')}{sign('step')}]"
    meeting = rf"(?:{words.any_of(words.nouns()['occasion'])}(?:,?\s(?={day}))?)"
    return rf",?\s(?:(?:{adverbs}|{meeting}?{day}|{meeting}),?\s){{0,4}}"


def _pattern(tokens: Sequence[Token]) -> str:
    """Join the patterns of tokens: a gap between two, a missing one with its gap."""
    parts: list[str] = []
    started = False
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        one = token.pattern
        if token.agent and (before is None or before.kind in {"gap", "verb"}):
            one = "".join(rf"(?<!\b{word}\s)" for word in _PREPOSITIONS) + one
        if token.kind == "anchor":
            parts.append(one)
        elif token.kind == "gap":
            parts.append(rf"\s?{one}")
        elif not started:
            following = _gap() if any(later.kind != "anchor" for later in tokens[at + 1 :]) else ""
            parts.append(f"(?:{one}{following})?" if token.optional else one)
            started = not token.optional
        else:
            parts.append(
                f"(?:{_gap()}{one})?" if token.optional else f"{'' if before and before.kind == 'gap' else _gap()}{one}"
            )
    return "".join(parts)


def _triggers(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the words of the token that is rarest: a verb before a class of words before a plain word."""
    rank = {"verb": 0, "group": 1, "word": 2}
    must = [token for token in tokens if token.triggers and not token.optional]
    best = min(must, key=lambda token: (rank[token.kind], -min(map(len, token.triggers))), default=None)
    return tuple({re.split(r"[*,~]", word.lstrip("*"))[0].casefold() for word in best.triggers}) if best else ()


def _turned(tokens: list[Token]) -> list[list[Token]]:
    """Give the other orders of a wording that begins with an agent and a finite verb: inverted, and in the passive."""
    if len(tokens) < 2 or not tokens[0].agent or tokens[1].kind != "verb" or tokens[1].form not in {"", "told"}:
        return []
    subject, verb, *rest = tokens
    plain, perfect = _FINITE[verb.form]
    inverted = _any_form(verb.name, plain)
    have = Token("word", rf"\b{_HAVE}\b")
    supine = _any_form(verb.name, perfect)
    found = [[inverted, subject, *rest], [have, subject, supine, *rest]]
    if rest and rest[0].kind in {"word", "group"} and not rest[0].optional:
        passive = _class(verb.name, "s" if not verb.form else "tolds", optional=False)
        by = Token("word", r"\b(?:av|i|vid|hos)")
        found.append([rest[0], passive, by, subject, *rest[1:]])
    return found


def _any_form(name: str, kinds: Sequence[str]) -> Token:
    listed = words.forms(name, *kinds)
    return Token("verb", rf"\b{words.any_of(listed, _gap())}\b", triggers=listed, name=name)
