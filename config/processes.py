"""What ties one process to another."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def follow_parent() -> None:
    """Ask Linux to end this process when its parent dies, even by SIGKILL."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
