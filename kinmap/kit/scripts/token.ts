// The token against forged requests, read when it is needed: after signing in again in another tab the one
// that was printed into the page is stale, and words would be refused for it.
import { detailOf } from "./parts.ts";

export function cookie(jar: string, name: string): string {
  const found = jar.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? "" : decodeURIComponent(found.slice(name.length + 1));
}

export function listen(page: Document): void {
  page.addEventListener("htmx:configRequest", (event) => {
    const { verb, headers, parameters } = detailOf(event);
    const name = page.querySelector<HTMLMetaElement>("meta[name=csrf-cookie]")?.content ?? "csrftoken";
    const token = cookie(page.cookie, name);
    if (verb === "get" || token === "" || headers === undefined) return;
    headers["X-CSRFToken"] = token;
    if (parameters && "csrfmiddlewaretoken" in parameters) parameters.csrfmiddlewaretoken = token;
  });
}
