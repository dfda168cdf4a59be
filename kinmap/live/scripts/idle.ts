// A desk that somebody has left: warns before the session ends, covers the page when it has, and never reloads it.
//
// Two minutes before the end a box asks; the server is asked first, because another tab may be in use. At the end the
// page is covered for whoever walks past, and the same person signs in again in place ("again.ts"): the words stay.
import { headers, meta, SIGNED_IN, SIGNED_OUT } from "./asking.ts";
import { keepNow } from "./draft.ts";

export const WARN = 120; // seconds before the end
const TELL_EACH = 60; // a sign of somebody is told to the server at most once a minute
const LOOK_EACH = 1000; // milliseconds
const CALL_EACH = 3000; // milliseconds between two offers to sign in again
const COVERED = "kit-covered";

export interface Desk {
  end: number; // milliseconds: when the session ends, as far as this page knows
  told: number; // when the server last heard of somebody
  used: number; // when somebody last did something here
}

export type Step = "rest" | "tell" | "ask" | "end";

/** What is to be done now. */
export function step(desk: Desk, now: number): Step {
  if (now >= desk.end) return "end";
  if (desk.used > desk.told && now - desk.told >= TELL_EACH * 1000) return "tell";
  return now >= desk.end - WARN * 1000 ? "ask" : "rest";
}

export function inWords(seconds: number): string {
  if (seconds >= 90) return "about 2 minutes";
  return seconds > 45 ? "about 1 minute" : "less than a minute";
}

let desk: Desk | undefined;
let box: HTMLDialogElement | undefined;
let before: Element | null = null;
let asking = false;
let called = 0;

function said(): string {
  return inWords(Math.max(0, ((desk?.end ?? 0) - Date.now()) / 1000));
}

async function ask(page: Document, method: "GET" | "POST"): Promise<void> {
  if (asking || desk === undefined) return;
  asking = true;
  try {
    const answer = await fetch(meta(page, "still"), { method, headers: headers(page), redirect: "error" });
    if (answer.ok) {
      const { left } = (await answer.json()) as { left: number };
      desk.end = Date.now() + left * 1000;
      if (method === "POST") desk.told = Date.now();
    } else if (answer.status === 401) desk.end = 0;
  } catch {
    // Not to be reached: the page's own clock goes on.
  } finally {
    asking = false;
  }
}

function warn(page: Document): void {
  if (box !== undefined) {
    const line = box.querySelector("[data-left]");
    if (line !== null && line.textContent !== said()) line.textContent = said(); // spoken when it changes
    return;
  }
  keepNow();
  before = page.activeElement;
  box = page.createElement("dialog");
  box.className = "again-box";
  box.setAttribute("aria-labelledby", "idle-title");
  box.setAttribute("role", "alertdialog");
  box.innerHTML = `<h2 class="govuk-heading-m" id="idle-title" tabindex="-1">Are you still there?</h2>
    <p class="govuk-body" role="status">You will be signed out in <span data-left>${said()}</span>. What you typed is kept.</p>
    <button class="govuk-button" type="button">Stay signed in</button>`;
  page.body.append(box);
  box.addEventListener("close", () => {
    if (desk !== undefined && Date.now() < desk.end) void stay(page);
  });
  box.querySelector("button")?.addEventListener("click", () => box?.close());
  box.showModal();
  box.querySelector("button")?.focus();
}

async function stay(page: Document): Promise<void> {
  close(page);
  await ask(page, "POST");
}

function close(page: Document): void {
  box?.remove();
  box = undefined;
  if (before instanceof HTMLElement && page.contains(before)) before.focus();
}

function end(page: Document): void {
  box?.remove();
  box = undefined;
  page.body.classList.add(COVERED);
  if (page.querySelector("dialog[open]") !== null || Date.now() - called < CALL_EACH) return;
  called = Date.now();
  page.dispatchEvent(new CustomEvent(SIGNED_OUT, { detail: {} }));
}

async function look(page: Document): Promise<void> {
  if (desk === undefined || asking) return;
  if (page.body.classList.contains(COVERED)) return end(page);
  const now = step(desk, Date.now());
  if (now === "rest") return;
  if (now === "tell") return ask(page, "POST");
  if (now === "ask" && box !== undefined) return warn(page);
  await ask(page, "GET"); // another tab may be in use
  const then = step(desk, Date.now());
  if (then === "ask") warn(page);
  else if (then === "end") end(page);
  else if (box !== undefined) close(page);
}

export function listen(page: Document): void {
  const minutes = Number(page.querySelector<HTMLMetaElement>("meta[name=still]")?.dataset.minutes ?? 0);
  if (!(minutes > 0)) return;
  const begin = (): void => {
    desk = { end: Date.now() + minutes * 60_000, told: Date.now(), used: 0 };
  };
  begin();
  for (const sign of ["keydown", "pointerdown", "input"]) {
    page.addEventListener(sign, () => {
      if (desk !== undefined && box === undefined) desk.used = Date.now();
    });
  }
  page.addEventListener(SIGNED_IN, () => {
    page.body.classList.remove(COVERED);
    begin();
  });
  setInterval(() => void look(page), LOOK_EACH);
}
