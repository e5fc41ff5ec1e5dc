"""Citations of other documents: by number, by the title of a law, in short form."""

from pipeline.mentions.citations.find import find_citations
from pipeline.mentions.citations.model import Citation

__all__ = ["Citation", "find_citations"]
