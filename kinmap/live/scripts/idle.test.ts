import assert from "node:assert/strict";
import { test } from "node:test";
import { type Desk, inWords, step, WARN } from "./idle.ts";

const MINUTE = 60_000;

function desk(changed: Partial<Desk> = {}): Desk {
  return { end: 15 * MINUTE, told: 0, used: 0, ...changed };
}

test("nothing is said while there is time", () => {
  assert.equal(step(desk(), 5 * MINUTE), "rest");
});

test("the server hears of somebody at most once a minute", () => {
  assert.equal(step(desk({ used: 30_000 }), 40_000), "rest");
  assert.equal(step(desk({ used: 30_000 }), MINUTE), "tell");
  assert.equal(step(desk({ used: 30_000, told: MINUTE }), 3 * MINUTE), "rest");
});

test("two minutes before the end the page asks, and at the end it ends", () => {
  assert.equal(step(desk(), 15 * MINUTE - WARN * 1000), "ask");
  assert.equal(step(desk(), 15 * MINUTE), "end");
});

test("whoever still types at the last moment is told of, not asked", () => {
  assert.equal(step(desk({ used: 14 * MINUTE }), 14 * MINUTE), "tell");
});

test("the time that is left is said in words that change seldom", () => {
  assert.deepEqual([120, 60, 20].map(inWords), ["about 2 minutes", "about 1 minute", "less than a minute"]);
});
