"""A disk that can lose its power: what a program wrote, and what of it may be left.

`traced` runs a program under strace and reads back, in order, what it did to the files
of one folder. `Disk.after_a_cut` plays that up to some moment on a pessimistic disk:
what was not flushed yet is dropped, reordered or torn at 512 bytes, and a name comes or
goes for good only when its folder was flushed. A disk that lies ignored the flushes of
its last moments.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
LIE = 40  # so many of the last writes a lying disk has not flushed
_WATCHED = (
    "openat,write,pwrite64,pwritev,writev,ftruncate,truncate,fallocate,lseek,dup,dup2,"
    "dup3,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat"
)
_CALL = re.compile(r"^\d+ +(?P<call>\w+)\((?P<args>.*)\) += (?P<result>-?\d+)")
_DESCRIPTOR = re.compile(r"^(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_WHOLE = 1 << 24  # longer than anything that is written at once
_NOT_OURS = ("-shm", ".lock")  # made anew by whoever comes next


@dataclass(frozen=True, slots=True)
class Write:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Flush:
    """Of one file, or of the folder when there is none."""

    file: int | None


@dataclass(frozen=True, slots=True)
class Name:
    """That a file has this name from now on; none: that it has none any more."""

    name: str
    file: int
    was: str = ""  # the name it had before, when it was moved or removed


@dataclass(frozen=True, slots=True)
class Told:
    """What the program said at that moment, to the file it was given for it."""

    line: str


Deed = Write | Truncate | Flush | Name | Told


def traced(
    command: Sequence[str],
    trace: Path,
    *,
    longest: int = 0,
    inject: str = "",
    ends_well: bool = True,
) -> Iterator[str]:
    """Run a program under strace; the calls it made, with so much of what it wrote."""
    options = ["-f", "--seccomp-bpf", "-y", "-xx", "-s", str(longest), "-o", str(trace)]
    watched = ["-e", f"trace={_WATCHED}", "-e", "signal=none"]
    faults = ["-e", f"inject={inject}"] if inject else []
    strace = [shutil.which("strace") or "strace", *options, *watched, *faults]
    subprocess.run([*strace, *command], check=ends_well)
    with trace.open(encoding="ascii") as lines:
        yield from lines


@dataclass
class Disk:
    """The files of a folder before, and everything that was then done to them."""

    names: dict[str, int]
    content: dict[int, bytes]
    deeds: list[Deed] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        files = [each for each in sorted(folder.iterdir()) if each.is_file()]
        return cls(
            {each.name: number for number, each in enumerate(files)},
            {number: each.read_bytes() for number, each in enumerate(files)},
        )

    def told(self, until: int) -> list[str]:
        return [each.line for each in self.deeds[:until] if isinstance(each, Told)]

    def after_a_cut(
        self, until: int, chance: random.Random, *, lying: bool = False
    ) -> dict[str, bytes]:
        """The files that are there when the power is back."""
        flushed = self._honest_until(until) if lying else until
        platter = _Platter(self)
        for at, deed in enumerate(self.deeds[:until]):
            if at < flushed or not isinstance(deed, Flush):
                platter.take(deed)
        return platter.left(chance)

    def _honest_until(self, until: int) -> int:
        """From where on the flushes of a lying disk were ignored."""
        writes = [
            at for at, each in enumerate(self.deeds[:until]) if isinstance(each, Write)
        ]
        return writes[-LIE] if len(writes) >= LIE else 0


class _Platter:
    """What is surely kept, and what is still on its way."""

    def __init__(self, disk: Disk) -> None:
        self._names = dict(disk.names)
        self._kept = {number: bytearray(each) for number, each in disk.content.items()}
        self._pending: dict[int, list[Write | Truncate]] = {}
        self._loose: list[Name] = []

    def take(self, deed: Deed) -> None:
        match deed:
            case Write(file) | Truncate(file):
                self._pending.setdefault(file, []).append(deed)
            case Name():
                self._loose.append(deed)
            case Flush(None):
                self._keep(self._loose)
            case Flush(int(file)):
                for each in self._pending.pop(file, []):
                    _apply(self._content(file), each)
                made = [each for each in self._loose if each.file == file]
                self._keep([each for each in made if not each.was])  # as ext4 does

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """With some of what was on its way."""
        self._keep([each for each in self._loose if chance.random() < 0.5])
        for file, deeds in self._pending.items():
            _half(self._content(file), deeds, chance)
        return {name: bytes(self._content(file)) for name, file in self._names.items()}

    def _keep(self, names: list[Name]) -> None:
        for each in names:
            _rename(self._names, each)
        self._loose = [each for each in self._loose if each not in names]

    def _content(self, file: int) -> bytearray:
        return self._kept.setdefault(file, bytearray())


def write_out(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _rename(names: dict[str, int], to: Name) -> None:
    if to.was and names.get(to.was) == to.file:
        del names[to.was]
    if to.name:
        names[to.name] = to.file


def _apply(content: bytearray, deed: Write | Truncate) -> None:
    match deed:
        case Truncate(_, size):
            del content[size:]
            content.extend(bytes(size - len(content)))
        case Write(_, offset, data):
            content.extend(bytes(max(0, offset + len(data) - len(content))))
            content[offset : offset + len(data)] = data


def _half(
    content: bytearray, deeds: list[Write | Truncate], chance: random.Random
) -> None:
    """Some of what was not flushed, in any order, and some of it only in parts."""
    kept = chance.choice((0.0, 0.3, 0.7, 1.0))
    for deed in chance.sample(deeds, len(deeds)):
        luck = chance.random()
        if luck < kept * 0.8:
            _apply(content, deed)
        elif luck < kept and isinstance(deed, Write):
            for at in range(0, len(deed.data), SECTOR):
                if chance.random() < 0.5:
                    part = deed.data[at : at + SECTOR]
                    _apply(content, Write(deed.file, deed.offset + at, part))


class Reader:
    """strace's lines, read into deeds."""

    def __init__(self, disk: Disk, folder: Path, told: Path) -> None:
        self._disk, self._folder, self._told = disk, folder, told
        self._names = dict(disk.names)
        self._files: dict[str, int | None] = {}  # by descriptor
        self._at: dict[str, int] = {}  # where each descriptor writes next
        self._new = max(disk.content, default=-1) + 1

    def read(self, lines: Iterator[str]) -> Disk:
        for line in lines:
            if "unfinished ..." in line and str(self._folder).encode().hex() in line:
                raise ValueError("two threads wrote at once: no order to replay")
            found = _CALL.match(line)
            if found and int(found["result"]) >= 0:
                self._call(found["call"], found["args"], int(found["result"]))
        return self._disk

    def _call(self, call: str, args: str, result: int) -> None:
        if call == "openat":
            self._open(args, str(result))
        elif call in ("rename", "renameat", "renameat2"):
            self._move(*(self._ours(each) for each in _texts(args)))
        elif call in ("unlink", "unlinkat"):
            (name,) = (self._ours(each) for each in _texts(args))
            if name is not None:
                self._disk.deeds.append(Name("", self._names.pop(name), name))
        else:
            self._on_descriptor(call, args, result)

    def _open(self, args: str, descriptor: str) -> None:
        path = _texts(args)[0]
        name, flags = self._ours(path), args.rpartition('"')[2]
        self._files[descriptor], self._at[descriptor] = None, 0
        if name is None:
            return
        if name not in self._names:
            if "O_CREAT" not in flags:
                return
            self._names[name] = self._new
            self._disk.deeds.append(Name(name, self._new))
            self._new += 1
        elif "O_TRUNC" in flags:
            self._disk.deeds.append(Truncate(self._names[name], 0))
        self._files[descriptor] = self._names[name]

    def _move(self, old: str | None, new: str | None) -> None:
        if old is None and new is None:
            return
        if old is None or new is None:
            raise ValueError("a file left the folder or came into it")
        file = self._names.pop(old)
        self._names[new] = file
        self._disk.deeds.append(Name(new, file, old))

    def _on_descriptor(self, call: str, args: str, result: int) -> None:
        found = _DESCRIPTOR.match(args)
        if not found:
            return
        descriptor, path = found[1], _plain(found[2])
        if call in ("fsync", "fdatasync") and path == str(self._folder):
            self._disk.deeds.append(Flush(None))
        elif call == "write" and path == str(self._told):
            line = _bytes(_texts(args)[0]).decode().rstrip("\n")
            self._disk.deeds.append(Told(line))
        elif (file := self._files.get(descriptor)) is not None:
            self._on_file(call, args, result, (descriptor, file))

    def _on_file(
        self, call: str, args: str, result: int, opened: tuple[str, int]
    ) -> None:
        descriptor, file = opened
        deeds, numbers = self._disk.deeds, args.rpartition('"')[2].split(",")
        match call:
            case "fsync" | "fdatasync":
                deeds.append(Flush(file))
            case "ftruncate":
                deeds.append(Truncate(file, int(numbers[-1])))
            case "lseek":
                self._at[descriptor] = result
            case "pwrite64":
                data = _bytes(_texts(args)[0])[:result]
                deeds.append(Write(file, int(numbers[-1]), data))
            case "write":
                data = _bytes(_texts(args)[0])[:result]
                deeds.append(Write(file, self._at[descriptor], data))
                self._at[descriptor] += result
            case _:
                raise ValueError(f"no replay for {call}")

    def _ours(self, path: str) -> str | None:
        """The name of a file of the folder that matters, or None."""
        whole = Path(os.fsdecode(_bytes(path)))
        if whole.parent != self._folder or whole.name.endswith(_NOT_OURS):
            return None
        return whole.name


def recorded(command: Sequence[str], folder: Path, told: Path) -> Disk:
    """Everything that a program did to the files of this folder."""
    disk = Disk.of(folder)
    lines = traced(command, told.with_suffix(".trace"), longest=_WHOLE)
    return Reader(disk, folder, told).read(lines)


def _texts(args: str) -> list[str]:
    return _TEXT.findall(args)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _plain(path: str) -> str:
    """The path of a descriptor, which strace writes in hexadecimal as well."""
    return os.fsdecode(_bytes(path)) if path.startswith("\\x") else path
