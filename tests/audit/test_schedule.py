"""The units that run audits: at the right hours, in the right folder, whatever its name."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from citecheck.audit.due import NCBI_CLOCK
from citecheck.audit.schedule import QUIET, Plan, cron, systemd
from citecheck.audit.workflow import github

SUMMER = datetime(2027, 7, 1, 12, tzinfo=UTC)
WINTER = datetime(2027, 1, 15, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
SYDNEY = ZoneInfo("Australia/Sydney")


def plan(**changes: object) -> Plan:
    values: dict[str, object] = {
        "program": ("/opt/check me/python", "-m", "citecheck"),
        "folder": Path("/srv/health & 100% news"),
        "options": ("--config", "audit $1.toml"),
    }
    return Plan(**values | changes)  # type: ignore[arg-type]


def entries(text: str) -> list[tuple[str, str]]:
    """When and what of each line of a crontab."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [(" ".join(line.split()[:5]), line.split(None, 5)[5]) for line in lines]


@pytest.mark.parametrize("now", [SUMMER, WINTER])
@pytest.mark.parametrize("zone", [UTC, BERLIN, SYDNEY, NCBI_CLOCK])
def test_a_nightly_run_begins_in_the_quiet_hours_wherever_the_machine_is(
    now: datetime, zone: ZoneInfo
) -> None:
    (when, _), _ = entries(cron(plan(), now=now, zone=zone))
    minute, hour = map(int, when.split()[:2])
    for season in (SUMMER, WINTER):
        begun = season.astimezone(zone).replace(hour=hour, minute=minute).astimezone(NCBI_CLOCK)
        assert begun.hour >= 21 or begun.hour < 5


def test_a_crontab_line_survives_the_shell_and_cron() -> None:
    for _, command in entries(cron(plan(), now=WINTER, zone=UTC)):
        assert not re.search(r"(?<!\\)%", command), "cron ends a line at a bare %"
        words = shlex.split(command.replace(r"\%", "%"))
        assert words[:2] == ["cd", "/srv/health & 100% news"]
        assert words[3] == "/opt/check me/python"
        assert "audit $1.toml" in words


def test_a_missed_run_is_looked_for_half_a_day_later() -> None:
    (began, _), (looks, command) = entries(
        cron(plan(at=time(20, 5, tzinfo=UTC)), now=WINTER, zone=UTC)
    )
    assert (began, looks) == ("5 20 * * *", "5 8 * * *")
    assert "--max-age-hours 36 --notify" in command


def test_a_weekly_run_is_on_saturday_and_looked_for_the_day_after() -> None:
    weekly = plan(every="weekly", at=time(20, 5, tzinfo=UTC))
    (began, _), (looks, command) = entries(cron(weekly, now=WINTER, zone=UTC))
    assert (began, looks) == ("5 20 * * 6", "5 8 * * 0")
    assert "--max-age-hours 192" in command
    units = systemd(weekly)
    assert "OnCalendar=Sat *-*-* 20:05" in units
    assert "OnCalendar=Sun *-*-* 08:05" in units


def test_systemd_units_quote_what_systemd_would_read_as_its_own() -> None:
    units = systemd(plan())
    assert "WorkingDirectory=/srv/health & 100%% news\n" in units
    assert (
        'ExecStart="/opt/check me/python" -m citecheck audit run --config "audit $$1.toml"' in units
    )
    assert f"OnCalendar=*-*-* {QUIET:%H:%M} America/New_York\n" in units
    assert units.count("[Service]") == units.count("[Timer]") == 2


def test_the_workflow_is_yaml_that_keeps_the_ledger_and_goes_by_utc() -> None:
    workflow = yaml.safe_load(github(plan(), now=WINTER))
    # YAML 1.1 reads the key `on` as true.
    assert workflow[True]["schedule"] == [{"cron": "15 6 * * *"}]
    steps = workflow["jobs"]["audit"]["steps"]
    [run] = [step["run"] for step in steps if step.get("name") == "Run the audit"]
    assert shlex.split(run)[:5] == ["citecheck", "audit", "run", "--config", "audit $1.toml"]
    kept = [step["with"]["path"] for step in steps if "cache/" in step.get("uses", "")]
    assert len(kept) == 2
    assert all("citecheck-ledger.sqlite" in path for path in kept)


def test_a_weekly_run_of_saturday_in_new_york_may_be_another_day_elsewhere() -> None:
    late = plan(every="weekly", at=QUIET.replace(hour=22))
    workflow = yaml.safe_load(github(late, now=SUMMER))
    assert workflow[True]["schedule"] == [{"cron": "15 2 * * 0"}]
    (began, _), _ = entries(cron(late, now=SUMMER, zone=NCBI_CLOCK))
    assert began == "15 22 * * 6"
