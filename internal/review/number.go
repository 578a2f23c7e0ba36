package review

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
)

// crockford has no I, L, O, U: a number is copied by hand and read out on the telephone.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// rowNumber is what a place says of the row beside its name: rows may move, their names stay.
var rowNumber = pattern.Late(` 第 \d+ 行“`)

// numbers gives problems their numbers: the same year, unit, project, place and code always have the same, whatever
// stands before or after them; a second problem of the same kind at a place of the same name has another.
type numbers map[string]bool

func (n numbers) of(year, unit, project, place, code string) string {
	key := strings.Join([]string{quantity.Plain(year), quantity.Plain(unit), quantity.Plain(project),
		quantity.Plain(rowNumber.ReplaceAllString(place, "“")), code}, "\x00")
	for {
		sum := sha256.Sum256([]byte(key))
		s := crockford.EncodeToString(sum[:5]) // 40 bits: 8 characters
		s = s[:4] + "-" + s[4:]
		if !n[s] {
			n[s] = true
			return s
		}
		key += "\x00"
	}
}
