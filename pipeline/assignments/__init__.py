"""Who carries what: from clauses and mentions to drafts of tasks."""

from pipeline.assignments.assign import Assigned, assign

__all__ = ["Assigned", "assign"]
