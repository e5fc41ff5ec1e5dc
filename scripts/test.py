"""Set everything up, then run all tests; further arguments go to pytest.

python3 -m scripts.test
python3 -m scripts.test tests/unit -k deadline
"""

import sys

from scripts import environment

if __name__ == "__main__":
    environment.become("scripts.test", "pytest", *sys.argv[1:])
