"""Two processes of one user ask a loopback PubMed; the server counts arrivals.

`python -m benchmarks.pace [REQUESTS] [--key] [URL]`: requests of each process (200). Prints the
most requests that any sliding second saw, by processes and by threads. With the URL of a PostgreSQL
the pace is kept there, as workers on several machines keep it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from citecheck.entrez.client import EutilsClient
from citecheck.entrez.pace import LIMIT, LIMIT_WITH_KEY, Pace, SharedPace
from citecheck.entrez.pace_store import StoredPace
from citecheck.entrez.replies import read_search
from citecheck.entrez.wire import Credentials, esearch
from citecheck.model.study import Study
from tests.eutils.server import EutilsServer

KEY = "benchmark-key"


def ask(url: str, store: str, requests: int, key: str, threads: int = 1) -> None:
    """So many different questions, in one process; `store` is a folder, or a URL."""
    limit = LIMIT_WITH_KEY if key else LIMIT
    pace: Pace = (
        StoredPace(store, server=url, per_second=limit)
        if "://" in store
        else SharedPace(Path(store), server=url, per_second=limit)
    )
    client = EutilsClient(
        base_url=url,
        credentials=Credentials(tool="citecheck", api_key=key or None),
        pace=pace,
        cache=None,
        timeout_s=600.0,
    )
    with client, ThreadPoolExecutor(threads) as pool:
        questions = [esearch(f'"ketamine"[tiab] OR "x{n}"[tiab]', limit=1) for n in range(requests)]
        list(pool.map(lambda q: client.ask(q, partial(read_search, limit=1)), questions))


def main() -> None:
    """Both runs, one after the other."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    requests, key = (numbers or [200])[0], KEY if "--key" in sys.argv else ""
    store = next((a for a in sys.argv[1:] if "://" in a), None)
    ways = (("2 processes", 2, 1), ("1 process, 8 threads", 1, 8), ("4 processes", 4, 2))
    for what, processes, threads in ways:
        server = EutilsServer([Study(pmid="1", title="Ketamine")], api_keys=(KEY,))
        with server, tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            each = requests * 2 // processes
            arguments = [server.url, store or folder, str(each), key, str(threads)]
            command = [sys.executable, "-m", "benchmarks.pace", "--child", *arguments]
            running = [subprocess.Popen(command) for _ in range(processes)]
            codes = [process.wait() for process in running]
            took = time.perf_counter() - start
            print(
                f"{what}: {len(server.requests)} requests in {took:.0f} s, "
                f"{len(server.requests) / took:.2f}/s, at most {server.peak_rate()} in any second, "
                f"exit codes {codes}"
            )


if __name__ == "__main__":
    if "--child" in sys.argv:
        url, folder, requests, key, threads = sys.argv[sys.argv.index("--child") + 1 :]
        ask(url, folder, int(requests), key, int(threads))
    else:
        main()
