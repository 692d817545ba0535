"""Invented people, places, bodies and prose for generated minutes: every draw comes from the generator it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from random import Random

PARTIES = ("S", "S", "S", "M", "M", "C", "V", "SD", "KD", "L", "MP")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_FIRST = (
    "Alva", "Agneta", "Anders", "Ann-Britt", "Aron", "Axel", "Bengt", "Birgitta", "Bodil", "Börje", "Carin",
    "Claes", "Dagny", "Desirée", "Disa", "Ebbe", "Edit", "Einar", "Elsy", "Emil", "Enar", "Erland", "Evelina",
    "Fatima", "Folke", "Frida", "Gerda", "Gunnel", "Gösta", "Harriet", "Hasse", "Hilding", "Hjördis", "Idun",
    "Ingmar", "Inga-Lill", "Ivar", "Jasmin", "Jerker", "Jorun", "Kjell-Åke", "Klara", "Lars-Ove", "Leila", "Linnéa",
    "Ludvig", "Maj", "Malte", "Marita", "Mehdi", "Nanna", "Nils-Erik", "Olle", "Oskar", "Pernilla", "Petter",
    "Ragna", "Rolf", "Runa", "Samira", "Sigge", "Siv", "Sixten", "Stig", "Solveig", "Svea", "Tage", "Tyra",
    "Torkel", "Ulrik", "Ursula", "Valborg", "Vidar", "Vilgot", "Viveca", "Ylva", "Yngve", "Åsa", "Ödin",
)  # fmt: skip
_LAST_BEGIN = (
    "Al", "Björk", "Brand", "Dal", "Ek", "Fjäll", "Frost", "Furu", "Gran", "Grön", "Had", "Hallon", "Harp", "Hav",
    "Hed", "Humle", "Is", "Kall", "Klock", "Kvarn", "Lager", "Lind", "Ljung", "Mosse", "Mån", "Nord", "Näs", "Orr",
    "Ripp", "Ros", "Rö", "Salt", "Silver", "Skog", "Sten", "Sval", "Säv", "Tall", "Tjärn", "Torn", "Träd", "Vass",
    "Vide", "Vinter", "Våg", "Åker", "Äng", "Öd", "Öster",
)  # fmt: skip
_LAST_END = (
    "berga", "bladh", "brink", "dahler", "feldt", "fors", "gerd", "hede", "hielm", "holmer", "klint", "kranz",
    "lander", "lid", "lövius", "mark", "myrer", "nell", "quist", "ryd", "sander", "skölder", "stierna", "strandh",
    "sund", "sälg", "tjernå", "vall", "vide", "vret", "wall",
)  # fmt: skip
_PLACE_BEGIN = (
    "Al", "Berg", "Björn", "Brat", "Dal", "Ekna", "Fiske", "Gran", "Hamra", "Harv", "Hög", "Kall", "Kvarn", "Lid",
    "Ljus", "Lö", "Mark", "Mjöl", "Nor", "Ram", "Ren", "Sand", "Skål", "Stor", "Sälg", "Tall", "Torp", "Vad",
    "Vitt", "Älv", "Ör",
)  # fmt: skip
_PLACE_END = (
    "arby", "backa", "bro", "by", "bäck", "dal", "fors", "hamn", "hed", "hult", "köping", "lunda", "mark", "mo",
    "näs", "rud", "sele", "sjö", "sta", "tuna", "vik", "ås",
)  # fmt: skip
_SUBJECTS = (
    *("snöröjning", "skolskjuts", "lokalvård", "hemsjukvård", "vattenförsörjning", "öppen förskola", "trygghetslarm"),
    *("stödboende", "färdtjänst", "gatubelysning", "biblioteksverksamhet", "måltidsservice", "fritidsgårdar"),
    *("dagverksamhet", "återbruk", "lovaktiviteter", "kulturskola", "studiehandledning", "elevhälsa", "friluftsliv"),
    *("sjuktransporter", "hjälpmedel", "tandvård", "ungdomsmottagningar", "rehabilitering", "krisberedskap"),
    *("markanvisning", "avfallshantering", "energieffektivisering", "arkivering", "cykelvägar", "parkskötsel"),
    *("föreningsstöd", "arbetsmarknadsinsatser", "introduktion av nyanlända", "stöd till anhöriga", "tolkservice"),
)
_MATTERS = (
    ("Riktlinje för", "Riktlinje för", "fastställa", "fastställs"),
    ("Handlingsplan för", "Handlingsplan för", "anta", "antas"),
    ("Redovisning av", "Redovisning av", "godkänna", "godkänns"),
    ("Program för", "Program för", "anta", "antas"),
    ("Taxa för", "Taxa för", "fastställa", "fastställs"),
    ("Inriktning för", "Inriktning för", "godkänna", "godkänns"),
    ("Avtal om", "Avtal om", "godkänna", "godkänns"),
    ("Utvärdering av", "Utvärdering av", "lägga till handlingarna", "läggs till handlingarna"),
)
_LAWS = (
    *("kommunallagen (2017:725)", "skollagen (2010:800)", "socialtjänstlagen (2001:453)", "miljöbalken"),
    *("hälso- och sjukvårdslagen (2017:30)", "förvaltningslagen (2017:900)", "plan- och bygglagen (2010:900)"),
)
_PROSE = (
    "I {place} har efterfrågan ökat med {percent} procent sedan {year}, och trycket är störst under {month}.",
    "Kostnaden beräknas till {amount} kronor för helåret, varav drygt {percent} procent avser personal.",
    "Av de {number} som svarade på höstens enkät uppger {percent} procent att de är nöjda med {subject}.",
    "Verksamheten i {place} flyttade till nya lokaler under {month} {year}, vilket har påverkat utfallet.",
    "Flera som bor i {place} har hört av sig och påpekat att avståndet till närmaste lokal har blivit längre.",
    "Antalet platser minskar från {number} till {less} när avtalet i {place} löper ut vid årsskiftet.",
    "Personalen beskriver att arbetet med {subject} fungerar väl, men att tiden för planering är knapp.",
    "En jämförelse med tre lika stora kommuner visar att kostnaden per invånare är {percent} procent under snittet.",
    "Under {month} prövades ett nytt arbetssätt i {place} och {other}, och erfarenheterna är goda.",
    "Målet är att väntetiden ska vara högst {less} dagar, men i {place} är den fortfarande {number} dagar.",
    "Behovet av {subject} väntas öka fram till år {later}, särskilt i de södra delarna.",
    "Lokalerna omfattar {number} kvadratmeter och behöver anpassas innan verksamheten kan börja.",
    "Barnens synpunkter har samlats in vid {less} träffar, där {place} och {other} var bäst representerade.",
    "Samverkan med föreningarna har utvecklats och omfattar i dag {number} personer, bl.a. i {place}.",
    "Risken för förseningar bedöms som måttlig, men entreprenören i {other} har inte lämnat någon garanti.",
    "Intäkterna blev {amount} kronor lägre än budgeterat, vilket förklaras av färre besök under {month}.",
    "Det är i dag svårt att rekrytera till {place}, och {percent} procent av tjänsterna är tillsatta med vikarier.",
    "Den som bor längst bort har {less} kilometer till {place}, och bussen går bara varannan timme.",
    "Ett alternativ vore att samla all {subject} i {other}, men det skulle ge högre kostnader för resor.",
    "I samband med genomgången framkom att {less} av {number} rutiner saknade ansvarig och datum för översyn.",
    "Åtgärderna genomförs i tre steg, där det första omfattar {place} och det sista {other}.",
    "Hyran uppgår till {amount} kronor om året och räknas upp med index från och med {year}.",
    "Någon särskild påverkan på miljön väntas inte, men transporterna till {place} blir {percent} procent fler.",
    "Utfallet följs varje månad, och avvikelser över {percent} procent rapporteras direkt till ledningen.",
    "De äldsta anläggningarna i {other} byggdes redan {early} och uppfyller inte dagens krav på tillgänglighet.",
)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person: name and party, the party empty for officials."""

    name: str
    party: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name


@dataclass(frozen=True, slots=True)
class Council:
    """Whose minutes these are: the organisation, the body that meets, and those around it."""

    organisation: str
    body: str
    own: str
    """What the text calls the body once it is named: `nämnden`."""
    series: str
    assembly: str
    board: str
    drafting: str
    administration: str
    director: str
    places: tuple[str, ...]


def place(random: Random) -> str:
    """Invent a place."""
    return random.choice(_PLACE_BEGIN) + random.choice(_PLACE_END)


def people(random: Random, count: int, *, parties: bool) -> list[Person]:
    """Invent people; no two share a first or a last name, so that each spelling is one person's."""
    first = random.sample(_FIRST, count)
    begins = random.sample(_LAST_BEGIN, count)
    ends = [random.choice(_LAST_END) for _ in range(count)]
    return [
        Person(f"{name} {begin}{end}", random.choice(PARTIES) if parties else "")
        for name, begin, end in zip(first, begins, ends, strict=True)
    ]


def council(random: Random, *, region: bool, assembly: bool) -> Council:
    """Invent an organisation and one of its bodies."""
    name = place(random)
    places = tuple(place(random) for _ in range(12))
    what = random.choice(("Kultur", "Trafik", "Miljö", "Service", "Fastighets", "Utbildnings", "Samhälls"))
    office = f"{what}förvaltningen"
    highest = "Regionfullmäktige" if region else "Kommunfullmäktige"
    board = "Regionstyrelsen" if region else "Kommunstyrelsen"
    body = highest if assembly else f"{what}nämnden"
    return Council(
        organisation=f"Region {name}" if region else f"{name}s kommun",
        body=body,
        own="fullmäktige" if assembly else "nämnden",
        series=("RS" if region else "KS") if assembly else f"{what[:1].upper()}N",
        assembly=highest,
        board=board,
        drafting=board if assembly else f"{what}utskottet",
        administration=office,
        director="regiondirektören" if region else "kommundirektören",
        places=places,
    )


def day(when: date) -> str:
    """Write a date in words: `4 mars 2025`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def amount(random: Random) -> str:
    """Write a sum with Swedish thousands."""
    return f"{random.randint(120, 9800):,} 000".replace(",", " ")


def matter(random: Random, council: Council) -> tuple[str, str, str]:
    """Invent a matter: its title, and its decision as an att-sats and as a sentence."""
    title, noun, infinitive, passive = random.choice(_MATTERS)
    tail = f"{random.choice(_SUBJECTS)} i {random.choice(council.places)} {random.randint(2024, 2029)}"
    words = infinitive.split(" ", 1)
    lower = noun[0].lower() + noun[1:]
    behind = f" {words[1]}" if len(words) > 1 else ""
    return f"{title} {tail}", f"att {words[0]} {lower} {tail}{behind}", f"{noun} {tail} {passive}."


def prose(random: Random, council: Council, sentences: int) -> str:
    """Write a paragraph of narrative."""
    return " ".join(_fill(random, council, one) for one in random.sample(_PROSE, sentences))


def _fill(random: Random, council: Council, template: str) -> str:
    one, other = random.sample(council.places, 2)
    low, high = sorted(random.sample(range(4, 900), 2))
    return template.format(
        place=one,
        other=other,
        percent=random.randint(2, 78),
        number=high,
        less=low,
        year=random.randint(2019, 2025),
        later=random.randint(2028, 2045),
        early=random.randint(1931, 1988),
        month=random.choice(MONTHS),
        amount=amount(random),
        subject=random.choice(_SUBJECTS),
    )


def history(random: Random, council: Council, when: date) -> list[str]:
    """Write sentences that say where a matter came from and what it rests on: the density of real minutes."""
    year = when.year - 1
    earlier = f"{random.randint(1, 28)} {random.choice(MONTHS)} {year}"
    step = random.randint(2, 240)
    law = random.choice(_LAWS)
    sentences = (
        f"{council.drafting} har den {earlier}, § {step}, behandlat ärendet.",
        f"{council.administration} har i skrivelse den {earlier} lämnat förslag till beslut.",
        f"{council.assembly} beslutade den {earlier}, § {step}, om mål för perioden.",
        f"Enligt {law} ska underlaget redovisas innan beslut fattas.",
        f"Förslaget ligger i linje med betänkandet Nära hela livet (SOU {year}:{random.randint(1, 120)}).",
        f"{council.board} överlämnade den {earlier} ärendet till {council.administration.lower()} för beredning.",
    )
    return random.sample(sentences, 3)
