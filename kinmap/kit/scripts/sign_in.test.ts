import assert from "node:assert/strict";
import { test } from "node:test";
import { isAddressOf } from "./sign_in.ts";

test("an address is compared by its path", () => {
  assert.equal(isAddressOf("http://x/accounts/login/?next=/", "/accounts/login/"), true);
  assert.equal(isAddressOf("http://x/accounts/login/more", "/accounts/login/"), false);
  assert.equal(isAddressOf("", "/accounts/login/"), false);
  assert.equal(isAddressOf("http://x/", ""), false);
});
