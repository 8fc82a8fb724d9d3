import json
import os
import threading
from pathlib import Path

import pytest
from kombu import Connection, Queue

from config import celery

assert celery.app  # registers the transport


@pytest.fixture
def connection(tmp_path: Path):
    options = {"data_folder_in": tmp_path, "data_folder_out": tmp_path, "control_folder": tmp_path}
    with Connection("filesystem://", transport_options=options) as opened:
        yield opened


def test_a_message_in_the_folder_broker_arrives(connection):
    # A name of its own: kombu remembers bindings for the whole process, whatever the folder.
    with connection.SimpleQueue("arrivals") as queue:
        queue.put({"number": 1})

        assert queue.get(block=False).payload == {"number": 1}


def test_a_message_is_never_seen_half_written(connection, tmp_path):
    seen: list[object] = []
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            for name in os.listdir(tmp_path):
                if name.endswith(".default.msg"):
                    seen.append(json.loads((tmp_path / name).read_text()))

    reader = threading.Thread(target=watch)
    reader.start()
    channel = connection.channel()
    Queue("default", channel=channel).declare()
    for number in range(200):
        channel._put("default", {"number": number, "body": "x" * 50_000})
    over.set()
    reader.join()

    assert len(list(tmp_path.glob("*.default.msg"))) == 200
    assert not list(tmp_path.glob("*.part"))
    assert seen
