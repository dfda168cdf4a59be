// Words that were not saved wait for their form: a plain notice in it offers to put them back, or to throw them away.
import { fresh } from "../../kit/scripts/parts.ts";
import { headers, heardSignedOut, meta, send } from "./asking.ts";
import { actionOf, carryOn, forms, idOf, nameOf } from "./draft.ts";
import { type Box, saysAlready, write } from "./fields.ts";

interface Waiting {
  id: string;
  action: string;
  name: string;
  version: string;
  at: string;
  boxes: Box[];
  first: string;
  see: string;
  throw: string;
}

const seen = new WeakSet<Element>();

/** The draft that belongs into this form: the newest for the same address and the same heading. */
export function forForm<D extends Pick<Waiting, "action" | "name">>(
  drafts: readonly D[],
  form: { action: string; name: string },
): D[] {
  return drafts.filter(({ action, name }) => action === form.action && name === form.name);
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(words: string, kind: string, pressed: () => void): HTMLElement {
  const made = element("button", kind, words);
  made.setAttribute("type", "button");
  made.addEventListener("click", pressed);
  return made;
}

/** Puts the words back against the version that they were written on: a change meanwhile is then shown, not lost. */
function putBack(form: HTMLFormElement, draft: Waiting, notice: HTMLElement): void {
  const version = form.querySelector<HTMLInputElement>("input[type=hidden][name=version]");
  if (version !== null && draft.version !== "") version.value = draft.version;
  notice.remove();
  carryOn(form, draft.id);
  write(form, draft.boxes);
  const first = draft.boxes.find((box) => box.words && box.values.some((value) => value.trim() !== ""));
  const control = first && form.elements.namedItem(first.name);
  if (control instanceof HTMLElement) control.focus();
}

async function throwAway(draft: Waiting, notice: HTMLElement): Promise<void> {
  try {
    const answer = await send(document, draft.throw, new URLSearchParams());
    if (heardSignedOut(document, answer) || !answer.ok) return;
    const form = notice.closest("form");
    notice.remove();
    form?.querySelector<HTMLElement>("textarea, input:not([type=hidden])")?.focus();
  } catch {
    notice.querySelector("[data-said]")?.replaceChildren("They could not be thrown away: Kinmap could not be reached.");
  }
}

function offer(form: HTMLFormElement, [draft, ...more]: Waiting[]): void {
  if (draft === undefined) return;
  const notice = element("section", "draft-notice");
  notice.setAttribute("aria-label", "Words not yet saved");
  const said = element("p", "draft-notice__said");
  said.setAttribute("data-said", "");
  said.append(element("strong", "", "You have words here that were not saved"), `, kept ${draft.at}.`);
  const acts = element("div", "kit-row");
  acts.append(
    button("Put my words back", "govuk-button kit-button-small", () => putBack(form, draft, notice)),
    button("Throw away", "kit-button-quiet", () => void throwAway(draft, notice)),
  );
  if (more.length > 0) {
    const all = element("a", "govuk-link", `${more.length} more on your desk`);
    all.setAttribute("href", meta(document, "drafts"));
    acts.append(all);
  }
  notice.append(said, element("p", "draft-notice__first", draft.first), acts);
  form.prepend(notice);
}

async function ask(waiting: readonly HTMLFormElement[]): Promise<void> {
  const asked = new URLSearchParams([...new Set(waiting.map(actionOf))].map((action) => ["action", action]));
  try {
    const answer = await fetch(`${meta(document, "drafts")}waiting/?${asked}`, { headers: headers(document) });
    if (heardSignedOut(document, answer) || !answer.ok) return;
    const { drafts } = (await answer.json()) as { drafts: Waiting[] };
    for (const form of waiting) {
      const mine = forForm(drafts, { action: actionOf(form), name: nameOf(form) });
      const same = mine.find((draft) => draft.id === idOf(form) || saysAlready(form, draft.boxes));
      if (same !== undefined) carryOn(form, same.id);
      else offer(form, mine);
    }
  } catch {
    // Without a connection nothing can be offered; the drafts wait.
  }
}

/** After `draft.attach`: it knows which forms are long. */
export function attach(root: ParentNode): void {
  if (meta(document, "drafts") === "") return;
  const long = new Set(forms());
  const drawn = fresh<HTMLFormElement>(root, "form", seen).filter((form) => long.has(form));
  if (drawn.length > 0) void ask(drawn);
}
