"""Eight blanks of eight bureaus, made before anybody had looked what becomes of them; NAME.txt is what a person makes of each.

    /usr/bin/python3 make.py     writes *.xlsx here
"""
from grid import *

# 1 a county's self-evaluation: subtotals by formula under each first level, a hidden row, notes, saved by LibreOffice
wb, ws = book("附件1")
widths(ws, 8, 10, 12, 18, 12, 12, 7, 9, 7, 16)
across(ws, 1, 1, 10, "附件1", font="黑体", size=12)
across(ws, 2, 1, 10, "云溪县项目支出绩效自评表", font="方正小标宋简体", size=18, h="center")
across(ws, 3, 1, 10, "（      年度）", h="center")
ws.row_dimensions[4].hidden = True
ws["A4"] = "内部校验行"
r = grid(ws, 5, 1, """
| 项目名称 | < | | < | < | 项目负责人及电话 | < | | < | < |
| 主管部门 | < | | < | < | 实施单位 | < | | < | < |
| 项目资金\\n（万元） | < | | 年初预算数 | 全年预算数\\n（A） | 全年执行数\\n（B） | 分值 | 执行率\\n（B/A） | 得分 | 备注 |
| ^ | ^ | 年度资金总额 | | | | 10 | =F8/E8 | | |
| ^ | ^ | 其中：当年财政拨款 | | | | — | | — | |
| ^ | ^ | 上年结转资金 | | | | — | | — | |
| ^ | ^ | 其他资金 | | | | — | | — | |
| 年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | < |
| ^ | | < | < | < | | < | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | < | 得分 | 偏差原因分析及改进措施 |
| ^ | 产出指标 | 数量指标 | 指标1： | | | | < | | |
| ^ | ^ | ^ | 指标2： | | | | < | | |
| ^ | ^ | 质量指标 | 指标1： | | | | < | | |
| ^ | ^ | 时效指标 | 指标1： | | | | < | | |
| ^ | 小计 | < | < | < | < | =SUM(G15:G18) | < | =SUM(I15:I18) | |
| ^ | 效益指标 | 社会效益指标 | 指标1： | | | | < | | |
| ^ | ^ | 可持续影响指标 | 指标1： | | | | < | | |
| ^ | 小计 | < | < | < | < | =SUM(G20:G21) | < | =SUM(I20:I21) | |
| ^ | 满意度指标 | 服务对象满意度指标 | 指标1： | | | | < | | |
| ^ | 小计 | < | < | < | < | =SUM(G23:G23) | < | =SUM(I23:I23) | |
| 总分 | < | < | < | < | < | 100 | < | =I8+I19+I22+I24 | |
""")
ws.row_dimensions[13].height = 60
across(ws, r, 1, 10, "填表人：              联系电话：              填报日期：      年    月    日")
across(ws, r + 1, 1, 10, "注：1.其他资金包括和财政资金共同投入到同一项目的自有资金、社会资金等。\n    2.定量指标完成的记该指标所赋全部分值。")
ws.page_setup.fitToHeight = 1; ws.page_setup.fitToWidth = 1; ws.sheet_properties.pageSetUpPr.fitToPage = True
ws.print_title_rows = "14:14"
wb.save("county.xlsx"); through_office("county.xlsx")

# 2 monitoring: two rows of heads over the indicators, boxes one beneath the other in a cell
wb, ws = book("监控表")
widths(ws, 9, 11, 16, 12, 14, 14, 16, 12, 12)
across(ws, 1, 1, 9, "项目支出绩效目标执行监控表", font="黑体", size=16, h="center")
across(ws, 2, 1, 9, "（2026年度）", h="center")
r = grid(ws, 3, 1, """
| 项目名称 | < | | < | < | < | < | < | < |
| 主管部门及代码 | < | | < | < | 实施单位 | | < | < |
| 项目资金（万元） | < | | 年初预算数 | 1-7月执行数 | 1-7月执行率 | 全年预计执行数 | < | < |
| ^ | ^ | 年度资金总额 | | | | | < | < |
| ^ | ^ | 其中：本年财政拨款 | | | | | < | < |
| ^ | ^ | 上年结转资金 | | | | | < | < |
| ^ | ^ | 其他资金 | | | | | < | < |
| 年度总体目标 | < | | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 偏差原因分析 | < | 完成目标可能性 |
| ^ | ^ | ^ | ^ | ^ | ^ | 偏差原因 | 原因说明 | ^ |
| 产出指标 | 数量指标 | | | | | □经费保障\\n□制度保障\\n□人员保障 | | □确定能\\n□有可能\\n□完全不可能 |
| ^ | ^ | | | | | □经费保障\\n□制度保障\\n□人员保障 | | □确定能\\n□有可能\\n□完全不可能 |
| ^ | 质量指标 | | | | | □经费保障\\n□制度保障\\n□人员保障 | | □确定能\\n□有可能\\n□完全不可能 |
| 效益指标 | 社会效益指标 | | | | | □经费保障\\n□制度保障\\n□人员保障 | | □确定能\\n□有可能\\n□完全不可能 |
| 满意度指标 | 服务对象满意度指标 | | | | | □经费保障\\n□制度保障\\n□人员保障 | | □确定能\\n□有可能\\n□完全不可能 |
""", size=9)
across(ws, r, 1, 5, "单位负责人（签字）：")
across(ws, r, 6, 9, "填报人：          联系电话：")
ws.page_setup.orientation = "landscape"
ws.print_title_rows = "11:12"
wb.save("monitor.xlsx")

# 3 a stock-taking: the sum above the items, a hidden column, heads in two rows, long list, print titles
wb, ws = book("盘点表")
widths(ws, 5, 14, 18, 12, 6, 8, 12, 8, 12, 8, 12, 10)
across(ws, 1, 1, 12, "行政事业单位固定资产盘点表", font="黑体", size=18, h="center")
across(ws, 2, 1, 6, "单位名称（公章）：")
across(ws, 2, 7, 9, "盘点基准日：    年  月  日")
across(ws, 2, 10, 12, "金额单位：元", h="right")
items = "\n".join(f"| {i} | | | | | | | | | | | |" for i in range(1, 16))
r = grid(ws, 3, 1, f"""
| 序号 | 资产编码 | 资产名称 | 规格型号 | 计量单位 | 账面数 | < | 实有数 | < | 盘盈（亏） | < | 备注 |
| ^ | ^ | ^ | ^ | ^ | 数量 | 金额 | 数量 | 金额 | 数量 | 金额 | ^ |
| 合计 | < | < | < | < | =SUM(F6:F20) | =SUM(G6:G20) | =SUM(H6:H20) | =SUM(I6:I20) | =SUM(J6:J20) | =SUM(K6:K20) | |
{items}
""", font="仿宋_GB2312")
ws.column_dimensions["B"].hidden = True
across(ws, r, 1, 12, "单位负责人：            资产管理员：            监盘人：            ")
ws.print_title_rows = "3:4"
ws.page_setup.orientation = "landscape"; ws.page_setup.paperSize = 9
wb.save("stock.xlsx")

# 4 a purchase request: □其他____, an hour, a product by formula in each row, the sum in words
wb, ws = book("采购申请")
widths(ws, 12, 16, 14, 8, 8, 11, 13, 14)
across(ws, 1, 1, 8, "政府采购项目需求申请表", font="黑体", size=16, bold=True, h="center")
across(ws, 2, 1, 5, "申请部门：")
across(ws, 2, 6, 8, "编号：____________", h="right")
r = grid(ws, 3, 1, """
| 采购项目名称 | | < | < | 预算金额（元） | < | | < |
| 资金来源 | □财政拨款  □自有资金  □其他____________ | < | < | < | < | < | < |
| 采购方式 | □公开招标  □竞争性磋商  □询价  □单一来源 | < | < | < | < | < | < |
| 开标时间 | 年   月   日   时 | < | < | 开标地点 | < | | < |
| 序号 | 品名 | 规格型号 | 单位 | 数量 | 单价（元） | 金额（元） | 备注 |
| 1 | | | | | | =E8*F8 | |
| 2 | | | | | | =E9*F9 | |
| 3 | | | | | | =E10*F10 | |
| 4 | | | | | | =E11*F11 | |
| 小计 | < | < | < | =SUM(E8:E11) | | =SUM(G8:G11) | |
| 合计金额（大写） | < | | < | < | < | < | < |
| 部门意见 | \\n\\n负责人签字：              年    月    日 | < | < | < | < | < | < |
| 分管领导意见 | \\n\\n签字：              年    月    日 | < | < | < | < | < | < |
""")
for i in (14, 15):
    ws.row_dimensions[i].height = 56
    style(ws, f"B{i}", h="right", v="bottom", box=True)
across(ws, r, 1, 8, "经办人：____________    联系电话：____________")
wb.save("purchase.xlsx")

# 5 a department as a whole: indicators and weights printed, evaluation standards printed, scores left
wb, ws = book("部门整体")
widths(ws, 10, 12, 20, 7, 26, 12, 12, 8, 18)
across(ws, 1, 1, 9, "2025年度部门整体支出绩效自评表", font="方正小标宋_GBK", size=18, h="center")
across(ws, 2, 1, 6, "部门名称（盖章）：")
across(ws, 2, 7, 9, "单位：万元", h="right")
r = grid(ws, 3, 1, """
| 资金情况 | | 年初预算数 | 全年预算数 | < | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | | | < | | 10 | | |
| ^ | 基本支出 | | | < | | / | | / |
| ^ | 项目支出 | | | < | | / | | / |
| 年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < |
| ^ | 1.\\n2.\\n3. | < | < | < | 1.\\n2.\\n3. | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标\\n（50分） | 数量指标 | 指标1： | < | | | | | |
| ^ | ^ | 指标2： | < | | | | | |
| ^ | ^ | …… | < | | | | | |
| ^ | 质量指标 | 指标1： | < | | | | | |
| 效益指标\\n（30分） | 社会效益指标 | 指标1： | < | | | | | |
| 满意度指标\\n（10分） | 服务对象满意度指标 | 指标1： | < | | | | | |
| 合计 | < | < | < | < | < | 100 | | |
""", size=10.5)
style(ws, "B8:I8", h="left", v="top", box=True)
across(ws, r, 1, 9, "填报人：        审核人：        联系电话：        填报日期：2026年  月  日")
ws.sheet_properties.pageSetUpPr.fitToPage = True; ws.page_setup.fitToHeight = 0
wb.save("whole.xlsx")

# 6 a check-list: printed items, boxes in each row, no numbers on some
wb, ws = book("检查表")
widths(ws, 6, 12, 40, 20, 18)
across(ws, 1, 1, 5, "财政资金使用情况现场检查表", font="黑体", size=16, h="center")
across(ws, 2, 1, 3, "被检查单位：                      ")
across(ws, 2, 4, 5, "检查日期：   年  月  日", h="right")
r = grid(ws, 3, 1, """
| 序号 | 检查类别 | 检查内容 | 检查结果 | 问题描述 |
| 1 | 预算管理 | 预算批复文件是否齐全 | □是  □否 | |
| 2 | ^ | 预算调整是否履行程序 | □是  □否 | |
| 3 | 资金管理 | 是否专款专用、专账核算 | □是  □否  □不适用 | |
| 4 | ^ | 是否存在截留、挤占、挪用 | □是  □否 | |
| 5 | 资产管理 | 购置资产是否及时入账 | □是  □否 | |
| 检查结论 | < | □合格  □基本合格  □不合格 | < | < |
| 整改要求 | < | | < | < |
""", font="楷体_GB2312", size=11)
style(ws, "C4:C8", h="left", box=True)
across(ws, r, 1, 5, "检查人（签字）：                    被检查单位负责人（签字）：                    ")
wb.save("check.xlsx"); through_office("check.xlsx")

# 7 two tables side by side: what came in, what was spent, each its own list with its sum
wb, ws = book("收支明细")
widths(ws, 6, 18, 14, 6, 18, 14, 14)
across(ws, 1, 1, 7, "村级集体经济收支公开表", font="黑体", size=18, h="center")
across(ws, 2, 1, 4, "            村民委员会")
across(ws, 2, 5, 7, "公开时间：2026年   月   日     单位：元", h="right")
items = "\n".join(f"| {i} | | | {i} | | | |" for i in range(1, 9))
r = grid(ws, 3, 1, f"""
| 收入 | < | < | 支出 | < | < | < |
| 序号 | 收入项目 | 收入金额 | 序号 | 支出项目 | 支出金额 | 经手人 |
{items}
| 收入合计 | < | =SUM(C5:C12) | 支出合计 | < | =SUM(F5:F12) | |
| 上期结余 | < | | 本期结余 | < | =C14+C13-F13 | |
""")
across(ws, r, 1, 7, "村支书：          村主任：          监委会主任：          会计：          ")
wb.save("village.xlsx")

# 8 a goal form: kinds to tick, from when to when, targets side by side, targets numbered, a unit in the heading
wb, ws = book("目标申报")
widths(ws, 8, 11, 14, 24, 16, 12, 16)
across(ws, 1, 1, 7, "项目支出绩效目标申报表", font="方正小标宋_GBK", size=20, h="center")
across(ws, 2, 1, 7, "（   年度）", h="center")
across(ws, 3, 1, 7, "填报单位：                                                   单位：万元")
r = grid(ws, 4, 1, """
| 项目名称 | < | | < | < | 项目类别 | |
| 主管部门 | < | | < | < | 实施单位 | |
| 项目性质 | < | □一次性项目   □阶段性项目   □经常性项目 | < | < | < | < |
| 计划开始日期 | < | 年   月   日 | < | 计划完成日期 | 年   月   日 | < |
| 年度资金（万元） | < | 年度资金申请总额 | | < | < | < |
| ^ | ^ | 其中：当年财政拨款 | | < | < | < |
| ^ | ^ | 上年结转资金 | | < | < | < |
| ^ | ^ | 其他资金 | | < | < | < |
| 绩效目标 | < | 项目总目标 | < | 年度总体目标 | < | < |
| ^ | ^ | 目标1：\\n目标2：\\n…… | < | 目标1：\\n目标2：\\n…… | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 指标值 | < |
| ^ | 成本指标 | 经济成本指标 | 指标1： | < | | < |
| ^ | ^ | ^ | …… | < | | < |
| ^ | 产出指标 | 数量指标 | 指标1： | < | | < |
| ^ | ^ | ^ | …… | < | | < |
| ^ | ^ | 质量指标 | 指标1： | < | | < |
| ^ | 效益指标 | 经济效益指标 | 指标1： | < | | < |
| ^ | ^ | 社会效益指标 | 指标1： | < | | < |
| ^ | 满意度指标 | 服务对象满意度指标 | 指标1： | < | | < |
""", font="仿宋", size=11)
style(ws, "C13:G13", font="仿宋", size=11, h="left", v="top", box=True)
ws.row_dimensions[13].height = 70
across(ws, r, 1, 7, "填表说明：1.项目性质只选一项。2.指标值应当可衡量。")
wb.save("goal.xlsx")
