"""Many documents: files in, three record files out, on the processes of one machine.

The result is a function of the inputs and the software alone: the same bytes on any number of processes, in
any order of the inputs, undisturbed or resumed. One bad document never stops a run and never disappears.
"""

from __future__ import annotations

from pipeline.engine.batch import Options, run
from pipeline.engine.inputs import list_inputs
from pipeline.engine.results import Summary, text_path

__all__ = ["Options", "Summary", "list_inputs", "run", "text_path"]
