import assert from "node:assert/strict";
import { test } from "node:test";
import { sync } from "./reveal.ts";

test("only what lies under the chosen answer is in sight", () => {
  const hidden: boolean[] = [];
  const under = { classList: { toggle: (_name: string, on: boolean) => hidden.push(on) } };
  sync([
    { checked: true, under },
    { checked: false, under },
  ]);
  assert.deepEqual(hidden, [false, true]);
});
