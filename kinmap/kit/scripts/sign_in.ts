// Whether the answer to a request is the sign-in page: then somebody was signed out meanwhile, and nothing was saved.

export function isAddressOf(answered: string, path: string): boolean {
  if (answered === "" || path === "") return false;
  return new URL(answered).pathname === path;
}

export function isSignIn(page: Document, xhr: XMLHttpRequest | undefined): boolean {
  const path = page.querySelector<HTMLMetaElement>("meta[name=sign-in]")?.content ?? "";
  return isAddressOf(xhr?.responseURL ?? "", path);
}
