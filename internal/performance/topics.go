package performance

import (
	"slices"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/model"
)

// topic is a field of work: words in an indicator's name that belong to nothing else, and words of the rest of a form
// that justify them.
type topic struct {
	strong []string
	hints  []string
}

var topics = sync.OnceValue(func() (out []topic) {
	for _, t := range []struct{ strong, hints string }{
		{"学生 教师 课程 幼儿 校舍 教学 学位 入学", "学 校 教 幼 托 育 儿童 青少年 师 培训 读 课 实训 考试 孩"},
		{"垃圾 清扫 环卫 公厕", "建 工程 改造 施工 拆 餐 食堂 酒店 垃圾 洁 扫 环卫 清运 卫生 环境 市容 城管 城市管理 废 物业 村容 人居 厕 收运 社区 街道 文明 绿化 美丽 市场 小区"},
		{"患者 诊疗 就诊 病床 医护 疫苗 接种 门诊", "医 卫生 病 诊 健康 护 药 疫 疾 康 残 生育 妇幼 血 急救 养老 救助 红十字"},
		{"游客 景区 旅游", "游 景 旅 文化 公园 展 观光 民宿 节 古 度假 湿地 馆 红色 遗产 体验 会展 绿道 乡村 非遗 街区"},
		{"亩产 农机 作物 畜禽 养殖户", "农 粮 种 田 畜 牧 渔 茶 果 村 乡 镇 耕 林 油菜 稻 防治 植 水利 灌 土 养殖 脱贫 振兴 扶 移民 库区 收购 屠宰 气象"},
		{"路面 公路 公交 桥梁 车流 司机 驾驶员 乘客 通车", "路 交通 桥 车 运输 港 航 船 公交 地铁 驾 街 通行 停 隧 轨 照明 出行 客运 物流 道"},
		{"堤防 水库 灌溉 河道 防洪 泵站 涵闸", "水 河 堤 库 灌 防洪 闸 湖 泵 江 渠 汛 农田 田 排涝 流域"},
		{"招聘 求职", "就业 岗 职 人才 招 劳动 用工 创业 培训 务工 人社 人力 技能 脱贫 帮扶 以工代赈 产业 企业 学校 院校 毕业 补贴 退役 残疾 移民 园区 招商 项目建设 工程"},
		{"养老 助餐", "老 助餐 照护 民政 敬 护理 社区 助 养 居家 医 卫生 健康 公交 服务中心"},
		{"审判 社区矫正 法律援助 刑事", "案 检 法 警 公安 矫 治安 监控 执法 纪 监察 信访 仲裁 稽查 缉 司法 律 禁毒 派出所"},
		{"读者 藏书 借阅", "图书 书 阅 读 文化 馆 学 档案 报 出版"},
		{"演出 非遗 文物", "文 演 展 馆 艺 影 剧 非遗 戏 博 档案 节 体育 赛 广播 电视 遗 古 科普 会展"},
		{"运动员 赛事", "体 赛 健身 运动 球 操场 步道 马拉松 公园 广场"},
		{"云主机 数据备份", "系统 平台 网 数 信息 云 软件 智慧 智能 电子 监控 机房 运维 线上 互联 技术 科技 设备"},
		{"棚户 公租房 廉租 危房 租户", "房 居 棚 小区 物业 电梯 楼 住 建筑 社区 梯"},
		{"污水 化学需氧量", "污 环 排 水 管网 河 湖 生态 治理 厂 厕 村 养殖 减排 乡镇 市政"},
		{"造林", "森林 草原 林 草 树 绿 园 山 木 生态 湿地 植 防火 荒"},
		{"退役军人", "退役 军 兵 优抚 双拥 安置"},
		{"残疾人", "残 辅具 康复 民政 助 无障碍 福利 就业 救助"},
	} {
		out = append(out, topic{strings.Fields(t.strong), strings.Fields(t.hints)})
	}
	return out
})

// leastRest is how much of a form must be written, in bytes, before an indicator is held against it.
const leastRest = 20 * len("字")

// fieldWord is the first word of a name that belongs to one field of work; few names have one.
func fieldWord(name string) model.Result {
	for _, t := range topics() {
		if w := firstIn(name, t.strong); w != "" {
			return words(w)
		}
	}
	return model.Result{}
}

// offTopic is the word of an indicator's name that belongs to a field of work of which nothing else on the form
// speaks: the name of the project, of the offices, the goals, the other indicators.
func offTopic(_ *memory, x []model.Result) model.Result {
	name, rest := x[0].Text, x[1].Text
	for _, t := range topics() {
		word := firstIn(name, t.strong)
		if word == "" {
			continue
		}
		rest := strings.ReplaceAll(rest, name, "")
		if len(rest) < leastRest || firstIn(rest, t.hints) != "" {
			return model.Result{}
		}
		return words(word)
	}
	return model.Result{}
}

// firstIn is the first of the words that stands in s, empty if none does.
func firstIn(s string, list []string) string {
	if i := slices.IndexFunc(list, func(w string) bool { return strings.Contains(s, w) }); i >= 0 {
		return list[i]
	}
	return ""
}
