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
  if (document.execCommand("insertText", false, instead)) return;
  box.setRangeText(instead, from, to, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
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

const PAUSE = 1500; // milliseconds without a letter: long enough for a sentence to be thought of
const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>();

/** After a pause in writing the help of that form looks at the words again; moving about in the help asks nothing. */
function wrote(event: Event): void {
  const box = event.target as Element | null;
  const help = box?.closest("[data-asks]") ? null : box?.closest("form")?.querySelector("[data-asks]");
  if (!help) return;
  clearTimeout(timers.get(help));
  timers.set(
    help,
    setTimeout(() => help.dispatchEvent(new CustomEvent("look")), PAUSE),
  );
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
  page.addEventListener("input", wrote);
  page.addEventListener("change", wrote);
  for (const name of ["beforeRequest", "beforeOnLoad", "sendError", "timeout", "responseError"]) {
    page.addEventListener(`htmx:${name}`, quiet);
  }
}
