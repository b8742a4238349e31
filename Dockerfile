# citecheck in an image of its own: docs/automation.md#docker says how it is run.
# --build-arg PYTHON=3.13-slim@sha256:... pins the base to one digest.
ARG PYTHON=3.13-slim

FROM python:${PYTHON} AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/build.txt requirements/runtime.txt requirements/
# The environment gets no pip of its own: that of the image writes to it.
RUN python -m venv --without-pip /opt/citecheck \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --quiet --require-hashes --requirement requirements/build.txt \
 && python -m pip --python /opt/citecheck/bin/python install --quiet \
      --require-hashes --requirement requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY citecheck citecheck
RUN /opt/build/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheel . \
 && python -m pip --python /opt/citecheck/bin/python install --quiet --no-deps /wheel/*.whl \
 && /opt/citecheck/bin/citecheck --version

FROM python:${PYTHON}
# All that it writes, the cache and whose turn it is at NCBI, goes to the volume, its home.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /var/cache/citecheck \
      --shell /usr/sbin/nologin citecheck \
 && install --directory --owner=citecheck --group=citecheck --mode=0700 /var/cache/citecheck
COPY --from=build /opt/citecheck /opt/citecheck
ENV PATH="/opt/citecheck/bin:${PATH}" \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/cache/citecheck \
    CITECHECK_CACHE_DIR=/var/cache/citecheck
VOLUME /var/cache/citecheck
WORKDIR /work
USER 10001:10001
ENTRYPOINT ["citecheck"]
CMD ["--help"]
