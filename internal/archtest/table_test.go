package archtest

// rule says what a package of ours may import and why. A new package is added here and in docs/architecture.md, with
// its reason.
type rule struct {
	ours  string // packages of ours, as the table of docs/architecture.md writes them
	third string // modules of others, outside tests
	why   string
}

// all stands for every package of ours.
const all = "*"

var rules = map[string]rule{
	"model/unit":                {"", "", "lengths are the alphabet of everything else"},
	"internal/char":             {"", "", "which characters do not show is known once, for records, layouts and messages"},
	"model/pointer":             {"", "", "where a datum is, as programs and as people say it, is known once"},
	"model/number":              {"internal/char", "decimal", "how people write a figure, how a column prints it and how it is rounded is known once"},
	"model/data":                {"internal/char model/finding model/pointer internal/alike internal/yamltree", "decimal yaml", "records are read as files have them, without knowing any form"},
	"model/finding":             {"internal/char", "", "errors are data that every package must be able to make"},
	"model":                     {"internal/char model/data model/finding model/number internal/quantity model/pointer internal/alike internal/recent", "expr decimal", "a record knows nothing of paper; expressions and decimals live here and nowhere else"},
	"internal/recent":           {"", "", "what is remembered is bounded in one way, whoever remembers"},
	"internal/pattern":          {"", "", "regular expressions are compiled when used: a start pays for none"},
	"internal/quantity":         {"internal/char", "decimal text", "what people write as a value is understood without knowing forms"},
	"internal/direction":        {"internal/quantity", "decimal", "which way an indicator is better follows from its name and target; forms and checks are not known"},
	"internal/shingle":          {"", "", "texts are told apart by sketches; nothing of forms is known"},
	"internal/holes":            {"model/finding", "", "sentences are read for holes by the tests of several packages"},
	"internal/remark":           {"model/finding", "", "report, list and proof count and fold findings in one place, so that their numbers agree"},
	"internal/report":           {"model/finding model/unit internal/ooxml internal/remark", "", "a report knows findings, not forms"},
	"internal/waiver":           {"model model/check model/data model/finding model/pointer internal/alike", "", "what was answered is held against findings of any form; it prints nothing"},
	"internal/personal":         {"model model/check model/finding", "", "what belongs to a person is told from texts; it alters and prints nothing"},
	"internal/gate":             {"internal/audit internal/personal internal/safefile model model/finding model/grid", "", "what may leave the house is decided in one place for sites and archives; what they are is nothing to it"},
	"internal/archive":          {"internal/audit internal/batch internal/gate internal/outname internal/personal internal/safefile internal/verify/markup internal/yamltree render model model/data model/finding", "gmsm yaml", "a packet is files made of forms, lists of them and their digests; no flags"},
	"internal/publish":          {"internal/paint/html internal/audit internal/batch internal/gate internal/personal internal/safefile internal/alike render model model/data model/finding model/number model/pointer templates", "decimal", "a site is files made of forms and of what audit and personal say of them; no flags"},
	"internal/serve/web":        {"", "", "the page is files; whoever serves it knows the rest"},
	"internal/audit":            {"internal/report internal/summary internal/waiver model model/check model/data model/finding model/grid templates", "", "many records, checked one after the other; no flags, no paper"},
	"internal/audit/part":       {"internal/batch internal/report internal/safefile model/data model/finding", "", "what parts of a run have found is put together as reports tell it; nothing is checked again"},
	"model/check":               {"model model/data model/finding model/number internal/quantity internal/shingle model/pointer internal/yamltree", "yaml", "checks are data and speak of records and values, never of paper"},
	"internal/summary":          {"model model/check model/data model/finding model/number internal/performance", "decimal", "what tables over many forms show is said by the form, and taken from it in one place"},
	"internal/prose":            {"internal/char model/number internal/quantity", "decimal", "texts are understood by themselves; what a form holds comes from outside"},
	"internal/performance":      {"internal/char model model/number model/check internal/quantity internal/direction internal/prose internal/shingle internal/recent", "decimal", "the words of a trade are offered to the engine of checks, which knows none of them"},
	"model/grid":                {"model/unit model/finding", "decimal", "a noun imports nouns only"},
	"model/page":                {"model/unit", "", "a noun imports nouns only; finished pages need neither data nor fonts"},
	"templates":                 {"model model/check model/grid model/unit internal/char model/data model/finding model/number model/pointer internal/alike internal/notation internal/picture internal/performance internal/quantity internal/summary internal/safefile internal/yamltree", "decimal yaml", "layouts turn records into grids; they never measure or paint; a folder's files are opened without waiting"},
	"internal/notation":         {"model/grid model/number model/unit internal/quantity internal/yamltree", "yaml", "how a layout is written is read without knowing forms"},
	"internal/picture":          {"", "", "a picture is checked and cut without knowing who placed it"},
	"internal/skeleton":         {"model", "", "a layout to begin with is text made of a form; only tests load it"},
	"internal/fromblank":        {"model model/grid model/unit model/finding internal/found internal/intake internal/intake/tables internal/intake/xlsx", "", "an official blank becomes the text of a layout; only tests load it"},
	"fonts":                     {"model/unit model/finding internal/sfnt internal/safefile internal/yamltree", "text yaml", "a face knows characters and advances, not forms; a folder's files are opened without waiting"},
	"internal/faces":            {"fonts internal/layout", "", "layout asks for faces through an interface of its own: here the two meet"},
	"internal/sfnt":             {"", "", "reading and cutting TrueType files knows neither families nor text"},
	"internal/layout":           {"model/grid model/page model/unit model/finding model/number internal/picture internal/layout/linebreak", "qr decimal", "every size is decided here, once, the sums of a page too, and fonts come through an interface of its own"},
	"internal/layout/linebreak": {"", "uniseg", "where a line may end is a matter of characters and widths, not of forms or faces"},
	"internal/paint/face":       {"internal/paint/base model/page fonts", "", "what two painters need lies below both: the fonts of a file whose readers look characters up in them"},
	"internal/paint/svg":        {"internal/paint/base internal/paint/face model/page model/unit", "", "a painter imports exactly one noun: pages"},
	"internal/paint/html":       {"internal/paint/base model/grid model/unit model/finding", "", "a painter imports exactly one noun: the grid"},
	"internal/paint/raster":     {"internal/paint/base internal/paint/face model/page model/unit fonts", "image", "a painter imports exactly one noun: pages"},
	"internal/paint/base":       {"model/unit", "", "what two painters need lies below both; it knows no format"},
	"internal/paint/pdf":        {"internal/paint/base model/page model/unit fonts internal/sfnt internal/paint/pdf/zpiece", "compress", "a painter imports exactly one noun: pages; font files are cut in one way"},
	"internal/paint/pdf/zpiece": {"", "", "gluing compressed pieces knows nothing of fonts or PDF"},
	"internal/paint/ofd":        {"internal/paint/base internal/paint/face model/page model/unit fonts internal/paint/pdf/zpiece", "compress", "a painter imports exactly one noun: pages; compressed glyphs are glued in one way"},
	"internal/paint/plain":      {"model/page model/unit model/finding fonts", "gopdf fpdf", "a painter imports exactly one noun: pages; the libraries stay here"},
	"internal/paint/xlsx":       {"model/grid model/unit model/finding internal/ooxml", "decimal", "a painter imports exactly one noun: the measured grid"},
	"internal/paint/docx":       {"internal/paint/base model/grid model/unit model/finding internal/ooxml", "", "a painter imports exactly one noun: the measured grid"},
	"internal/ooxml":            {"model/unit", "compress text", "a file format apart from forms: it decides nothing; fill-in workbooks stand on it too"},
	"render": {"model model/grid model/page model/unit internal/char model/data model/finding model/pointer templates fonts internal/faces internal/layout internal/ooxml internal/paint/docx internal/paint/html internal/paint/ofd internal/paint/pdf internal/paint/plain internal/paint/raster internal/paint/svg internal/paint/xlsx internal/remark", "",
		"the road from record to bytes; nothing of ours but cmd stands above it"},
	"internal/found":          {"model/grid model/unit model/finding", "", "a noun imports nouns only: tables as files hold them, without what they mean"},
	"internal/intake":         {"model/finding", "", "the door knows kinds of files and limits, nothing of what is in them"},
	"internal/intake/sheet":   {"internal/intake/phrase model/finding internal/found", "decimal", "what a cell holds is decided once, for ledgers, blank forms and filled-in forms, old and new files alike"},
	"internal/intake/flow":    {"model/grid model/unit internal/intake internal/intake/phrase internal/found model/finding", "", "how tables of documents are put together is known once, for Word and web pages"},
	"internal/intake/charset": {"", "text", "in which encoding a text is, is told once and by its bytes"},
	"internal/intake/csv":     {"internal/intake internal/intake/charset internal/intake/phrase internal/found model/finding", "", "a table that is text becomes a found table; ledgers, which know columns, read for themselves"},
	"internal/intake/html":    {"model/grid model/unit internal/intake internal/intake/charset internal/intake/flow internal/intake/phrase internal/found model/finding", "net text", "a web page becomes found tables; how they are put together is decided below"},
	"internal/intake/docx":    {"model/grid model/unit internal/intake internal/intake/flow internal/intake/phrase internal/intake/scan internal/found model/finding", "", "a document becomes found tables; how they are put together is decided below"},
	"internal/intake/phrase":  {"model/finding internal/char", "", "what a text in several fonts says is decided once, for sheets, documents and web pages"},
	"internal/intake/scan":    {"", "", "XML is read as a stream, whatever it says"},
	"internal/intake/tables":  {"internal/intake internal/found internal/intake/csv internal/intake/docx internal/intake/html internal/intake/office internal/intake/pdf internal/intake/xls internal/intake/xlsx", "", "one way from a file of any kind to its tables; what they mean is said above it"},
	"internal/intake/office":  {"internal/intake model/finding", "", "another program is run in one place, and only where it is asked for"},
	"internal/intake/pdf":     {"model/grid model/unit internal/intake internal/intake/phrase model/finding internal/found internal/layout/linebreak", "text", "a printed form becomes found tables; where a line could have been broken is asked of those who break lines"},
	"internal/intake/xls":     {"internal/intake internal/intake/phrase internal/intake/sheet model/finding internal/found", "decimal mscfb", "an old workbook becomes found tables; what its cells hold is decided below"},
	"internal/intake/xlsx":    {"internal/intake internal/intake/phrase internal/intake/scan internal/intake/sheet model/finding internal/found", "decimal", "a workbook becomes found tables; what its cells hold is decided below"},
	"internal/ledger":         {"model model/data model/finding model/number internal/found internal/intake internal/intake/charset internal/intake/xlsx", "decimal", "a ledger becomes records as if they were JSON; nothing of paper"},
	"internal/sample":         {"internal/summary model model/number internal/picture", "decimal", "invented records know the fields of a form and nothing else"},
	"internal/workbook": {"model model/grid model/unit model/data model/finding model/pointer templates internal/paint/xlsx internal/ooxml", "",
		"a form to be filled in is a layout written by the spreadsheet painter; sizes come through an interface"},
	"workbook/collect": {"internal/alike internal/intake internal/intake/phrase internal/intake/tables internal/intake/xlsx model model/data model/finding model/number internal/found model/pointer templates internal/workbook", "text",
		"reading back knows the layouts' outlines and the marks of internal/workbook, and nothing of painting"},
	"internal/review": {"model model/check model/data model/finding internal/quantity internal/performance", "",
		"a round is records in, records out: no files, no clock, nothing of paper"},
	"internal/compare": {"model model/check model/data model/finding model/unit internal/quantity internal/direction internal/alike internal/performance internal/ooxml", "decimal",
		"two years are records in, differences out: no files, no clock, nothing of paper but the list"},
	"internal/receive": {"model model/unit model/data model/finding model/pointer internal/intake internal/intake/office internal/ooxml workbook/collect internal/safefile", "text",
		"a folder of workbooks and the internal/ledger of it; no flags"},
	"internal/book": {"model internal/summary model/data model/finding model/number model/grid model/page model/unit fonts render internal/faces internal/layout internal/paint/ofd internal/paint/pdf internal/paint/xlsx internal/ooxml internal/safefile", "decimal text",
		"a book adds pages to the forms' own: it orders, counts and streams, and sizes are still decided by layout"},
	"internal/handout":        {"model model/data model/finding internal/comeback internal/ledger internal/outname internal/workbook templates", "", "what is handed out to many units is made in one way, for the command and for jobs; no files, no flags"},
	"internal/comeback":       {"model model/data model/finding model/number model/pointer internal/sample templates internal/workbook workbook/collect", "", "a form is tried before it is handed out: filled in and read back; painting comes as a Sizer"},
	"internal/serve/problem":  {"model/finding", "", "a request is refused in one way, whoever refuses it"},
	"internal/serve/api":      {"internal/serve/problem render internal/alike internal/audit internal/batch internal/explain internal/ledger internal/outname internal/recent internal/remark internal/report internal/sample internal/summary internal/waiver internal/workbook workbook/collect model model/data model/finding model/grid model/pointer model/unit templates", "yaml", "requests become calls of what the command line calls too; no sockets, files, processes or clock, so that it runs without a network"},
	"internal/serve/gate":     {"internal/serve/problem model/finding", "prometheus", "who and what may come in is decided without knowing forms"},
	"internal/serve/jobs":     {"internal/outname internal/safefile internal/serve/problem model/finding", "", "long work is kept, told about and taken away; what it is comes through an interface"},
	"internal/serve/work":     {"internal/audit internal/batch internal/book internal/handout internal/ledger internal/ooxml internal/outname internal/receive internal/report internal/serve/jobs internal/serve/problem internal/workbook model/data model/finding render templates workbook/collect", "", "a job does what the command of its name does, through the same packages; no flags, no HTTP but the status of a refusal"},
	"internal/serve/worker":   {"internal/serve/problem model/finding", "sys", "a stranger's layout runs in a child of ourselves; what the child answers comes from outside"},
	"internal/serve":          {"internal/serve/api internal/serve/foreign internal/serve/gate internal/serve/jobs internal/serve/problem internal/serve/web internal/serve/work internal/serve/worker model/finding render", "", "the service put together; it listens to nothing itself"},
	"internal/serve/foreign":  {"internal/serve/api internal/serve/problem model/finding render templates", "", "a layout that comes with a request is answered by the same handlers; where that runs is the caller's"},
	"internal/serve/inside":   {"internal/serve/api internal/serve/foreign internal/serve/jobs internal/serve/problem internal/serve/work model/finding render", "", "the handlers for one person in the same process: nothing of networks, gates or processes"},
	"internal/mcp":            {"internal/ledger model model/data model/pointer", "mcp", "an assistant asks the handlers of serve, and touches the folders it was given; the protocol stays here"},
	"internal/edition":        {"", "", "which program this is, is known once, for each of the programs"},
	"internal/onefile":        {"fonts internal/paint/pdf/zpiece internal/serve/web internal/sfnt", "", "one file is packed of what others made: the page as it is served, an engine as bytes, faces cut"},
	"cmd/onefile":             {"internal/edition internal/onefile internal/serve/inside render", "", "builds the engine, asks it what it always answers, and packs it; no flags of the product"},
	"cmd/onefile/engine":      {"internal/edition internal/serve/inside render", "", "the handlers behind a worker of a browser; it decides nothing"},
	"internal/explain":        {"model model/check model/finding model/number model/pointer templates internal/audit", "decimal", "how a figure came about and what a code means, as data and words; no flags"},
	"cmd/gongbiao":            {all, "cobra pflag term sys nats-server", "flags, files and exit codes; cobra stays here"},
	"internal/fleet":          {"internal/batch internal/ledger internal/report internal/safefile model/finding render", "", "a job of many machines knows a store and a queue by what it asks of them, no engine and no network"},
	"internal/fleet/stream":   {"internal/fleet", "nats-server nats", "the queue on JetStream; built with the tag fleet only"},
	"internal/fleet/objects":  {"internal/fleet", "minio", "the store on S3; built with the tag fleet only"},
	"internal/batch":          {"model model/data model/finding model/pointer internal/ledger internal/intake internal/report render internal/ooxml internal/safefile internal/outname", "", "many records, one after the other; no flags and no painting (of ooxml only the properties of the list of failures)"},
	"internal/verify":         {"model model/data model/finding render internal/intake internal/verify/markup internal/verify/meaning internal/verify/ofdfile internal/verify/paper", "", "a file is held against what its records make, so it renders; it paints nothing itself"},
	"internal/verify/meaning": {"model/finding internal/found internal/intake internal/intake/xlsx internal/verify/markup", "", "what a workbook says and shows, whoever saved it; it may share code with the readers, none with the writer"},
	"internal/verify/markup":  {"", "", "XML as a judge wants it knows nothing of any format"},
	"internal/verify/ofdfile": {"internal/intake internal/verify/markup", "", "what an OFD of ours says; it shares no code with the writer"},
	"internal/verify/paper":   {"internal/verify/ofdfile", "", "what a PDF or OFD of ours says; it shares no code with the writer"},
	"internal/safefile":       {"", "sys text", "writing a file knows nothing of forms; which names systems take for one is a matter of characters"},
	"internal/alike":          {"model/finding internal/char", "", "which name is meant is a matter of characters"},
	"internal/yamltree":       {"internal/char model/finding internal/alike", "yaml", "what a YAML file may be, and where it goes wrong, is known once, whatever the file is for"},
	"internal/outname":        {"", "text", "making a file name knows nothing of forms"},
	"internal/archtest":       {"", "", "this table"},
	"internal/mutants":        {"", "", "wrong changes that a test must notice; it runs the tests from outside"},
	"internal/racing":         {"", "", "which tests the race detector has nothing to do with"},
	"internal/golden":         {"", "", "one way to hold a test against a file; it knows bytes only"},
	"internal/truthtest":      {"", "", "the checker is measured from outside, on forms that are not its own; one test file knows how it is called"},
	"internal/gridtest":       {"model/grid", "", "a grid is drawn and checked for tests alone; nouns have no helpers for tests in them"},
	"internal/foundtest":      {"internal/found model/finding", "", "what readers found, shown and checked for tests"},
	"internal/browsertest":    {"", "", "a browser and hands for it; the page is judged from outside, served by the program itself"},
	"internal/strangers":      {"", "", "other libraries paint our pages, in tests alone"},
	"internal/judgetest":      {"", "", "judges look from outside: they run the binary and share no code with it"},
}

// modules are the third-party modules the product may use, by the short names above; each has a justification in
// docs/decisions/0002-dependencies.md.
var modules = map[string]string{
	"cobra":    "github.com/spf13/cobra",
	"mcp":      "github.com/modelcontextprotocol/go-sdk",
	"pflag":    "github.com/spf13/pflag",
	"yaml":     "go.yaml.in/yaml/v3",
	"expr":     "github.com/expr-lang/expr",
	"decimal":  "github.com/shopspring/decimal",
	"compress": "github.com/klauspost/compress",
	"image":    "golang.org/x/image",
	"net":      "golang.org/x/net",
	"text":     "golang.org/x/text",
	"term":     "golang.org/x/term",
	"sys":      "golang.org/x/sys",
	"uniseg":   "github.com/rivo/uniseg",
	"qr":       "rsc.io/qr",
	"gmsm":     "github.com/emmansun/gmsm",
	"mscfb":    "github.com/richardlehane/mscfb",
	"gopdf":    "github.com/signintech/gopdf",
	"fpdf":     "codeberg.org/go-pdf/fpdf",

	"prometheus": "github.com/prometheus/client_golang",

	"nats-server": "github.com/nats-io/nats-server/v2",
	"nats":        "github.com/nats-io/nats.go",
	"minio":       "github.com/minio/minio-go/v7",
}

// testModules may stand in test files of any package, beside modules.
var testModules = []string{
	"github.com/google/go-cmp",
	"github.com/santhosh-tekuri/jsonschema/v6",
	"github.com/rogpeppe/go-internal",
	"pgregory.net/rapid",
	"github.com/pdfcpu/pdfcpu",
	"golang.org/x/tools",
	"github.com/johannesboyne/gofakes3",
	"github.com/xuri/excelize/v2", // the independent reader of our workbooks: intake/xlsx reads those that come in (0025)
}

// helpers are packages that only tests import: what they have is for tests, and the product may not use it.
var helpers = []string{"internal/archtest", "internal/golden", "internal/racing", "internal/gridtest", "internal/foundtest", "internal/holes", "internal/mutants",
	"internal/strangers", "internal/judgetest", "internal/truthtest", "internal/browsertest"}

// nouns are the types of the four phases; unit, char and finding are vocabulary every noun shares.
var nouns = []string{"model", "model/grid", "model/page"}

var painters = map[string]string{"internal/paint/pdf": "model/page", "internal/paint/ofd": "model/page", "internal/paint/plain": "model/page", "internal/paint/xlsx": "model/grid", "internal/paint/docx": "model/grid", "internal/paint/html": "model/grid", "internal/paint/svg": "model/page", "internal/paint/raster": "model/page"}

// noFloat are the packages in which money, rates, scores and lengths travel.
var noFloat = []string{"model", "model/data", "model/number", "internal/quantity", "internal/direction", "internal/prose", "model/check", "internal/performance", "internal/summary", "internal/report", "internal/audit", "model/unit", "model/finding", "model/grid", "model/page", "internal/found", "internal/intake", "internal/intake/sheet", "internal/intake/xlsx", "templates", "internal/layout"}
