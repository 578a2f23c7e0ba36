"""What make.py and again.py draw their blanks with: a drawing as a sheet (< joins to the left, ^ upwards), each clerk with his own manners."""
import datetime
import subprocess
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

thin, medium = Side(style="thin"), Side(style="medium")
BOX = Border(left=thin, right=thin, top=thin, bottom=thin)
WHEN = datetime.datetime(2026, 11, 29)


def book(title="Sheet1"):
    wb = Workbook()
    wb.active.title = title
    wb.properties.created = wb.properties.modified = WHEN
    return wb, wb.active


def style(ws, ref, font="宋体", size=10, bold=False, h=None, v="center", wrap=True, box=False, fill=None):
    cells = ws[ref]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    for row in rows:
        for c in row:
            c.font = Font(name=font, size=size, bold=bold)
            c.alignment = Alignment(horizontal=h, vertical=v, wrap_text=wrap)
            if box:
                c.border = BOX
            if fill:
                c.fill = PatternFill("solid", fgColor=fill)


def grid(ws, top, left, drawing, **how):
    """Draws the lines of a drawing, ruled; returns the row below. A number is one, \\n breaks a line, = is a formula."""
    lines = [[s.strip() for s in l.strip().strip("|").split("|")] for l in drawing.strip().splitlines()]
    for i, row in enumerate(lines):
        for k, s in enumerate(row):
            if s in ("", "<", "^"):
                continue
            ws.cell(top + i, left + k, int(s) if s.isdigit() else s.replace("\\n", "\n"))
    for i, row in enumerate(lines):
        for k, s in enumerate(row):
            if s in ("<", "^"):
                continue
            right, down = k, i
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while down + 1 < len(lines) and lines[down + 1][k] == "^":
                down += 1
            if right > k or down > i:
                ws.merge_cells(start_row=top + i, end_row=top + down, start_column=left + k, end_column=left + right)
    last = top + len(lines) - 1
    width = max(len(r) for r in lines)
    style(ws, f"{ws.cell(top, left).coordinate}:{ws.cell(last, left + width - 1).coordinate}",
          **{"h": "center", "box": True, **how})
    return last + 1


def across(ws, row, left, right, text, **how):
    ws.cell(row, left, text)
    if right > left:
        ws.merge_cells(start_row=row, end_row=row, start_column=left, end_column=right)
    style(ws, ws.cell(row, left).coordinate, **{"h": "left", **how})


def widths(ws, *w):
    for i, x in enumerate(w):
        ws.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i]].width = x


def through_office(name):
    """Saves the workbook again as LibreOffice does: other styles, other widths, automatic heights written down."""
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "office", name],
                   check=True, capture_output=True)
    subprocess.run(["mv", "office/" + name, name], check=True)
    subprocess.run(["rmdir", "office"], check=True)
