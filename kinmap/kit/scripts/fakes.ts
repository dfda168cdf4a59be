// Just enough of a page for tests that run without a browser.

export class FakeElement extends EventTarget {
  [name: string]: unknown;
  isConnected = true;
  textContent = "";
  dataset: Record<string, string> = {};
  inside: Record<string, FakeElement[]> = {};
  fits: string[] = [];

  constructor(given: Record<string, unknown> = {}) {
    super();
    Object.assign(this, given);
  }

  matches(selector: string): boolean {
    return this.fits.includes(selector);
  }

  hasAttribute(name: string): boolean {
    return this.fits.includes(name);
  }

  closest(): FakeElement {
    return this;
  }

  querySelectorAll(selector: string): FakeElement[] {
    return this.inside[selector] ?? [];
  }

  querySelector(selector: string): FakeElement | null {
    return this.querySelectorAll(selector)[0] ?? null;
  }
}

/** The same thing, called what the code under test takes it for. */
export function as<T>(fake: unknown): T {
  return fake as T;
}

export function told(name: string, detail: Record<string, unknown>): CustomEvent {
  return new CustomEvent(name, { detail, cancelable: true });
}
