"""The functions of nodial.h, and what Arrow's C interfaces hand over, for ctypes."""

import ctypes
import os
from ctypes import POINTER, c_char, c_char_p, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p


class Settings(ctypes.Structure):
    """nodial_settings"""

    _fields_ = [
        ("size", c_size_t),
        ("index_paths", POINTER(c_char_p)),
        ("index_count", c_size_t),
        ("key_paths", POINTER(c_char_p)),
        ("key_count", c_size_t),
        ("region", c_char_p),
        ("channel", c_char_p),
        ("purpose", c_char_p),
        ("call_day", c_int32),
        ("is_trusted", c_int32),
        ("settings_path", c_char_p),
        ("brand", c_char_p),
        ("audience", c_char_p),
        ("is_without_ledger", c_int32),
    ]


class ArrowSchema(ctypes.Structure):
    """https://arrow.apache.org/docs/format/CDataInterface.html"""

    _fields_ = [
        ("format", c_char_p),
        ("name", c_char_p),
        ("metadata", c_char_p),
        ("flags", c_int64),
        ("n_children", c_int64),
        ("children", c_void_p),
        ("dictionary", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    ]


class ArrowArray(ctypes.Structure):
    _fields_ = [
        ("length", c_int64),
        ("null_count", c_int64),
        ("offset", c_int64),
        ("n_buffers", c_int64),
        ("n_children", c_int64),
        ("buffers", c_void_p),
        ("children", c_void_p),
        ("dictionary", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    ]


class ArrowArrayStream(ctypes.Structure):
    """https://arrow.apache.org/docs/format/CStreamInterface.html"""


ArrowArrayStream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, POINTER(ArrowArrayStream), POINTER(ArrowSchema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, POINTER(ArrowArrayStream), POINTER(ArrowArray))),
    ("get_last_error", ctypes.CFUNCTYPE(c_char_p, POINTER(ArrowArrayStream))),
    ("release", ctypes.CFUNCTYPE(None, POINTER(ArrowArrayStream))),
    ("private_data", c_void_p),
]

#: What releases a schema or an array.
ReleaseSchema = ctypes.CFUNCTYPE(None, POINTER(ArrowSchema))
ReleaseArray = ctypes.CFUNCTYPE(None, POINTER(ArrowArray))


def _unpacked(data: bytes) -> str:
    """The file of a library that is in a zip, in a folder that only this user can write to.

    The file has the digest of its bytes in its name, and appears by a rename: processes that start at once share it, and
    versions do not disturb each other.
    """
    import hashlib
    import pathlib
    import stat
    import tempfile

    folder = pathlib.Path(tempfile.gettempdir()) / f"nodial-{os.getuid()}"
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        pass
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise ImportError(f"{folder}: others can write to it, so no library is put there; remove it, or set TMPDIR")
    path = folder / f"libnodial-{hashlib.sha256(data).hexdigest()}.so.0"
    try:
        is_there = path.read_bytes() == data
    except FileNotFoundError:
        is_there = False
    if not is_there:
        descriptor, temporary = tempfile.mkstemp(dir=folder)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    return str(path)


def _path() -> str:
    """The library that NODIAL_LIBRARY names, or the one beside this file, which may be in a zip."""
    if named := os.environ.get("NODIAL_LIBRARY"):
        return named
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libnodial.so.0")
    if os.path.exists(path):
        return path
    import importlib.resources

    return _unpacked(importlib.resources.files(__package__).joinpath(os.path.basename(path)).read_bytes())


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(_path())
    strings = [c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_size_t, c_void_p, c_void_p]
    for name, result, arguments in [
        ("nodial_version", c_char_p, []),
        ("nodial_open", c_int32, [POINTER(Settings), POINTER(c_void_p), c_char_p, c_size_t]),
        ("nodial_close", None, [c_void_p]),
        ("nodial_list_count", c_size_t, [c_void_p]),
        ("nodial_list_name", c_char_p, [c_void_p, c_size_t]),
        ("nodial_scratch_new", c_void_p, [c_void_p]),
        ("nodial_scratch_free", None, [c_void_p]),
        ("nodial_message", c_char_p, [c_void_p]),
        ("nodial_check", c_int32, [c_void_p, c_char_p, c_size_t, POINTER(c_uint8), POINTER(c_uint32)]),
        ("nodial_check_strings", c_int32, strings),
        ("nodial_check_large_strings", c_int32, strings),
        ("nodial_check_arrow", c_int32,
         [c_void_p, POINTER(ArrowSchema), POINTER(ArrowArray), c_void_p, c_void_p]),
        ("nodial_evidence_count", c_uint32, [c_void_p]),
        ("nodial_evidence_lists", c_char_p, [c_void_p, c_uint32]),
        ("nodial_evidence_code", c_char, [c_void_p, c_uint32]),
        ("nodial_outcome_name", c_char_p, [c_uint8]),
        ("nodial_normalize_arrow", c_int32,
         [c_void_p, POINTER(ArrowSchema), POINTER(ArrowArray), c_void_p]),
        ("nodial_normalizer_new", c_void_p, [c_char_p]),
    ]:
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
    return library


library = _load()

_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.restype = c_void_p
_capsule_pointer.argtypes = [ctypes.py_object, c_char_p]


def from_capsule(capsule, name: bytes, kind):
    """The structure that a capsule of the Arrow PyCapsule interface holds; it lives as long as the capsule."""
    return kind.from_address(_capsule_pointer(capsule, name))
