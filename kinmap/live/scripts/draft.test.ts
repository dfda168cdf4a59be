import assert from "node:assert/strict";
import { test } from "node:test";
import { isNew } from "./draft.ts";

test("a form as it was drawn is nothing to keep", () => {
  assert.equal(isNew({ first: "a", last: "a" }, "a"), false);
});

test("what differs from what was sent last is kept, an emptied box too", () => {
  assert.equal(isNew({ first: "", last: "" }, "Dee rang"), true);
  assert.equal(isNew({ first: "", last: "Dee rang" }, "Dee rang Nana"), true);
  assert.equal(isNew({ first: "", last: "Dee rang" }, ""), true);
});

test("the same is not sent twice", () => {
  assert.equal(isNew({ first: "", last: "Dee rang" }, "Dee rang"), false);
});
