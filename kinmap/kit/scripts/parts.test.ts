import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement, told } from "./fakes.ts";
import { fresh, start } from "./parts.ts";

test("each element is given out once, the part itself among them", () => {
  const seen = new WeakSet<Element>();
  const inner = new FakeElement();
  const part = new FakeElement({ inside: { p: [inner] }, fits: ["p"] });
  assert.deepEqual(fresh(as<ParentNode>(part), "p", seen), [part, inner]);
  assert.deepEqual(fresh(as<ParentNode>(part), "p", seen), []);
});

test("behaviours run on the page, then on each part that is swapped in", () => {
  const body = new FakeElement();
  const page = new FakeElement({ body });
  const ran: unknown[] = [];
  start(as<Document>(page), [(root) => ran.push(root)]);
  page.dispatchEvent(told("htmx:load", { elt: body }));
  const part = new FakeElement();
  page.dispatchEvent(told("htmx:load", { elt: part }));
  assert.deepEqual(ran, [page, part]);
});
