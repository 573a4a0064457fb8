"""Raw JSON against the official SDK's model of it."""

from typing import get_args, get_origin

# The SDK's models call these numbers; the platform writes them as decimal strings (dossier 7.1).
DECIMALS = {"create_time", "update_time"}


def misfits(model, value, path="data"):
    """Where the two differ; the SDK itself keeps or drops such fields in silence."""
    if get_origin(model) is list and isinstance(value, list):
        for one in value:
            yield from misfits(get_args(model)[0], one, path + "[]")
    elif hasattr(model, "_types") and isinstance(value, dict):
        for name, inner in value.items():
            known = model._types.get(name)
            if known is None:
                yield f"{path}.{name} is unknown"
            elif not (name in DECIMALS and isinstance(inner, str) and inner.isdecimal()):
                yield from misfits(known, inner, f"{path}.{name}")
    elif type(value) is not model:
        yield f"{path} is {value!r}, not {model}"
