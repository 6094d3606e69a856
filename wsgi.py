"""The WSGI door: `gunicorn -k gevent -w 1 --worker-connections 12000 wsgi:app` serves it.

`python3 -m scoring serve` does the same with every setting that a competition needs.
"""

from scoring.app import create_app

app = create_app()
