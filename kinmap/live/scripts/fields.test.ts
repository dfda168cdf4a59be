import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement } from "../../kit/scripts/fakes.ts";
import { isLong, read, saysAlready, write } from "./fields.ts";

interface Given {
  name: string;
  type: string;
  value?: string;
  checked?: boolean;
}

class Form extends FakeElement {
  method = "post";
  elements: FakeElement[];
  autocomplete: string | null = null;
  constructor(...given: Given[]) {
    super({ inside: { "input[name=write]": [new FakeElement()] } });
    this.elements = given.map((one) => new FakeElement({ value: "", labels: [], closest: () => null, ...one }));
  }
  getAttribute(name: string): string | null {
    return name === "autocomplete" ? this.autocomplete : null;
  }
}

function form(...given: Given[]): { fake: Form; real: HTMLFormElement } {
  const fake = new Form(...given);
  return { fake, real: as<HTMLFormElement>(fake) };
}

const TEXT = { name: "text", type: "textarea", value: "Dee rang Nana." };

test("a form is long when it has a large box, or two small ones", () => {
  assert.equal(isLong(form(TEXT).real), true);
  assert.equal(isLong(form({ name: "first", type: "text" }, { name: "last", type: "text" }).real), true);
  assert.equal(isLong(form({ name: "first", type: "text" }, { name: "gone", type: "hidden" }).real), false);
  assert.equal(isLong(form({ name: "one", type: "checkbox" }, { name: "two", type: "checkbox" }).real), false);
});

test("a form where somebody else types than the person signed in is never kept", () => {
  const { fake, real } = form(TEXT);
  fake.autocomplete = "off";
  assert.equal(isLong(real), false);
});

test("passwords, files and hidden values are never read", () => {
  const { real } = form(
    TEXT,
    { name: "password", type: "password", value: "secret" },
    { name: "file", type: "file", value: "C:\\x" },
    { name: "entry", type: "hidden", value: "id" },
    { name: "_draft", type: "text", value: "id" },
  );
  assert.deepEqual(read(real), [{ name: "text", label: "", words: true, values: ["Dee rang Nana."] }]);
});

test("ticks are read and put back by what they stand for", () => {
  const kayla = { name: "children", type: "checkbox", value: "kayla", checked: true };
  const mia = { name: "children", type: "checkbox", value: "mia", checked: false };
  const kept = read(form(TEXT, kayla, mia).real);
  assert.deepEqual(kept[1]?.values, ["kayla"]);
  const { fake, real } = form({ ...TEXT, value: "" }, { ...kayla, checked: false }, { ...mia, checked: true });
  write(real, kept);
  assert.deepEqual(
    fake.elements.map((one) => [one.value, one.checked]),
    [
      ["Dee rang Nana.", undefined],
      ["kayla", true],
      ["mia", false],
    ],
  );
});

test("a form that says the same already is not asked about", () => {
  const kept = read(form(TEXT).real);
  assert.equal(saysAlready(form(TEXT).real, kept), true);
  assert.equal(saysAlready(form({ ...TEXT, value: "Dee" }).real, kept), false);
});
