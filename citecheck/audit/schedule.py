"""Ready units that run an audit every night: for cron, for systemd, for GitHub Actions.

NCBI asks that big jobs run on weekends or between 21:00 and 5:00 Eastern time on weekdays (its
E-utilities usage guidelines). A quarter past one there is so far inside these hours that a change
of the clocks, in either place or in both, leaves it inside.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

EASTERN: Final = ZoneInfo("America/New_York")
QUIET: Final = time(1, 15, tzinfo=EASTERN)
MISSED_HOURS: Final = {"daily": 36, "weekly": 8 * 24}
"""After how many hours without a finished run one was missed."""
_SYSTEMD_DAYS: Final = {"daily": "*-*-*", "weekly": "Sat *-*-*"}
EVERY: Final = tuple(MISSED_HOURS)


@dataclass(frozen=True)
class Plan:
    """What is to run, where, and how often.

    `options` name the configuration and the ledger to every command. `at` is a time of day with
    its zone. `name` tells the units of several audits apart.
    """

    program: tuple[str, ...]
    folder: Path
    every: str = "daily"
    at: time = QUIET
    options: tuple[str, ...] = ()
    name: str = "citecheck-audit"

    def run(self) -> tuple[str, ...]:
        """The command that runs the audit; what changed is left in a file of the folder."""
        told = ("--quiet", "--format", f"markdown={self.name}.md")
        return (*self.program, "audit", "run", *self.options, *told)

    def watch(self) -> tuple[str, ...]:
        """The command that fails where a run was missed."""
        bound = ("--max-age-hours", str(MISSED_HOURS[self.every]), "--notify")
        return (*self.program, "audit", "status", *self.options, *bound)


def cron(plan: Plan, *, now: datetime, zone: tzinfo) -> str:
    """Two lines for `crontab -e`: the run, and half a day later the look whether one was missed.

    `zone` is that of the machine, which cron goes by.
    """
    begin = _next(plan, now).astimezone(zone)
    look = begin + timedelta(hours=12)
    return "\n".join(
        (
            f"# {plan.name}: at {plan.at:%H:%M}{_zone_name(plan.at)}, told in this machine's time.",
            "# cron mails what is printed: nothing, unless there is a finding (exit code 1) or",
            f"# something went unchecked (3). What changed is in {plan.name}.md.",
            f"{_cron_time(plan, begin)} {_cron_command(plan, plan.run())}"
            ' || echo "The audit ended with exit code $?."',
            "# Mails if a run was missed.",
            f"{_cron_time(plan, look)} {_cron_command(plan, plan.watch())} >/dev/null",
            "",
        )
    )


def systemd(plan: Plan) -> str:
    """Four units, each under a line with the name of its file."""
    day = _SYSTEMD_DAYS[plan.every]
    look = plan.at.replace(hour=(plan.at.hour + 12) % 24)
    look_day = day.replace("Sat", "Sun") if look < plan.at else day
    missed = f"{plan.name}-missed"
    return "\n".join(
        (
            _service(plan, plan.name, "Check what the watched pages say about health", plan.run()),
            _timer(plan.name, f"{day} {plan.at:%H:%M}{_zone_name(plan.at)}"),
            _service(plan, missed, "Tell whether an audit was missed", plan.watch()),
            _timer(missed, f"{look_day} {look:%H:%M}{_zone_name(plan.at)}"),
            "# systemctl --user daemon-reload",
            f"# systemctl --user enable --now {plan.name}.timer {missed}.timer",
            "",
        )
    )


def github(plan: Plan, *, now: datetime) -> str:
    """A workflow that keeps the ledger in the repository's cache between runs."""
    begin = _next(plan, now).astimezone(UTC)
    run = shlex.join(("citecheck", "audit", "run", *plan.options))
    return f"""\
# .github/workflows/{plan.name}.yml
name: {plan.name}
on:
  schedule:
    - cron: "{_cron_time(plan, begin)}"
  workflow_dispatch:
permissions:
  contents: read
concurrency: {plan.name}
jobs:
  audit:
    runs-on: ubuntu-latest
    timeout-minutes: 350
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install citecheck-pubmed
      - uses: actions/cache/restore@v4
        with:
          path: |
            citecheck-ledger.sqlite
            .citecheck-cache
          key: {plan.name}-${{{{ github.run_id }}}}
          restore-keys: {plan.name}-
      - name: Run the audit
        run: {run} --format markdown=summary.md --format json=audit.json
        env:
          CITECHECK_CACHE_DIR: .citecheck-cache
          NCBI_API_KEY: ${{{{ secrets.NCBI_API_KEY }}}}
          NCBI_EMAIL: ${{{{ secrets.NCBI_EMAIL }}}}
      - name: Show what changed
        if: always() && hashFiles('summary.md') != ''
        run: cat summary.md >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/cache/save@v4
        if: always()
        with:
          path: |
            citecheck-ledger.sqlite
            .citecheck-cache
          key: {plan.name}-${{{{ github.run_id }}}}
"""


def _service(plan: Plan, name: str, what: str, command: Sequence[str]) -> str:
    return f"""\
# ~/.config/systemd/user/{name}.service
[Unit]
Description={what}
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_specifiers(str(plan.folder))}
EnvironmentFile=-%h/.config/citecheck/environment
ExecStart={" ".join(map(_systemd_word, command))}
# 1 is a new finding: the run itself went well.
SuccessExitStatus=1
Nice=10
"""


def _timer(name: str, when: str) -> str:
    return f"""\
# ~/.config/systemd/user/{name}.timer
[Unit]
Description=When {name} runs

[Timer]
OnCalendar={when}
Persistent=true
RandomizedDelaySec=15min

[Install]
WantedBy=timers.target
"""


def _next(plan: Plan, now: datetime) -> datetime:
    """When the next run begins: on any day, or on a Saturday."""
    today = now.astimezone(plan.at.tzinfo).date()
    ahead = (5 - today.weekday()) % 7 if plan.every == "weekly" else 0
    return datetime.combine(today + timedelta(days=ahead), plan.at)


def _cron_time(plan: Plan, at: datetime) -> str:
    day = at.isoweekday() % 7 if plan.every == "weekly" else "*"
    return f"{at.minute} {at.hour} * * {day}"


def _zone_name(at: time) -> str:
    """Of a named zone, with a space before; nothing for the machine's own."""
    key = getattr(at.tzinfo, "key", "")
    return f" {key}" if key else ""


def _cron_command(plan: Plan, command: Sequence[str]) -> str:
    line = f"cd {shlex.quote(str(plan.folder))} && {shlex.join(command)}"
    # In a crontab an unescaped % is the end of the line.
    return line.replace("%", r"\%")


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _systemd_word(word: str) -> str:
    # systemd.service(5): C-style escapes within double quotes, %% and $$ for the signs themselves.
    text = _specifiers(word).replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./$-]+", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
