"""The verdict's benchmark. Its figures are of one core: numpy's libraries are told before they are loaded."""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"
