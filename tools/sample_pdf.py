"""Makes the one sample that is a PDF, with lists side by side and a roll-call: `python -m tools.sample_pdf`.

The same bytes every time: fixed dates, no compression. What it says is annotated in data/gold.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

OUT = Path(__file__).resolve().parent.parent / "data" / "sample" / "fjallmark-kommunfullmaktige-2025-06-16.pdf"
WIDTH, HEIGHT = 595, 842
LEFT, VALUE, SECOND = 64, 178, 330
LINE = 13.5

MEMBERS = (
    "Märta Fjällgren (S), ordförande", "Sverker Tallåker (M), vice ordförande", "Ebba Forsmyr (S)",
    "Kalle Lundhage (S)",
    "Ingela Norrtjärn (S)", "Rustan Ekelöv (S)", "Hanna Storlind (V)", "Tage Myrbäcker (V)", "Agneta Råstrand (MP)",
    "Björn Hällås (M)", "Cecilia Vidsjö (M)", "Fredrik Älgmark (C)", "Gudrun Solbäck (C)", "Hampus Torrberg (KD)",
    "Ivan Snöholm (SD)", "Jenny Klarbro (SD)", "Lovisa Granmo (L)",
)  # fmt: skip
SUBSTITUTES = (
    ("Nils Björkvret (S)", "Olga Ripvall (S)"), ("Petra Hedkulla (M)", "Sixten Ödmark (M)"),
    ("Ture Svanhede (SD)", "Ulla Kvistberg (SD)"), ("Vera Langsele (FB)", "Yngve Mattisås (FB)"),
)  # fmt: skip
NO = {"Sverker Tallåker", "Björn Hällås", "Cecilia Vidsjö", "Hampus Torrberg", "Ivan Snöholm", "Jenny Klarbro"} | {
    "Petra Hedkulla", "Ture Svanhede",
}  # fmt: skip
ABSTAIN = {"Lovisa Granmo"}

AGENDA = (
    "§ 45 Val av justerare",
    "",
    "Kommunfullmäktiges beslut",
    "Hanna Storlind (V) och Cecilia Vidsjö (M) utses att justera protokollet.",
    "",
    "",
    "§ 46 Avfallstaxa 2026",
    "Dnr KS 2025/88",
    "",
    "Kommunfullmäktiges beslut",
    "Avfallstaxan för 2026 fastställs enligt kommunstyrelsens förslag.",
    "",
    "Sammanfattning av ärendet",
    "Tekniska nämnden har tagit fram ett förslag till ny avfallstaxa. Den höjs med tre procent för att",
    "täcka kostnaden för insamling av matavfall.",
    "",
    "Yrkanden",
    "Ebba Forsmyr (S) yrkar bifall till kommunstyrelsens förslag.",
    "Sverker Tallåker (M) yrkar avslag på kommunstyrelsens förslag.",
    "",
    "Propositionsordning",
    "Ordföranden ställer förslagen mot varandra och finner att kommunfullmäktige bifaller",
    "kommunstyrelsens förslag. Omröstning begärs.",
    "",
    "Omröstning",
    "Ja-röst för bifall till kommunstyrelsens förslag. Nej-röst för avslag.",
    "Med 12 ja-röster mot 8 nej-röster, 1 ledamot avstår, beslutar kommunfullmäktige att bifalla",
    "kommunstyrelsens förslag. Hur var och en röstade framgår av omröstningslistan.",
    "",
    "Reservation",
    "Sverker Tallåker (M) reserverar sig mot beslutet.",
)
REST = (
    "§ 47 Motion om belysning vid elljusspåret",
    "Dnr KS 2025/131",
    "",
    "Kommunfullmäktiges beslut",
    "Motionen överlämnas till kommunstyrelsen för beredning.",
    "",
    "Sammanfattning av ärendet",
    "Agneta Råstrand (MP) har lämnat en motion om belysning vid elljusspåret.",
    "",
    "Beslutet skickas till",
    "Kommunstyrelsen",
)


def _write(canvas: Canvas, left: float, down: float, text: str) -> None:
    canvas.drawString(left, HEIGHT - down, text)


def _page(canvas: Canvas, number: int) -> None:
    canvas.setFont("Helvetica", 10.5)
    _write(canvas, LEFT, 40, "Fjällmarks kommun")
    _write(canvas, 250, 40, "SAMMANTRÄDESPROTOKOLL")
    _write(canvas, 490, 40, f"Sida {number}(4)")
    _write(canvas, LEFT, 54, "Kommunfullmäktige")
    _write(canvas, 250, 54, "2025-06-16")
    _write(canvas, LEFT, 800, "Justerandes sign")
    _write(canvas, 400, 800, "Utdragsbestyrkande")


def _lines(canvas: Canvas, texts: tuple[str, ...], top: float) -> None:
    for at, text in enumerate(texts):
        _write(canvas, LEFT, top + LINE * at, text)


def _head(canvas: Canvas) -> None:
    _write(canvas, LEFT, 90, "Plats och tid")
    _write(canvas, VALUE, 90, "Folkets hus, Fjällmark, klockan 18.00-20.10")
    _write(canvas, 440, 90, "Paragrafer")
    _write(canvas, 500, 90, "§§ 45-47")
    _write(canvas, LEFT, 120, "Ledamöter")
    _write(canvas, SECOND - 30, 120, "Tjänstgörande ersättare")
    for at, name in enumerate(MEMBERS):
        _write(canvas, LEFT, 120 + LINE * (at + 1), name)
    for at, (name, absent) in enumerate(SUBSTITUTES):
        _write(canvas, SECOND - 30, 120 + LINE * (at + 1), f"{name} ersätter {absent}")
    _write(canvas, LEFT, 390, "Övriga närvarande")
    _write(canvas, VALUE, 390, "Zackarias Fallvik, kommunsekreterare")
    _write(canvas, LEFT, 420, "Utses att justera")
    _write(canvas, VALUE, 420, "Hanna Storlind och Cecilia Vidsjö")
    _write(canvas, LEFT, 450, "Justeringens plats")
    _write(canvas, LEFT, 450 + LINE, "och tid")
    _write(canvas, VALUE, 450, "Kommunhuset, 2025-06-19")


def _roll_call(canvas: Canvas) -> None:
    places = {"yes": 380, "no": 430, "abstain": 486}
    _write(canvas, LEFT, 90, "Omröstningslista § 46")
    for left, text in ((LEFT, "Ledamot"), (376, "Ja"), (424, "Nej"), (470, "Avstår")):
        _write(canvas, left, 120, text)
    voters = (*MEMBERS, *(f"{name}, ersättare" for name, _ in SUBSTITUTES))
    for at, voter in enumerate(voters, 1):
        name = voter.split(" (")[0]
        option = "no" if name in NO else "abstain" if name in ABSTAIN else "yes"
        _write(canvas, LEFT, 120 + 18 * at, voter)
        _write(canvas, places[option], 120 + 18 * at, "X")
    _write(canvas, LEFT, 130 + 18 * (len(voters) + 1), "Summa")
    for option, total in (("yes", 12), ("no", 8), ("abstain", 1)):
        _write(canvas, places[option] - 2, 130 + 18 * (len(voters) + 1), str(total))


def make(out: Path) -> None:
    """Write the PDF."""
    canvas = Canvas(str(out), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle("Protokoll kommunfullmäktige 2025-06-16")
    parts = (_head, lambda page: _lines(page, AGENDA, 90), _roll_call, lambda page: _lines(page, REST, 90))
    for number, draw in enumerate(parts, 1):
        _page(canvas, number)
        draw(canvas)  # type: ignore[no-untyped-call]  # reportlab has no types
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
