"""Compression of what the catalog keeps: zstd, with a dictionary learned from the archive's own first texts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from zstandard import (
    DICT_TYPE_RAWCONTENT,
    ZstdCompressionDict,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdError,
    frame_content_size,
    get_frame_parameters,
    train_dictionary,
)

LEVEL = 5
"""Pages take 19.6 % of their bytes; 20.8 at level 3 in half the time, 18.5 at level 6 in twice it (bench/worker.py)."""

DICTIONARY_BYTES = 112 << 10
ENOUGH = 400
"""Documents a dictionary is learned from; without one, pages take 32.0 % of their bytes (bench/worker.py)."""


class Codec(threading.local):
    """Packs with the last of its dictionaries, unpacks with any of them.

    Each thread that uses it has one of its own, as zstd's contexts serve one thread. ``later`` is asked for a
    dictionary that was learned since.
    """

    def __init__(
        self, dictionaries: Mapping[int, bytes], later: Callable[[int], bytes | None] | None = None
    ) -> None:
        self._later = later or (lambda number: None)
        self._dictionaries = {number: ZstdCompressionDict(data) for number, data in dictionaries.items()}
        self._unpackers: dict[int, ZstdDecompressor] = {0: ZstdDecompressor()}
        self._packer = self._packing()

    def _packing(self) -> ZstdCompressor:
        if not self._dictionaries:
            return ZstdCompressor(level=LEVEL)
        newest = list(self._dictionaries.values())[-1]
        newest.precompute_compress(level=LEVEL)
        return ZstdCompressor(level=LEVEL, dict_data=newest)

    def add(self, number: int, data: bytes) -> None:
        """Take a dictionary, to pack with from now on, in this thread."""
        self._dictionaries[number] = ZstdCompressionDict(data)
        self._packer = self._packing()

    def pack(self, data: bytes) -> bytes:
        """Return ``data`` as one frame that knows its size and its dictionary."""
        return self._packer.compress(data)

    def unpack(self, frame: bytes) -> bytes:
        """Return what was packed; raise ValueError where the frame is damaged or its dictionary is missing."""
        try:
            number = get_frame_parameters(frame).dict_id
            if number and number not in self._dictionaries and (data := self._later(number)):
                self._dictionaries[number] = ZstdCompressionDict(data)
            if number not in self._unpackers:
                self._unpackers[number] = ZstdDecompressor(dict_data=self._dictionaries[number])
            return self._unpackers[number].decompress(
                frame, max_output_size=max(1, frame_content_size(frame))
            )
        except (ZstdError, KeyError) as error:
            raise ValueError(f"damaged: {error}") from error


def pack_against(data: bytes, known: bytes) -> bytes:
    """Return ``data`` as a frame that holds only what ``known``, bytes much like it, does not."""
    return ZstdCompressor(level=LEVEL, dict_data=_prefix(known)).compress(data)


def unpack_against(frame: bytes, known: bytes) -> bytes:
    """Return what was packed against ``known``; raise ValueError where the frame is damaged."""
    try:
        unpacker = ZstdDecompressor(dict_data=_prefix(known))
        return unpacker.decompress(frame, max_output_size=max(1, frame_content_size(frame)))
    except ZstdError as error:
        raise ValueError(f"damaged: {error}") from error


def _prefix(known: bytes) -> ZstdCompressionDict:
    return ZstdCompressionDict(known, dict_type=DICT_TYPE_RAWCONTENT)


def learn(samples: Sequence[bytes]) -> tuple[int, bytes] | None:
    """Return a dictionary's number and bytes, or ``None`` where ``samples`` are too few to learn from."""
    if len(samples) < ENOUGH:
        return None
    made = train_dictionary(DICTIONARY_BYTES, list(samples))
    return made.dict_id(), made.as_bytes()
