"""What a run costs, its child processes included."""

from __future__ import annotations

import resource

_BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def processor_s() -> float:
    """Seconds of processor time since this process began."""
    used = [resource.getrusage(who) for who in _BOTH]
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_mb() -> float:
    """The most memory that this process held at a time."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
