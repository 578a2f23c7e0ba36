package yamltree

// ready are packed trees, one behind the other. 公表.html and the program of a release are built with those of the files
// that ship (cmd/onefile), so that nobody waits for YAML there; other programs have none.
const ready = ""
