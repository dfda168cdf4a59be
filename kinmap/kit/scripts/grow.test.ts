import assert from "node:assert/strict";
import { test } from "node:test";
import { as } from "./fakes.ts";
import { fit } from "./grow.ts";

test("a box is as tall as its words and its border", () => {
  const heights: string[] = [];
  const style = {
    set height(value: string) {
      heights.push(value);
    },
  };
  fit(as<HTMLTextAreaElement>({ style, scrollHeight: 180, offsetHeight: 104, clientHeight: 100 }));
  assert.deepEqual(heights, ["auto", "184px"]);
});
