"""The one who writes to a store: readings are put aside as they come, and published all at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import OutputError
from kg.graph.evidence import RECORDS
from kg.graph.group import Group
from kg.graph.identities import Outranked, outranked, told
from kg.graph.kept import folder as place_of
from kg.graph.kept import index, merged
from kg.graph.kept.ledger import Ledger, Reading, open_to_write, pack_rows, packed, unpack_rows, unpacked
from kg.graph.shared_statements import split
from kg.graph.spool import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


_TIMES = 10
"""So many times as long is a graph as it is packed, about."""


class Published(NamedTuple):
    """What a change did to the documents of the graph: IRIs of Minutes."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Known(NamedTuple):
    """What the ledger has of a file: what it is called, its Minutes, and whether these are in the graph."""

    place: str
    name: str
    minutes: str
    report: str
    shown: bool


@contextmanager
def writing(folder: Path, base: str) -> Iterator[Writer]:
    """Open a store to write to; made where it is not there.

    Raises:
        OutputError: Somebody else writes to it, it cannot be written to, or its IRIs have another base.
        GraphError: It is broken, or another version of the program made it.
    """
    with place_of.writing(folder):
        ledger = open_to_write(folder)
        try:
            place_of.sweep(folder, ledger.generation)
            if (known := ledger.state("base")) and base and known != base:
                raise OutputError(f"all its IRIs begin with {known}", where=str(folder), hint=f"--base-iri {known}")
            if not known:
                ledger.note("base", base)
            yield Writer(ledger)
        finally:
            ledger.close()


class Writer:
    """Changes a store. What is put aside outlives a kill: who comes next need not read it again."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._sql = ledger.sql
        self._sql.execute("CREATE TEMP TABLE put_aside (id INTEGER PRIMARY KEY)")
        self.moved: dict[str, str] = {}
        """Places whose readings were taken for other places too, by the old one."""
        self.fresh: set[str] = set()
        """Places that were read anew."""

    def has(self, place: str, key: str) -> bool:
        """Say whether a file was read as it is now; then that reading is the one that will be published."""
        found = self._sql.execute(
            "SELECT id, live FROM reading WHERE place = ? AND key = ? ORDER BY live DESC LIMIT 1", (place, key)
        ).fetchone()
        if found is None:
            return self._has_elsewhere(place, key)
        if not found[1]:  # of a build that was killed
            self._sql.execute("INSERT OR IGNORE INTO put_aside VALUES (?)", (found[0],))
        return True

    def _has_elsewhere(self, place: str, key: str) -> bool:
        """Find the same reading at another place, and take it along where the file was moved."""
        found = self._sql.execute(
            "SELECT live, place, key, name, minutes, report, said, lines FROM reading WHERE key = ?"
            " ORDER BY live DESC LIMIT 1",
            (key,),
        ).fetchone()
        if found is None:
            return False
        self._put(Reading(*found[1:])._replace(place=place))
        if found[0]:
            self.moved[str(found[1])] = place
        return True

    def put(self, reading: Reading) -> None:
        """Put a reading aside until the change is published, with what was merged in the store."""
        self._put(self._as_merged(reading, merged.read(self.ledger.state("merges"))))
        self.fresh.add(reading.place)

    def merge(self, merges: merged.Merges) -> Published:
        """Take people and bodies for one in all documents, and in those to come; what was merged before is parted.

        Args:
            merges: The IRI that stays, by each that it stands for.
        """
        asked = "SELECT id FROM reading WHERE live AND minutes <> '' ORDER BY id"
        for (number,) in self._sql.execute(asked).fetchall():
            row = self._sql.execute(
                "SELECT place, reading.key, name, minutes, report, COALESCE(original.said, reading.said),"
                " COALESCE(original.lines, reading.lines), reading.said, reading.lines"
                " FROM reading LEFT JOIN original ON original.key = reading.key WHERE id = ?",
                (number,),
            ).fetchone()
            now = self._as_merged(Reading(*row[:7]), merges)
            if (now.said, now.lines) != row[7:]:
                self._put(now)
        return self.publish(merges=merges)

    def _as_merged(self, reading: Reading, merges: merged.Merges) -> Reading:
        """Give a reading with the IRIs that stay; how it was without is kept."""
        whole = unpacked(reading.lines)
        lines = merged.lines(whole, merges)
        said = unpack_rows(reading.said)
        rows = merged.rows(said, merges)
        if lines == whole and rows == said:
            return reading
        self._sql.execute(
            "INSERT OR REPLACE INTO original VALUES (?, ?, ?)", (reading.key, reading.said, reading.lines)
        )
        return reading._replace(said=pack_rows(rows), lines=packed(lines))

    def _put(self, reading: Reading) -> None:
        self._sql.execute("BEGIN IMMEDIATE")
        self._sql.execute("DELETE FROM reading WHERE place = ? AND NOT live", (reading.place,))
        made = self._sql.execute(
            "INSERT INTO reading (live, place, key, name, minutes, report, said, lines)"
            " VALUES (0, ?, ?, ?, ?, ?, ?, ?)",
            reading,
        ).lastrowid
        self._sql.execute("INSERT INTO put_aside VALUES (?)", (made,))
        self._sql.execute("COMMIT")

    def below(self, roots: Iterable[str]) -> list[str]:
        """Give the places of all files in the ledger that lie under some folders or in some archives."""
        begin = tuple(f"{root}/" for root in roots)
        rows = self._sql.execute("SELECT place FROM reading WHERE live ORDER BY place")
        return [place for (place,) in rows if place.startswith(begin)] if begin else []

    def places(self, document: str) -> list[str]:
        """Give the places of a document, by its name, the IRI of its Minutes or the end of that."""
        found = self._sql.execute(
            "SELECT place FROM reading WHERE live AND minutes IN (SELECT minutes FROM reading WHERE live AND"
            " minutes <> '' AND (name = ?1 OR minutes = ?1 OR substr(minutes, -length(?1) - 1) = '/' || ?1))",
            (document,),
        )
        return [place for (place,) in found]

    def known(self, place: str) -> Known:
        """Give what is published of a file."""
        row = self._sql.execute(
            "SELECT place, name, minutes, report, shown FROM reading WHERE place = ? AND live", (place,)
        ).fetchone()
        place, name, minutes, report, shown = row
        return Known(place, name, minutes, report, bool(shown))

    def shown(self, minutes: str) -> str:
        """Give the name of the document whose reading of these bytes counts."""
        row = self._sql.execute("SELECT name FROM reading WHERE minutes = ? AND shown", (minutes,)).fetchone()
        return str(row[0]) if row else ""

    def publish(self, gone: Iterable[str] = (), program: str = "", merges: merged.Merges | None = None) -> Published:
        """Put what was put aside in the place of what was there, take out what is gone: all of it, or nothing.

        Args:
            gone: Places whose readings are taken out.
            program: What tells this version of the program from others: another one tells the identity graph anew.
            merges: What is merged from now on; None leaves that as it is.
        """
        sql = self._sql
        sql.execute("BEGIN IMMEDIATE")
        try:
            sql.execute("CREATE TEMP TABLE touched (part TEXT PRIMARY KEY) WITHOUT ROWID")
            done, change, before = self._documents(list(gone))
            if program and self.ledger.state("program") != program:
                sql.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT part FROM tally")
                self.ledger.note("program", program)
            if merges is not None:
                self.ledger.note("merges", merged.write(merges))
            self._identities(change)
            generation = self.ledger.generation
            if change or not generation:
                anew = 2 * len(change.gone) > len(list(self.ledger.documents()))
                change = self.whole() if anew else change
                place = place_of.cloned(self.ledger.folder, generation, anew=anew)
                index.apply(place, change, lambda minutes: unpacked(before[minutes]), self.ledger.lines)
                generation += 1
                self.ledger.note("generation", str(generation))
            sql.execute("DELETE FROM reading WHERE NOT live")
            sql.execute("DELETE FROM put_aside")
            sql.execute("DELETE FROM original WHERE key NOT IN (SELECT key FROM reading)")
            sql.execute("DROP TABLE touched")
            sql.execute("COMMIT")
        except BaseException:
            sql.execute("ROLLBACK")
            place_of.sweep(self.ledger.folder, self.ledger.generation)
            raise
        place_of.sweep(self.ledger.folder, generation)
        return done

    def _documents(self, gone: Sequence[str]) -> tuple[Published, index.Change, dict[str, bytes]]:
        """Put readings in their places; give what became of the documents, and the graphs that go, packed."""
        sql = self._sql
        coming = sql.execute("SELECT id, place, minutes FROM reading WHERE id IN put_aside").fetchall()
        affected = {minutes for _, _, minutes in coming}
        places = [*gone, *(place for _, place, _ in coming)]
        for place in places:
            affected |= {
                one for (one,) in sql.execute("SELECT minutes FROM reading WHERE live AND place = ?", (place,))
            }
        affected.discard("")
        before = {minutes: row for minutes in affected if (row := self._counts(minutes))}
        for place in places:
            sql.execute("DELETE FROM reading WHERE live AND place = ?", (place,))
        sql.executemany("UPDATE reading SET live = 1 WHERE id = ?", ((one,) for one, _, _ in coming))
        change = index.Change(self.ledger.identities)
        done: dict[str, list[str]] = {"new": [], "changed": [], "gone": []}
        for minutes in sorted(affected):
            was, now = before.get(minutes), self._counts(minutes)
            if was and now and was[1:] == now[1:]:
                sql.execute("UPDATE reading SET shown = 1 WHERE id = ?", (now[0],))
                continue
            if was:
                self._count(was[1], -1)
                self._share(minutes, was[2], -1)
                change.gone.append(minutes)
            if now:
                self._count(now[1], 1)
                change.come[minutes] = self._share(minutes, now[2], 1)
                sql.execute("UPDATE reading SET shown = (id = ?) WHERE minutes = ? AND live", (now[0], minutes))
            done["changed" if was and now else "new" if now else "gone"].append(minutes)
        self._shared(change.shared)
        return Published(*map(tuple, done.values())), change, {one: row[2] for one, row in before.items()}

    def _share(self, minutes: str, lines: bytes, sign: int) -> int:
        """Count what a document says that others may say too; give how many bytes all has that it says."""
        whole = unpacked(lines)
        self._sql.executemany(
            "INSERT INTO shared VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET documents = documents + excluded.documents",
            ((line.decode(), sign) for line in split(minutes, whole)[1]),
        )
        return len(whole)

    def _shared(self, lines: index.Lines) -> None:
        """Find what is said now and was not before, and what nobody says any more."""
        sql = self._sql
        for line, documents in sql.execute("SELECT line, documents FROM shared WHERE (documents > 0) <> listed"):
            (lines.come if documents else lines.gone).append(line)
        sql.executemany("DELETE FROM shared WHERE line = ?", ((line,) for line in lines.gone))
        sql.execute("UPDATE shared SET listed = 1 WHERE (documents > 0) <> listed")
        sql.execute("DELETE FROM shared WHERE documents = 0")

    def whole(self) -> index.Change:
        """Give all that the ledger says, for an index that is made anew."""
        sql = self._sql
        change = index.Change(self.ledger.identities)
        sizes = sql.execute("SELECT minutes, LENGTH(lines) FROM reading WHERE shown ORDER BY minutes")
        change.come = {minutes: _TIMES * size for minutes, size in sizes}
        change.linked.come = [line for (line,) in sql.execute("SELECT DISTINCT line FROM identity ORDER BY line")]
        change.shared.come = [line for (line,) in sql.execute("SELECT line FROM shared ORDER BY line")]
        return change

    def _counts(self, minutes: str) -> tuple[int, bytes, bytes] | None:
        """Give the reading that counts of those with one Minutes: the one with the least name."""
        row: tuple[int, bytes, bytes] | None = self._sql.execute(
            "SELECT id, said, lines FROM reading WHERE minutes = ? AND live ORDER BY name, place LIMIT 1", (minutes,)
        ).fetchone()
        return row

    def _count(self, said: bytes, sign: int) -> None:
        """Add the rows of a document to those of all, or take them away again."""
        rows = [(*row, sign * weight, sign) for row, weight in unpack_rows(said).items()]
        self._sql.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " weight = weight + excluded.weight, documents = documents + excluded.documents",
            rows,
        )
        self._sql.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((row[0],) for row in rows))

    def _identities(self, change: index.Change) -> None:
        """Tell the groups anew whose rows changed."""
        sql = self._sql
        without: set[str] = set()
        for (part,) in sql.execute("SELECT part FROM touched ORDER BY part").fetchall():
            sql.execute("DELETE FROM tally WHERE part = ? AND documents = 0", (part,))
            now = set(_lines(pack(told(part, self._group(part)))))
            was = {line for (line,) in sql.execute("SELECT line FROM identity WHERE part = ?", (part,))}
            sql.executemany("DELETE FROM identity WHERE part = ? AND line = ?", ((part, line) for line in was - now))
            sql.executemany("INSERT INTO identity VALUES (?, ?)", ((part, line) for line in now - was))
            without |= was - now
            change.linked.come += sorted(now - was)
        for line in sorted(without):
            if not sql.execute("SELECT 1 FROM identity WHERE line = ?", (line,)).fetchone():
                change.linked.gone.append(line)

    def outranked(self) -> Iterator[Outranked]:
        """Tell of all minutes of which some paragraphs count as others record them."""
        parts = self._sql.execute(
            "SELECT part FROM tally WHERE part > ? AND part < ? GROUP BY part HAVING COUNT(*) > 1",
            (f"{RECORDS} ", f"{RECORDS}!"),
        )
        return outranked(self._group(part) for (part,) in parts.fetchall())

    def _group(self, part: str) -> Group:
        return Group(self._sql.execute("SELECT what, value, weight FROM tally WHERE part = ?", (part,)))


def _lines(data: bytes) -> Iterator[str]:
    # Not splitlines: a literal may hold other characters that end a line.
    return (f"{line}\n" for line in data.decode().split("\n") if line)
