package quantity

// Direction is which way an indicator is better; internal/direction finds it.
type Direction uint8

const (
	NoDirection  Direction = iota // nobody can tell
	MoreIsBetter                  // 合格率, 整改数量
	LessIsBetter                  // 臭氧浓度, 投诉件数
	ToThePoint                    // =8小时: neither more nor less was asked for
)

// String is the words a person reads.
func (d Direction) String() string {
	return [...]string{"看不出多好还是少好", "越多越好", "越少越好", "等于指标值"}[d]
}
