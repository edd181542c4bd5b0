FROM python:3.13-slim

# Pango og HarfBuzz tegner teksten i PDF; resten af WeasyPrint er Python.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home implementering

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/implementering

COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

COPY . .
RUN SECRET_KEY=kun-under-bygning python manage.py collectstatic --noinput -v0 \
    && mkdir -p var/bilag && chown -R implementering var

USER implementering
EXPOSE 8000
CMD ["gunicorn", "implementering.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--access-logfile", "-"]
