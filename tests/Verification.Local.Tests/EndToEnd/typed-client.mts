// A client app that knows the API by its OpenAPI document alone: openapi-typescript made the types in api.d.ts from it, and openapi-fetch
// calls by them. Where document and API differ it does not compile or an assertion fails.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Status = components["schemas"]["Status"];

const [url = "", key = "", picture = ""] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } });

// Names every status there is, so that one more or one less does not compile.
const isFinal: Record<Status, boolean> = {
  pending: false, awaitingInput: false, processing: false, completed: true, failed: true, canceled: true, expired: true,
};

async function start() {
  const body = {
    provider: "assure.signicatpictureid",
    processType: "document",
    document: { type: "passport", country: "UTO" },
    reference: "scenario:accepted",
    retention: { result: "P1D", keep: "full" },
  } satisfies components["schemas"]["StartRequest"];
  const options = { params: { header: { "Idempotency-Key": "\"typed-client\"" } }, body };
  const { data, response } = await client.POST("/api/verifications", options);
  assert.equal(response.status, 201);
  assert.ok(data);
  assert.equal(response.headers.get("Location"), data.links.self);
  assert.deepEqual(data.awaiting.map(({ kind, code }) => ({ kind, code })), [{ kind: "front", code: "front.missing" }]);

  const again = await client.POST("/api/verifications", options);
  assert.equal(again.data?.id, data.id);
  return data.id;
}

async function refuse() {
  const body = { provider: "assure.signicatpictureid", document: { country: "nl" } };
  const { error, response } = await client.POST("/api/verifications", { body });
  assert.equal(response.status, 400);
  assert.equal(error?.type, "urn:verification:problem:request.invalid");
  assert.equal(error.errors?.["document.country"]?.length, 1);
}

async function upload(id: string) {
  const { data, response } = await client.PUT("/api/verifications/{id}/images/{kind}", {
    params: { path: { id, kind: "front" } },
    headers: { "Content-Type": "image/jpeg" },
    body: await readFile(picture),
    bodySerializer: (bytes) => bytes,
  });
  assert.equal(response.status, 202);
  assert.deepEqual(data?.awaiting.map(({ code }) => code), ["submit.missing"]);

  const submitted = await client.POST("/api/verifications/{id}/submit", { params: { path: { id } } });
  assert.equal(submitted.response.status, 202);
  assert.ok(Number(submitted.response.headers.get("Retry-After")) > 0);
}

async function outcomeOf(id: string) {
  let header: { "If-None-Match"?: string } = {};
  for (let unchanged = 0; ; await delay(50)) {
    const { data, response } = await client.GET("/api/verifications/{id}", { params: { path: { id }, header } });
    if (data && isFinal[data.status]) {
      assert.ok(unchanged > 0, "it never answered that nothing has changed");
      return data;
    }

    assert.equal(response.status, data ? 200 : 304);
    unchanged += data ? 0 : 1;
    header = { "If-None-Match": response.headers.get("ETag") ?? "" };
  }
}

async function read(id: string) {
  const { data: result } = await client.GET("/api/verifications/{id}/result", { params: { path: { id } } });
  assert.equal(result?.verificationId, id);
  assert.equal(result.decision, "accepted");
  assert.equal(result.person?.lastName, "JANSEN");
  assert.equal(result.claims?.identityVerified, true);
  assert.ok(result.checks?.every(({ outcome }) => outcome === "passed"));

  const { data: timeline } = await client.GET("/api/verifications/{id}/timeline", { params: { path: { id } } });
  assert.deepEqual(timeline?.entries.map(({ sequence }) => sequence), timeline?.entries.map((_, index) => index + 1));
  assert.match(timeline?.head ?? "", /^[0-9a-f]{64}$/);

  const { data: page } = await client.GET("/api/verifications", {
    params: { query: { reference: "scenario:accepted", status: "completed", pageSize: 5 } },
  });
  assert.deepEqual(page?.items.map((item) => item.id), [id]);
}

async function erase(id: string) {
  const { response } = await client.DELETE("/api/verifications/{id}", { params: { path: { id } } });
  assert.equal(response.status, 202);
  for (;;) {
    const { error, response: gone } = await client.GET("/api/verifications/{id}", { params: { path: { id } } });
    assert.equal(gone.status, 410);
    if (error?.receipt) {
      return error.receipt;
    }

    await delay(50);
  }
}

const { data: providers } = await client.GET("/api/providers");
assert.ok(providers?.items.some(({ name, capturePaths }) => name === "assure.signicatpictureid" && capturePaths.includes("upload")));
await refuse();
const id = await start();
await upload(id);
const snapshot = await outcomeOf(id);
assert.equal(snapshot.status, "completed");
await read(id);
const receipt = await erase(id);
console.log(`${snapshot.decision}, erased ${receipt.keyDestroyed}, ${receipt.sessions.map(({ outcome }) => outcome).join()}`);
