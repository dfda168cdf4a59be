import assert from "node:assert/strict";
import { test } from "node:test";
import { forForm } from "./back.ts";

const DRAFTS = [
  { id: "1", action: "/map/entries/", name: "past_harm" },
  { id: "2", action: "/map/entries/", name: "strength" },
  { id: "3", action: "/story/event/", name: "" },
];

test("a draft belongs to the form of its address and its heading, and to no other", () => {
  assert.deepEqual(
    forForm(DRAFTS, { action: "/map/entries/", name: "strength" }).map((draft) => draft.id),
    ["2"],
  );
  assert.deepEqual(forForm(DRAFTS, { action: "/map/entries/", name: "goal" }), []);
  assert.deepEqual(forForm(DRAFTS, { action: "/elsewhere/", name: "" }), []);
});
