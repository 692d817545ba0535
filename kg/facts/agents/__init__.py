"""How a text names agents, as Mentions: nobody is known yet. Other modules ask here, not in the files below."""

from kg.facts.agents.names import NAME, PARTICLE, WORD
from kg.facts.agents.organs import (
    ALL,
    NAMELESS_BODIES,
    NAMELESS_OFFICES,
    ORGANS,
    Located,
    administrations,
    bodies,
    body_at,
    home,
    locate,
    named,
    own,
    without_home,
)
from kg.facts.agents.persons import PARTY, Found, abbreviation, find, name_end, parties, people
from kg.facts.agents.posts import has_post, is_post, post_at
from kg.facts.agents.recipients import agent, listed
from kg.facts.agents.words import canonical
from kg.letters import lowered

__all__ = [
    "ALL",
    "NAME",
    "NAMELESS_BODIES",
    "NAMELESS_OFFICES",
    "ORGANS",
    "PARTICLE",
    "PARTY",
    "WORD",
    "Found",
    "Located",
    "abbreviation",
    "administrations",
    "agent",
    "bodies",
    "body_at",
    "canonical",
    "find",
    "has_post",
    "home",
    "is_post",
    "listed",
    "locate",
    "lowered",
    "name_end",
    "named",
    "own",
    "parties",
    "people",
    "post_at",
    "without_home",
]
