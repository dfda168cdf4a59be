// Says "Saved 10:42" when the server says so, and says loudly when it did not.
import { detailOf } from "./parts.ts";
import { isSignIn } from "./sign_in.ts";
import { hideTrouble, showTrouble } from "./trouble.ts";

type State = "saved" | "waiting" | "not-saved";

const SIGNED_OUT = 401;
const WAIT_BEFORE_SAYING = 400; // milliseconds: most answers are there before anybody could read it

let pending: ReturnType<typeof setTimeout> | undefined;

export function words(state: State, at: string): string {
  if (state === "saved") return at === "" ? "Saved" : `Saved ${at}`;
  return state === "waiting" ? "Saving …" : "Not saved";
}

function show(page: Document, state: State, at = ""): void {
  clearTimeout(pending);
  const line = page.querySelector<HTMLElement>("[data-saved]");
  if (line === null) return;
  line.dataset.state = state;
  line.textContent = words(state, at);
}

function clear(page: Document): void {
  clearTimeout(pending);
  const line = page.querySelector<HTMLElement>("[data-saved]");
  if (line === null || line.dataset.state === "saved") return;
  delete line.dataset.state;
  line.textContent = "";
}

export function writes(verb: string | undefined): boolean {
  return verb !== undefined && verb !== "get";
}

export function listen(page: Document): void {
  page.addEventListener("saved", (event) => {
    show(page, "saved", (event as CustomEvent<{ at?: string }>).detail?.at ?? "");
  });
  page.addEventListener("htmx:beforeRequest", (event) => {
    if (!writes(detailOf(event).requestConfig?.verb)) return;
    clearTimeout(pending);
    pending = setTimeout(() => show(page, "waiting"), WAIT_BEFORE_SAYING);
  });
  // An answer that is shown on the page: done, refused with a message (422), or a clash (409).
  page.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr, requestConfig } = detailOf(event);
    if (isSignIn(page, xhr)) return;
    if (xhr === undefined || (xhr.status >= 400 && xhr.status !== 409 && xhr.status !== 422)) return;
    hideTrouble(page, elt);
    // What was only read says nothing about words that could not be saved.
    if (requestConfig?.verb !== "get") clear(page);
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    page.addEventListener(name, (event) => {
      const detail = detailOf(event);
      const wrote = writes(detail.requestConfig?.verb);
      if (wrote) show(page, "not-saved");
      showTrouble(page, detail, { wrote, signedOut: detail.xhr?.status === SIGNED_OUT });
    });
  }
  // Signed out meanwhile: the answer is the sign-in page, which must not replace somebody's words.
  page.addEventListener("htmx:beforeSwap", (event) => {
    const detail = detailOf(event);
    if (!isSignIn(page, detail.xhr)) return;
    event.preventDefault();
    const wrote = writes(detail.requestConfig?.verb);
    if (wrote) show(page, "not-saved");
    showTrouble(page, detail, { wrote, signedOut: true });
  });
}
