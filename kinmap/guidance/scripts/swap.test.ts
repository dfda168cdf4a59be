import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { as, FakeElement, told } from "../../kit/scripts/fakes.ts";
import { listen, placeOf } from "./swap.ts";

test("the word is found where it was seen, not its namesake before it", () => {
  assert.equal(placeOf("contact and contact", "contact", 12), 12);
});

test("a word that has moved since is found, and one that is gone is not", () => {
  assert.equal(placeOf("Well, the siblings play", "siblings", 4), 10);
  assert.equal(placeOf("They play", "siblings", 4), -1);
});

test("a tap types the friendlier word into the box of its form, once, and says that the box changed", () => {
  const page = new FakeElement();
  const box = new FakeElement({ value: "🙂 Siblings play with siblings." });
  let inputs = 0;
  Object.assign(box, {
    focus: () => undefined,
    setSelectionRange: () => undefined,
    setRangeText(instead: string, from: number, to: number) {
      const text = box.value as string;
      box.value = text.slice(0, from) + instead + text.slice(to);
    },
  });
  box.addEventListener("input", () => {
    inputs += 1;
  });
  Object.assign(globalThis, { document: { execCommand: () => false } });
  listen(as<Document>(page));
  const form = new FakeElement({ inside: { "textarea[name=text]": [box] } });
  const button = new FakeElement({ dataset: { swap: "siblings", with: "brothers", at: "21" } });
  button.closest = ((selector: string) => (selector === "form" ? form : button)) as typeof button.closest;
  const event = new Event("click");
  Object.defineProperty(event, "target", { value: button });
  page.dispatchEvent(event);
  assert.equal(box.value, "🙂 Siblings play with brothers.");
  assert.equal(inputs, 1);
});

test("help that cannot be fetched raises no alarm", () => {
  const page = new FakeElement();
  let alarms = 0;
  listen(as<Document>(page));
  page.addEventListener("htmx:sendError", () => {
    alarms += 1;
  });
  page.dispatchEvent(told("htmx:sendError", { elt: new FakeElement() }));
  assert.equal(alarms, 0);
  const other = new FakeElement();
  other.closest = (() => null) as unknown as typeof other.closest;
  page.dispatchEvent(told("htmx:sendError", { elt: other }));
  assert.equal(alarms, 1);
});

test("after a pause in writing the help looks once; a move inside the help asks nothing", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const page = new FakeElement();
  const help = new FakeElement();
  let looks = 0;
  help.addEventListener("look", () => {
    looks += 1;
  });
  const form = new FakeElement({ inside: { "[data-asks]": [help] } });
  listen(as<Document>(page));
  const write = (inHelp: boolean) => {
    const box = new FakeElement();
    box.closest = ((selector: string) => (selector === "form" ? form : inHelp ? help : null)) as typeof box.closest;
    const event = new Event("input");
    Object.defineProperty(event, "target", { value: box });
    page.dispatchEvent(event);
  };
  write(false);
  write(false);
  write(true);
  mock.timers.tick(2000);
  assert.equal(looks, 1);
  mock.timers.reset();
});
