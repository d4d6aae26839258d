"""Shuts a process off from the network and bounds its memory, for good.

A seccomp filter refuses sockets other than local ones, and the ways round `socket`: io_uring and
the second system-call table of x86-64. Linux on x86-64 and ARM64; elsewhere the guard stands alone.
"""

import ctypes
import platform
import resource
import socket
import struct
import sys
from pathlib import Path
from typing import Final

_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2

_LOAD, _EQUAL, _GREATER_OR_EQUAL, _RETURN = 0x20, 0x15, 0x35, 0x06  # classic BPF
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_IO_URING_SETUP: Final = 425
_X32_TABLE: Final = 0x40000000

_MACHINES: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}  # AUDIT_ARCH, socket


def shut_off_network() -> bool:
    """Allow this process, and all it starts, local sockets only; False where that is not possible.

    Call it before there are other threads: the filter holds for the calling thread and its heirs.
    """
    numbers = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or numbers is None:
        return False
    code = _program(*numbers)
    filters = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(filters))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    holder = ctypes.create_string_buffer(program, len(program))
    return bool(
        prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        and prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(holder), 0, 0) == 0
    )


def limit_memory(mebibytes: int) -> None:
    """Let this process take `mebibytes` more than it has now, and leave no core file behind.

    The limit can be lifted again, by this process alone: see `unlimited_memory`.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if mebibytes and sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + (mebibytes << 20)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (min(most, hard) if hard >= 0 else most, hard))


def unlimited_memory() -> None:
    """Lift the limit, for work that reserves address space without using it.

    The engine opens a store with a thread per file, up to fifteen, and each reserves 72 MiB.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _program(architecture: int, socket_call: int) -> bytes:
    """Return the filter; jumps count the instructions to skip."""
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 6, architecture),  # another table of numbers: refuse
        (_LOAD, 0, 0, _NUMBER),
        (_GREATER_OR_EQUAL, 4, 0, _X32_TABLE),
        (_EQUAL, 3, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 3, socket_call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("@HBBI", *step) for step in steps)
