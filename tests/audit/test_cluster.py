"""A Dask cluster does the work of a run, and a worker of it that dies loses nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from citecheck.audit import worker
from citecheck.audit.executors import crew
from citecheck.audit.ledger.open import Ledger, open_ledger
from citecheck.audit.progress import Progress
from citecheck.audit.run import run_audit
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import PageRead, PageTask
from citecheck.errors import ConfigError, WorkerLost
from citecheck.model.settings import Settings
from tests.audit.cluster import Cluster
from tests.audit.folder import list_files, read_file
from tests.audit.setting import Site, lines_of

pytest.importorskip("distributed", reason="the extra dask is not installed")


def read_slowly(task: PageTask, orders: worker.Orders) -> PageRead:
    time.sleep(0.1)
    return read_file(task, orders)


SLOWLY = Tasks(listing=list_files, read=read_slowly)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path, workers=2) as running:
        yield running


def test_a_worker_that_dies_half_way_leaves_the_same_ledger(
    cluster: Cluster, site: Site, tmp_path: Path
) -> None:
    def kill(step: Progress) -> None:
        if (step.stage, step.done) == ("reading", 3):
            cluster.workers[0].kill()

    with open_ledger(str(tmp_path / "threads.sqlite")) as ledger:
        site.run(ledger)
        expected = lines_of(ledger)
    site.executor = cluster.spec
    with open_ledger(str(tmp_path / "cluster.sqlite")) as ledger:
        site.run(ledger, tasks=SLOWLY, on_progress=kill)
        assert lines_of(ledger) == expected
    assert cluster.workers[0].poll() == -9


def test_a_cluster_that_goes_breaks_the_run_off_and_another_executor_goes_on(
    cluster: Cluster, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citecheck.audit.executors.PATIENCE_S", 4)

    def end(step: Progress) -> None:
        if (step.stage, step.done) == ("reading", 3):
            cluster.__exit__()

    with open_ledger(str(tmp_path / "threads.sqlite")) as ledger:
        site.run(ledger)
        expected = [line for line in lines_of(ledger) if not line.startswith("run ")]
    with open_ledger(str(tmp_path / "cluster.sqlite")) as ledger:
        site.executor = cluster.spec
        with pytest.raises(WorkerLost):
            site.run(ledger, tasks=SLOWLY, on_progress=end)
        site.executor = "threads:2"
        site.run(ledger)
        assert [line for line in lines_of(ledger) if not line.startswith("run ")] == expected


def test_a_cluster_that_has_no_store_for_its_pace_asks_no_pubmed(
    cluster: Cluster, site: Site, tmp_path: Path
) -> None:
    settings = site.settings(sources=("entrez",), eutils_url="http://127.0.0.1:9")
    with (
        open_ledger(str(tmp_path / "ledger.sqlite")) as ledger,
        crew(cluster.spec) as hands,
        pytest.raises(ConfigError, match="pace_store"),
    ):
        run_audit(ledger, settings, hands)


def test_no_scheduler_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.audit.executors.PATIENCE_S", 0.5)
    with pytest.raises(ConfigError, match="No Dask scheduler"), crew("dask://127.0.0.1:9"):
        pass


def test_the_ledger_in_postgresql_holds_the_pace(ledger: Ledger) -> None:
    from citecheck.audit.executors import Crew
    from citecheck.audit.run import _paced

    asked = Settings(sources=("entrez",))
    far = Crew(None, 4, remote=True)  # type: ignore[arg-type]
    near = far._replace(remote=False)
    assert _paced(asked, near, ledger) == asked
    assert _paced(Settings(sources=("studies.jsonl",)), far, ledger).pace_store is None
    if ledger.path is not None:
        with pytest.raises(ConfigError, match="pace_store"):
            _paced(asked, far, ledger)
    else:
        store = _paced(asked, far, ledger).pace_store or ""
        assert store.startswith("postgresql://citecheck@127.0.0.1:")
        assert store not in repr(_paced(asked, far, ledger))
