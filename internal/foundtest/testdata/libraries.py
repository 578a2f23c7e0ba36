"""Draws forms with python-docx, openpyxl and, where they are installed, xlwt and reportlab.

In: the name of a JSON file with a list of drawings: cells by row and column with their spans and texts, which of them
are data, paragraphs above and below, the manner and the file to write. Out: the files; a line for each that cannot be
drawn because a library is missing.
"""
import copy
import json
import random
import re
import sys
import zipfile

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

W = nsdecls('w')
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def escape(s):
    return s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;')


def run(text):
    parts = ''.join('<w:br/>' if i % 2 else '<w:t xml:space="preserve">%s</w:t>' % escape(s)
                    for i, s in enumerate(re.split('(\n)', text)) if s)
    return '<w:r>%s</w:r>' % parts


def xml(s):
    return parse_xml(s.replace('>', ' %s %s>' % (W, W14), 1) if not s.startswith('<w:') else
                     re.sub(r'^<(w:\w+)', r'<\1 %s %s' % (W, W14), s, count=1))


def put(paragraph, *elements):
    for e in elements:
        paragraph._p.append(xml(e))


class Word:
    """Writes a cell's text in a manner."""

    def __init__(self, d, rnd):
        self.d, self.rnd, self.aside = d, rnd, False

    def write(self, cell, c):
        p, text, data = cell.paragraphs[0], c['text'], c['data'] and c['text'] != ''
        m = self.d['manner']
        if m == 'boxes' and any(x in text for x in '☑□☐'):
            for part in re.split('([☑□☐])', text):
                if part in ('☑', '□', '☐') and part:
                    on = part == '☑'
                    k = self.rnd.randrange(3)
                    if k == 0:
                        put(p, '<w:r><w:sym w:font="Wingdings" w:char="%s"/></w:r>' % ('F0FE' if on else 'F0A8'))
                    elif k == 1:
                        put(p, '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="0"/>'
                               '%s</w:checkBox></w:ffData></w:fldChar></w:r>' % ('<w:checked/>' if on else ''),
                            '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>',
                            '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
                    else:
                        put(p, '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="%d"/></w14:checkbox></w:sdtPr><w:sdtContent>%s'
                               '</w:sdtContent></w:sdt>' % (on, run('☒' if on else '☐')))
                elif part:
                    put(p, run(part))
        elif m == 'controls' and data:
            if self.rnd.randrange(2):
                put(p, '<w:sdt><w:sdtPr><w:alias w:val="a"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>' % run(text))
            else:
                put(p, run(text))
                sdt = xml('<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>')
                p._p.addprevious(sdt)
                sdt[1].append(p._p)
        elif m == 'tracked' and data:
            k = len(text) // 2
            by = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'
            put(p, '<w:moveFrom %s><w:r><w:t>旧值</w:t></w:r></w:moveFrom>' % by, run(text[:k]) if k else '<w:r/>',
                '<w:del %s><w:r><w:delText>99</w:delText></w:r></w:del>' % by, '<w:ins %s>%s</w:ins>' % (by, run(text[k:])))
        elif m == 'links' and data:
            if self.rnd.randrange(2):
                put(p, '<w:hyperlink w:anchor="a">%s</w:hyperlink>' % run(text))
            else:
                put(p, '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:instrText> MERGEFIELD x </w:instrText></w:r>',
                    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run(text), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        elif m == 'runs':
            for i, ch in enumerate(text):
                put(p, '<w:proofErr w:type="spellStart"/>', run(ch))
                if i % 3 == 0:
                    put(p, '<w:bookmarkStart w:id="%d" w:name="b"/>' % i, '<w:bookmarkEnd w:id="%d"/>' % i,
                        '<w:r><w:lastRenderedPageBreak/></w:r>')
        elif m == 'text box' and data and not self.aside and not c.get('line'):
            self.aside = True
            box = '<w:txbxContent><w:p>%s</w:p></w:txbxContent>' % run(text)
            if self.rnd.randrange(2):
                put(p, '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>%s</v:textbox></v:shape></w:pict></w:r>' % box)
            else:
                put(p, '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                       '<mc:Choice Requires="wps"><w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
                       'wordprocessingShape"><wps:txbx>%s</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape '
                       'xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>%s</v:textbox></v:shape></w:pict></mc:Fallback>'
                       '</mc:AlternateContent></w:r>' % (box, box))
        elif m == 'nested values' and data and self.rnd.randrange(4) == 0:
            t = cell.add_table(1, 1)
            t.cell(0, 0).text = text
            cell.add_paragraph()
        elif m == 'paragraphs' and '\n' in text:
            lines = text.split('\n')
            put(p, run(lines[0]))
            for s in lines[1:]:
                put(cell.add_paragraph(), run(s))
        elif text:
            put(p, run(text))


def rows_of(d, first, last):
    return [c for c in d['cells'] if first <= c['row'] <= last]


def cuts(d, rnd):
    """Rows after which a table may be cut: nothing goes over them."""
    good = [r for r in range(2, d['rows'] - 1) if not any(c['row'] <= r < c['row'] + c['rows'] - 1 for c in d['cells'])]
    rnd.shuffle(good)
    return sorted(good[:2])


def table(doc, d, first, last, word, rnd):
    t = doc.add_table(last - first + 1, d['cols'])
    t.style = 'Table Grid' if hasattr(doc, 'styles') else None
    for col in t.columns:
        col.width = Mm(rnd.randrange(12, 40))
    for c in rows_of(d, first, last):
        a = t.cell(c['row'] - first, c['col'] - 1)
        if c['rows'] * c['cols'] > 1:
            a = a.merge(t.cell(c['row'] - first + c['rows'] - 1, c['col'] + c['cols'] - 2))
        word.write(a, c)
    if d['manner'] == 'grid':
        trim(t)
    if d['manner'] == 'cell controls':
        for tr in t._tbl.tr_lst:
            for tc in list(tr.tc_lst):
                if ''.join(x.text or '' for x in tc.iter(qn('w:t'))):
                    sdt = xml('<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>')
                    tc.addprevious(sdt)
                    sdt[1].append(tc)
                    break
    return t


def trim(t):
    """Empty cells at the ends of rows become gridBefore and gridAfter."""
    for tr in t._tbl.tr_lst:
        tcs = tr.tc_lst
        empty = lambda tc: not ''.join(x.text or '' for x in tc.iter(qn('w:t'))) and tc.tcPr is not None and tc.tcPr.find(qn('w:vMerge')) is None
        span = lambda tc: tc.grid_span
        if len(tcs) > 2 and empty(tcs[-1]):
            n = span(tcs[-1])
            tr.remove(tcs[-1])
            tr.get_or_add_trPr().append(xml('<w:gridAfter w:val="%d"/>' % n))
        if len(tcs) > 3 and empty(tcs[0]):
            n = span(tcs[0])
            tr.remove(tcs[0])
            tr.get_or_add_trPr().append(xml('<w:gridBefore w:val="%d"/>' % n))


def word(d, rnd):
    doc = docx.Document()
    w = Word(d, rnd)
    for s in d['above'] or []:
        doc.add_paragraph(s)
    if d['manner'] == 'nested':
        outer = doc.add_table(1, 1)
        table(outer.cell(0, 0), d, 1, d['rows'], w, rnd)
        outer.cell(0, 0).add_paragraph()
    elif d['manner'] == 'split':
        at = [0] + cuts(d, rnd) + [d['rows']]
        for a, b in zip(at, at[1:]):
            if a:
                doc.add_paragraph(rnd.choice(['', '续表', '（续）']))
            table(doc, d, a + 1, b, w, rnd)
    else:
        t = table(doc, d, 1, d['rows'], w, rnd)
        if d['manner'] == 'headings':
            for tr in t._tbl.tr_lst[:2]:
                tr.get_or_add_trPr().append(OxmlElement('w:tblHeader'))
    for s in d['below'] or []:
        doc.add_paragraph(s)
    doc.save(d['file'])
    if d['manner'] == 'strict':
        strict(d['file'])


def strict(name):
    with zipfile.ZipFile(name) as z:
        parts = [(i, z.read(i)) for i in z.namelist()]
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as z:
        for i, b in parts:
            for a, c in ((b'http://schemas.openxmlformats.org/wordprocessingml/2006/main', b'http://purl.oclc.org/ooxml/wordprocessingml/main'),
                         (b'http://schemas.openxmlformats.org/officeDocument/2006/relationships', b'http://purl.oclc.org/ooxml/officeDocument/relationships')):
                b = b.replace(a, c)
            z.writestr(i, b)


def figure(text):
    """A number and the format that shows it as the text, or nothing."""
    for pattern, form in ((r'-?\d+', '0'), (r'-?\d+\.\d', '0.0'), (r'-?\d+\.\d\d', '0.00'), (r'-?\d{1,3}(,\d{3})+', '#,##0'),
                          (r'-?\d{1,3}(,\d{3})*\.\d\d', '#,##0.00')):
        if re.fullmatch(pattern, text) and len(text) < 15 and not re.match(r'-?0\d', text):
            return float(text.replace(',', '')), form
    if re.fullmatch(r'\d{1,3}\.\d\d%', text):
        return round(float(text[:-1]) / 100, 8), '0.00%'
    return None


def workbook(d, rnd):
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation
    b = openpyxl.Workbook()
    s = b.active
    s.title = '表'
    down, right = len(d['above'] or []), 0
    if d['manner'] == 'moved':
        down, right = down + 3, 2
    for i, text in enumerate(d['above'] or []):
        s.cell(i + 1 + (3 if d['manner'] == 'moved' else 0), 1 + right, text)
        if d['manner'] != 'moved' and d['cols'] > 1:
            s.merge_cells(start_row=i + 1, end_row=i + 1, start_column=1, end_column=d['cols'])
    by = 2 if d['manner'] == 'doubled' else 1
    for c in d['cells']:
        row, col = c['row'] + down, (c['col'] - 1) * by + 1 + right
        x = s.cell(row, col)
        f = figure(c['text']) if d['manner'] == 'figures' and c['data'] else None
        if f:
            x.value, x.number_format = f
        elif c['text'] != '':
            x.value = c['text']
            x.data_type = 's'
        if c['rows'] > 1 or c['cols'] * by > 1:
            s.merge_cells(start_row=row, end_row=row + c['rows'] - 1, start_column=col, end_column=col + c['cols'] * by - 1)
        if d['manner'] == 'notes' and c['data'] and rnd.randrange(5) == 0:
            x.comment = Comment('请核对', 'a')
    if d['manner'] == 'notes':
        v = DataValidation(type='list', formula1='"甲,乙"')
        v.add('A1:C9')
        s.add_data_validation(v)
        s.freeze_panes = 'B2'
        b.create_sheet('说明').append(['填表说明'])
    for i, text in enumerate(d['below'] or []):
        s.cell(down + d['rows'] + 1 + i, 1 + right, text)
    b.save(d['file'])


def old(d, rnd):
    import xlwt
    b = xlwt.Workbook(encoding='utf-8')
    s = b.add_sheet('表')
    down = len(d['above'] or [])
    for i, text in enumerate(d['above'] or []):
        s.write_merge(i, i, 0, d['cols'] - 1, text)
    for c in d['cells']:
        row, col, f = c['row'] - 1 + down, c['col'] - 1, figure(c['text']) if c['data'] else None
        style = xlwt.easyxf(num_format_str=f[1]) if f else xlwt.Style.default_style
        s.write_merge(row, row + c['rows'] - 1, col, col + c['cols'] - 1, f[0] if f else c['text'], style)
    for i, text in enumerate(d['below'] or []):
        s.write(down + d['rows'] + i, 0, text)
    b.save(d['file'])


def paper(d, rnd):
    """A PDF without tags: rules and texts, pages cut where they are full, through rows too."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas
    pdfmetrics.registerFont(UnicodeCIDFont('STSong-Light'))
    wide, high, size = 900, 700, 9
    col = (wide - 80) / d['cols']
    lines = {}
    for i, c in enumerate(d['cells']):
        fit = max(1, int((c['cols'] * col - 4) // size))
        lines[i] = [s[k:k + fit] for s in c['text'].split('\n') for k in range(0, max(len(s), 1), fit)]
    need = [1] * (d['rows'] + 1)
    for i, c in enumerate(d['cells']):
        last = c['row'] + c['rows'] - 1
        need[last] = max(need[last], len(lines[i]) - (c['rows'] - 1))
    top = [0, 0]
    for r in range(1, d['rows'] + 1):
        top.append(top[r] + need[r] * 12 + 18)
    p = canvas.Canvas(d['file'], pagesize=(wide, high))
    room, low, total = high - 90, 0, top[d['rows'] + 1]
    late = {}  # by cell: how far its lines are moved down, since one did not fit above a cut
    while low < total:
        end = min(low + room, total)
        for r in range(1, d['rows'] + 1):
            if top[r] < end < top[r + 1] and end - top[r] < 20:
                end = top[r]  # no sliver of a row
        p.setFont('STSong-Light', size)
        if low == 0:
            for k, s in enumerate((d['above'] or [])[:2]):
                p.drawString(40, high - 18 - 14 * k, s)
        for i, c in enumerate(d['cells']):
            x, y0, y1 = 40 + (c['col'] - 1) * col, top[c['row']], top[c['row'] + c['rows']]
            a, b = max(y0, low), min(y1, end)
            if a >= b:
                continue
            p.rect(x, high - 50 - (b - low), c['cols'] * col, b - a)
            for k, s in enumerate(lines[i]):
                at = y0 + 12 * (k + 1) + late.get(i, 0)
                if low <= at - 9 and at + 2 <= end:
                    p.drawString(x + 2, high - 50 - (at - low), s)
                elif at - 9 < end < at + 2:
                    late[i] = end + 10 - at + late.get(i, 0)
                    break
        p.showPage()
        low = end
    p.save()


if __name__ == '__main__':
    for d in json.load(open(sys.argv[1], encoding='utf-8')):
        rnd = random.Random(d['seed'])
        try:
            {'docx': word, 'xlsx': workbook, 'xls': old, 'pdf': paper}[d['kind']](d, rnd)
        except ImportError as e:
            print(d['file'], e)
