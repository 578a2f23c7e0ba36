"""Gives the tree of the site what the papers do not say themselves: which pages are under which.

In: the folder of the tree. Out: a hidden list at the end of a command's page, of the commands under it, and at the end
of the list of decisions, of all decisions. So the sidebar opens them there, and Sphinx warns of a page in no list.
"""
import pathlib
import sys


def add(page, lines):
    with open(page, "a", encoding="utf-8") as f:
        f.write("\n```{toctree}\n:hidden:\n\n" + "".join(line + "\n" for line in lines) + "```\n")


def main(tree):
    pages = sorted((tree / "commands").glob("*.md"))
    names = [p.stem for p in pages]
    for page in pages:
        under = [n for n in names if n.rpartition("-")[0] == page.stem]
        if under:
            add(page, (f"{n.replace('-', ' ').removeprefix('gongbiao ')} <{n}>" for n in under))
    decisions = tree / "docs" / "decisions"
    add(decisions / "README.md", (p.stem for p in sorted(decisions.glob("0*.md"))))


main(pathlib.Path(sys.argv[1]))
