"""A decision as minutes tell it: who decides or asks whom, on whose proposal, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.kind import Fact

if TYPE_CHECKING:
    from kg.facts.decisions.clause import Clause
    from kg.model import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A decision, or a proposal where `asked` names the bodies that are to decide, the nearest first."""

    by: Mention
    kind: str
    asked: tuple[Mention, ...] = ()
    on_proposal_of: Mention | None = None
    altered: bool | None = None
    """Whether the words in front say that a proposal was changed, or a yrkande followed."""
    clauses: tuple[Clause, ...] = ()
    method: str = "unstated"
    outcome: str = ""
    proposed_outcome: str = ""

    @property
    def first_asked(self) -> Mention | None:
        """The body that the proposal goes to."""
        return self.asked[0] if self.asked else None

    @property
    def last_asked(self) -> Mention | None:
        """The body that has the last word."""
        return self.asked[-1] if self.asked else None

    @property
    def decider(self) -> Mention:
        """The body that decides or would decide: the last one asked, else the one that decides itself."""
        return self.asked[-1] if self.asked else self.by
