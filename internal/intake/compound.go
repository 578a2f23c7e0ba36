package intake

import (
	"encoding/binary"
	"unicode/utf16"
)

// compound are the first bytes of a compound file ([MS-CFB] 2.2): old Office files, and new ones with a password.
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// compoundKind tells a compound file by the names of its streams. Entries of its directory lie at multiples of 128
// bytes wherever the directory is, so they are looked for there and the chains of sectors need not be right.
func compoundKind(data []byte) Kind {
	kind := OldOffice
	entries := 0
	word, pool := false, false // a document, and the place of what is embedded in it
	for at := 512; at+128 <= len(data); at += 128 {
		e := data[at : at+128]
		name, ok := entryName(e)
		if !ok {
			continue
		}
		entries++
		switch name {
		case "EncryptedPackage":
			return Encrypted
		case "WordDocument":
			word = true
		case "ObjectPool":
			pool = true
		case "Workbook", "Book":
			if kind = XLS; locked(data, e) {
				kind = LockedXLS
			}
		}
	}
	if word && (pool || kind == OldOffice) { // a workbook may have a document embedded, and a document a workbook
		return OldWord
	}
	if entries == 0 {
		return XLS // cut off, or damaged: nothing else is as common
	}
	return kind
}

// entryName is the name of a directory entry for a storage or stream ([MS-CFB] 2.6.1).
func entryName(e []byte) (string, bool) {
	n := int(binary.LittleEndian.Uint16(e[64:]))
	if n < 4 || n > 64 || n%2 != 0 || e[66] != 1 && e[66] != 2 && e[66] != 5 || e[67] > 1 || e[n-1]|e[n-2] != 0 {
		return "", false
	}
	var units []uint16
	for i := 0; i < n-2; i += 2 {
		u := binary.LittleEndian.Uint16(e[i:])
		if u == 0 {
			return "", false
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units)), true
}

// locked says whether the stream of an .xls has the record of a password, FILEPASS, among its first ([MS-XLS] 2.4.117).
func locked(data, entry []byte) bool {
	sector := 1 << min(binary.LittleEndian.Uint16(data[30:]), 16)
	at := (int64(binary.LittleEndian.Uint32(entry[116:])) + 1) * int64(sector)
	for range 8 {
		if at < 0 || at+4 > int64(len(data)) {
			return false
		}
		if binary.LittleEndian.Uint16(data[at:]) == 0x2f {
			return true
		}
		at += 4 + int64(binary.LittleEndian.Uint16(data[at+2:]))
	}
	return false
}
