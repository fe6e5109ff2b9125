"""May this number be called? Columns of phone numbers against the lists of a Nodial index.

    import nodial
    index = nodial.Index("dnc.ndx", channel="voice")
    index.check(["+12025550101", "nobody"])          # ["listed", "invalid"]
    index.check(table["phone"])                      # a pyarrow dictionary array, a polars or pandas series
    index.explain("+12025550101")                    # {"outcome": "listed", "code": "D", "lists": ["us-ftc@2026-11-20"]}

    calls = nodial.Index(settings="nodial.toml", purpose="offers", channel="sms")      # and its consent ledger
    calls.check(["+493012345678"])                   # ["unconsented"]

Only ``clear`` may be called. The verdicts are those of ``nodial check`` and ``nodial scrub`` with the same index or settings,
region, channel, purpose, brand, audience and day. No number leaves the process, and no thread is started unless ``threads`` asks for it.
"""

from ._index import Index, NodialError, OUTCOMES, normalize, scrub, version

__all__ = ["Index", "NodialError", "OUTCOMES", "normalize", "scrub", "version"]
__version__ = version()
