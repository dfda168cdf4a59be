import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement } from "../../kit/scripts/fakes.ts";
import { opens } from "./guard.ts";

const radio = (value: string): EventTarget => as(new FakeElement({ type: "radio", value }));

test("a level that speaks of named people opens their list", () => {
  assert.equal(opens(radio("network"), ["network", "sealed"]), true);
});

test("a level for everybody leaves it as it is", () => {
  assert.equal(opens(radio("family_all"), ["network", "sealed"]), false);
});

test("ticking a person is not choosing a level", () => {
  assert.equal(opens(as(new FakeElement({ type: "checkbox", value: "network" })), ["network"]), false);
  assert.equal(opens(null, ["network"]), false);
});
