"""Several things named one after the other, as a Swedish sentence does it."""

from collections.abc import Sequence


def uppraknat(delar: Sequence[str]) -> str:
    """«Anna, Bo och Cecilia»; "" for none."""
    return " och ".join([", ".join(delar[:-1]), delar[-1]] if len(delar) > 1 else delar)
