"""Every error that citecheck raises on purpose.

    CitecheckError
      ConfigError                 the command, a setting or a source is wrong           exit 2
        UnknownFormat             an output format that does not exist
        BadSource                 a --source that is missing, unreadable or no source
      DocumentError               one document could not be read                        exit 3
        UnreadableDocument        missing, empty, binary, too big, not English
        UnsupportedFormat         a kind of file that citecheck does not read
      SourceError                 a source of studies did not answer as it should       exit 3
        SourceUnavailable         no connection, time-out, 429 or 5xx after the retries
        QueryRejected             the source refused the query
        IncompleteResults         the reply was cut short or ids went missing
        NotCached                 offline, and the reply is not in the cache
        MalformedRecord           a record that cannot be parsed
        BudgetSpent               the requests that a run may make are spent
      JudgeError                  a claim-study pair could not be judged                exit 3
      MirrorError                 a mirror cannot be made, read or updated              exit 3
      LedgerError                 the ledger of audits cannot be used                   exit 2
        LedgerVersion             written by a later citecheck than this one
        LedgerDamaged             a file that is no ledger, or not whole
        LedgerBusy                another run is using it
      WorkerLost                  a worker of an audit died; the next run goes on       exit 2
      UncheckableClaim            a claim that no search can settle                     exit 2

Match on the type, never on the text of the message. Nothing else leaves the
public functions, so `except CitecheckError` is enough for a caller.
"""

from __future__ import annotations


class CitecheckError(Exception):
    """Base of the tree; `str(error)` is one sentence fit for a user."""


class ConfigError(CitecheckError):
    """The command, a setting or a source is wrong; nothing was checked."""


class UnknownFormat(ConfigError):
    """An output format that does not exist."""


class BadSource(ConfigError):
    """A source of studies that is missing, unreadable or not a source."""


class DocumentError(CitecheckError):
    """One document could not be read; others are not affected."""


class UnreadableDocument(DocumentError):
    """Missing, empty, binary, too big, or not in English."""


class UnsupportedFormat(DocumentError):
    """A kind of file that citecheck does not read."""


class SourceError(CitecheckError):
    """A source of studies failed; `request` never holds a credential."""

    reason = "source-unavailable"

    def __init__(
        self, message: str, *, source: str = "", request: str = "", attempts: int = 1
    ) -> None:
        super().__init__(message)
        self.source = source
        self.request = request
        self.attempts = attempts


class SourceUnavailable(SourceError):
    """No connection, time-out, 429 or 5xx, after the retries."""


class QueryRejected(SourceError):
    """The source refused the query for good; asking again would not help."""

    reason = "query-rejected"


class IncompleteResults(SourceError):
    """The reply was cut short, or ids that were asked for did not come back."""

    reason = "incomplete-results"


class NotCached(SourceError):
    """Offline, and the reply is not in the cache."""

    reason = "not-cached"


class MalformedRecord(SourceError):
    """A record that cannot be parsed; the message names it and the element."""

    reason = "incomplete-results"


class BudgetSpent(SourceError):
    """The requests that a run may make are spent; what was asked for can wait."""


class JudgeError(CitecheckError):
    """A judge could not judge one pair of claim and study."""


class MirrorError(CitecheckError):
    """PubMed's copy on disk cannot be made, read or updated."""


class LedgerError(CitecheckError):
    """The ledger of audits cannot be used; nothing in it was changed."""


class LedgerVersion(LedgerError):
    """The ledger was written by a later citecheck, whose format this one does not know."""


class LedgerDamaged(LedgerError):
    """The file is no ledger, or it is not whole."""


class LedgerBusy(LedgerError):
    """Another run is using the ledger; there is one at a time."""


class WorkerLost(CitecheckError):
    """A worker of an audit died; what it had finished is kept, and the next run goes on."""


class UncheckableClaim(CitecheckError):
    """A claim that no search can settle: incomplete, or no question for PubMed."""
