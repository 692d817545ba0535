"""Invented minutes composed of parts, each in the style of another organisation: facts that no style may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests import composed_heads, composed_matters, composed_people, composed_rosters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Clause(NamedTuple):
    """One thing that is decided: its verb as infinitive, in the present, past and passive, and what it is about."""

    inf: str
    pres: str
    past: str
    passive: str
    what: str


class Member(NamedTuple):
    """Somebody on the roster; `limit` is for which paragraphs, `vote` what a member votes."""

    name: str
    party: str
    role: str = "member"
    served: str = ""
    limit: tuple[str, int, int] | None = None
    vote: str = ""


class Matter(NamedTuple):
    """A paragraph (§): what it is called, what is decided and proposed, where it was before, who moves what."""

    number: int
    title: str
    case: str
    story: str
    own: tuple[Clause, ...] = ()
    proposed: tuple[Clause, ...] = ()
    prepared: tuple[str, str, int] | None = None
    motions: tuple[tuple[str, str, str], ...] = ()
    voted: bool = False
    reserved: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()


class Council(NamedTuple):
    """The minutes of one meeting, before they are printed."""

    organisation: str
    body: str
    short: str
    day: str
    people: tuple[Member, ...]
    matters: tuple[Matter, ...]

    def named(self, name: str) -> Member:
        """Give the member of a name."""
        return next(one for one in self.people if one.name == name)


COUNCIL = Council(
    "Ekvalla kommun",
    "Kommunstyrelsen",
    "KS",
    "2031-03-04",
    (
        Member("Nora Hedvall", "S", "chair", vote="yes"),
        Member("Bertil Rosenqvist", "M", "vice-chair", vote="no"),
        Member("Yasmin Farahani", "S", vote="yes"),
        Member("Ove Kindgren", "C", limit=("until", 41, 45), vote="yes"),
        Member("Gunvor Ståhlbrand", "M", vote="no"),
        Member("Petter Lillsjö", "KD", limit=("not", 44, 44), vote="no"),
        Member("Agneta Vikmark", "V", vote="yes"),
        Member("Samir Haddad", "L", vote="abstain"),
        Member("Britt-Marie Dalén", "SD", vote="no"),
        Member("Elof Tjernberg", "S", "serving-substitute", served="Karin Myrfors", vote="yes"),
        Member("Disa Ångman", "MP", "serving-substitute", served="Rolf Udd", vote="yes"),
        Member("Torkel Brännlund", "C", "substitute"),
        Member("Ines Marklöf", "M", "substitute", limit=("from", 43, 47)),
        Member("Karin Myrfors", "S", "absent"),
        Member("Rolf Udd", "MP", "absent"),
    ),
    (
        Matter(
            41,
            "Fastställande av dagordning",
            "",
            "Ett ärende om hyresavtal utgår.",
            own=(Clause("fastställa", "fastställer", "fastställde", "fastställs", "dagordningen"),),
        ),
        Matter(
            42,
            "Ekonomisk uppföljning för februari",
            "KS 2031/112",
            "Utfallet visar ett överskott om två miljoner kronor mot budget. Skatteintäkterna ökar något.",
            own=(
                Clause("godkänna", "godkänner", "godkände", "godkänns", "den ekonomiska uppföljningen för februari"),
                Clause("uppmana", "uppmanar", "uppmanade", "uppmanas", "samtliga nämnder att hålla sin budget"),
            ),
            prepared=("Kommunstyrelsens arbetsutskott", "2031-02-18", 23),
            sent=("Samtliga nämnder", "Ekonomiavdelningen"),
        ),
        Matter(
            43,
            "Taxa för uthyrning av samlingslokaler",
            "KS 2030/417",
            "Nuvarande taxa har gällt i sex år. Kulturnämnden vill höja avgiften för kvällar.",
            own=(Clause("ge", "ger", "gav", "ges", "kulturförvaltningen i uppdrag att informera föreningarna"),),
            proposed=(
                Clause("anta", "antar", "antog", "antas", "taxa för uthyrning av samlingslokaler"),
                Clause("upphäva", "upphäver", "upphävde", "upphävs", "taxan från 2025"),
            ),
            prepared=("Kulturnämnden", "2031-01-22", 7),
            motions=(
                ("Bertil Rosenqvist", "reject", "avslag på förslaget"),
                ("Nora Hedvall", "approve", "bifall till kulturnämndens förslag"),
            ),
            voted=True,
            reserved=("Bertil Rosenqvist", "Gunvor Ståhlbrand"),
            sent=("Kommunfullmäktige", "Kulturnämnden"),
        ),
        Matter(
            44,
            "Reviderat reglemente för krisledningsnämnden",
            "KS 2031/88",
            "Reglementet har setts över. Ändringarna är redaktionella.",
            proposed=(Clause("anta", "antar", "antog", "antas", "reviderat reglemente för krisledningsnämnden"),),
            prepared=("Kommunstyrelsens arbetsutskott", "2031-02-18", 25),
            sent=("Kommunfullmäktige",),
        ),
        Matter(
            45,
            "Tillköp av mark vid Norra kvarnen",
            "KS 2031/61",
            "Marken behövs för en gångväg längs ån.",
            own=(Clause("återremittera", "återremitterar", "återremitterade", "återremitteras", "ärendet"),),
            motions=(("Agneta Vikmark", "refer-back", "återremiss av ärendet för ny värdering"),),
        ),
        Matter(
            46,
            "Yttrande över regional avfallsplan",
            "KS 2031/14",
            "Regionen har bjudit in kommunen att yttra sig över planen.",
            own=(
                Clause("lämna", "lämnar", "lämnade", "lämnas", "upprättat yttrande till regionen"),
                Clause("utse", "utser", "utsåg", "utses", "miljöchefen till kontaktperson i frågan"),
                Clause("förklara", "förklarar", "förklarade", "förklaras", "paragrafen omedelbart justerad"),
            ),
            prepared=("Miljönämnden", "2031-02-06", 12),
            sent=("Regionen", "Miljönämnden"),
        ),
        Matter(
            47,
            "Redovisning av delegationsbeslut för perioden",
            "KS 2031/5",
            "En förteckning över fattade beslut har skickats ut.",
            own=(Clause("notera", "noterar", "noterade", "noteras", "redovisningen"),),
        ),
    ),
)
"""A board of eleven with seven matters."""

ROSTERS = composed_people.ROSTERS | composed_rosters.ROSTERS
DIMENSIONS: dict[str, Iterable[str]] = {
    "head": composed_heads.HEADS,
    "stated": composed_people.STATED,
    "order": composed_matters.ORDERS,
    "heading": composed_matters.HEADINGS,
    "points": composed_matters.POINTS,
    "prepared": composed_matters.PREPARED,
    "moved": composed_matters.MOVED,
    "vote": composed_matters.VOTES,
    "roster": ROSTERS,
    "entry": composed_people.ENTRIES,
    "serving": composed_people.SERVING,
    "limit": composed_people.LIMITS,
}
"""What may be printed in several ways, and the ways."""


def composed(council: Council = COUNCIL, **style: str) -> str:
    """Print minutes; what `style` leaves out has the first form of its dimension."""
    full = {name: style.get(name) or next(iter(forms)) for name, forms in DIMENSIONS.items()}
    head: Callable[[Council, Matter], list[str]] = composed_heads.HEADS[full["head"]]
    matters = [
        "\n".join([*head(council, one), "", *composed_matters.printed(council, one, full)]) for one in council.matters
    ]
    first, annexed = composed_people.printed(council, full, ROSTERS)
    annexed += composed_matters.annexed(council, full)
    top = f"{council.organisation}\n{council.body}\n\nSammanträdesprotokoll\nSammanträdesdatum {council.day}"
    return "\n\n".join([top, first, *(f"\n{one}" for one in matters), *annexed]) + "\n"
