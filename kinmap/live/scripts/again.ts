// Signed out in the middle of a sentence: the same person signs in again in place, and what failed is sent again.
import { detailOf } from "../../kit/scripts/parts.ts";
import { retry } from "../../kit/scripts/trouble.ts";
import { headers, heardSignedOut, meta, SIGNED_IN, SIGNED_OUT, token } from "./asking.ts";

interface Why {
  other?: boolean;
  prove?: boolean;
}

let box: HTMLDialogElement | undefined;
let before: Element | null = null;
let opening = false;

function show(page: Document, part: string): void {
  const dialog = box ?? page.body.appendChild(page.createElement("dialog"));
  box = dialog;
  dialog.className = "again-box";
  dialog.setAttribute("aria-labelledby", "again-title");
  dialog.innerHTML = part; // a part of ours, as htmx would swap it in
  if (!dialog.open) {
    before = page.activeElement;
    dialog.showModal();
    dialog.addEventListener("close", () => close(page), { once: true });
  }
  page.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: dialog } }));
  const wrong = dialog.querySelector<HTMLElement>("input.govuk-input--error");
  // The heading, not the box: whoever is still typing does not type their sentence into the password.
  (wrong ?? dialog.querySelector<HTMLElement>("[data-again-title]"))?.focus();
  dialog.querySelector("[data-again-later]")?.addEventListener("click", () => dialog.close());
  for (const form of dialog.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void signIn(page, form, event.submitter);
    });
  }
}

function close(page: Document): void {
  box?.remove();
  box = undefined;
  if (before instanceof HTMLElement && page.contains(before)) before.focus();
}

async function open(page: Document, why: Why): Promise<void> {
  if (box !== undefined || opening || meta(page, "person") === "") return;
  opening = true; // asked twice at once, the later answer could end the session that is being begun
  const asked = new URLSearchParams({ person: meta(page, "person") });
  for (const word of ["other", "prove"] as const) if (why[word] === true) asked.set(word, "1");
  try {
    const answer = await fetch(`${meta(page, "again")}?${asked}`, { headers: { "X-Requested-With": "kinmap" } });
    if (answer.ok && box === undefined) show(page, await answer.text());
  } catch {
    // Not to be reached: the banner on the page says so already, with a button to try again.
  } finally {
    opening = false;
  }
}

async function signIn(page: Document, form: HTMLFormElement, pressed: HTMLElement | null): Promise<void> {
  const told = new FormData(form, pressed);
  told.set("csrfmiddlewaretoken", token(page) || String(told.get("csrfmiddlewaretoken")));
  const body = new URLSearchParams([...told].map(([name, value]) => [name, String(value)]));
  try {
    const answer = await fetch(form.getAttribute("action") ?? "", { method: "POST", headers: headers(page), body });
    if (answer.status === 204) goOn(page);
    else if (answer.status === 422) show(page, await answer.text());
    else say(form, "That did not work. Wait a moment and try again.");
  } catch {
    say(form, "Kinmap could not be reached. Try again in a moment.");
  }
}

function say(form: HTMLFormElement, words: string): void {
  const line = form.querySelector("[data-again-said]") ?? document.createElement("p");
  line.setAttribute("data-again-said", "");
  line.setAttribute("role", "alert");
  line.className = "govuk-error-message";
  line.textContent = words;
  form.prepend(line);
}

function goOn(page: Document): void {
  box?.close();
  // Forms sent without htmx, too, carry the token that came with signing in.
  for (const hidden of page.querySelectorAll<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) {
    hidden.value = token(page);
  }
  page.dispatchEvent(new CustomEvent(SIGNED_IN));
  retry();
}

export function listen(page: Document): void {
  page.addEventListener(SIGNED_OUT, (event) => {
    void open(page, (event as CustomEvent<Why | undefined>).detail ?? {});
  });
  page.addEventListener("htmx:responseError", (event) => {
    const xhr = detailOf(event).xhr;
    if (xhr === undefined) return;
    heardSignedOut(page, { status: xhr.status, headers: { get: (name) => xhr.getResponseHeader(name) } });
  });
}
