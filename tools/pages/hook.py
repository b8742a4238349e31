"""What mkdocs does beside mkdocs.yml: pages outside docs/ become part of the site.

README's neighbours and docs/ link to each other as files, which is what a reader of the repository
follows. Here each of those links is led to the page, or the copy of the file, on the site. A link
that leads nowhere is left as it is, so that the strict build refuses it.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
BROUGHT_IN = {
    "ARCHITECTURE.md": "architecture.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "reporting.md",
    "VOCABULARY.md": "vocabulary.md",
    "examples/README.md": "examples.md",
    "training/MODEL_CARD.md": "model-card.md",
}
"""Pages of the repository outside docs/, and where they stand on the site."""

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(\]\()(?![a-z+]+:|#)([^()\s#]+)(#[^()\s]*)?(\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Bring in the pages at the top, and every other file that a page links to."""
    for home, place in BROUGHT_IN.items():
        files.append(File.generated(config, place, abs_src_path=str(ROOT / home)))
    for page in list(files.documentation_pages()):
        for target in linked_files(page.content_string, _home(page)):
            if (place := _place(target)) not in files.src_uris:
                content = (ROOT / target).read_bytes()
                files.append(File.generated(config, place, content=content))
    return files


def linked_files(markdown: str, home: str) -> set[str]:
    """The files of the repository that a page links to and that are no pages.

    A page must be listed in `BROUGHT_IN`: nobody would find it otherwise.
    """
    targets = {_resolved(home, found[2]) for found in _LINK.finditer(_FENCE.sub("", markdown))}
    return {
        target
        for target in targets
        if _place(target).startswith("files/")
        and not target.endswith(".md")
        and not target.startswith("..")
        and (ROOT / target).is_file()
    }


def on_page_markdown(markdown: str, *, page: Page, files: Files, **_: Any) -> str:
    """The page with links between files of the repository led to their places on the site."""
    home = _home(page.file)

    def led(found: re.Match[str]) -> str:
        target = _resolved(home, found[2])
        place = _place(target)
        if place not in files.src_uris:
            return found[0]
        relative = posixpath.relpath(place, posixpath.dirname(page.file.src_uri) or ".")
        return f"{found[1]}{relative}{found[3] or ''}{found[4]}"

    parts: list[str] = []
    done = 0
    for fence in _FENCE.finditer(markdown):
        parts += [_LINK.sub(led, markdown[done : fence.start()]), fence[0]]
        done = fence.end()
    return "".join([*parts, _LINK.sub(led, markdown[done:])])


def _home(file: File) -> str:
    """Where a page of the site stands in the repository."""
    brought = {place: home for home, place in BROUGHT_IN.items()}
    return brought.get(file.src_uri, f"docs/{file.src_uri}")


def _place(target: str) -> str:
    """Where a file of the repository stands on the site."""
    if target in BROUGHT_IN:
        return BROUGHT_IN[target]
    return target.removeprefix("docs/") if target.startswith("docs/") else f"files/{target}"


def _resolved(home: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(home), link))
