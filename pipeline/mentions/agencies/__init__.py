"""Finds bodies, groups of bodies and posts, with their canonical names."""

from pipeline.mentions.agencies.finder import find_agencies, subject_of
from pipeline.mentions.agencies.mention import AgencyMention

__all__ = ["AgencyMention", "find_agencies", "subject_of"]
