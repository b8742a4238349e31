"""Ready units that run an audit every night: for cron and systemd; `workflow.py` has GitHub's.

NCBI asks that big jobs run on weekends or between 21:00 and 5:00 Eastern time on weekdays (its
E-utilities usage guidelines). A quarter past one there is so far inside these hours that a change
of the clocks, in either place or in both, leaves it inside.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final

from citecheck.audit.due import NCBI_CLOCK

QUIET: Final = time(1, 15, tzinfo=NCBI_CLOCK)
MISSED_HOURS: Final = {"daily": 36, "weekly": 8 * 24}
"""After how many hours without a finished run one was missed."""
_SYSTEMD_DAYS: Final = {"daily": "*-*-*", "weekly": "Sat *-*-*"}


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

    def next(self, now: datetime) -> datetime:
        """When the next run begins: on any day, or on a Saturday."""
        today = now.astimezone(self.at.tzinfo).date()
        ahead = (5 - today.weekday()) % 7 if self.every == "weekly" else 0
        return datetime.combine(today + timedelta(days=ahead), self.at)

    def cron_time(self, at: datetime) -> str:
        """The first five fields of a crontab's line: minute, hour and weekday of `at`."""
        day = at.isoweekday() % 7 if self.every == "weekly" else "*"
        return f"{at.minute} {at.hour} * * {day}"


def cron(plan: Plan, *, now: datetime, zone: tzinfo) -> str:
    """Two lines for `crontab -e`: the run, and half a day later the look whether one was missed.

    `zone` is that of the machine, which cron goes by.
    """
    begin = plan.next(now).astimezone(zone)
    look = begin + timedelta(hours=12)
    return "\n".join(
        (
            f"# {plan.name}: at {plan.at:%H:%M}{_zone_name(plan.at)}, told in this machine's time.",
            "# cron mails what is printed: nothing, unless there is a finding (exit code 1) or",
            f"# something went unchecked (3). What changed is in {plan.name}.md.",
            f"{plan.cron_time(begin)} {_cron_command(plan, plan.run())}"
            ' || echo "The audit ended with exit code $?."',
            "# Mails if a run was missed.",
            f"{plan.cron_time(look)} {_cron_command(plan, plan.watch())} >/dev/null",
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
