// Words typed but not sent: ask before the page goes away.
import { detailOf, fresh } from "./parts.ts";
import { isSignIn } from "./sign_in.ts";

const seen = new WeakSet<Element>();
const unsent = new Set<Element>();
const LAST_SUCCESS = 399;

/** Whether any form still on the page holds words that nobody has kept. */
export function holdsWords(forms: Iterable<Pick<Element, "isConnected">>): boolean {
  for (const form of forms) if (form.isConnected) return true;
  return false;
}

export function attach(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-guard]", seen)) {
    // A form that came back with a message holds words that were refused, so they are not kept either.
    if (form.querySelector(".govuk-error-message, [data-clash]")) unsent.add(form);
    form.addEventListener("input", () => unsent.add(form));
    form.addEventListener("submit", () => {
      if (!form.matches("[hx-post], [hx-put], [hx-patch]")) unsent.delete(form);
    });
  }
}

export function listen(page: Document): void {
  // Before the answer is used: it may be an order to leave the page.
  page.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr } = detailOf(event);
    const form = elt.closest("form");
    if (form && xhr && xhr.status <= LAST_SUCCESS && !isSignIn(page, xhr)) unsent.delete(form);
  });
  addEventListener("beforeunload", (event) => {
    if (holdsWords(unsent)) event.preventDefault();
  });
}
