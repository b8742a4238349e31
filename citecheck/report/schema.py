"""The JSON Schema of the report, as published in docs/."""

from __future__ import annotations

import json

from citecheck.model.report import Report


def render() -> str:
    """The schema of what `citecheck.report.json.render` writes, made from the model itself."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Written by `make pages`; edit the model, not this file.",
    }
    schema |= Report.model_json_schema(mode="serialization")
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
