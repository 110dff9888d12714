import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import BuildLockedError
from ingest.lock import hold_lock

HOLDER = """
import sys, time
from pathlib import Path
from ingest.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def _start_holder(path: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_builder_is_told_at_once_who_builds_since_when(tmp_path: Path) -> None:
    holder = _start_holder(tmp_path / "build.lock")
    try:
        told = pytest.raises(BuildLockedError, match=rf"process {holder.pid} on \S+, started 20\d\d-\d\d-\d\dT")
        with told, hold_lock(tmp_path / "build.lock"):
            pass
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_builder_holds_nothing(tmp_path: Path) -> None:
    holder = _start_holder(tmp_path / "build.lock")
    holder.send_signal(signal.SIGKILL)
    holder.communicate()

    with hold_lock(tmp_path / "build.lock"):
        text = (tmp_path / "build.lock").read_text()

    assert re.match(rf"process {os.getpid()} on ", text)


def test_a_builder_keeps_out_another_thread_of_its_own_process(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "build.lock"), pytest.raises(BuildLockedError), hold_lock(tmp_path / "build.lock"):
        pass
