// One tap puts a friendlier word in the place of a hard one, in the box above; nothing changes without a tap.
import { detailOf } from "../../kit/scripts/parts.ts";

/** Where the words stand: at the place where they were seen, else wherever they stand now; -1 when they are gone. */
export function placeOf(text: string, words: string, seenAt: number): number {
  return text.startsWith(words, seenAt) ? seenAt : text.indexOf(words);
}

function boxOf(button: Element): HTMLTextAreaElement | null {
  return button.closest("form")?.querySelector<HTMLTextAreaElement>("textarea[name=text]") ?? null;
}

/** As if it had been typed, so that the browser can undo it; by hand where it cannot. */
function type(box: HTMLTextAreaElement, instead: string, from: number, to: number): void {
  box.focus();
  box.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, instead)) {
    box.setRangeText(instead, from, to, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.dispatchEvent(new Event("change", { bubbles: true })); // whoever looks at the words looks again
}

function tapped(event: Event): void {
  const button = (event.target as Element | null)?.closest?.<HTMLElement>("button[data-swap]");
  const box = button && boxOf(button);
  if (!button || !box) return;
  // The server counts characters, JavaScript halves of them: an emoji before the word moves its place.
  const { swap = "", with: instead = "", at = "0" } = button.dataset;
  const seenAt = [...box.value].slice(0, Number(at)).join("").length;
  const from = placeOf(box.value, swap, seenAt);
  if (from >= 0) type(box, instead, from, from + swap.length);
}

const SIGNED_OUT = 401;

/** Help while writing saves nothing: no "Saving …", no "Not saved", and the words stay unsent; signed out is told. */
function quiet(event: Event): void {
  const { elt, xhr } = detailOf(event);
  if (elt.closest("[data-asks]") && xhr?.status !== SIGNED_OUT) event.stopImmediatePropagation();
}

/** Goes first, so that those who listen for writes do not hear of it. */
export function listen(page: Document): void {
  page.addEventListener("click", tapped);
  for (const name of ["beforeRequest", "beforeOnLoad", "sendError", "timeout", "responseError"]) {
    page.addEventListener(`htmx:${name}`, quiet);
  }
}
