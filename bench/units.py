# SPDX-License-Identifier: Apache-2.0
"""Numbers as tables show them."""


def duration(seconds):
    if seconds is None:
        return "–"
    if seconds < 0.001:
        return f"{seconds * 1e6:.3g} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:.3g} s" if seconds < 100 else f"{seconds:.0f} s"


def factor(ratio):
    if ratio is None:
        return "–"
    return f"{ratio:.0f} ×" if ratio >= 10 else f"{ratio:.2f} ×"


def memory(mib):
    return "–" if mib is None else f"{mib:.0f} MiB" if mib < 1024 else f"{mib / 1024:.2f} GiB"
