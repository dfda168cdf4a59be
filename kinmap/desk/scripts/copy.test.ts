import assert from "node:assert/strict";
import { test } from "node:test";
import { as } from "../../kit/scripts/fakes.ts";
import { copy } from "./copy.ts";

const words = (): HTMLTextAreaElement => as({ value: "Dee rang Nana.", focus: () => {}, select: () => {} });

test("the words are copied as they were typed", async () => {
  const copied: string[] = [];
  const said = await copy(words(), { writeText: async (text) => void copied.push(text) });
  assert.deepEqual([said, copied], ["Copied", ["Dee rang Nana."]]);
});

test("where the browser refuses, the person is told that the words are marked", async () => {
  const said = await copy(words(), { writeText: () => Promise.reject(new Error("not allowed")) });
  assert.equal(said, "Marked. Now press copy");
});
