"""How gunicorn serves the portal: ``gunicorn --config python:forum_portal.serving``."""

import gc
import signal
from pathlib import Path

wsgi_app = "forum_portal.wsgi"
# One process with threads: SQLite has one writer at a time anyway. WEB_CONCURRENCY starts more.
worker_class = "gthread"
threads = 8
# What a process accepts beyond what it can answer waits in it, even while another has nothing to do: of 200
# companies that press at once, nearly all stood behind one process. The rest wait where each process takes from.
worker_connections = 32
graceful_timeout = 30
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    print(f"The portal is at http://{host}:{port}/ until you press Ctrl+C.", flush=True)


def post_worker_init(worker):
    # Ctrl+C reaches the worker from the terminal and once more from the server. gunicorn's own
    # answer to both takes the same lock twice and then hangs, so the worker only ever stops gently.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)
    warm_up()


def warm_up():
    """
    Read what the first pages would read: addresses, sentences, templates. It takes half a second.

    Otherwise those who come first, with a scramble for booths perhaps, wait for it in each process.
    """
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import translation

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            reverse("home")
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in Path(folder).rglob("*.html"):
            get_template(path.relative_to(folder).as_posix())
    # All this stays: to look through it again and again for what could go costs a twelfth of every page.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
