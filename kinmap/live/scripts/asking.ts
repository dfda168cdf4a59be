// Asks the server with the token of now, and says for whom the page was drawn.
import { cookie } from "../../kit/scripts/token.ts";

export const SIGNED_OUT = "kinmap:signed-out";
export const SIGNED_IN = "kinmap:signed-in";

export function meta(page: Document, name: string): string {
  return page.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? "";
}

export function token(page: Document): string {
  return cookie(page.cookie, meta(page, "csrf-cookie") || "csrftoken");
}

export function headers(page: Document): Record<string, string> {
  return {
    "X-Requested-With": "kinmap",
    "X-Kinmap-Person": meta(page, "person"),
    "X-CSRFToken": token(page),
  };
}

/** Sends words; a browser that is leaving the page still sends them when they are not too many. */
export async function send(page: Document, path: string, told: URLSearchParams, leaving = false): Promise<Response> {
  const body = told.toString();
  const keepalive = leaving && body.length < 60_000; // browsers refuse more than 64 KB
  return fetch(path, {
    method: "POST",
    headers: { ...headers(page), "Content-Type": "application/x-www-form-urlencoded" },
    body,
    keepalive,
    redirect: "error",
  });
}

/** Tells the rest of the page when an answer says that nobody, or somebody else, is signed in. */
export function heardSignedOut(page: Document, answer: { status: number; headers: Pick<Headers, "get"> }): boolean {
  if (answer.status !== 401) return false;
  const why = answer.headers.get("X-Kinmap-Again");
  page.dispatchEvent(new CustomEvent(SIGNED_OUT, { detail: { other: why === "other", prove: why === "prove" } }));
  return true;
}

/** Whatever is sent, by htmx or by the browser itself, carries the token of now and for whom the page was drawn. */
export function listen(page: Document): void {
  page.addEventListener("htmx:configRequest", (event) => {
    const sent = (event as CustomEvent<{ headers?: Record<string, string> }>).detail.headers;
    if (sent !== undefined && meta(page, "person") !== "") sent["X-Kinmap-Person"] = meta(page, "person");
  });
  page.addEventListener(
    "formdata",
    (event) => {
      const { formData } = event as FormDataEvent;
      if (!formData.has("csrfmiddlewaretoken") || meta(page, "person") === "") return;
      if (token(page) !== "") formData.set("csrfmiddlewaretoken", token(page));
      formData.set("_person", meta(page, "person"));
    },
    true,
  );
}
