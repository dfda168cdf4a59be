import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement, told } from "../../kit/scripts/fakes.ts";
import { listen } from "./again.ts";
import { SIGNED_OUT } from "./asking.ts";

function heardAfter(status: number): number {
  let heard = 0;
  const page = new FakeElement();
  listen(as<Document>(page));
  page.addEventListener(SIGNED_OUT, () => {
    heard += 1;
  });
  const xhr = { status, getResponseHeader: () => "signed out" };
  page.dispatchEvent(told("htmx:responseError", { elt: new FakeElement(), xhr }));
  return heard;
}

test("a write that was answered 401 asks the person to sign in, any other failure does not", () => {
  assert.equal(heardAfter(401), 1);
  assert.equal(heardAfter(403), 0);
  assert.equal(heardAfter(500), 0);
});
