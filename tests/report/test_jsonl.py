from __future__ import annotations

import json

from citecheck.report import json as json_report
from citecheck.report.jsonl import render
from tests.reports import document, report
from tests.sample_report import sample_report


def test_the_lines_put_together_are_the_report() -> None:
    lines = [json.loads(line) for line in render(sample_report()).splitlines()]
    whole = lines[0]
    assert whole.pop("line") == "report"
    whole["documents"] = []
    for each in lines[1:]:
        kind = each.pop("line")
        if kind == "document":
            each |= {"claims": [], "references": []}
            whole["documents"].append(each)
        else:
            assert each.pop("document") == whole["documents"][-1]["id"]
            whole["documents"][-1][f"{kind}s"].append(each)
    assert json_report.load(json.dumps(whole)) == sample_report()


def test_a_line_separator_in_a_text_does_not_break_the_line() -> None:
    text = render(report(document("one\u2028two\x85three\nfour\x0cfive")))
    assert len(text.splitlines()) == 2
