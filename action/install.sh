#!/usr/bin/env bash
# Install the citecheck of this checkout with the dependencies that it is locked to, apart from the
# job's own Python. -I keeps modules that a pull request brings to the folder of the job from being run.
set -euo pipefail

home="$RUNNER_TEMP/citecheck"
locks="$GITHUB_ACTION_PATH/requirements"
python -I -m venv "$home/build" "$home/run"
"$home/build/bin/python" -I -m pip install --quiet --require-hashes --requirement "$locks/build.txt"
"$home/build/bin/python" -I -m pip wheel --quiet --no-deps --no-build-isolation \
  --wheel-dir "$home/wheel" "$GITHUB_ACTION_PATH"
"$home/run/bin/python" -I -m pip install --quiet --require-hashes --requirement "$locks/runtime.txt"
"$home/run/bin/python" -I -m pip install --quiet --no-deps "$home"/wheel/*.whl
