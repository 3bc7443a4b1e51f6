"""Gives the imports of a component their names back: gate.py INPUT OUTPUT turns `gate:http/types` into `wasi:http/types`, and so on.

Only the names of what the whole component imports are touched (the sections of the outermost binary with the number 10); `gate` and `wasi`
are equally long, so that nothing moves. build.sh says why they have another name until then.
"""

import sys

IMPORTS = 10


def number(data, at):
    """A number in LEB128, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def renamed(data):
    at = 8  # behind the magic number and the version
    while at < len(data):
        kind = data[at]
        size, start = number(data, at + 1)
        at = start + size
        if kind == IMPORTS:
            data[start:at] = data[start:at].replace(b"gate:", b"wasi:")
    return data


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as given:
        component = renamed(bytearray(given.read()))
    with open(sys.argv[2], "wb") as made:
        made.write(component)
