// Links of a card open in the card itself: its form in the card's place, its other acts in the panel under it.
// Without a script the same links lead to pages of their own.
import type { Attach } from "../../kit/scripts/parts.ts";
import { ask } from "./htmx.ts";

export type Place = "card" | "panel";

/** Where a link of a card opens, or nothing when it is not on a card of the map. */
export function targetOf(link: Element): { target: Element; swap: string } | null {
  const item = link.closest("[data-entry]");
  if (item === null) return null;
  const into = link.getAttribute("data-into") as Place;
  const target = item.querySelector(into === "card" ? ".map-card, .map-edit" : ".map-panel");
  return target === null ? null : { target, swap: into === "card" ? "outerHTML" : "innerHTML" };
}

function opened(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-into], a[data-close]");
  const place = link && targetOf(link);
  if (!link || !place) return;
  event.preventDefault();
  if (link.hasAttribute("data-close")) close(link);
  else ask("get", link.href, { source: link, target: place.target, swap: place.swap });
}

/** Empties the panel and goes back to the card's own link. */
function close(link: Element): void {
  const panel = link.closest(".map-panel");
  const item = link.closest("[data-entry]");
  panel?.replaceChildren();
  item?.querySelector<HTMLElement>(".map-card__acts a:last-of-type")?.focus();
}

const seen = new WeakSet<Element>();

export const attach: Attach = (root) => {
  const board = root.querySelector("[data-board]");
  if (board === null || seen.has(board)) return;
  seen.add(board);
  board.addEventListener("click", (event) => opened(event as MouseEvent));
};
