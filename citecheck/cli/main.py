"""The command `citecheck`: its groups, and how each kind of failure ends."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from typing import Final

import click

from citecheck._version import __version__
from citecheck.cli.audit import audit
from citecheck.cli.cache import cache
from citecheck.cli.check import check
from citecheck.cli.claims import claims
from citecheck.cli.codes import BUG, INTERRUPTED, OK, UNREAD, WRONG
from citecheck.cli.completion import completion
from citecheck.cli.evaluate import evaluate
from citecheck.cli.mirror import mirror
from citecheck.cli.refs import refs
from citecheck.cli.report import report
from citecheck.cli.search import search
from citecheck.cli.streams import hold, hush
from citecheck.errors import CitecheckError, DocumentError, JudgeError, MirrorError, SourceError

_REFUSALS: Final = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE)
"""What a system without room says, which is no bug of anybody."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="citecheck")
def citecheck() -> None:
    """Check what a text says about health against PubMed.

    citecheck finds the health claims of a text, searches for the studies that bear on
    each, and marks it supported, contradicted or unfound, with the studies' own sentences
    and the searches that found them. It is no medical advice.

    \b
    Exit codes: 0 nothing that --fail-on names; 1 something that it names;
    2 the command or a setting is wrong; 3 a search failed or a document could
    not be read; 4 a bug of citecheck.
    """


for _command in (audit, check, claims, refs, search, report, evaluate, mirror, cache, completion):
    citecheck.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but the code and text leaves it."""
    try:
        code = citecheck.main(
            args=None if arguments is None else list(arguments),
            prog_name="citecheck",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WRONG
    except click.MissingParameter as error:
        usage = error.ctx.get_usage() if error.ctx else ""
        return _say(f"{error.format_message()} {usage}", WRONG)
    except click.ClickException as error:
        return _say(error.format_message(), WRONG)
    except (DocumentError, SourceError, MirrorError, JudgeError) as error:
        return _say(str(error), UNREAD)
    except CitecheckError as error:
        return _say(str(error), WRONG)
    except (click.Abort, KeyboardInterrupt):
        return _say("Interrupted.", INTERRUPTED)
    except (BrokenPipeError, SystemExit):
        # The reader went away (`| head`); what it wanted, it has. Click makes of a pipe that
        # breaks within a command an exit with 1, which would say that something was found.
        hush()
        return OK
    except Exception as error:  # noqa: BLE001  the last line of defence, exit code 4
        if isinstance(error, OSError) and error.errno in _REFUSALS:
            hush()
            where = error.filename or "a file or standard output"
            return _say(f"{where} could not be used: {error.strerror}.", WRONG)
        if os.environ.get("CITECHECK_TRACEBACK"):
            traceback.print_exc()
        return _say(
            f"This is a bug of citecheck ({type(error).__name__}: {error}). "
            "Set CITECHECK_TRACEBACK=1 to see where.",
            BUG,
        )
    return code if isinstance(code, int) else OK


def run() -> None:
    """Entry point of the installed command."""
    hold()
    code = main()
    # The interpreter would look for garbage among all that is left, only to end.
    gc.freeze()
    if code == INTERRUPTED and threading.active_count() > 1:
        # The interpreter would wait for threads that wait for a server. Nothing that they could
        # still bring is kept, and what is kept was written before.
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _say(sentence: str, code: int) -> int:
    print(f"citecheck: {' '.join(sentence.split())}", file=sys.stderr)
    return code
