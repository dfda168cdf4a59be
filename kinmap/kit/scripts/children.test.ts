import assert from "node:assert/strict";
import { test } from "node:test";
import { allTicked, attach } from "./children.ts";
import { as, FakeElement } from "./fakes.ts";

function row(...ticked: boolean[]): { all: FakeElement; children: FakeElement[]; change(who: FakeElement): void } {
  const all = new FakeElement({ checked: false, fits: ["data-children-all"] });
  const children = ticked.map((checked) => new FakeElement({ checked }));
  const element = new FakeElement({ inside: { "input[type=checkbox]": [all, ...children] } });
  attach(as<ParentNode>(new FakeElement({ inside: { "[data-children]": [element] } })));
  const change = (who: FakeElement): void => {
    const event = new Event("change");
    Object.defineProperty(event, "target", { value: who });
    element.dispatchEvent(event);
  };
  return { all, children, change };
}

test("all is ticked exactly when every child is", () => {
  assert.equal(allTicked([]), false);
  assert.equal(allTicked([{ checked: true }, { checked: false }]), false);
  assert.equal(row(true, true).all.checked, true);
  assert.equal(row(true, false).all.checked, false);
});

test("ticking all ticks every child, and unticking it none", () => {
  const { all, children, change } = row(true, false);
  all.checked = true;
  change(all);
  assert.deepEqual(
    children.map((child) => child.checked),
    [true, true],
  );
  all.checked = false;
  change(all);
  assert.deepEqual(
    children.map((child) => child.checked),
    [false, false],
  );
});

test("unticking one child unticks all, so that nobody says all by mistake", () => {
  const { all, children, change } = row(true, true);
  const [first] = children;
  assert.ok(first);
  first.checked = false;
  change(first);
  assert.equal(all.checked, false);
});
