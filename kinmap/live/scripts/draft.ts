// Keeps what stands in a long form on the server, a moment after somebody stops typing and when they leave the page.
//
// Attached to every long form. One draft for each as it was drawn: its id is the write's, or the server's "_draft".
import { detailOf, fresh } from "../../kit/scripts/parts.ts";
import { heardSignedOut, meta, SIGNED_IN, send } from "./asking.ts";
import { isLong, read } from "./fields.ts";
import { sayKept, sayNotKept } from "./telling.ts";

export const PAUSE = 1500; // milliseconds without a key
const AFTER_ITS_OWN = 4000; // where a form saves by itself while one types, only what that could not save is kept
const LAST_SUCCESS = 399;

interface Keeping {
  id: string;
  page: string;
  first: string;
  last: string;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

const seen = new WeakSet<Element>();
const keeping = new Map<HTMLFormElement, Keeping>();
let loaded = false;

function hidden(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`)?.value ?? "";
}

export function actionOf(form: HTMLFormElement): string {
  // Not form.action: a box of that name would stand in its place.
  return new URL(form.getAttribute("action") || location.href, location.href).pathname;
}

export function nameOf(form: HTMLFormElement): string {
  return hidden(form, "category");
}

/** Where the form is found again: on this page, or where it was fetched from. */
function pageOf(form: HTMLFormElement): string {
  if (loaded) return actionOf(form);
  const place = form.id || form.closest("[id]")?.id;
  return `${location.pathname}${location.search}${place && place !== "main" ? `#${place}` : ""}`;
}

function whereOf(form: HTMLFormElement): string {
  const said = [document.querySelector("h1")?.textContent, form.querySelector("textarea")?.labels?.[0]?.textContent];
  return [...new Set(said.map((words) => (words ?? "").replace(/\s+/g, " ").trim()))].filter(Boolean).join(": ");
}

export function forms(): Iterable<HTMLFormElement> {
  return keeping.keys();
}

export function idOf(form: HTMLFormElement): string {
  return keeping.get(form)?.id ?? "";
}

/** From here on this form carries on that draft. */
export function carryOn(form: HTMLFormElement, id: string): void {
  const kept = keeping.get(form);
  if (kept === undefined) return;
  kept.id = id;
  kept.last = JSON.stringify(read(form));
}

/** Nothing of this form is kept any more until somebody types again. */
export function forget(form: HTMLFormElement): void {
  const kept = keeping.get(form);
  if (kept === undefined) return;
  clearTimeout(kept.timer);
  kept.id = crypto.randomUUID();
  kept.first = kept.last = JSON.stringify(read(form));
}

/** Whether there is something to send: it differs from what was drawn, and from what was sent last. */
export function isNew(kept: { first: string; last: string }, now: string): boolean {
  return now !== kept.last && !(kept.last === kept.first && now === kept.first);
}

async function keep(form: HTMLFormElement, leaving = false): Promise<void> {
  const kept = keeping.get(form);
  if (kept === undefined || (!form.isConnected && !leaving)) return;
  const boxes = JSON.stringify(read(form));
  if (!isNew(kept, boxes)) return;
  const told = new URLSearchParams({
    id: kept.id,
    page: kept.page,
    action: actionOf(form),
    name: nameOf(form),
    where: whereOf(form),
    version: hidden(form, "version"),
    of: hidden(form, "write"),
    boxes,
  });
  try {
    const answer = await send(document, `${meta(document, "drafts")}keep/`, told, leaving);
    if (heardSignedOut(document, answer)) return sayNotKept(document, answer.status);
    if (!answer.ok) return sayNotKept(document, answer.status);
    kept.last = boxes;
    const said = (await answer.json()) as { kept: boolean; at: string };
    if (said.kept) sayKept(document, said.at);
  } catch {
    if (!leaving) sayNotKept(document, 0);
  }
}

/** Keeps every form of the page as it stands. */
export function keepNow(): void {
  for (const form of keeping.keys()) void keep(form);
}

export function attach(root: ParentNode): void {
  loaded = root !== document;
  if (meta(document, "drafts") === "") return;
  for (const form of fresh<HTMLFormElement>(root, "form", seen)) {
    if (!isLong(form)) continue;
    const drawn = JSON.stringify(read(form));
    const kept: Keeping = {
      id: hidden(form, "_draft") || hidden(form, "write"),
      page: pageOf(form),
      first: drawn,
      last: drawn,
    };
    keeping.set(form, kept);
    const pause = form.querySelector("[hx-trigger*=input]") === null ? PAUSE : AFTER_ITS_OWN;
    form.addEventListener("input", () => {
      clearTimeout(kept.timer);
      kept.timer = setTimeout(() => void keep(form), pause);
    });
    form.addEventListener("formdata", (event) => event.formData.set("_draft", kept.id));
    form.addEventListener("submit", () => clearTimeout(kept.timer));
  }
}

export function listen(page: Document): void {
  addEventListener("pagehide", () => {
    for (const form of keeping.keys()) void keep(form, true);
  });
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState === "hidden") for (const form of keeping.keys()) void keep(form, true);
  });
  page.addEventListener(SIGNED_IN, keepNow);
  addEventListener("online", keepNow);
  // A write of this form was done: its words are in the record, and what is typed from now on is another draft.
  page.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr, requestConfig } = detailOf(event);
    const form = elt.closest("form");
    const wrote = requestConfig !== undefined && requestConfig.verb !== "get";
    if (form && wrote && xhr && xhr.status <= LAST_SUCCESS && xhr.getResponseHeader("X-Kinmap-Saved")) forget(form);
  });
}
