"""A workflow of GitHub Actions that runs an audit, and tells of findings in one issue if asked to.

The actions that it uses are those of `actions.toml`, each by its commit. What an audit says goes
from file to file and is never part of a script: words of a page cannot become commands.
"""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from functools import cache
from typing import Final

from citecheck.audit.schedule import Plan
from citecheck.text.tables import read_table

SUMMARY: Final = "summary.md"
_BODY: Final = 60_000
"""Bytes of an issue's text; GitHub takes 65,536 characters."""


@cache
def action(name: str) -> str:
    """How a workflow names an action, or a part of one: "actions/cache/save@COMMIT # v1.2.3".

    Raises: KeyError for one that is not in the table.
    """
    for each in read_table("citecheck.audit", "actions.toml")["action"]:
        if name == each["name"] or name.startswith(f"{each['name']}/"):
            return f"{name}@{each['commit']} # {each['version']}"
    raise KeyError(name)


def github(plan: Plan, *, now: datetime, issue: bool = False) -> str:
    """A workflow that keeps the ledger in the repository's cache between runs.

    With `issue`, a run with findings comments on the one open issue that carries the label of the
    plan's name, and opens it where there is none.
    """
    begin = plan.next(now).astimezone(UTC)
    run = shlex.join(("citecheck", "audit", "run", *plan.options))
    return f"""\
# .github/workflows/{plan.name}.yml
name: {plan.name}
on:
  schedule:
    - cron: "{plan.cron_time(begin)}"
  workflow_dispatch:
permissions: {{}}
concurrency:
  group: {plan.name}
jobs:
  audit:
    runs-on: ubuntu-latest
    timeout-minutes: 350
    permissions:
      contents: read
{"      issues: write" + chr(10) if issue else ""}\
    steps:
      - uses: {action("actions/checkout")}
        with:
          persist-credentials: false
      - uses: {action("actions/setup-python")}
        with:
          python-version: "3.12"
      - run: pip install citecheck-pubmed
      - uses: {action("actions/cache/restore")}
        with:
          path: |
            citecheck-ledger.sqlite
            .citecheck-cache
          key: {plan.name}-${{{{ github.run_id }}}}
          restore-keys: {plan.name}-
      - name: Run the audit
        run: {run} --format markdown={SUMMARY} --format json=audit.json
        env:
          CITECHECK_CACHE_DIR: .citecheck-cache
          NCBI_API_KEY: ${{{{ secrets.NCBI_API_KEY }}}}
          NCBI_EMAIL: ${{{{ secrets.NCBI_EMAIL }}}}
      - name: Show what changed
        if: always() && hashFiles('{SUMMARY}') != ''
        run: cat {SUMMARY} >> "$GITHUB_STEP_SUMMARY"
{_issue(plan) if issue else ""}\
      - uses: {action("actions/cache/save")}
        if: always()
        with:
          path: |
            citecheck-ledger.sqlite
            .citecheck-cache
          key: {plan.name}-${{{{ github.run_id }}}}
"""


def _issue(plan: Plan) -> str:
    """The step that tells: its script takes words from files and variables alone."""
    return f"""\
      - name: Tell it in one issue
        if: failure() && hashFiles('{SUMMARY}') != ''
        env:
          GH_TOKEN: ${{{{ github.token }}}}
          GH_REPO: ${{{{ github.repository }}}}
          LABEL: {plan.name}
        run: |
          # iconv drops half a character at the cut, and fails for it.
          head --bytes={_BODY} {SUMMARY} | iconv --from-code=UTF-8 --to-code=UTF-8 -c \\
            > issue.md || true
          run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
          printf '\\n\\nAll of it: %s\\n' "$run" >> issue.md
          number=$(gh issue list --label "$LABEL" --state open --limit 1 \\
            --json number --jq '.[].number')
          if [ -n "$number" ]; then
            gh issue comment "$number" --body-file issue.md
          else
            gh label create "$LABEL" --force --description "What citecheck's audits found"
            gh issue create --label "$LABEL" --title "What the audit found" --body-file issue.md
          fi
"""
