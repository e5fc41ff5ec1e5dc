"""Who carries what: from clauses and mentions to drafts of tasks."""

from pipeline.assignments.assign import Assigned, assign
from pipeline.assignments.reading import Lexicon

__all__ = ["Assigned", "Lexicon", "assign"]
