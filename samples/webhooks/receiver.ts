import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const toleranceSeconds = 300;

/**
 * Tells webhooks that are from us from all others: Standard Webhooks 1.0, scheme v1.
 * @param secrets Every live one, each beginning with whsec_.
 * @param headers As Node gives them: names in lower case.
 * @param body The bytes as they came, before any parsing.
 * @param now Seconds since 1970.
 */
export function isGenuine(
  secrets: string[], headers: IncomingHttpHeaders, body: Uint8Array, now: number = Date.now() / 1000,
): boolean {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => String(headers[name] ?? ""));
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > toleranceSeconds) {
    return false;
  }

  const expected = secrets.map((secret) => {
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    return "v1," + createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  });
  return signatures.split(" ").some((given) => expected.some((one) => isSame(one, given)));
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
