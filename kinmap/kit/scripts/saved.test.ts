import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { as, FakeElement, told } from "./fakes.ts";
import { listen, words, writes } from "./saved.ts";

function somePage(): { page: FakeElement; line: FakeElement } {
  const line = new FakeElement();
  const signIn = new FakeElement({ content: "/accounts/login/" });
  const page = new FakeElement({ inside: { "[data-saved]": [line], "meta[name=sign-in]": [signIn] } });
  listen(as<Document>(page));
  return { page, line };
}

const POST = { verb: "post", path: "/entries/" };

test("the line says what is so", () => {
  assert.equal(words("saved", "10:42"), "Saved 10:42");
  assert.equal(words("saved", ""), "Saved");
  assert.equal(words("waiting", ""), "Saving …");
  assert.equal(words("not-saved", ""), "Not saved");
});

test("Saved comes from the server's own clock", () => {
  const { page, line } = somePage();
  page.dispatchEvent(told("saved", { at: "10:42" }));
  assert.equal(line.textContent, "Saved 10:42");
  assert.equal(line.dataset.state, "saved");
});

test("a slow answer is said to be awaited, a quick one is not", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { page, line } = somePage();
  page.dispatchEvent(told("htmx:beforeRequest", { requestConfig: POST }));
  mock.timers.tick(100);
  assert.equal(line.textContent, "");
  mock.timers.tick(400);
  assert.equal(line.textContent, "Saving …");
  page.dispatchEvent(told("htmx:beforeOnLoad", { elt: new FakeElement(), xhr: { status: 422 } }));
  assert.equal(line.textContent, "");
  mock.timers.reset();
});

test("a failure is never called saved", () => {
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    const { page, line } = somePage();
    page.dispatchEvent(told("saved", { at: "10:42" }));
    page.dispatchEvent(told(name, { elt: new FakeElement(), xhr: { status: 500 }, requestConfig: POST }));
    assert.equal(line.textContent, "Not saved");
  }
});

test("something read meanwhile does not take Not saved away", () => {
  const { page, line } = somePage();
  page.dispatchEvent(told("htmx:sendError", { elt: new FakeElement(), requestConfig: POST }));
  const read = { elt: new FakeElement(), xhr: { status: 200 }, requestConfig: { verb: "get", path: "/help/" } };
  page.dispatchEvent(told("htmx:beforeOnLoad", read));
  assert.equal(line.textContent, "Not saved");
});

test("the sign-in page never replaces somebody's words", () => {
  const { page, line } = somePage();
  const answer = { responseURL: "http://localhost/accounts/login/?next=/entries/", status: 200 };
  const swap = told("htmx:beforeSwap", { elt: new FakeElement(), xhr: answer, requestConfig: POST });
  page.dispatchEvent(swap);
  assert.equal(swap.defaultPrevented, true);
  assert.equal(line.textContent, "Not saved");
  const ordinary = told("htmx:beforeSwap", {
    elt: new FakeElement(),
    xhr: { responseURL: "http://localhost/entries/", status: 200 },
    requestConfig: POST,
  });
  page.dispatchEvent(ordinary);
  assert.equal(ordinary.defaultPrevented, false);
});

test("only what is not a get writes", () => {
  assert.deepEqual(["get", "post", "put", undefined].map(writes), [false, true, true, false]);
});
