"""The public face of the library: one `Checker` owns sources, judge and lexicon of its runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from citecheck._version import __version__
from citecheck.citations import ExaminedWork, examined, extracted
from citecheck.claims.extract import claims_from_sentence, from_sentence
from citecheck.claims.extract import extract as extract_claims
from citecheck.claims.unnamed import is_known_by_words, with_code
from citecheck.claims.view import LONGEST
from citecheck.concepts.lexicon import load
from citecheck.config.load import settings_of
from citecheck.documents.read import from_text, is_url, read
from citecheck.errors import ConfigError, UnreadableDocument
from citecheck.evidence.assess import Reader
from citecheck.evidence.design.laboratory import is_of_laboratory
from citecheck.judges.open import open_judge
from citecheck.model.claim import Claim, Location
from citecheck.model.closing import Closing
from citecheck.model.document import Document, Unreadable
from citecheck.model.event import Event, OnEvent, ignore
from citecheck.model.evidence import StanceJudge
from citecheck.model.moments import written
from citecheck.model.reference import Reference
from citecheck.model.report import (
    CheckedClaim,
    CheckedDocument,
    ExtractedDocument,
    Limits,
    Report,
    SearchListing,
    ToolInfo,
)
from citecheck.model.search import Metered, Refetching, StudySource
from citecheck.model.settings import Settings
from citecheck.model.study import Standing, Study
from citecheck.model.summary import exit_code, summarise
from citecheck.pipeline import (
    Run,
    check_claims,
    check_document,
    check_references,
    search_only,
    settle,
)
from citecheck.sources.spelling import kind_of
from citecheck.studies.pool import StudyPool, distinct
from citecheck.verdict.rules import RULES_VERSION


class Checker(Closing):
    """Checks many texts with one set of sources; a context manager, since sources hold things.

    `sources` are specifications as for `--source` or objects that fit `StudySource`;
    without them those of the settings are opened. Thread-safe between documents.
    Raises: ConfigError for settings or sources that cannot be used.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        sources: Sequence[str | StudySource] | None = None,
        judge: StanceJudge | None = None,
        on_event: OnEvent = ignore,
    ) -> None:
        self.settings = settings or Settings()
        self.lexicon = load()
        self.judge = judge or open_judge(self.settings.judge, self.lexicon, self.settings)
        self._close_judge = _nothing if judge else getattr(self.judge, "close", _nothing)
        specs = self.settings.sources if sources is None else sources
        self._pool = StudyPool(
            [open_any(s, self.settings) if isinstance(s, str) else s for s in specs]
        )
        self._run = Run(self._pool, self.judge, self.lexicon, self.settings, on_event)

    def close(self) -> None:
        """Close the sources, and the judge unless the caller brought it."""
        self._pool.close()
        self._close_judge()

    def check(self, text_or_path_or_url: str | Path) -> Report:
        """The report on one text, file or address."""
        return self.report([self.check_document(open_document(text_or_path_or_url, self.settings))])

    def check_many(self, origins: Iterable[str | Path]) -> Iterator[CheckedDocument]:
        """Each document as it is finished, in order; `report` makes one report of them."""
        for origin in origins:
            yield self.check_document(open_document(origin, self.settings))

    def check_document(self, document: Document | Unreadable) -> CheckedDocument:
        """One document that was read (or was not) as the report shows it."""
        self._run.on_event(Event(stage="read", document=document.id, done=0, total=0))
        if isinstance(document, Unreadable):
            return CheckedDocument.unread(document)
        return check_document(document, self._run)

    def check_references(self, document: Document | Unreadable) -> CheckedDocument:
        """The works that one document cites, looked up; its claims are left alone."""
        if isinstance(document, Unreadable):
            return CheckedDocument.unread(document)
        return check_references(document, self._run)

    def check_claims(self, sentences: Sequence[str]) -> CheckedDocument:
        """Sentences checked as they are, each as one claim, or one of each thing in a list."""
        document, claims = claims_as_given(sentences)
        return check_claims(document, claims, self._run)

    @property
    def sources(self) -> tuple[StudySource, ...]:
        """The sources of studies, in the order of the settings."""
        return self._pool.sources

    @property
    def requests(self) -> int:
        """How many requests have gone over the network so far."""
        return sum(source.requests for source in self.sources if isinstance(source, Metered))

    def settle(
        self, claims: Sequence[Claim], *, sources: Sequence[StudySource] | None = None
    ) -> tuple[CheckedClaim, ...]:
        """Claims of any documents checked together, in their order.

        What the sources answer is forgotten afterwards. `sources` take the place of the
        checker's own.
        """
        pool = StudyPool(self.sources if sources is None else sources)
        return settle(claims, self._run._replace(pool=pool))

    def examine(
        self, references: Sequence[Reference], *, sources: Sequence[StudySource] | None = None
    ) -> tuple[ExaminedWork, ...]:
        """References of any documents looked up together, in their order.

        What the sources answer is forgotten afterwards. `sources` take the place of the
        checker's own.
        """
        pool = StudyPool(self.sources if sources is None else sources)
        return examined(references, pool, Reader(self.lexicon))

    def standings(
        self, keys: Sequence[str], *, sources: Sequence[StudySource] | None = None
    ) -> dict[str, Standing]:
        """The standing of each study that a source still has, asked anew; the worst of its copies.

        `sources` take the place of the checker's own. Raises: SourceError if a source fails.
        """
        copies: dict[str, list[Study]] = {}
        for source in self.sources if sources is None else sources:
            fetch = source.fetch_anew if isinstance(source, Refetching) else source.fetch
            for study in fetch(keys).studies:
                copies.setdefault(study.key, []).append(study)
        return {key: distinct(found)[0].standing for key, found in copies.items()}

    def search(self, sentence: str) -> SearchListing:
        """The searches that a sentence leads to, and the studies they find, unjudged.

        Raises: SourceError if a source fails; UncheckableClaim if there is nothing to search.
        """
        _, [claim] = claims_as_given([sentence], whole=True)
        return search_only(claim, self._run)

    def report(self, documents: Iterable[CheckedDocument], *, judged: bool = True) -> Report:
        """One report of checked documents, with the exit code that `fail_on` gives it.

        `judged` is false for documents of which the references alone were checked.
        """
        done = tuple(documents)
        return Report(
            tool=ToolInfo(name="citecheck", version=__version__),
            generated_at=timestamp(),
            exit_code=exit_code(done, self.settings.fail_on),
            sources=tuple(source.info for source in self._pool.sources),
            judge=ToolInfo(name=self.judge.name, version=self.judge.version) if judged else None,
            judge_cost=getattr(self.judge, "cost", None) if judged else None,
            rules_version=RULES_VERSION,
            limits=Limits(
                max_studies=self.settings.max_studies,
                published_before=self.settings.published_before,
            ),
            summary=summarise(done, self.requests),
            documents=done,
        )


def open_any(spec: str, settings: Settings) -> StudySource:
    """The source that `--source` names.

    Raises: BadSource, one sentence, if there is none or it cannot be used.
    """
    match kind_of(spec):
        case "entrez":
            from citecheck.entrez.open import open_pubmed

            return open_pubmed(settings)
        case "mirror":
            from citecheck.mirror.folder import mirror_folder
            from citecheck.mirror.source import open_mirror

            return open_mirror(spec, mirror_folder(settings.mirror_dir), load())
        case "cluster":
            from citecheck.cluster.source import open_cluster

            return open_cluster(spec, load(), settings)
        case "path" | "unknown":
            from citecheck.sources.open import open_source

            return open_source(spec, load())


def check(
    text_or_path_or_url: str | Path,
    source: str | StudySource | Sequence[str | StudySource] | None = None,
    **settings: Any,
) -> Report:
    """The report on one text, file or address; keywords are fields of `Settings`."""
    with Checker(settings_of(settings), sources=_listed(source)) as checker:
        return checker.check(text_or_path_or_url)


async def acheck(
    text_or_path_or_url: str | Path,
    source: str | StudySource | Sequence[str | StudySource] | None = None,
    **settings: Any,
) -> Report:
    """`check` in a thread, for callers with an event loop."""
    import asyncio

    return await asyncio.to_thread(check, text_or_path_or_url, source, **settings)


def check_many(
    origins: Iterable[str | Path],
    source: str | StudySource | Sequence[str | StudySource] | None = None,
    **settings: Any,
) -> Iterator[CheckedDocument]:
    """Each document as it is finished; the sources are opened once."""
    with Checker(settings_of(settings), sources=_listed(source)) as checker:
        yield from checker.check_many(origins)


def extract_document(document: Document | Unreadable) -> ExtractedDocument:
    """A document, its claims and the works that it cites, as `citecheck claims` lists them."""
    if isinstance(document, Unreadable):
        return ExtractedDocument.of(document)
    claims = extract_claims(document, load())
    return ExtractedDocument.of(document, claims, extracted(document, claims))


def extract(text: str) -> list[Claim]:
    """The claims of a text, without any search."""
    return extract_claims(from_text(text), load())


def open_document(text_or_path_or_url: str | Path, settings: Settings) -> Document | Unreadable:
    """A `Path`, an address, or the name of an existing file is read; other strings are the text."""
    if isinstance(text_or_path_or_url, Path):
        return read(str(text_or_path_or_url), settings=settings)
    text = text_or_path_or_url
    if is_url(text) or ("\n" not in text and len(text) < 1024 and _exists(text)):
        return read(text, settings=settings)
    if not text.strip():
        raise UnreadableDocument("The text is empty.")
    return from_text(text)


def claims_as_given(
    sentences: Sequence[str], *, whole: bool = False
) -> tuple[Document, list[Claim]]:
    """One document of the sentences, a line each, and the claims that they state, in order.

    What is said of several things in a list is a claim of each, unless a sentence is asked to
    stay `whole`, as for labels that were given to sentences.
    Raises: ConfigError if one is empty or too long for a sentence.
    """
    lines = [" ".join(s.split()) for s in sentences]
    if not all(lines):
        raise ConfigError("A claim to check is empty.")
    longest = max(map(len, lines), default=0)
    if longest > LONGEST:
        raise ConfigError(
            f"A claim to check has {longest:,} characters, and at most {LONGEST:,} are read."
        )
    document = from_text("\n".join(lines), id="claims", origin="claims")
    claims: list[Claim] = []
    lexicon = load()
    start = 0
    for number, line in enumerate(lines, 1):
        stated = [from_sentence(line, lexicon)] if whole else claims_from_sentence(line, lexicon)
        for claim in map(with_code, stated):
            update = {
                "id": f"c{len(claims) + 1}",
                "start": start + claim.start,
                "end": start + claim.end,
                "location": Location(line=number, column=claim.start + 1),
                "alone": True,
                "worded": is_known_by_words(claim, lexicon),
                "laboratory": is_of_laboratory(claim, lexicon),
            }
            claims.append(claim.model_copy(update=update))
        start += len(line) + 1
    return document, claims


def timestamp() -> str:
    """Now, in UTC, to the second."""
    return written(datetime.now(UTC))


def _nothing() -> None:
    """What closes a judge that holds nothing."""


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _listed(
    source: str | StudySource | Sequence[str | StudySource] | None,
) -> Sequence[str | StudySource] | None:
    return [source] if isinstance(source, (str, StudySource)) else source
