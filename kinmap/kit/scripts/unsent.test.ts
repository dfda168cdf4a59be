import assert from "node:assert/strict";
import { test } from "node:test";
import { as, FakeElement, told } from "./fakes.ts";
import { attach, holdsWords, listen } from "./unsent.ts";

const GUARDED = "form[data-guard]";
const REFUSED = ".govuk-error-message, [data-clash]";
const HTMX = "[hx-post], [hx-put], [hx-patch]";

const page = new FakeElement({
  inside: { "meta[name=sign-in]": [new FakeElement({ content: "/accounts/login/" })] },
});
let leave: ((event: Event) => void) | undefined;
Object.assign(globalThis, {
  addEventListener: (name: string, heard: (event: Event) => void) => {
    if (name === "beforeunload") leave = heard;
  },
});
listen(as<Document>(page));

function form(given: Record<string, unknown> = {}): FakeElement {
  const made = new FakeElement({ fits: [HTMX], ...given });
  attach(as<ParentNode>(new FakeElement({ inside: { [GUARDED]: [made] } })));
  return made;
}

function asksBeforeLeaving(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  leave?.(event);
  return event.defaultPrevented;
}

function answered(elt: FakeElement, status: number, responseURL = "http://x/entries/"): void {
  page.dispatchEvent(told("htmx:beforeOnLoad", { elt, xhr: { status, responseURL } }));
}

test("only forms still on the page count", () => {
  assert.equal(holdsWords([{ isConnected: false }]), false);
  assert.equal(holdsWords([{ isConnected: false }, { isConnected: true }]), true);
});

test("typed words hold the page until they are saved", () => {
  const made = form();
  assert.equal(asksBeforeLeaving(), false);
  made.dispatchEvent(new Event("input"));
  assert.equal(asksBeforeLeaving(), true);
  answered(made, 500);
  assert.equal(asksBeforeLeaving(), true);
  answered(made, 200, "http://x/accounts/login/?next=/entries/");
  assert.equal(asksBeforeLeaving(), true);
  answered(made, 200);
  assert.equal(asksBeforeLeaving(), false);
});

test("words that came back with a message are not saved either", () => {
  const made = form({ inside: { [REFUSED]: [new FakeElement()] } });
  assert.equal(asksBeforeLeaving(), true);
  made.isConnected = false;
  assert.equal(asksBeforeLeaving(), false);
});

test("a form without htmx may leave with its own submission", () => {
  const made = form({ fits: [] });
  made.dispatchEvent(new Event("input"));
  made.dispatchEvent(new Event("submit"));
  assert.equal(asksBeforeLeaving(), false);
});
