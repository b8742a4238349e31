"""The program measured as its users meet it: `python -m benchmarks [PART ...]`.

Writes its section of docs/performance.md and the pictures in docs/assets/. `--small` prints the
smallest sizes and writes nothing, to see that every part runs. What else there is to measure has a
command of its own: benchmarks.audit, pace, references, lexicon, end_to_end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.page import PAGE, environment, with_parts
from benchmarks.parts import PARTS


def main() -> None:
    """Run the parts named, by default all, and put each on the page as soon as it is done."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    options.add_argument("--small", action="store_true", help="the smallest sizes, written nowhere")
    asked = options.parse_args()
    if unknown := [name for name in asked.parts if name not in PARTS]:
        options.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    order = {name: part.title for name, part in PARTS.items()}
    kept = os.environ.get("CITECHECK_BENCHMARK_FOLDER")
    with tempfile.TemporaryDirectory(dir=kept) as name:
        folder = Path(name)
        for part in asked.parts or PARTS:
            where = environment()
            text = f"{where}\n\n" + "\n".join(PARTS[part].lines(folder, asked.small))
            print(f"{PARTS[part].title}\n\n{text}\n", flush=True)
            if asked.small:
                continue
            page = PAGE.read_text("utf-8")
            PAGE.write_text(with_parts(page, {part: text}, order), "utf-8")
            for made in folder.glob("growth-*.svg"):
                shutil.copy(made, PAGE.parent / "assets")


if __name__ == "__main__":
    main()
