import assert from "node:assert/strict";
import { test } from "node:test";
import { question, toBytes, toText } from "./passkey.ts";

test("bytes come back as they went, in the alphabet that addresses allow", () => {
  const bytes = Uint8Array.from([0, 251, 255, 190, 7]);
  assert.equal(toText(bytes.buffer), "APv_vgc");
  assert.deepEqual(toBytes("APv_vgc"), bytes);
});

test("a question carries bytes where the server wrote text", () => {
  const asked = question({ challenge: "APv_", allowCredentials: [{ type: "public-key", id: "vgc" }] }, undefined);
  assert.deepEqual(asked.challenge, Uint8Array.from([0, 251, 255]));
  assert.deepEqual(asked.allowCredentials, [{ type: "public-key", id: Uint8Array.from([190, 7]) }]);
  assert.equal(asked.authenticatorSelection, undefined);
});

test("a passkey that is enough by itself is kept in the device and asks who holds it", () => {
  const alone = question({ challenge: "AA", user: { id: "AA", name: "x" } }, true);
  assert.deepEqual(alone.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  const second = question({ challenge: "AA", user: { id: "AA", name: "x" } }, false);
  assert.deepEqual(second.authenticatorSelection, { residentKey: "discouraged", requireResidentKey: false });
});
