// What stands in the boxes of a form, and putting it back there.

export interface Box {
  name: string;
  label: string;
  words: boolean;
  values: string[];
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NEVER = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
const CHOSEN = new Set(["checkbox", "radio"]);
const NO_WORDS = new Set([...CHOSEN, "select-one", "select-multiple", "date", "range", "color"]);

function controls(form: HTMLFormElement): Control[] {
  return ([...form.elements] as Control[]).filter(
    ({ name, type, disabled }) => !disabled && !!name && !name.startsWith("_") && !!type && !NEVER.has(type),
  );
}

/** Whether one types more than a line into it, and it belongs to the person signed in (autocomplete="off": it may not). */
export function isLong(form: HTMLFormElement): boolean {
  if (form.method !== "post" || form.getAttribute("autocomplete") === "off") return false;
  if (form.querySelector("input[name=write]") === null) return false;
  const boxes = controls(form).filter(({ type }) => !NO_WORDS.has(type));
  return boxes.length > 1 || boxes.some(({ type }) => type === "textarea");
}

/** What a control is called on the page. */
export function labelOf(control: Control): string {
  const legend = CHOSEN.has(control.type) ? control.closest("fieldset")?.querySelector("legend") : undefined;
  const said = (legend ?? control.labels?.[0])?.textContent ?? "";
  return said.replace(/\s+/g, " ").trim();
}

function valuesOf(control: Control): string[] {
  if (CHOSEN.has(control.type)) return (control as HTMLInputElement).checked ? [control.value] : [];
  if (control.type === "select-multiple") {
    return [...(control as HTMLSelectElement).selectedOptions].map((option) => option.value);
  }
  return [control.value];
}

export function read(form: HTMLFormElement): Box[] {
  const boxes = new Map<string, Box>();
  for (const control of controls(form)) {
    const { name, type } = control;
    const box = boxes.get(name) ?? { name, label: labelOf(control), words: !NO_WORDS.has(type), values: [] };
    box.values.push(...valuesOf(control));
    boxes.set(name, box);
  }
  return [...boxes.values()];
}

/** Whether every box with words in it says in this form what it said when the words were kept. */
export function saysAlready(form: HTMLFormElement, boxes: readonly Box[]): boolean {
  const now = new Map(read(form).map((box) => [box.name, box.values.join("\n").trim()]));
  return boxes.every((box) => !box.words || now.get(box.name) === box.values.join("\n").trim());
}

function put(control: Control, values: readonly string[], at: number): void {
  if (CHOSEN.has(control.type)) (control as HTMLInputElement).checked = values.includes(control.value);
  else if (control.type === "select-multiple") {
    for (const option of (control as HTMLSelectElement).options) option.selected = values.includes(option.value);
  } else control.value = values[at] ?? control.value;
}

/** Puts everything back; each box hears of it, so that what hangs on it (its height, what it reveals) follows. */
export function write(form: HTMLFormElement, boxes: readonly Box[]): void {
  const kept = new Map(boxes.map((box) => [box.name, box.values]));
  const before = new Map<string, number>();
  for (const control of controls(form)) {
    const values = kept.get(control.name);
    if (values === undefined) continue;
    const at = before.get(control.name) ?? 0;
    before.set(control.name, at + 1);
    put(control, values, at);
    for (let inside = control.closest("details"); inside; inside = inside.parentElement?.closest("details") ?? null) {
      if (values.some((value) => value !== "") && !CHOSEN.has(control.type)) inside.open = true;
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
