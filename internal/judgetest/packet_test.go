package judgetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packetValid says how many files of metadata are as a schema wants them.
const packetValid = `import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
for f in sys.argv[2:]:
    if not schema.validate(etree.parse(f)):
        sys.exit("%s: %s" % (f, list(schema.error_log)[:3]))
print(len(sys.argv) - 2)`

// TestPacket: the metadata of archive packets are as the schema in the packet says, under our names and others, by
// libxml2; the published schema is that of a packet without a profile.
func TestPacket(t *testing.T) {
	shared(t)
	dir := t.TempDir()
	profile := filepath.Join(dir, "约定.yaml")
	if err := os.WriteFile(profile, []byte("namespace: urn:x\nelements: {电子文件: record, 题名: title, 数字摘要: digest, 算法: alg, 电子属性: file}\n"+
		"values: {全宗号: J<1>, 保管期限: 永久, 档案馆名称: 甲, 密级: 公开, 稿本: 正本}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(root, "examples", "compare", "2024")
	for i, more := range [][]string{{}, {"--profile", profile}} {
		to := filepath.Join(dir, []string{"a", "b"}[i])
		gongbiao(t, append([]string{"archive", in, "-o", to, "--date", "2025-06-30", "-f", "pdf,xlsx,ofd", "--with-errors", "南屿坡镇基本公共卫生服务（第二期）"}, more...)...)
		files, err := filepath.Glob(filepath.Join(to, "*", "元数据.xml"))
		if err != nil || len(files) != 3 {
			t.Fatal(files, err)
		}
		schema := filepath.Join(to, "元数据.xsd")
		if i == 0 {
			schema = filepath.Join(root, "docs", "archive-metadata.xsd")
		}
		if o := passes(t, python, append([]string{"-B", "-c", packetValid, schema}, files...)...); strings.TrimSpace(o.stdout) != "3" {
			t.Error(o.stdout)
		}
		gongbiao(t, "verify", to)
	}
}
