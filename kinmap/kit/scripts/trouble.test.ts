import assert from "node:assert/strict";
import { test } from "node:test";
import { explanation, title } from "./trouble.ts";

const WROTE = { wrote: true, signedOut: false };
const READ = { wrote: false, signedOut: false };

test("a failed write says so first, and that the words are still there", () => {
  assert.equal(title(WROTE), "Not saved");
  for (const status of [0, 403, 404, 429, 500, 503]) {
    assert.match(explanation(WROTE, true, status), /^Your words are still on this page\./);
  }
});

test("a failed look claims nothing about words", () => {
  assert.equal(title(READ), "This part of the page could not be fetched");
  assert.doesNotMatch(explanation(READ, true, 500), /words/);
});

test("each cause says what to do", () => {
  assert.match(explanation(WROTE, false, 0), /offline/);
  assert.match(explanation(WROTE, true, 0), /could not be reached/);
  assert.match(explanation(WROTE, true, 403), /Copy your words/);
  assert.match(explanation(WROTE, true, 413), /Divide it in two/);
  assert.match(explanation(WROTE, true, 500), /at our end/);
  assert.match(explanation(WROTE, true, 503), /cannot reach its records, or its disk is full/);
  assert.match(
    explanation({ wrote: true, signedOut: true }, true, 200),
    /Sign in again, and it is sent again by itself/,
  );
  assert.equal(title({ wrote: true, signedOut: true }), "Not saved: you have been signed out");
});
