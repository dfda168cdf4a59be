// Cards move by mouse and by finger; by keyboard the same handle opens the "Move" form.
import Sortable, { type SortableEvent } from "sortablejs";
import { detailOf, fresh } from "../../kit/scripts/parts.ts";
import { ask } from "./htmx.ts";

interface Drag {
  item: HTMLElement;
  from: HTMLElement;
  next: Element | null;
}

const seen = new WeakSet<Element>();
const underway = new WeakMap<Element, Drag>();

/** A new id of one act of moving: what is sent twice is done once. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let place = 5; place >= 0; place--) {
    bytes[place] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function hidden(name: string, value: string): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  return input;
}

/** The form of one move, kept in the page so that "Try again" can send the very same act again. */
function formOf(drag: Drag, list: HTMLElement): HTMLFormElement {
  const form = document.createElement("form");
  form.hidden = true;
  form.className = "map-move-form";
  const after = drag.item.nextElementSibling?.getAttribute("data-entry") ?? "";
  const values = {
    write: newId(),
    category: list.dataset.list ?? "",
    before: after,
    version: drag.item.dataset.version ?? "",
  };
  form.append(...Object.entries(values).map(([name, value]) => hidden(name, value)));
  return form;
}

function dropped(board: HTMLElement, event: SortableEvent, next: Element | null): void {
  const drag = { item: event.item, from: event.from, next };
  if (event.from === event.to && event.oldIndex === event.newIndex) return;
  const form = formOf(drag, event.to);
  board.append(form);
  underway.set(form, drag);
  const address = `${board.dataset.moveTo}${drag.item.dataset.entry}/move/${board.dataset.query}`;
  ask("post", address, { source: form, target: document.getElementById("map-undo") ?? form, swap: "innerHTML" });
}

/** Not saved: the card goes back to where it stood, and the banner says so. */
function putBack(form: Element): void {
  const drag = underway.get(form);
  if (!drag?.from.isConnected) return;
  drag.from.insertBefore(drag.item, drag.next?.isConnected && drag.next.parentElement === drag.from ? drag.next : null);
}

export function attach(root: ParentNode): void {
  const board = document.querySelector<HTMLElement>("[data-board]");
  if (board === null) return;
  for (const list of fresh<HTMLElement>(root, "[data-board] [data-list]", seen)) {
    let next: Element | null = null;
    Sortable.create(list, {
      group: "map",
      handle: "[data-handle]",
      draggable: "[data-entry]",
      forceFallback: true, // the same way for mouse and finger, and no picture of a link under the pointer
      fallbackOnBody: true,
      fallbackTolerance: 4,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
      scroll: true,
      scrollSensitivity: 80,
      ghostClass: "map-item--ghost",
      dragClass: "map-item--drag",
      onStart: (event) => {
        next = event.item.nextElementSibling;
      },
      onEnd: (event) => dropped(board, event, next),
    });
  }
}

export function listen(page: Document): void {
  page.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr } = detailOf(event);
    if (!underway.has(elt)) return;
    const saved = xhr !== undefined && xhr.status >= 200 && xhr.status < 300;
    if (!saved) putBack(elt);
    if (saved || xhr?.status === 409 || xhr?.status === 422) elt.remove(); // else "Try again" sends it once more
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    page.addEventListener(name, (event) => putBack(detailOf(event).elt));
  }
}
