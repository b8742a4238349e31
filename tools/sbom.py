"""Write our own version into a bill of materials: `python -m tools.sbom FILE`.

pyproject.toml leaves it to the code, where the tool that makes the bill does not look.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from citecheck._version import __version__


def versioned(bill: dict[str, Any]) -> dict[str, Any]:
    """The bill with the version of what it is about. Raises: KeyError if it is about nothing."""
    metadata = bill["metadata"]
    component = {**metadata["component"], "version": __version__}
    return {**bill, "metadata": {**metadata, "component": component}}


if __name__ == "__main__":
    file = Path(sys.argv[1])
    bill = versioned(json.loads(file.read_text(encoding="utf-8")))
    file.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
