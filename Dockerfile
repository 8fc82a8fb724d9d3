# One image for web, workers and beat; docker-compose.yml says which is which.
FROM python:3.13-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/prod.lock /tmp/prod.lock
RUN /venv/bin/pip install --require-hashes -r /tmp/prod.lock

FROM python:3.13-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        gettext libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin entente

ENV DJANGO_SETTINGS_MODULE=config.settings.prod \
    PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=build /venv /venv
COPY manage.py ./
COPY config config
COPY ui ui
COPY documents documents
COPY jobs jobs
COPY organizations organizations
COPY conventions conventions
COPY matchmaking matchmaking
COPY templates templates
COPY locale locale
RUN for po in locale/*/LC_MESSAGES/*.po; do msgfmt -o "${po%.po}.mo" "$po"; done \
    && SECRET_KEY=only-while-building ALLOWED_HOSTS=localhost SITE_URL=https://localhost \
        python manage.py collectstatic --noinput \
    && mkdir -p var/files \
    && chown -R entente:entente var

USER entente
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-class", "gthread", "--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "30", \
     "--access-logfile", "-", "--max-requests", "5000", "--max-requests-jitter", "500"]
