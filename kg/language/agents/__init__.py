"""How a text names agents, as Mentions: nobody is known yet. Other modules ask here, not in the files below."""

from kg.language.agents.associations import associations
from kg.language.agents.organs import (
    ALL,
    NAMELESS_AUTHORITIES,
    NAMELESS_BODIES,
    NAMELESS_OFFICES,
    ORGANS,
    OWN_BODIES,
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
from kg.language.agents.own_body import foreign, is_called
from kg.language.agents.parties import GROUP_WORD, every_party, names_in_full, parties_named
from kg.language.agents.persons import (
    PARTY,
    Found,
    abbreviation,
    addressed,
    find,
    is_address,
    name_end,
    parties,
    people,
)
from kg.language.agents.posts import has_post, is_post, is_title, post_at
from kg.language.agents.recipients import agent, listed
from kg.language.agents.short_names import as_if_listed, board_at, is_short_for, short_at, short_names, unlisted_at
from kg.language.agents.words import canonical
from kg.language.names import NAME, PARTICLE, WORD
from kg.letters import lowered

__all__ = [
    "ALL",
    "GROUP_WORD",
    "NAME",
    "NAMELESS_AUTHORITIES",
    "NAMELESS_BODIES",
    "NAMELESS_OFFICES",
    "ORGANS",
    "OWN_BODIES",
    "PARTICLE",
    "PARTY",
    "WORD",
    "Found",
    "Located",
    "abbreviation",
    "addressed",
    "administrations",
    "agent",
    "as_if_listed",
    "associations",
    "board_at",
    "bodies",
    "body_at",
    "canonical",
    "every_party",
    "find",
    "foreign",
    "has_post",
    "home",
    "is_address",
    "is_called",
    "is_post",
    "is_short_for",
    "is_title",
    "listed",
    "locate",
    "lowered",
    "name_end",
    "named",
    "names_in_full",
    "own",
    "parties",
    "parties_named",
    "people",
    "post_at",
    "short_at",
    "short_names",
    "unlisted_at",
    "without_home",
]
