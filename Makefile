# make test     what the README promises
# make bench    what a form costs, beside gopdf and fpdf painting the same pages: one table, one run; reading 1,000 mixed files
# make bench-go every Go benchmark
# make bench-batch  5,000 forms (FORMS) as single files and as a book, beside other libraries
# make bench-growth  how time and memory grow: 100 to 50,000 forms (GROWTH), 18 to 18,000 rows of one form
# make bench-against  user time a form, beside the program of another commit (OLD=e253a46), in turns, ROUNDS (5) of FORMS (1000)
# make look     every example as PNG, from the PDF (poppler) and from the XLSX (LibreOffice), under out/look
# make picture  the README's picture
# make pictures the pictures of docs/forms.md: the first page of a sample of every layout
# make guide    the pictures of docs/layouts.md
# make onefile  the whole product as one page, out/公表.html (all faces) and out/公表-精简.html (8,105 characters in two faces)
# make soak     RANDOM (100000) random forms from SEED (1) on with all properties, half an hour; RECORDS (10000) invented records of all
#               layouts as PDF, their texts back from two extractors, an hour; then all tests again and again, shuffled, race
#               detector on (COUNT=3)
# make soak-serve  CLIENTS (200) clients at one service for SECONDS (60): no wrong body, memory flat, times
# make keys     the page in Chromium: from a key to the list of findings, 30 times, with RECORD (examples/seed-1.json)
# make fuzz     every fuzz target for FUZZTIME (30s)
# make lint     gofmt, vet, staticcheck

COUNT ?= 3
FUZZTIME ?= 30s
FORMS ?= 5000
GROWTH ?= 50000
RANDOM ?= 100000
RECORDS ?= 10000
SEED ?= 1
EXAMPLES := $(wildcard examples/*.json)

CLIENTS ?= 200
SECONDS ?= 60

RECORD ?= examples/seed-1.json

.PHONY: onefile keys soak-serve test bench bench-go bench-batch look picture pictures-excel roundtrips soak fuzz lint ci

test:
	go test ./...

bench:
	@GONGBIAO_BENCH=1000 go test -count=1 -timeout 60m -run TestWritersTable -v ./internal/strangers | grep '^|'
	@GONGBIAO_BENCH=1000 go test -count=1 -timeout 10m -run TestManyFiles -v ./internal/receive | grep '^|'

bench-go:
	go test -run '^$$' -bench . -benchmem ./render ./cmd/gongbiao
	go test -run '^$$' -bench . -benchmem $$(go list ./... | grep -v -e '/render$$' -e '/cmd/gongbiao$$')

bench-batch:
	@GONGBIAO_BENCH_BATCH=$(FORMS) go test -count=1 -timeout 60m -run TestBatchTable -v ./internal/strangers | grep '^|'

bench-growth:
	@GONGBIAO_BENCH_GROWTH=$(GROWTH) go test -count=1 -timeout 0 -run TestGrowthTable -v ./internal/strangers | grep '^|'

bench-against:
	@OLD=$(or $(OLD),e253a46) bench/against

.PHONY: bench-against bench-growth

look:
	rm -rf out/look && mkdir -p out/look/office
	go run ./cmd/gongbiao render $(EXAMPLES) -f pdf,xlsx -o out/look
	cd out/look && for f in *.pdf; do pdftoppm -r 80 -png $$f $${f%.pdf}; done
	sed "s|FACES|$(CURDIR)/fonts/faces|; s|CACHE|$(CURDIR)/out/look/office|" internal/judgetest/testdata/office-fonts.conf > out/look/office/fonts.conf
	cd out/look && FONTCONFIG_FILE=$(CURDIR)/out/look/office/fonts.conf soffice -env:UserInstallation=file://$(CURDIR)/out/look/office/profile \
	  --headless --convert-to pdf --outdir office *.xlsx >/dev/null
	cd out/look/office && for f in *.pdf; do pdftoppm -r 80 -png $$f ../$${f%.pdf}-xlsx; done
	ls out/look/*.png

picture:
	mkdir -p out docs/images
	go run ./cmd/gongbiao render examples/seed-1.json -o out/picture.pdf --force
	mutool draw -q -r 110 -c gray -o docs/images/seed-1.png out/picture.pdf 1

pictures:
	rm -rf out/pictures && mkdir -p out/pictures
	for f in $(filter-out %/shanghai-seed-2.json %/shanghai-seed-3.json,$(wildcard templates/*/samples/*.json)); do form=$$(basename $$(dirname $$(dirname $$f))); \
	  go run ./cmd/gongbiao render $$f -o out/pictures/$$form-$$(basename $$f .json).pdf || exit 1; done
	cd out/pictures && for f in *.pdf; do mutool draw -q -r 60 -c gray -o ../../docs/images/$${f%.pdf}.png $$f 1; done

roundtrips:
	GONGBIAO_JUDGES=required GONGBIAO_ROUNDTRIPS=45 go test -count=1 -run 'ComeBack|ComesBack' -timeout 60m -v ./workbook/collect
	GONGBIAO_JUDGES=required GONGBIAO_ROUNDTRIPS=2 go test -count=1 -run Manners -timeout 60m -v ./workbook/collect

pictures-excel:
	go test ./workbook/collect -run Pictures -count=1 -pictures $(CURDIR)/docs/images

guide:
	mkdir -p out/guide docs/images
	for s in step1 step2 step3 bureau; do \
	  go run ./cmd/gongbiao template preview examples/layouts/supplies/$$s.yaml -o out/guide/$$s.pdf --force >/dev/null && \
	  pdftoppm -r 80 -gray -png -singlefile -x 75 -y 40 -W 830 -H $$(case $$s in step1) echo 165;; step2) echo 185;; step3) echo 345;; *) echo 435;; esac) out/guide/$$s.pdf docs/images/guide-$$s || exit 1; \
	done

onefile:
	go run ./cmd/onefile -o out/公表.html
	go run ./cmd/onefile -faces song,bold -o out/公表-精简.html

soak:
	GONGBIAO_SOAK=$(RANDOM) GONGBIAO_SEED=$(SEED) go test -count=1 -run '^TestRandomForms$$' -timeout 0 -v ./internal/layout
	GONGBIAO_RECORDS=$(RECORDS) go test -count=1 -run '^TestRandomRecords$$' -timeout 0 -v ./internal/strangers
	go test -race -shuffle=on -count=$(COUNT) -timeout 60m ./...

soak-serve:
	GONGBIAO_CLIENTS=$(CLIENTS) GONGBIAO_SECONDS=$(SECONDS) go test -count=1 -run '^TestClients$$' -timeout 30m -v ./internal/serve | grep -v '^=== '

keys:
	GONGBIAO_JUDGES=1 GONGBIAO_KEYS=$(abspath $(RECORD)) go test -count=1 -run '^TestKeys$$' -v ./internal/browsertest | grep -v '^=== '

fuzz:
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	  echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x $$p || exit 1; done; done

lint:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go tool staticcheck ./...

ci:
	.ci/run

# release   everything people get, under out/release, from the commit at HEAD (docs/release.md); a key in GONGBIAO_SIGNING_KEY, or UNSIGNED=1
release:
	cd cmd/release && go run . build

.PHONY: release

# site      the papers as pages to be read from the disk or a server, under out/site (apt install python3-sphinx python3-myst-parser furo)
site:
	site/build

.PHONY: site
