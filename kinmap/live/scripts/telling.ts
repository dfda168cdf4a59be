// "Draft kept 10:42", quietly; and loudly when words could not be kept.
// The line of "Saved 10:42" says it: what was saved last is said by that, what is only kept by this.

const TROUBLE = "[data-draft-trouble]";

export function why(status: number, online: boolean): string {
  if (status === 413) return "This is too long to be kept as a draft. Shorten it or divide it in two, and save.";
  if (status === 401) return "You have been signed out. Sign in again, and it is kept.";
  if (!online) return "This device is offline. It is tried again as soon as there is a connection.";
  if (status === 0) return "Kinmap could not be reached. It is tried again when you go on typing.";
  return "Something went wrong at our end. It is tried again when you go on typing.";
}

function line(page: Document): HTMLElement | null {
  return page.querySelector<HTMLElement>("[data-saved]");
}

export function sayKept(page: Document, at: string): void {
  page.querySelector(TROUBLE)?.remove();
  const status = line(page);
  if (status === null) return;
  status.dataset.state = "draft";
  status.textContent = `Draft kept ${at}`;
}

export function sayNotKept(page: Document, status: number): void {
  const said = line(page);
  if (said !== null) {
    said.dataset.state = "not-saved";
    said.textContent = "Draft not kept";
  }
  const place = page.querySelector("[data-trouble]");
  if (place === null || place.querySelector("[role=alert]:not([data-draft-trouble])") !== null) return;
  const banner = place.querySelector(TROUBLE) ?? page.createElement("div");
  banner.className = "kit-trouble";
  banner.setAttribute("role", "alert");
  banner.setAttribute("data-draft-trouble", "");
  const heading = page.createElement("h2");
  heading.textContent = "Your draft could not be kept";
  const words = page.createElement("p");
  words.textContent = `Your words are still on this page: do not close it. ${why(status, navigator.onLine)}`;
  banner.replaceChildren(heading, words);
  place.append(banner);
}
