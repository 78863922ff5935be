"""What the first who asks would wait for, made of a release in the background once it is open."""

import threading

from server.logs import log
from server.release import Release
from server.views.companions import companions
from server.views.lists import choices
from server.views.suggestions import called

NAME = "preparing a release"


def in_background(release: Release) -> None:
    """Make it all in a thread of its own; whoever asks meanwhile waits for what it makes.

    Where releases follow one another fast only the first is prepared: the others are when asked.
    """
    if not any(thread.name == NAME for thread in threading.enumerate()):
        threading.Thread(target=_prepare, args=(release,), name=NAME, daemon=True).start()


def wait() -> None:
    """Wait until nothing is being prepared."""
    for thread in threading.enumerate():
        if thread.name == NAME:
            thread.join()


def _prepare(release: Release) -> None:
    try:
        called(release, "")
        choices(release)
        companions(release, "")
    except Exception as error:
        # whoever needs it will try again, and be told
        log().warning("not prepared", release=release.id, error=str(error))
