"""The living computation of a scenario as its line."""

from typing import Any

from asah.foundation.pages.components import JobView
from asah.stages.plan import queries


def job_view(page: queries.ScenarioPage) -> JobView | None:
    """The running computation as its line, polled where every job is."""
    job = page.job
    if job is None:
        return None
    address = f"/pekerjaan/{job.uid}/"
    state: Any = job.status
    return JobView(job.title, state, job.done, job.total, job.remark, address, address, job.link)
