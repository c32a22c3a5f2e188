"""An Excel workbook (ECMA-376, Office Open XML), streamed: rows are written into a zip as they come, so nothing of it
is ever in a temporary file or as a whole in memory. Text is text in every cell ("inline string"): no formula can be
brought in by what a visitor wrote."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from smartbooth.core import clock
from smartbooth.handover.spreadsheet.table import Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 1_048_576  # on one sheet: Excel's limit; what is beyond begins another
BYTES = 1 << 30  # of one sheet's XML: below 2 GiB, where the zip would need an extension that Excel refuses
LEVEL = 3  # of deflate: half the time of 6, a tenth more bytes
MOMENT, DAY, HEAD = 1, 2, 3  # styles, by their place in STYLES
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's day 0; its times have no zone
UNTOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 cannot hold
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # would be read as an escape (ECMA-376 part 1, 22.9.2.19)

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/>'
    '<name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Pipe(io.RawIOBase):
    """What is written comes out of `take`; there is no way back, and so nothing is kept."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]  # whatever zipfile hands over: bytes or a view of them
        self.parts.append(part)
        return len(part)

    def take(self) -> bytes:
        parts, self.parts = self.parts, []
        return b"".join(parts)


def stream(title: str, header: list[str], rows: Iterator[list[list[Cell]]], zone: tzinfo) -> Iterator[bytes]:
    """The file's bytes. `title`: of the sheet, and with a number of those that follow when one is full; moments are
    shown in `zone`."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED, compresslevel=LEVEL) as file:
        sheets, waiting = 0, _lines(rows, zone)
        more = True
        while more:
            sheets += 1
            with file.open(_entry(f"xl/worksheets/sheet{sheets}.xml"), "w") as sheet:
                sheet.write(_opening(header))
                number, written, more = 1, 0, False
                for line in waiting:
                    number += 1
                    written += sheet.write(b'<row r="%d">%b</row>' % (number, line))
                    if len(pipe.parts) > 1:
                        yield pipe.take()
                    if number >= ROWS or written >= BYTES:
                        more = True
                        break
                sheet.write(b"</sheetData></worksheet>")
        for name, text in _rest(title, sheets):
            file.writestr(_entry(name), text)
    yield pipe.take()


def _lines(rows: Iterator[list[list[Cell]]], zone: tzinfo) -> Iterator[bytes]:
    for batch in rows:
        for row in batch:
            yield "".join(_cell(cell, zone) for cell in row).encode()


def _cell(cell: Cell, zone: tzinfo, style: int = 0) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, datetime):
        since = cell.astimezone(zone).replace(tzinfo=None) - EPOCH
        return f'<c s="{MOMENT}"><v>{since.days + since.seconds / 86400:.8f}</v></c>'
    if isinstance(cell, date):
        return f'<c s="{DAY}"><v>{(cell - EPOCH.date()).days}</v></c>'
    text = ESCAPED.sub("_x005F_", UNTOLD.sub("", cell))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'


def _opening(header: list[str]) -> bytes:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{min(40, max(14, len(text) + 2))}" customWidth="1"/>'
        for number, text in enumerate(header, 1)
    )
    cells = "".join(_cell(text, clock.now().tzinfo, HEAD) for text in header)  # type: ignore[arg-type]  # texts only
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>'
        f'<row r="1">{cells}</row>'
    ).encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, clock.now().timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    return entry


def _rest(title: str, sheets: int) -> list[tuple[str, str]]:
    """The parts that name the sheets."""
    numbers = range(1, sheets + 1)
    named = "".join(
        f'<sheet name="{escape(title[:28])}{f" {number}" if number > 1 else ""}" sheetId="{number}" r:id="s{number}"/>'
        for number in numbers
    )
    related = "".join(
        f'<Relationship Id="s{number}" Type="{RELATED}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for number in numbers
    )
    return [
        ("xl/workbook.xml", f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{named}</sheets></workbook>'),
        ("xl/styles.xml", STYLES),
        ("xl/_rels/workbook.xml.rels",
         f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{related}'
         f'<Relationship Id="styles" Type="{RELATED}/styles" Target="styles.xml"/></Relationships>'),
        ("_rels/.rels",
         f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
         f'<Relationship Id="book" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("[Content_Types].xml",
         f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
         f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{types}</Types>'),
    ]  # fmt: skip
