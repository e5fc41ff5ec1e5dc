"""Set everything up, then do the main job: every task in corpus/, written to out/.

python3 -m scripts.run                          the tasks of the sample documents
python3 -m scripts.run extract FOLDER -o OUT    any other command of giaoviec
"""

import sys

from scripts import environment

MAIN_JOB = ("extract", "corpus/*.txt", "-o", "out")

if __name__ == "__main__":
    environment.become("scripts.run", "pipeline.cli", *(sys.argv[1:] or MAIN_JOB))
