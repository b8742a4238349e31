"""`citecheck mirror`: PubMed on one's own disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from citecheck.cli.codes import OK, UNREAD
from citecheck.cli.options import config_option, quiet_option, settings_from
from citecheck.errors import MirrorError, QueryRejected, SourceUnavailable

if TYPE_CHECKING:
    from citecheck.mirror.library import Library
    from citecheck.mirror.manifest import Manifest
    from citecheck.mirror.selection import Selection
    from citecheck.model.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
_MOST_SHOWN = 10


@click.group()
def mirror() -> None:
    """Keep PubMed on this disk, and search it. In other commands it is `--source mirror`."""


def place_options(command: Command) -> Command:
    """Where the mirror lies."""
    command = config_option(command)
    return click.option(
        "--path",
        "mirror_dir",
        type=click.Path(path_type=Path),
        help="The mirror's folder.  [default: in the user's data folder]",
    )(command)


def selection_options(command: Command) -> Command:
    """What a smaller mirror holds."""
    command = click.option(
        "--subset",
        type=click.Choice(["human", "clinical"]),
        help="Keep human studies only, or clinical studies and their syntheses only.",
    )(command)
    return click.option(
        "--since",
        type=click.IntRange(1000, 3000),
        metavar="YEAR",
        help="Keep records from YEAR on.",
    )(command)


def work_options(command: Command) -> Command:
    """How the work is done and told."""
    command = click.option(
        "--workers", type=click.IntRange(1), help="Parsing processes.  [default: one a core]"
    )(command)
    return quiet_option(command)


@mirror.command()
@place_options
@selection_options
@work_options
def create(since: int | None, subset: Any, workers: int | None, quiet: bool, **asked: Any) -> int:
    """Make a mirror: NLM's yearly baseline and all updates since.

    It takes hours and some 100 GB; interrupted, it goes on where it stopped.
    """
    settings = settings_from(**asked)
    return _update(settings, _selection(since, subset), workers=workers, quiet=quiet)


@mirror.command()
@place_options
@work_options
def sync(workers: int | None, quiet: bool, **asked: Any) -> int:
    """Bring a mirror up to date. A new year's baseline is read anew beside the old one."""
    settings = settings_from(**asked)
    if _library(settings).current is None:
        raise MirrorError(
            "There is no mirror to bring up to date; `citecheck mirror create` makes one."
        )
    return _update(settings, None, workers=workers, quiet=quiet)


@mirror.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--cluster",
    metavar="URL",
    help="Put them into a cluster instead: opensearch+https://user@host:port/index.",
)
@click.option("--loaders", type=click.IntRange(1, 64), default=2, help="Senders to a cluster.")
@click.option(
    "--shards", type=click.IntRange(1, 1_000), default=1, help="Of a cluster's new index."
)
@click.option("--replicas", type=click.IntRange(0, 100), default=1, help="Of each shard there.")
@place_options
@selection_options
@work_options
def import_(
    paths: tuple[Path, ...],
    cluster: str | None,
    loaders: int,
    shards: int,
    replicas: int,
    since: int | None,
    subset: Any,
    workers: int | None,
    quiet: bool,
    **asked: Any,
) -> int:
    """Put files that are here already into the mirror. They go by the order of NLM's numbers.

    PATHS are NLM's bulk files, other PubMed XML, MEDLINE text or study JSONL with PMIDs, or
    folders of them.
    """
    from citecheck.cli.mirror_progress import steps
    from citecheck.mirror.bring import bring
    from citecheck.mirror.work import work_for

    settings = settings_from(**asked)
    chosen = _selection(since, subset) if since or subset else None
    with work_for(paths, workers) as work, steps(quiet=quiet) as on_step:
        if cluster is None:
            library = _library(settings)
            manifest = bring(library, paths, work, selection=chosen, on_step=on_step)
        else:
            from citecheck.cluster.connect import address_of
            from citecheck.cluster.store import ClusterStore, bring_to_cluster

            address = address_of(cluster, settings.cluster_password)
            with ClusterStore(address, loaders=loaders, shards=shards, replicas=replicas) as store:
                manifest = bring_to_cluster(store, paths, work, selection=chosen, on_step=on_step)
    return _end(manifest)


@mirror.command()
@place_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def status(form: str, **asked: Any) -> int:
    """Show what the mirror holds, how old it is and what it lacks."""
    from citecheck.mirror.folder import mirror_folder
    from citecheck.mirror.status import status as status_of

    found = status_of(mirror_folder(settings_from(**asked).mirror_dir))
    click.echo(found.model_dump_json(indent=2) if form == "json" else "\n".join(found.lines()))
    return UNREAD if found.missing else OK


@mirror.command()
@click.argument("term")
@place_options
@click.option("--limit", type=click.IntRange(0, 9_999), default=20, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "pmid"]), default="text")
def search(term: str, limit: int, form: str, **asked: Any) -> int:
    """Run TERM, a search in PubMed's own syntax, on the mirror. What it cannot honour is an error.

    Exit code 3 if the search cannot be run.
    """
    from citecheck.cli.mirror_listing import LISTINGS
    from citecheck.concepts.lexicon import load
    from citecheck.mirror.folder import mirror_folder
    from citecheck.mirror.source import MirrorSource
    from citecheck.pubmed.vocabulary import parse_search

    lexicon = load()
    source = MirrorSource(mirror_folder(settings_from(**asked).mirror_dir), lexicon)
    try:
        result = source.search(parse_search(term, lexicon), limit=limit)
        studies = source.fetch(result.keys).studies if form == "text" else ()
    except QueryRejected as error:
        click.echo(f"citecheck: {error}", err=True)
        return UNREAD
    click.echo(LISTINGS[form](result, studies, source.info))
    return OK


def _update(
    settings: Settings, selection: Selection | None, *, workers: int | None, quiet: bool
) -> int:
    from citecheck.cli.mirror_progress import steps
    from citecheck.mirror.transfer import BULK_URL, Transfer
    from citecheck.mirror.update import update
    from citecheck.mirror.work import parsing

    library = _library(settings)
    try:
        with (
            Transfer(settings.bulk_url or BULK_URL) as transfer,
            parsing(workers) as work,
            steps(quiet=quiet) as on_step,
        ):
            manifest = update(library, transfer, work, selection=selection, on_step=on_step)
    except SourceUnavailable as error:
        click.echo(f"citecheck: {error}", err=True)
        return UNREAD
    return _end(manifest)


def _end(manifest: Manifest) -> int:
    """Say what lacks; the exit code."""
    missing: Sequence[str] = manifest.missing
    reasons = {trouble.name: trouble.reason for trouble in manifest.troubles}
    for name in missing[:_MOST_SHOWN]:
        click.echo(f"citecheck: {name} is missing: {reasons.get(name, 'not read')}", err=True)
    if len(missing) > _MOST_SHOWN:
        click.echo(f"citecheck: and {len(missing) - _MOST_SHOWN} more files", err=True)
    return UNREAD if missing else OK


def _library(settings: Settings) -> Library:
    from citecheck.mirror.folder import mirror_folder
    from citecheck.mirror.library import Library

    return Library(mirror_folder(settings.mirror_dir))


def _selection(since: int | None, subset: Any) -> Selection:
    from citecheck.mirror.selection import Selection

    return Selection(since=since, subset=subset)
