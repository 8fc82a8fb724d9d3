"""The broker that is a folder: kombu's file transport, with messages that appear whole."""

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Writes a message aside and renames it.

    The reader takes any file with the queue's name as soon as it is there. Of one that is still
    being written it would read half, or nothing, and the whole worker would end.
    """

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid4()}.{queue}"
        written = Path(self.data_folder_out) / f"{name}.part"
        written.write_text(dumps(payload), encoding="utf-8")  # type: ignore[no-untyped-call]
        written.rename(written.with_suffix(".msg"))


class Transport(filesystem.Transport):
    """The file transport with the channel above."""

    Channel = Channel
