"""`python -m citecheck`, and the installed command."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while it is being loaded is told like any other."""
    try:
        from citecheck.cli.main import run
    except KeyboardInterrupt:
        sys.exit(_interrupted())
    run()


def _interrupted() -> int:
    from citecheck.cli.codes import INTERRUPTED

    print("citecheck: Interrupted.", file=sys.stderr)
    return INTERRUPTED


if __name__ == "__main__":
    main()
