import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement, told } from "./fakes.ts";
import { cookie, listen } from "./token.ts";

test("a cookie is found by its whole name", () => {
  const jar = "xcsrftoken=no; csrftoken=a%20b; other=c";
  assert.equal(cookie(jar, "csrftoken"), "a b");
  assert.equal(cookie(jar, "token"), "");
});

function send(verb: string): { headers: Record<string, string>; parameters: Record<string, string> } {
  const page = new FakeElement({
    cookie: "fresh=new",
    inside: { "meta[name=csrf-cookie]": [new FakeElement({ content: "fresh" })] },
  });
  listen(as<Document>(page));
  const sent = { headers: {}, parameters: { csrfmiddlewaretoken: "stale", words: "kept" } };
  page.dispatchEvent(told("htmx:configRequest", { verb, ...sent }));
  return sent;
}

test("a write carries the token of now in place of the one printed into the page", () => {
  const { headers, parameters } = send("post");
  assert.equal(headers["X-CSRFToken"], "new");
  assert.deepEqual(parameters, { csrfmiddlewaretoken: "new", words: "kept" });
});

test("reading carries no token", () => {
  assert.deepEqual(send("get").headers, {});
});
