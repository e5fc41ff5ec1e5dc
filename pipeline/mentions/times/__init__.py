"""Deadlines and recurrences: by when, or how often, a task has to be done."""

from pipeline.mentions.times.attributes import read_time_attribute
from pipeline.mentions.times.finder import find_deadlines
from pipeline.mentions.times.model import Deadline

__all__ = ["Deadline", "find_deadlines", "read_time_attribute"]
