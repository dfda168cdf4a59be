// After a part of the page was swapped: focus goes somewhere sensible, and what happened is spoken.
import { detailOf } from "./parts.ts";

const REACHABLE =
  "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary";

/** Where focus should go in a new part, or nothing when it may stay where it is. */
export function whereTo(part: ParentNode, lost: boolean): Element | null {
  if (part.querySelector("[data-module=govuk-error-summary]") !== null) return null; // takes it by itself
  const asked = part.querySelector("[data-focus]");
  if (asked !== null) return asked;
  return lost ? part.querySelector(REACHABLE) : null;
}

export function moveTo(element: HTMLElement): void {
  if (!element.matches(REACHABLE)) {
    element.setAttribute("tabindex", "-1");
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus();
}

export function announce(page: Document, words: string): void {
  const line = page.querySelector("[data-announcer]");
  if (line === null) return;
  line.textContent = "";
  // A status line speaks when it changes, also when it says the same once more.
  setTimeout(() => {
    line.textContent = words;
  }, 50);
}

export function listen(page: Document): void {
  page.addEventListener("htmx:load", (event) => {
    const part = detailOf(event).elt;
    if (part === page.body) return;
    const still = part.closest("[data-still]") !== null; // a part that comes by itself takes no focus unasked
    const lost = !still && (page.activeElement === null || page.activeElement === page.body);
    const goal = part.matches("[data-focus]") ? part : whereTo(part, lost);
    if (goal instanceof HTMLElement) moveTo(goal);
    const spoken = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
    const words = spoken?.getAttribute("data-announce");
    if (words) announce(page, words);
  });
}
