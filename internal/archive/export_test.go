package archive

// Digests are SHA-256 and SM3 of a text.
func Digests(b []byte) [2]string {
	d := digest(b)
	return [2]string{d.sha256, d.sm3}
}
