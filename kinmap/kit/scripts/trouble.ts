// The banner that stays until words are safe: what happened, that nothing typed is lost, and one button.
import type { HtmxDetail } from "./parts.ts";

export interface Happened {
  wrote: boolean;
  signedOut: boolean;
}

interface Htmx {
  ajax(verb: string, path: string, context: { source: Element; target?: Element }): Promise<void>;
}

const failed = new Map<Element, HtmxDetail>();

export function title({ wrote, signedOut }: Happened): string {
  if (signedOut) return wrote ? "Not saved: you have been signed out" : "You have been signed out";
  return wrote ? "Not saved" : "This part of the page could not be fetched";
}

export function explanation({ wrote, signedOut }: Happened, online: boolean, status: number): string {
  const kept = wrote ? "Your words are still on this page. " : "";
  if (signedOut) return `${kept}Sign in again, and it is sent again by itself.`;
  if (!online) return `${kept}This device is offline. It will be tried again as soon as there is a connection.`;
  if (status === 0) return `${kept}Kinmap could not be reached. Do not close this page; try again in a moment.`;
  if (status === 413) return `${kept}It is more than can be sent at once. Divide it in two, and save each part.`;
  if (status === 403 || status === 404) {
    return `${kept}You may not do this now, or it is no longer here. Copy your words before you leave this page.`;
  }
  if (status === 503) {
    return `${kept}Kinmap cannot reach its records, or its disk is full. Do not close this page; try again in a moment.`;
  }
  return `${kept}Something went wrong at our end. Do not close this page; try again in a moment.`;
}

function element(page: Document, name: string, text: string, className = ""): HTMLElement {
  const made = page.createElement(name);
  made.textContent = text;
  if (className !== "") made.className = className;
  return made;
}

export function showTrouble(page: Document, detail: HtmxDetail, happened: Happened): void {
  const place = page.querySelector<HTMLElement>("[data-trouble]");
  if (place === null) return;
  failed.set(detail.elt, detail);
  const banner = element(page, "div", "", "kit-trouble");
  banner.setAttribute("role", "alert");
  const said = explanation(happened, navigator.onLine, detail.xhr?.status ?? 0);
  const buttons = element(page, "div", "", "kit-row");
  const again = element(page, "button", "Try again", "govuk-button");
  again.setAttribute("type", "button");
  again.addEventListener("click", retry);
  if (happened.signedOut) buttons.append(signInLink(page));
  buttons.append(again);
  banner.append(element(page, "h2", title(happened)), element(page, "p", said), buttons);
  place.replaceChildren(banner);
  addEventListener("online", retry, { once: true });
}

function signInLink(page: Document): HTMLElement {
  const link = element(page, "a", "Sign in (opens in a new tab)", "govuk-button govuk-button--secondary");
  link.setAttribute("href", page.querySelector<HTMLMetaElement>("meta[name=sign-in]")?.content ?? "/");
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener");
  return link;
}

/** Sends again what failed. The write id in the form makes a repeat harmless. */
export function retry(): void {
  const htmx = (globalThis as unknown as { htmx?: Htmx }).htmx;
  for (const [source, { requestConfig, target }] of [...failed]) {
    if (!source.isConnected || requestConfig === undefined || htmx === undefined) {
      failed.delete(source);
      continue;
    }
    const context = target === undefined ? { source } : { source, target };
    htmx.ajax(requestConfig.verb, requestConfig.path, context).catch(() => undefined); // heard as an event
  }
}

/** Takes the banner away once everything that had failed has been answered. */
export function hideTrouble(page: Document, answered: Element): void {
  failed.delete(answered);
  for (const waiting of failed.keys()) if (!waiting.isConnected) failed.delete(waiting);
  if (failed.size === 0) page.querySelector("[data-trouble]")?.replaceChildren();
}
