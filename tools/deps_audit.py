"""Ask the OSV database whether a locked dependency has a known vulnerability.

Every lock file is asked about. Findings that are known and have no effect here stand in
requirements/known-findings.toml, each with the reason and the test that shows it; all others fail.
Exit codes: 0 nothing new, 1 a finding that is not known, 3 the service was not reached.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
LOCKS = ("runtime", "dev", "build", "tools")


def known() -> dict[str, dict[str, Any]]:
    """The findings that were looked into, by the number of the vulnerability."""
    tables = tomllib.loads((REQUIREMENTS / "known-findings.toml").read_text(encoding="utf-8"))
    return {each["id"]: each for each in tables["finding"]}


def command(lock: str) -> list[str]:
    """What asks about one lock file, which is not installed for that."""
    options = ["--require-hashes", "--disable-pip", "--vulnerability-service", "osv"]
    shown = ["--format", "json", "--progress-spinner", "off"]
    requirement = ["--requirement", str(REQUIREMENTS / f"{lock}.txt")]
    return [sys.executable, "-m", "pip_audit", *options, *shown, *requirement]


def found(answer: str) -> dict[str, set[str]] | None:
    """The numbers of each vulnerability, aliases among them, by package; None for no answer."""
    try:
        packages = json.loads(answer)["dependencies"]
        return {
            f"{each['name']} {each['version']} {one['id']}": {one["id"], *one["aliases"]}
            for each in packages
            for one in each.get("vulns", ())
        }
    except (ValueError, KeyError, TypeError):
        return None


def main() -> int:
    """Print a line for each finding, and one at the end."""
    new = 0
    expected = known()
    for lock in LOCKS:
        ran = subprocess.run(command(lock), capture_output=True, text=True, check=False)
        answer = found(ran.stdout)
        if answer is None:
            print(f"deps-audit: OSV gave no answer{_why(ran.stderr)}: nothing is known. Try again.")
            return 3
        for name, numbers in answer.items():
            one = next((expected[number] for number in numbers if number in expected), None)
            new += one is None
            print(f"{lock}: {name}: {one['reason'] if one else 'NEW'}")
    print(f"deps-audit: {new} findings that requirements/known-findings.toml does not explain.")
    return int(new > 0)


def _why(errors: str) -> str:
    """The kind of the last error, without its words."""
    *_, last = errors.strip().splitlines() or [""]
    kind = last.partition(":")[0].rpartition(".")[2]
    return f" ({kind})" if kind.isidentifier() else ""


if __name__ == "__main__":
    sys.exit(main())
