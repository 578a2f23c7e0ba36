module github.com/gongbiao/gongbiao/cmd/release

go 1.26.0

require (
	github.com/CycloneDX/cyclonedx-go v0.12.0
	github.com/gongbiao/gongbiao v0.0.0
	github.com/google/rpmpack v0.7.1
	github.com/tc-hib/winres v0.3.1
	golang.org/x/crypto v0.58.0
	golang.org/x/image v0.44.0
)

require (
	github.com/cavaliergopher/cpio v1.0.1 // indirect
	github.com/klauspost/compress v1.20.3 // indirect
	github.com/klauspost/pgzip v1.2.6 // indirect
	github.com/nfnt/resize v0.0.0-20180221191011-83c6a9932646 // indirect
	github.com/ulikunitz/xz v0.5.12 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace github.com/gongbiao/gongbiao => ../..
