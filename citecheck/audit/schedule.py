"""Ready units that run an audit every night: for cron, for systemd, for GitHub Actions.

NCBI asks that big jobs run on weekends or between 21:00 and 5:00 Eastern time on weekdays (its
E-utilities usage guidelines); a quarter past ten there is inside these hours all year round, on
either side of a change of the clocks.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

EASTERN: Final = ZoneInfo("America/New_York")
QUIET: Final = time(22, 15, tzinfo=EASTERN)
MISSED_HOURS: Final = {"daily": 36, "weekly": 8 * 24}
"""After how many hours without a finished run one was missed."""
_CRON_DAYS: Final = {"daily": "*", "weekly": "6"}
_SYSTEMD_DAYS: Final = {"daily": "*-*-*", "weekly": "Sat *-*-*"}
EVERY: Final = tuple(MISSED_HOURS)


@dataclass(frozen=True)
class Plan:
    """What is to run, where, and how often. `options` follow `citecheck audit run`.

    `at` is a time of day with its zone. `name` tells the units of several audits apart.
    """

    program: tuple[str, ...]
    folder: Path
    every: str = "daily"
    at: time = QUIET
    options: tuple[str, ...] = ()
    name: str = "citecheck-audit"

    def run(self) -> tuple[str, ...]:
        """The command that runs the audit."""
        return (*self.program, "audit", "run", *self.options)

    def watch(self) -> tuple[str, ...]:
        """The command that fails where a run was missed."""
        hours = str(MISSED_HOURS[self.every])
        return (*self.program, "audit", "status", "--max-age-hours", hours, *self.options)


def cron(plan: Plan, *, now: datetime, zone: tzinfo) -> str:
    """Two lines for `crontab -e`: the run, and hours later the look whether one was missed.

    `zone` is that of the machine, which cron goes by.
    """
    begin = _local(plan.at, now, zone)
    look = begin.replace(hour=(begin.hour + 12) % 24)
    days = _CRON_DAYS[plan.every]
    # A run of Saturday that is looked at after midnight is looked at on Sunday.
    look_days = "0" if days == "6" and look < begin else days
    return "\n".join(
        (
            f"# {plan.name}: at {plan.at:%H:%M} {_zone_name(plan.at)}, in this machine's time.",
            "# cron mails what is printed; exit code 1 is a new finding, 3 something unchecked.",
            f"{begin.minute} {begin.hour} * * {days} {_cron_command(plan, plan.run())}",
            "# A run that was missed:",
            f"{look.minute} {look.hour} * * {look_days} {_cron_command(plan, plan.watch())}",
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
            _timer(plan.name, f"{day} {plan.at:%H:%M} {_zone_name(plan.at)}"),
            _service(plan, missed, "Tell whether an audit was missed", plan.watch()),
            _timer(missed, f"{look_day} {look:%H:%M} {_zone_name(plan.at)}"),
            "# systemctl --user daemon-reload",
            f"# systemctl --user enable --now {plan.name}.timer {missed}.timer",
            "",
        )
    )


def github(plan: Plan, *, now: datetime) -> str:
    """A workflow that keeps the ledger in the repository's cache between runs."""
    begin = _local(plan.at, now, UTC)
    options = " ".join(map(_shell, plan.options))
    run = " ".join(part for part in ("citecheck audit run", options) if part)
    day = _CRON_DAYS[plan.every]
    # GitHub goes by UTC, where a quarter past ten of Saturday is Sunday.
    if day == "6" and begin.hour < 12:
        day = "0"
    return f"""\
# .github/workflows/{plan.name}.yml
name: {plan.name}
on:
  schedule:
    - cron: "{begin.minute} {begin.hour} * * {day}"
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


def _local(at: time, now: datetime, zone: tzinfo) -> time:
    return datetime.combine(now.astimezone(at.tzinfo).date(), at).astimezone(zone).time()


def _zone_name(at: time) -> str:
    return str(at.tzinfo)


def _cron_command(plan: Plan, command: Sequence[str]) -> str:
    line = f"cd {_shell(str(plan.folder))} && {_joined(command, _shell)} --quiet"
    # In a crontab an unescaped % is the end of the line.
    return line.replace("%", r"\%")


def _joined(command: Sequence[str], quote: Callable[[str], str]) -> str:
    return " ".join(map(quote, command))


def _shell(word: str) -> str:
    return shlex.quote(word)


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _systemd_word(word: str) -> str:
    # systemd.service(5): C-style escapes within double quotes, %% and $$ for the signs themselves.
    text = _specifiers(word).replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./$-]+", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
