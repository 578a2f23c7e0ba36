"""Ten blanks as a clerk makes them with openpyxl, in another manner than those of ../score; beside each what a person makes of it.

    python3 make.py     writes *.xlsx here; the wanted lines are NAME.txt
"""
import datetime
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

thin, thick = Side(style="thin"), Side(style="medium")
BOX = Border(left=thin, right=thin, top=thin, bottom=thin)
MID = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


def sheet(title="Sheet1"):
    wb = Workbook()
    ws = wb.active
    ws.title = title
    wb.properties.created = wb.properties.modified = datetime.datetime(2026, 11, 28)
    return wb, ws


def box(ws, ref, align=MID, font=None):
    for row in ws[ref]:
        for c in row:
            c.border = BOX
            c.alignment = align
            c.font = font or Font(name="仿宋_GB2312", size=11)


def put(ws, ref, text, merge=None, align=None, bold=None):
    ws[ref] = text
    if merge:
        ws.merge_cells(merge)
    if align:
        ws[ref].alignment = align
    if bold:
        ws[ref].font = Font(name="黑体", size=16, bold=True)


# 1 begins in B2, the title is not merged but centred over the columns
wb, ws = sheet("报销")
put(ws, "B2", "差旅费报销审批单", bold=True)
for col in "BCDEFG":
    ws[col + "2"].alignment = Alignment(horizontal="centerContinuous")
put(ws, "B3", "部门：")
put(ws, "E3", "填报日期：")
rows = [("出差人", "", "职务", "", "人数", ""), ("出差事由", "", "", "", "", ""), ("起止日期", "", "", "天数", "", "")]
for i, r in enumerate(rows):
    for k, s in enumerate(r):
        ws.cell(4 + i, 2 + k, s or None)
ws.merge_cells("C5:G5"); ws.merge_cells("C6:D6"); ws.merge_cells("F6:G6")
for k, s in enumerate(["日期", "起点", "终点", "交通工具", "车船费", "住宿费"]):
    ws.cell(7, 2 + k, s)
put(ws, "B12", "合计", "B12:E12")
ws["F12"] = "=SUM(F8:F11)"; ws["G12"] = "=SUM(G8:G11)"
put(ws, "B13", "领导意见"); ws.merge_cells("C13:G13"); ws.row_dimensions[13].height = 40
box(ws, "B4:G13")
wb.save("travel.xlsx")

# 2 labels and colons within ruled cells, no cells of their own for what is filled in
wb, ws = sheet()
put(ws, "A1", "固定资产领用登记表", "A1:D1", MID, True)
put(ws, "A2", "领用部门：", "A2:B2", LEFT); put(ws, "C2", "领用人：", "C2:D2", LEFT)
put(ws, "A3", "资产名称：", "A3:B3", LEFT); put(ws, "C3", "规格型号：", "C3:D3", LEFT)
put(ws, "A4", "数量：", "A4:B4", LEFT); put(ws, "C4", "领用日期：    年  月  日", "C4:D4", LEFT)
put(ws, "A5", "用途：", "A5:D5", LEFT)
put(ws, "A6", "资产状态：○在用 ○闲置 ○待报废", "A6:D6", LEFT)
box(ws, "A2:D6", LEFT)
put(ws, "A7", "经办人：           审核人：           "); ws.merge_cells("A7:D7")
wb.save("asset.xlsx")

# 3 a self-evaluation with grey heads, hidden column, 小计 rows, figures that stay
wb, ws = sheet("自评")
put(ws, "A1", "项目支出绩效自评表", "A1:I1", MID, True)
put(ws, "A2", "（2025年度）", "A2:I2", MID)
put(ws, "A3", "项目名称", "A3:B3"); ws.merge_cells("C3:I3")
put(ws, "A4", "主管部门", "A4:B4"); ws.merge_cells("C4:E4"); put(ws, "F4", "实施单位"); ws.merge_cells("G4:I4")
put(ws, "A5", "项目资金（万元）", "A5:B8")
for k, s in enumerate(["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]):
    ws.cell(5, 3 + k, s or None)
for i, (s, w, e) in enumerate([("年度资金总额", 10, ""), ("其中：当年财政拨款", "—", "—"), ("其他资金", "—", "—")]):
    ws.cell(6 + i, 3, s); ws.cell(6 + i, 7, w); ws.cell(6 + i, 9, e or None)
ws["H6"] = "=F6/E6"
put(ws, "A9", "年度总体目标", "A9:B10"); put(ws, "C9", "预期目标", "C9:E9"); put(ws, "F9", "实际完成情况", "F9:I9")
ws.merge_cells("C10:E10"); ws.merge_cells("F10:I10")
for k, s in enumerate(["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]):
    ws.cell(11, 1 + k, s); ws.cell(11, 1 + k).fill = PatternFill("solid", fgColor="D9D9D9")
r = 12
for one, twos in [("产出指标", ["数量指标", "质量指标", "时效指标"]), ("效益指标", ["社会效益指标"]), ("满意度指标", ["服务对象满意度指标"])]:
    first = r
    for two in twos:
        ws.cell(r, 2, one if r == first else None); ws.cell(r, 3, two); ws.cell(r, 4, "指标1：")
        ws.cell(r + 1, 4, "……"); ws.merge_cells(start_row=r, start_column=3, end_row=r + 1, end_column=3)
        r += 2
    ws.merge_cells(start_row=first, start_column=2, end_row=r - 1, end_column=2)
ws.merge_cells(start_row=11, start_column=1, end_row=r - 1, end_column=1)
put(ws, f"A{r}", "总分", f"A{r}:F{r}"); ws[f"G{r}"] = 100
box(ws, f"A3:I{r}")
wb.save("self.xlsx")

# 4 two header rows, a row of column numbers, ruled only outside and by rows
wb, ws = sheet()
put(ws, "A1", "乡镇项目资金支付台账", "A1:H1", MID, True)
put(ws, "A2", "编制单位：", "A2:D2", LEFT); put(ws, "H2", "单位：万元")
for ref, s, m in [("A3", "序号", "A3:A4"), ("B3", "项目名称", "B3:B4"), ("C3", "资金文号", "C3:C4"), ("D3", "预算安排", "D3:E3"), ("F3", "支付情况", "F3:G3"), ("H3", "备注", "H3:H4")]:
    put(ws, ref, s, m)
for ref, s in [("D4", "上级资金"), ("E4", "本级资金"), ("F4", "已支付"), ("G4", "未支付")]:
    ws[ref] = s
for i in range(5, 15):
    ws.cell(i, 1, i - 4)
put(ws, "A15", "合 计", "A15:C15")
for c in "DEFG":
    ws[c + "15"] = f"=SUM({c}5:{c}14)"
box(ws, "A3:H15")
put(ws, "A16", "审核：________        制表：________", "A16:H16", LEFT)
ws.print_title_rows = "3:4"
wb.save("payments.xlsx")

# 5 a questionnaire: numbered questions with brackets to tick
wb, ws = sheet()
put(ws, "A1", "服务对象满意度调查表", "A1:C1", MID, True)
put(ws, "A2", "调查对象类别", None); ws["B2"] = "□个人 □企业 □其他"; ws.merge_cells("B2:C2")
put(ws, "A3", "联系电话"); ws.merge_cells("B3:C3")
put(ws, "A4", "总体评价"); ws["B4"] = "□满意  □基本满意  □不满意"; ws.merge_cells("B4:C4")
put(ws, "A5", "意见建议"); ws.merge_cells("B5:C5"); ws.row_dimensions[5].height = 90
box(ws, "A2:C5", LEFT)
put(ws, "A6", "填表时间：2026年__月__日")
wb.save("survey.xlsx")

# 6 a landscape plan with quarters, fit to width
wb, ws = sheet("计划")
put(ws, "A1", "年度采购计划表", "A1:J1", MID, True)
for k, s in enumerate(["序号", "采购项目", "采购内容", "预算金额（元）", "一季度", "二季度", "三季度", "四季度", "采购方式", "备注"]):
    ws.cell(2, 1 + k, s)
for i in range(3, 9):
    for k in range(10):
        ws.cell(i, 1 + k)
put(ws, "A9", "合计", "A9:C9")
box(ws, "A2:J9", font=Font(name="Arial", size=10))
ws.page_setup.orientation = "landscape"; ws.page_setup.fitToWidth = 1; ws.page_setup.fitToHeight = 0
ws.sheet_properties.pageSetUpPr.fitToPage = True
wb.save("plan.xlsx")

# 7 side labels of one character a line, opinions with seal and date
wb, ws = sheet()
put(ws, "A1", "困难群众临时救助审批表", "A1:F1", MID, True)
put(ws, "A2", "申\n请\n人", "A2:A4")
for i, (a, b) in enumerate([("姓名", "性别"), ("身份证号", "联系电话"), ("家庭住址", "家庭人口")]):
    ws.cell(2 + i, 2, a); ws.cell(2 + i, 5, b); ws.merge_cells(start_row=2 + i, start_column=3, end_row=2 + i, end_column=4)
put(ws, "A5", "申请理由"); ws.merge_cells("B5:F5"); ws.row_dimensions[5].height = 80
put(ws, "A6", "救助类型"); put(ws, "B6", "□支出型 □急难型", "B6:C6"); put(ws, "D6", "救助金额（元）"); ws.merge_cells("E6:F6")
for i, s in enumerate(["村（居）委会意见", "乡镇（街道）意见", "县民政局意见"]):
    ws.cell(7 + i, 1, s); ws.cell(7 + i, 2, "经办人：            （盖章）\n\n年    月    日"); ws.merge_cells(start_row=7 + i, start_column=2, end_row=7 + i, end_column=6)
box(ws, "A2:F9")
wb.save("relief.xlsx")

# 8 goals: the indicators of two kinds, empty rows, unit line within the table
wb, ws = sheet("目标")
put(ws, "A1", "附件2"); put(ws, "A2", "项目支出绩效目标申报表", "A2:F2", MID, True); put(ws, "A3", "（2026年度）", "A3:F3", MID)
put(ws, "A4", "项目名称", "A4:B4"); ws.merge_cells("C4:F4")
put(ws, "A5", "主管部门", "A5:B5"); put(ws, "D5", "实施单位"); ws.merge_cells("E5:F5")
put(ws, "A6", "年度资金总额（万元）", "A6:B6"); put(ws, "D6", "其中：财政拨款")
ws.merge_cells("E6:F6")
put(ws, "A7", "年度目标", "A7:B7"); ws.merge_cells("C7:F7"); ws.row_dimensions[7].height = 60
for k, s in enumerate(["一级指标", "二级指标", "三级指标", "指标值", "备注"]):
    ws.cell(8, 1 + k, s)
ws.merge_cells("E8:F8")
r = 9
for one, twos in [("产出指标", ["数量指标", "质量指标"]), ("效益指标", ["经济效益指标", "社会效益指标"])]:
    first = r
    for two in twos:
        ws.cell(r, 1, one if r == first else None); ws.cell(r, 2, two); ws.merge_cells(start_row=r, start_column=5, end_row=r, end_column=6)
        r += 1
    ws.merge_cells(start_row=first, start_column=1, end_row=r - 1, end_column=1)
box(ws, f"A4:F{r - 1}")
wb.save("goals.xlsx")

# 9 a handover list: dotted lines to write on, a second sheet of instructions
wb, ws = sheet("移交")
put(ws, "A1", "档案移交清单", "A1:E1", MID, True)
put(ws, "A2", "移交单位：…………………………  接收单位：…………………………", "A2:E2", LEFT)
for k, s in enumerate(["序号", "档号", "题名", "页数", "备注"]):
    ws.cell(3, 1 + k, s)
for i, s in enumerate(["1", "2", "3", "…"]):
    ws.cell(4 + i, 1, s)
box(ws, "A3:E7")
put(ws, "A8", "移交人（签字）：            接收人（签字）：            ", "A8:E8", LEFT)
put(ws, "A9", "移交日期：", "A9:E9", LEFT)
other = wb.create_sheet("填写说明"); other["A1"] = "一、本表一式两份。"; other["A2"] = "二、页数填阿拉伯数字。"
wb.save("archive.xlsx")

# 10 a budget of two blocks side by side, with sums
wb, ws = sheet()
put(ws, "A1", "收支预算总表", "A1:D1", MID, True)
put(ws, "A2", "单位名称：", "A2:C2", LEFT); put(ws, "D2", "金额单位：元")
put(ws, "A3", "收入", "A3:B3"); put(ws, "C3", "支出", "C3:D3")
for k, s in enumerate(["项目", "预算数", "项目", "预算数"]):
    ws.cell(4, 1 + k, s)
for i, (a, c) in enumerate([("一般公共预算", "基本支出"), ("政府性基金", "项目支出"), ("其他收入", "")]):
    ws.cell(5 + i, 1, a); ws.cell(5 + i, 3, c or None)
put(ws, "A8", "收入总计"); put(ws, "C8", "支出总计"); ws["B8"] = "=SUM(B5:B7)"; ws["D8"] = "=SUM(D5:D6)"
box(ws, "A3:D8")
wb.save("budget.xlsx")
