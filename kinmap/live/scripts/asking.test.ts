import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement, told } from "../../kit/scripts/fakes.ts";
import { headers, heardSignedOut, listen, SIGNED_OUT } from "./asking.ts";

function somePage(): FakeElement {
  const metas = { person: "hannah", "csrf-cookie": "fresh" };
  const inside = Object.entries(metas).map(([name, content]) => [`meta[name=${name}]`, [new FakeElement({ content })]]);
  return new FakeElement({ cookie: "fresh=new", inside: Object.fromEntries(inside) });
}

test("whatever is asked says for whom the page was drawn, with the token of now", () => {
  const sent = headers(as<Document>(somePage()));
  assert.equal(sent["X-Kinmap-Person"], "hannah");
  assert.equal(sent["X-CSRFToken"], "new");
});

test("a form that htmx sends says it too", () => {
  const page = somePage();
  listen(as<Document>(page));
  const sent = { headers: {} as Record<string, string> };
  page.dispatchEvent(told("htmx:configRequest", sent));
  assert.equal(sent.headers["X-Kinmap-Person"], "hannah");
});

test("only 401 means signed out, and it says whether somebody else is there", () => {
  const page = somePage();
  const heard: unknown[] = [];
  page.addEventListener(SIGNED_OUT, (event) => heard.push((event as CustomEvent).detail));
  const answer = (status: number, other = "") => ({ status, headers: { get: () => other } });
  assert.equal(heardSignedOut(as<Document>(page), answer(500)), false);
  assert.equal(heardSignedOut(as<Document>(page), answer(401, "signed out")), true);
  assert.equal(heardSignedOut(as<Document>(page), answer(401, "other")), true);
  assert.deepEqual(heard, [
    { other: false, prove: false },
    { other: true, prove: false },
  ]);
});
