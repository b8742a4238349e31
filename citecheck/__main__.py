"""`python -m citecheck`."""

from citecheck.cli.main import run

run()
