"""Six more blanks, their NAME.txt written before any was tried: a meeting's costs, a car's log, a payment on a contract,
targets by quarter, funds by kind, a roster in groups.

    PYTHONPATH=../clerks /usr/bin/python3 make.py     writes *.xlsx here
"""
from grid import *


def formats(ws, **how):
    for ref, code in how.items():
        cells = ws[ref.replace("_", ":")]
        for row in cells if isinstance(cells, tuple) else ((cells,),):
            for c in row:
                c.number_format = code


# 1 a meeting's costs
wb, ws = book("会议决算")
widths(ws, 14, 12, 10, 10, 14, 14, 14)
across(ws, 1, 1, 7, "会议经费预决算表", font="黑体", size=18, h="center")
across(ws, 2, 1, 4, "会议名称：")
across(ws, 2, 5, 7, "金额单位：元", h="right")
r = grid(ws, 3, 1, """
| 会议时间 | 会议时间：    年  月  日至  月  日 | < | < | 参会人数 | 参会____人 | < |
| 会议类别 | □一类会议 □二类会议 □三类会议 | < | < | 会议地点 | | < |
| 费用项目 | 标准 | 人数 | 天数 | 预算金额 | 决算金额 | 差额 |
| 住宿费 | | | | =B6*C6*D6 | | =F6-E6 |
| 伙食费 | | | | =B7*C7*D7 | | =F7-E7 |
| 场地费 | | | | =B8*D8 | | =F8-E8 |
| 其他费用 | — | — | — | | | =F9-E9 |
| 合计 | — | — | — | =SUM(E6:E9) | =SUM(F6:F9) | =SUM(G6:G9) |
| 人均费用 | < | < | < | =IF(C6=0,"",E10/C6) | =IF(C6=0,"",F10/C6) | |
""", size=10.5)
formats(ws, E6_G10="#,##0.00", E11_F11="0.00", B6_B8="0.00", C6_D8="0")
across(ws, r, 1, 3, "审核人：")
across(ws, r, 4, 7, "报销日期：    年  月  日")
wb.save("meeting.xlsx")

# 2 a car's log: heads in two rows, the month to be written in, a ratio below too
wb, ws = book("用车台账")
widths(ws, 5, 11, 10, 20, 10, 10, 10, 9, 10, 9, 9)
across(ws, 1, 1, 11, "公务用车使用台账", font="方正小标宋简体", size=18, h="center")
across(ws, 2, 1, 5, "车牌号：")
across(ws, 2, 6, 11, "____年__月", h="right")
rows = "\n".join(f"| {i} | | | | | | =F{4+i}-E{4+i} | | =IF(G{4+i}=0,\"\",H{4+i}/G{4+i}*100) | | |" for i in range(1, 13))
r = grid(ws, 3, 1, f"""
| 序号 | 用车日期 | 用车人 | 事由 | 里程表读数 | < | 行驶里程 | 加油量 | 百公里油耗 | 是否长途 | 驾驶员 |
| ^ | ^ | ^ | ^ | 起始里程 | 结束里程 | ^ | ^ | ^ | ^ | ^ |
{rows}
| 本月合计 | < | < | < | < | < | =SUM(G5:G16) | =SUM(H5:H16) | =IF(G17=0,"",H17/G17*100) | — | — |
""", size=9)
formats(ws, B5_B16="yyyy-mm-dd", E5_G17="0", H5_I17="0.00")
across(ws, r, 1, 6, "车队负责人：")
across(ws, r, 7, 11, "填表人：")
ws.page_setup.orientation = "landscape"; ws.print_title_rows = "3:4"
wb.save("vehicle.xlsx")

# 3 a payment on a contract, saved by LibreOffice
wb, ws = book("支付申请")
widths(ws, 16, 22, 16, 22)
across(ws, 1, 1, 4, "工程进度款支付申请表", font="黑体", size=18, h="center")
across(ws, 2, 1, 4, "编号：____________", h="right")
r = grid(ws, 3, 1, """
| 工程名称 | | 施工单位 | |
| 合同金额（元） | | 开工日期 | 合同签订后____日内 |
| 已支付金额（元） | | 本期申请金额（元） | |
| 累计支付金额（元） | =B5+D5 | 累计支付比例 | =IFERROR(B6/B4,"") |
| 付款方式 | □转账  □汇票  □其他（        ） | < | < |
| 开户银行 | | 银行账号 | |
| 完成工程量说明 | | < | < |
| 施工单位意见：\\n\\n\\n负责人（签字）：\\n    年  月  日 | < | 监理单位意见：\\n\\n\\n总监（签字）：\\n    年  月  日 | < |
| 建设单位意见：\\n\\n\\n负责人（签字）：\\n    年  月  日 | < | < | < |
""", size=11, h="left")
formats(ws, B4="#,##0.00", B5_B6="#,##0.00_ ", D5="#,##0.00", D6="0.00%", D8="@")
ws.row_dimensions[9].height = 60; ws.row_dimensions[10].height = 90; ws.row_dimensions[11].height = 90
across(ws, r, 1, 4, "附件：____________")
wb.save("progress.xlsx"); through_office("progress.xlsx")

# 4 targets by quarter: names of indicators to be written, numbered with a point
wb, ws = book("目标分解")
widths(ws, 6, 22, 9, 7, 10, 10, 10, 10, 10, 14)
across(ws, 1, 1, 10, "______年度绩效目标分解表", font="黑体", size=16, h="center")
across(ws, 2, 1, 10, "填报部门：")
rows = "\n".join(f"| {i} | 指标{i}： | | | =SUM(F{i+4}:I{i+4}) | | | | | |" for i in range(1, 7))
r = grid(ws, 3, 1, f"""
| 序号 | 绩效指标 | < | < | 全年目标 | 分季目标 | < | < | < | 责任科室 |
| ^ | 指标名称 | 计量单位 | 权重 | ^ | 一季度 | 二季度 | 三季度 | 四季度 | ^ |
{rows}
| 合计 | < | < | =SUM(D5:D10) | — | — | — | — | — | — |
""", size=10)
across(ws, r, 1, 5, "分管领导：")
across(ws, r, 6, 10, "填报日期：    年  月  日")
ws.page_setup.orientation = "landscape"; ws.sheet_properties.pageSetUpPr.fitToPage = True
wb.save("quarters.xlsx")

# 5 funds by kind: rows that stay, a note to be filled in, titles on each page
wb, ws = book("执行进度")
widths(ws, 22, 14, 14, 14, 14, 11)
across(ws, 1, 1, 6, "部门预算执行进度表", font="方正小标宋_GBK", size=18, h="center")
across(ws, 2, 1, 3, "填报单位：")
across(ws, 2, 4, 6, "截至____月底　　单位：万元", h="right")
rows = "\n".join(f"| {n} | | | | =C{i}-D{i} | =IF(OR(C{i}=\"\",C{i}=0),\"\",D{i}/C{i}) |" for i, n in enumerate(["一般公共预算拨款", "政府性基金", "国有资本经营预算", "财政专户"], 4))
r = grid(ws, 3, 1, f"""
| 资金性质 | 年初预算 | 调整预算 | 支出数 | 结转结余 | 支出进度 |
{rows}
| 合计 | =SUM(B4:B7) | =SUM(C4:C7) | =SUM(D4:D7) | =SUM(E4:E7) | =IF(C8=0,"",D8/C8) |
| 进度偏慢的原因及措施 | | < | < | < | < |
""", size=11)
formats(ws, B4_E8="#,##0.00", F4_F8="0.00%")
ws.print_title_rows = "3:3"
across(ws, r, 1, 6, "注：支出进度＝支出数÷调整预算。")
wb.save("fixedrows.xlsx")

# 6 a roster in groups, each with its sum
wb, ws = book("补助花名册")
widths(ws, 8, 6, 10, 20, 11, 11, 9, 12, 12)
across(ws, 1, 1, 9, "困难群众生活补助发放花名册", font="黑体", size=16, h="center")
across(ws, 2, 1, 4, "______村民委员会")
across(ws, 2, 5, 9, "公示时间：    年  月  日至    年  月  日")
lines, n, at = [], 1, 4
for g, count in (("一组", 4), ("二组", 3), ("三组", 4)):
    for i in range(count):
        lines.append(f"| {g if i == 0 else '^'} | {n} | | | | 200 | | =F{at}*G{at} | |"); n += 1; at += 1
    lines.append(f"| 小计 | < | < | < | < | | | =SUM(H{at-count}:H{at-1}) | |"); at += 1
rows = "\n".join(lines)
r = grid(ws, 3, 1, f"""
| 组别 | 序号 | 姓名 | 身份证号 | 与户主关系 | 月补助金额 | 补助月数 | 补助总额 | 领取人签名 |
{rows}
| 合计 | < | < | < | < | < | < | =H8+H12+H17 | |
""", size=10)
formats(ws, D4_D16="@", F4_F16="0.00", G4_G16="0", H4_H18="0.00")
across(ws, r, 1, 9, "村主任：              会计：              经办人：              ")
ws.print_title_rows = "3:3"
wb.save("rosters.xlsx")
