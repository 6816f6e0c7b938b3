"""Format lines 6 to 9: originator, action and info addressees, exemptions (5 FAH-2 H-321)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import msgspec
from rapidfuzz.distance import OSA

from cablegram import codebooks
from cablegram.model import Addressee, Finding, Found, Span, Station

# The line nearly every address is: INFO RUEHCN/AMCONSUL CHENGDU 8169, TO SECSTATE WASHDC IMMEDIATE 6821.
_PLAIN = re.compile(
    r"(?:(TO|INFO) )?(((?:[QR][A-Z]{3,7}/)?[A-Z]{1,30}+(?: [A-Z]{1,30}+){0,10}+)(?: (\d{3,4}))?)[ \t\r]*+\n"
)
_PLAIN_ROLES = ("TO ", "INFO ")
_PLAIN_NAME = re.compile(
    r"(?:([QR][A-Z]{3,7})/)?([A-Z]+(?: [A-Z]+){0,9}?)(?: (IMMEDIATE|PRIORITY|ROUTINE|FLASH))?"
)
_LONGEST = 400
"""Characters of an address line; the longest published ones, with several offices, have about 100."""
_ROLES = {"TO": "action", "INFO": "info", "XMT": "exempt", "FM": "from"}
NEAR_ROLE = re.compile(r"([A-Z]{1,6})\s+(?=[QR][A-Z]{3,7}/)")
"""A word in the place of TO or INFO: INFQ RUEHCN/AMCONSUL CHENGDU."""
_PAGE_TEXT = re.compile(r"PAGE \d\d\s.{1,60}?\d{6}Z\s*")
_NAME = re.compile(r"[A-Z0-9][A-Z0-9 .,'()&/\-]*(?: [0-9]{1,4})?$")
_POUCH = re.compile(r"\s+(BY POUCH)$")
_KNOWN = re.compile(r"AM ?EMBASSY|AM ?CONSUL|US(?:UN|NATO|EU)\b|SECSTATE|AIT |(?:IRAN )?RPO |ALL ")


@lru_cache(maxsize=4096)
def post_of(name: str, indicator: str | None = None) -> str | None:
    """Return the post a plain-language address names; the routing indicator decides where the name does not."""
    if _is_known(name):
        match = codebooks.find_post(name)
        if match is not None:
            return match.slug
    station = codebooks.station(indicator) if indicator else None
    return station.post if station else None


def _is_known(name: str) -> bool:
    """Tell whether a name begins as those of posts and of the Department do (AMCOMSUL DHAHRAN, 72TEHRAN1381)."""
    return name.partition(" ")[0] in codebooks.designators() or _KNOWN.match(name) is not None


@lru_cache(maxsize=4096)
def _precedence(word: str) -> str | None:
    """Return the precedence a word at the end of an address line states, misspelt by a letter or not (09BAKU179)."""
    for entry in codebooks.precedences():
        if entry.word == word:
            return word
    if len(word) < 5 or not word.isalpha():
        return None
    near = (
        entry.word for entry in codebooks.precedences() if OSA.distance(word, entry.word, score_cutoff=1) <= 1
    )
    return next(near, None)


@lru_cache(maxsize=8192)
def _station(name: str, indicator: str | None) -> tuple[str | None, bool]:
    """Return the post an address names, if any, and whether it is a collective."""
    station = codebooks.station(indicator) if indicator else None
    collective = (station is not None and station.kind == "collective") or name in codebooks.collectives()
    return post_of(name, indicator), collective or "COLLECTIVE" in name or name.startswith("ALL ")


class _Plain(NamedTuple):
    """What an address says that is plain: routing indicator, name, precedence; and what the codebooks say of it."""

    name: str
    indicator: str | None
    post: str | None
    precedence: str | None
    collective: bool


@lru_cache(maxsize=8192)
def _plain(address: str) -> _Plain | None:
    """Read an address that is no more than indicator, name and precedence; None where it takes more to read it.

    That is: XMT, group count, delivery note, precedence of two words or misspelt, or a name of no post behind no
    indicator.
    """
    match = _PLAIN_NAME.fullmatch(address)
    if match is None:
        return None
    indicator, name, precedence = match.groups()
    last = name.rpartition(" ")[2]
    if last in ("NIACT", "XMT", "GRNC") or "POUCH" in name or _precedence(last) is not None:
        return None
    post, collective = _station(name, indicator)
    return (
        None if indicator is None and post is None else _Plain(name, indicator, post, precedence, collective)
    )


class AddresseeReader:
    """Collects originator and addressees; a role holds for the lines that follow it until the next."""

    def __init__(self, raw: str, findings: list[Finding]) -> None:
        self.raw = raw
        self.findings = findings
        self.found: dict[str, Found] = {}
        self.station: Station | None = None
        self.role: str | None = None
        self._lists: dict[str, list[Addressee]] = {"action": [], "info": []}
        self._exempt: dict[tuple[str, int], list[str]] = {}
        self._exempting = False

    def read_plain(self, position: int) -> int:
        """Read the run of plain address lines at ``position``; return the offset behind them."""
        raw = self.raw
        if self.role is None and not raw.startswith(_PLAIN_ROLES, position):
            return position
        while match := _PLAIN.match(raw, position):
            role, line, address, serial = match.groups()
            plain = _plain(address)
            if plain is None:
                break
            name, indicator, post, precedence, collective = plain
            if role is not None:
                self.role = _ROLES[role]
            elif self.role is None or (self._exempting and indicator is None):
                break
            self._exempting = False
            start = match.start(2)
            self._lists[self.role].append(
                Addressee(
                    name,
                    indicator,
                    post,
                    precedence,
                    serial,
                    (),
                    (),
                    collective,
                    as_found=line,
                    span=Span(start, start + len(line)),
                )
            )
            position = match.end()
        return position

    def read(self, line: str, start: int, *, after_blank: bool) -> bool:
        """Take ``line`` (stripped, at ``start``) if it is an address line here; tell whether it was."""
        if self.role is not None and line[0] in "QR" and 3 < line.find("/") < 9:
            self._exempting = False
            self._add(line, start)
            return True
        if len(line) > _LONGEST:
            return False
        word, _, rest = line.partition(" ")
        role = _ROLES.get(word)
        if role is None and word[:4] == "XMT/":
            role, rest = "exempt", line[4:]
        if role is None and self.station is not None and (near := NEAR_ROLE.match(line)):
            role, rest = self._repaired_role(near[1], start), line[near.end() :]
        if role is None:
            return self._continuation(line, start, after_blank)
        rest = rest.strip()
        if role != "from" and (page := _PAGE_TEXT.match(rest)):
            rest = rest[page.end() :]  # 09STATE15113: TO PAGE 02 STATE 015113 182333Z
        at = start + len(line) - len(rest)
        if role == "from":
            return self._originator(rest, at)
        self._exempting = role == "exempt"
        if self._exempting:
            self._add_exempt(rest.lstrip("/ "))
        else:
            self.role = role
            if rest.startswith("XMT "):
                self._exempting = True
                self._add_exempt(rest[4:])
            elif rest:
                self._add(rest, at)
        return True

    def result(self) -> tuple[tuple[Addressee, ...], tuple[Addressee, ...]]:
        """Return action and info addressees, exemptions attached to the collective before them."""
        for (role, index), names in self._exempt.items():
            addressee = self._lists[role][index]
            self._lists[role][index] = msgspec.structs.replace(addressee, exclusions=tuple(names))
        return tuple(self._lists["action"]), tuple(self._lists["info"])

    def _originator(self, name: str, start: int) -> bool:
        if self.station is not None or not name:
            return False
        post = post_of(name)
        self.station = Station(name, None, post, as_found=name, span=Span(start, start + len(name)))
        self.found["from"] = Found(name, (Span(start, start + len(name)),))
        return True

    def _continuation(self, line: str, start: int, after_blank: bool) -> bool:
        """Take a line without role or routing indicator, as telegrams without relays have throughout."""
        if self.role is None or (after_blank and not _is_known(line)) or not _NAME.match(line):
            return False
        if self._exempting:
            self._add_exempt(line)
        elif line.isdigit() and self._lists[self.role] and self._lists[self.role][-1].serial is None:
            last = self._lists[self.role][-1]
            self._lists[self.role][-1] = msgspec.structs.replace(last, serial=line)
        else:
            self._add(line, start)
        return True

    def _repaired_role(self, word: str, start: int) -> str:
        role = "action" if OSA.distance(word, "TO") < OSA.distance(word, "INFO") else "info"
        self.findings.append(
            Finding("role-repaired", f"{word!r} read as {role} addressee.", Span(start, start + len(word)))
        )
        return role

    def _add_exempt(self, name: str) -> None:
        if self.role is None:
            return
        addressees = self._lists[self.role]
        if addressees and name:
            self._exempt.setdefault((self.role, len(addressees) - 1), []).append(name)

    def _add(self, line: str, start: int) -> None:
        assert self.role is not None
        name, indicator = line, None
        slash = line.find("/", 4, 9)
        if slash > 0 and line[0] in "QR" and line[:slash].isalpha():
            indicator, name = line[:slash], line[slash + 1 :].lstrip("/ ")
        if name.endswith(" GRNC"):
            name = name[:-5]
        delivery = None
        if pouch := _POUCH.search(name):
            name, delivery = name[: pouch.start()], pouch[1]
        exempting = name.endswith(" XMT")
        if exempting:
            name = name[:-4].rstrip(" ,")
            self._exempting = True
        serial = precedence = None
        head, _, last = name.rpartition(" ")
        if last.isdigit() and 3 <= len(last) <= 4 and head:
            serial, name = last, head.rstrip()
            head, _, last = name.rpartition(" ")
        word = _precedence(last)
        if word is not None and head:
            if word != last:
                message = f"{last!r} read as {word}."
                self.findings.append(Finding("precedence-repaired", message, Span(start, start + len(line))))
            precedence, name = word, head.rstrip()
            if word == "IMMEDIATE" and name.endswith(" NIACT"):
                precedence, name = "NIACT IMMEDIATE", name[:-6].rstrip()
        offices: tuple[str, ...] = ()
        if "//" in name:
            name, _, rest = name.partition("//")
            offices = tuple(part.strip() for part in rest.strip("/").split("/") if part.strip())
        name = name.strip()
        post, collective = _station(name, indicator)
        self._lists[self.role].append(
            Addressee(
                name,
                indicator,
                post,
                precedence,
                serial,
                offices,
                (),
                collective,
                delivery,
                as_found=line,
                span=Span(start, start + len(line)),
            )
        )
