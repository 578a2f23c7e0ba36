# How Sphinx makes the site: in, the tree that `site/build` lays out; out, pages that ask nothing of the network.
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cuts
from pygments.lexers.special import TextLexer

project = "公表 Gongbiao"
author = "公表"
version = release = os.environ.get("GONGBIAO_VERSION", "")
html_title = "公表使用手册"
language = "zh_CN"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
master_doc = "index"
exclude_patterns = ["examples/**", "conf.py", "cuts.py"]
myst_heading_anchors = 4
smartquotes = False  # two hyphens are two hyphens
suppress_warnings = ["misc.highlighting_failure"]  # what YAML of ours has that Pygments does not know stays black

highlight_language = "text"
locale_dirs = ["locale"]  # what the theme says, in Chinese

html_theme = "furo"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#9a1f1f", "color-brand-content": "#1a5a96"},
    "dark_css_variables": {"color-brand-primary": "#e58a8a", "color-brand-content": "#8ab8e5"},
}
html_static_path = ["static"]
html_css_files = ["gongbiao.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
# A page opened from a disk may not read other pages, so a result cannot quote them there; better the same everywhere.
html_show_search_summary = False


def setup(app):
    cuts.register()
    for name in ("table", "csv"):  # drawn forms, lists: Pygments has no words for them
        app.add_lexer(name, TextLexer)
    return {"parallel_read_safe": True}
