// When a part of the map is swapped, every open form in it with somebody's words stays where it is.
import { detailOf, type HtmxDetail } from "../../kit/scripts/parts.ts";

interface Kept {
  holder: HTMLElement;
  section: string;
  focused: HTMLElement | null;
}

/** Whether a form holds words that a swap must not take away: an opened form, or a box with something in it. */
export function holdsWords(form: HTMLFormElement): boolean {
  if (!form.closest("[id^=add-]") || form.matches(".map-edit")) return true;
  return [...form.querySelectorAll("textarea")].some((box) => box.value.trim() !== "");
}

function stash(board: Element, source: Element): Kept[] {
  const active = document.activeElement;
  const forms = [...board.querySelectorAll<HTMLFormElement>("form[data-keep]")];
  const kept: Kept[] = [];
  for (const form of forms) {
    const holder = form.closest<HTMLElement>("[data-holder]");
    const own = source === form || form.contains(source);
    if (own || !holder || kept.some((other) => other.holder === holder) || !holdsWords(form)) continue;
    const section = holder.closest("section[id]")?.id ?? "";
    const focused = active instanceof HTMLElement && holder.contains(active) ? active : null;
    kept.push({ holder, section, focused });
  }
  return kept;
}

/** Puts each kept form back in the place of its new self; one whose place is gone goes to its section's end. */
function restore(kept: readonly Kept[]): void {
  for (const { holder, section, focused } of kept) {
    if (holder.isConnected) continue;
    const fresh = document.getElementById(holder.id);
    if (fresh) fresh.replaceWith(holder);
    else document.getElementById(section)?.append(holder);
    focused?.focus({ preventScroll: true });
  }
}

const seen = new WeakSet<Element>();

export function attach(root: ParentNode): void {
  const board = root.querySelector("[data-board]");
  if (board === null || seen.has(board)) return;
  seen.add(board);
  document.addEventListener("htmx:beforeSwap", (event) => {
    // Of this event htmx says "elt" where it swaps; who asked stands in the request.
    const { target, requestConfig } = detailOf(event) as HtmxDetail & { requestConfig?: { elt?: Element } };
    if (!target || !board.contains(target) || !target.matches("section, .map-undo")) return;
    const kept = stash(board, requestConfig?.elt ?? target);
    setTimeout(() => restore(kept), 0); // the swap itself happens in between, before anything else runs
  });
}
