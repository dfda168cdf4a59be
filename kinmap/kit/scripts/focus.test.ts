import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement } from "./fakes.ts";
import { whereTo } from "./focus.ts";

const SUMMARY = "[data-module=govuk-error-summary]";
const summary = new FakeElement();
const asked = new FakeElement();

function goal(inside: Record<string, FakeElement[]>, lost: boolean): unknown {
  return whereTo(as<ParentNode>(new FakeElement({ inside })), lost);
}

test("the error summary takes focus by itself", () => {
  assert.equal(goal({ [SUMMARY]: [summary], "[data-focus]": [asked] }, true), null);
});

test("a part may ask for focus", () => {
  assert.equal(goal({ "[data-focus]": [asked] }, false), asked);
});

test("focus that is not lost stays where it is", () => {
  assert.equal(goal({}, false), null);
});
