import base64
import hashlib
import hmac
import re
import time
from collections.abc import Mapping, Sequence

TOLERANCE_SECONDS = 300


def is_genuine(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: float | None = None) -> bool:
    """Tells webhooks that are from us from all others: Standard Webhooks 1.0, scheme v1.

    secrets: every live one, each beginning with whsec_.
    headers: names in lower case, or a mapping that does not mind, as most frameworks have.
    body: the bytes as they came, before any parsing.
    now: seconds since 1970.
    """
    id, timestamp, signatures = (headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature"))
    if not re.fullmatch("[0-9]{1,12}", timestamp):
        return False
    if abs((time.time() if now is None else now) - int(timestamp)) > TOLERANCE_SECONDS:
        return False

    signed = f"{id}.{timestamp}.".encode() + body
    keys = [base64.b64decode(secret.removeprefix("whsec_")) for secret in secrets]
    expected = [b"v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)) for key in keys]
    return any(hmac.compare_digest(one, given.encode()) for given in signatures.split(" ") for one in expected)
