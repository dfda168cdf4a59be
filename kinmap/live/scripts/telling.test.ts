import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement } from "../../kit/scripts/fakes.ts";
import { sayKept, why } from "./telling.ts";

test("a draft that was kept is said quietly, with the time by the server's clock", () => {
  const line = new FakeElement();
  sayKept(as<Document>(new FakeElement({ inside: { "[data-saved]": [line] } })), "10:42");
  assert.equal(line.textContent, "Draft kept 10:42");
  assert.equal(line.dataset.state, "draft");
});

test("each reason why not says what to do", () => {
  assert.match(why(413, true), /too long/);
  assert.match(why(401, true), /Sign in again/);
  assert.match(why(0, false), /offline/);
  assert.match(why(0, true), /could not be reached/);
  assert.match(why(500, true), /at our end/);
});
