"""Eight more blanks of other forms, made after those of make.py were read; NAME.txt was written before any was tried.

    /usr/bin/python3 again.py     writes *.xlsx here
"""
from grid import *

# 1 a transfer payment: rows of management with printed hints, subsidies by level, two kinds of targets
wb, ws = book("转移支付")
widths(ws, 9, 11, 15, 13, 13, 13, 20)
across(ws, 1, 1, 7, "转移支付区域绩效自评表", font="黑体", size=18, h="center")
across(ws, 2, 1, 7, "（2025年度）", h="center")
r = grid(ws, 3, 1, """
| 转移支付（项目）名称 | < | | < | < | < | < |
| 中央主管部门 | < | | < | < | < | < |
| 地方主管部门 | < | | < | 资金使用单位 | | < |
| 资金投入情况（万元） | < | | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A） | < |
| ^ | ^ | 年度资金总额 | | | =E7/D7 | < |
| ^ | ^ | 其中：中央财政资金 | | | =E8/D8 | < |
| ^ | ^ | 地方资金 | | | | < |
| ^ | ^ | 其他资金 | | | | < |
| 资金管理情况 | < | | 情况说明 | < | 存在问题和改进措施 | < |
| ^ | ^ | 分配科学性 | | < | | < |
| ^ | ^ | 下达及时性 | | < | | < |
| ^ | ^ | 拨付合规性 | | < | | < |
| ^ | ^ | 使用规范性 | | < | | < |
| ^ | ^ | 执行准确性 | | < | | < |
| ^ | ^ | 预算绩效管理情况 | | < | | < |
| ^ | ^ | 支出责任履行情况 | | < | | < |
| 总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | < | < |
| ^ | | < | < | | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 |
| ^ | 产出指标 | 数量指标 | | | | |
| ^ | ^ | ^ | | | | |
| ^ | ^ | 质量指标 | | | | |
| ^ | 效益指标 | 社会效益指标 | | | | |
| ^ | 满意度指标 | 服务对象满意度指标 | | | | |
| 说明 | 请在此处简要说明巡视、各级审计和财政监督中发现的问题及其所涉及的金额，如没有请填无。 | < | < | < | < | < |
""", font="仿宋", size=10.5)
across(ws, r, 1, 7, "注：1.资金使用单位按项目绩效目标填报。2.预算执行率按四舍五入保留两位小数。", wrap=True)
ws.sheet_properties.pageSetUpPr.fitToPage = True
wb.save("region.xlsx")

# 2 a plan of training by quarters: heads in three rows, a sum in each row and under each column
wb, ws = book("培训计划")
widths(ws, 5, 20, 12, 7, 9, 7, 9, 7, 9, 9, 12)
across(ws, 1, 1, 11, "20__年度干部教育培训计划表", font="方正小标宋简体", size=18, h="center")
across(ws, 2, 1, 6, "填报单位（盖章）：")
across(ws, 2, 7, 11, "填报时间：    年    月    日", h="right")
rows = "\n".join(f"| {i} | | | | | | | | | =D{i+5}+F{i+5}+H{i+5} | |" for i in range(1, 7))
r = grid(ws, 3, 1, f"""
| 序号 | 培训班名称 | 培训对象 | 培训安排 | < | < | < | < | < | 人数小计 | 备注 |
| ^ | ^ | ^ | 上半年 | < | 下半年 | < | 线上 | < | ^ | ^ |
| ^ | ^ | ^ | 人数 | 经费（元） | 人数 | 经费（元） | 人数 | 经费（元） | ^ | ^ |
{rows}
| 合 计 | < | < | =SUM(D6:D11) | =SUM(E6:E11) | =SUM(F6:F11) | =SUM(G6:G11) | =SUM(H6:H11) | =SUM(I6:I11) | =SUM(J6:J11) | |
""", font="宋体", size=9)
across(ws, r, 1, 11, "分管领导：                审核人：                填表人：                联系电话：                ")
ws.page_setup.orientation = "landscape"; ws.print_title_rows = "3:5"
wb.save("training.xlsx")

# 3 a worker in need: a form of a person with a list of the family beside its label, months from and to, opinions
wb, ws = book("申请表")
widths(ws, 11, 11, 11, 11, 13, 13, 14)
across(ws, 1, 1, 7, "困难职工帮扶申请表", font="黑体", size=20, h="center")
across(ws, 2, 1, 7, "编号：              申请日期：    年  月  日", h="right")
r = grid(ws, 3, 1, """
| 姓名 | | 性别 | □男 □女 | 出生年月 | 年    月 | 照\\n片 |
| 民族 | | 政治面貌 | | 参加工作时间 | | ^ |
| 身份证号码 | | < | < | 联系电话 | | ^ |
| 工作单位 | | < | < | 婚姻状况 | □已婚 □未婚 □离异 | < |
| 困难类别 | □因病  □因灾  □子女上学  □其他（            ） | < | < | < | < | < |
| 家庭成员 | 姓名 | 关系 | 年龄 | 工作（学习）单位 | < | 月收入（元） |
| ^ | | | | | < | |
| ^ | | | | | < | |
| ^ | | | | | < | |
| ^ | | | | | < | |
| 申请帮扶起止时间 | 年    月    日至    年    月    日 | < | < | 申请金额（元） | | < |
| 致困原因 | | < | < | < | < | < |
| 基层工会意见 | \\n\\n（盖章）\\n年    月    日 | < | < | < | < | < |
| 县总工会意见 | \\n\\n（盖章）\\n年    月    日 | < | < | < | < | < |
""", font="仿宋_GB2312", size=12)
for i, h in ((14, 80), (15, 90), (16, 90)):
    ws.row_dimensions[i].height = h
for i in (15, 16):
    style(ws, f"B{i}", font="仿宋_GB2312", size=12, h="right", v="bottom", box=True)
across(ws, r, 1, 7, "说明：本表一式三份，基层工会、县总工会、本人各执一份。", font="楷体", size=9)
wb.save("worker.xlsx")

# 4 assets to be disposed of: ways to tick in every row, the sum above, a second page that goes on (续表)
wb, ws = book("处置申报表")
widths(ws, 5, 16, 12, 8, 12, 12, 12, 24, 12)
for page, (name, first) in enumerate([("国有资产处置申报表", 1), ("国有资产处置申报表（续表）", 7)]):
    if page:
        ws = wb.create_sheet("续表")
        widths(ws, 5, 16, 12, 8, 12, 12, 12, 24, 12)
    across(ws, 1, 1, 9, name, font="黑体", size=16, h="center")
    across(ws, 2, 1, 5, "申报单位：____________________")
    across(ws, 2, 6, 9, "金额单位：元", h="right")
    rows = "\n".join(f"| {first + i} | | | | | | =E{5 + i + (1 - page)}-F{5 + i + (1 - page)} | □出售 □报废 □调拨 | |" for i in range(6))
    total = "| 合计 | < | < | | =SUM(E6:E11) | =SUM(F6:F11) | =SUM(G6:G11) | | |\n" if page == 0 else ""
    r = grid(ws, 3, 1, f"""
| 序号 | 资产名称 | 规格型号 | 数量 | 资产价值 | < | < | 处置方式 | 处置原因 |
| ^ | ^ | ^ | ^ | 原值 | 累计折旧 | 净值 | ^ | ^ |
{total}{rows}
""", size=10)
    across(ws, r, 1, 9, "单位负责人：__________  财务负责人：__________  经办人：__________")
    ws.page_setup.orientation = "landscape"
wb.save("disposal.xlsx")

# 5 a ledger of rectification: fixed dates in each row, boxes one beneath the other, no rules at the left and right
wb, ws = book("整改台账")
widths(ws, 5, 28, 14, 22, 14, 14, 12, 14)
across(ws, 1, 1, 8, "________年度审计发现问题整改台账", font="黑体", size=16, h="center")
ws["A2"] = "填报单位："; ws["F2"] = "截止时间：    年   月   日"
for c in ("A2", "F2"):
    style(ws, c, wrap=False)
item = "| | | | | 年   月   日 | | □已完成\\n□整改中\\n□未整改 | |"
r = grid(ws, 3, 1, "| 序号 | 问题描述 | 问题类型 | 整改措施 | 整改期限 | 责任领导 | 整改情况 | 佐证材料 |\n" + "\n".join([item] * 5), font="宋体", size=10)
none = Side(style=None)
for row in ws["A3:A8"]:
    for c in row:
        c.border = Border(left=none, right=thin, top=thin, bottom=thin)
for row in ws["H3:H8"]:
    for c in row:
        c.border = Border(left=thin, right=none, top=thin, bottom=thin)
across(ws, r, 1, 4, "主要负责人（签字）：")
across(ws, r, 5, 8, "联系人及电话：")
ws.page_setup.orientation = "landscape"; ws.sheet_properties.pageSetUpPr.fitToPage = True; ws.page_setup.fitToHeight = 0
ws.print_title_rows = "3:3"
wb.save("rectify.xlsx"); through_office("rectify.xlsx")

# 6 three public expenses: a fixed matrix, the sum on top by formula, differences and rates by formula
wb, ws = book("三公经费")
widths(ws, 26, 13, 13, 13, 13, 12, 22)
across(ws, 1, 1, 7, "“三公”经费支出情况统计表", font="方正小标宋_GBK", size=18, h="center")
ws["A2"] = "单位名称："; ws["G2"] = "单位：万元"
style(ws, "A2"); style(ws, "G2", h="right")
r = grid(ws, 3, 1, """
| 项目 | 上年决算数 | 本年预算数 | 本年决算数 | 增减额 | 增减率 | 增减原因 |
| 合计 | =B5+B6+B7 | =C5+C6+C7 | =D5+D6+D7 | =D4-B4 | =E4/B4 | |
| 一、因公出国（境）费 | | | | =D5-B5 | =E5/B5 | |
| 二、公务接待费 | | | | =D6-B6 | =E6/B6 | |
| 三、公务用车费 | =B8+B9 | =C8+C9 | =D8+D9 | =D7-B7 | =E7/B7 | |
| 其中：公务用车购置费 | | | | =D8-B8 | =E8/B8 | |
| 公务用车运行维护费 | | | | =D9-B9 | =E9/B9 | |
| 补充资料 | < | < | < | < | < | < |
| 因公出国（境）团组数（个） | | 公务接待批次（批） | | 公务用车保有量（辆） | | |
""", font="宋体", size=11)
style(ws, "A5:A9", size=11, h="left", box=True)
ws["A10"].font = Font(name="黑体", size=11)
across(ws, r, 1, 7, "单位负责人：              财务负责人：              制表人：              ")
wb.save("expenses.xlsx")

# 7 a questionnaire: questions as rows of text with boxes in their cells, scores to tick by columns of boxes
wb, ws = book("问卷")
widths(ws, 6, 36, 10, 10, 10, 10)
across(ws, 1, 1, 6, "政务服务满意度调查问卷", font="黑体", size=18, h="center")
across(ws, 2, 1, 6, "您好！请在相应的□内打“√”，感谢您的支持。", font="楷体", size=11)
r = grid(ws, 3, 1, """
| 一、基本情况 | < | < | < | < | < |
| 1 | 您的身份：□企业 □群众 □其他____ | < | < | < | < |
| 2 | 办理事项：________________ | < | < | < | < |
| 二、评价 | < | 很满意 | 满意 | 一般 | 不满意 |
| 3 | 窗口人员服务态度 | □ | □ | □ | □ |
| 4 | 业务办理效率 | □ | □ | □ | □ |
| 5 | 办事环境 | □ | □ | □ | □ |
| 三、意见和建议 | < | < | < | < | < |
| | < | < | < | < | < |
""", font="仿宋", size=11, h="left")
ws.row_dimensions[11].height = 100
across(ws, r, 1, 6, "调查员：              调查日期：    年    月    日", h="right")
wb.save("questions.xlsx")

# 8 the goals of a department: tasks with sums of three kinds, then indicators that are not merged
wb, ws = book("部门目标")
widths(ws, 12, 14, 26, 14, 14, 14)
across(ws, 1, 1, 6, "部门整体支出绩效目标申报表", font="方正小标宋简体", size=20, h="center")
across(ws, 2, 1, 6, "（      年度）", h="center")
across(ws, 3, 1, 6, "单位：万元", h="right")
r = grid(ws, 4, 1, """
| 部门（单位）名称 | < | | < | < | < |
| 年度履职目标 | < | | < | < | < |
| 年度主要任务 | 任务名称 | 主要内容 | 预算金额 | < | < |
| ^ | ^ | ^ | 总额 | 财政拨款 | 其他资金 |
| ^ | 任务1： | | | | |
| ^ | 任务2： | | | | |
| ^ | …… | | | | |
| ^ | 金额合计 | < | =SUM(D8:D10) | =SUM(E8:E10) | =SUM(F8:F10) |
| 一级指标 | 二级指标 | 三级指标 | < | 指标值 | < |
| 产出指标 | 数量指标 | | < | | < |
| 产出指标 | 质量指标 | | < | | < |
| 效益指标 | 社会效益指标 | | < | | < |
| 满意度指标 | 服务对象满意度指标 | | < | | < |
""", font="宋体", size=10.5)
across(ws, r, 1, 6, "填报人：          联系电话：          单位负责人（签章）：          ")
wb.save("tasks.xlsx"); through_office("tasks.xlsx")
