"""Write docs/report.schema.json from the report's model."""

from __future__ import annotations

from pathlib import Path

from citecheck.report.schema import render

if __name__ == "__main__":
    target = Path(__file__).parent.parent / "docs" / "report.schema.json"
    target.write_text(render(), encoding="utf-8")
