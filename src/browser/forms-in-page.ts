/**
 * Functions that run in a page, on an element that they are handed. Each is complete by itself: a page gets its text and nothing
 * around it. The types say what they use of a page.
 */

interface InPage {
  readonly localName: string;
  readonly form?: PageForm | null;
  closest(selector: string): PageForm | null;
  click(): void;
}

interface PageForm extends InPage {
  readonly elements: Iterable<PageField>;
  querySelectorAll(selector: string): Iterable<PageField>;
  requestSubmit(): void;
  addEventListener(type: string, listener: () => void, isCapturing: boolean): void;
}

interface PageField extends InPage {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly min: string;
  readonly minLength?: number;
  readonly disabled: boolean;
  readonly checked: boolean;
  readonly willValidate: boolean;
  readonly validity: { readonly valid: boolean };
  readonly options: Iterable<{ readonly value: string; readonly disabled: boolean }>;
  getClientRects(): { readonly length: number };
  dispatchEvent(event: Event): void;
}

export function clickInPage(element: unknown): void {
  (element as InPage).click();
}

export function isForm(element: unknown): boolean {
  return (element as InPage).localName === "form";
}

/** The form that an element is or belongs to; null without one. */
export function formOf(element: unknown): unknown {
  const one = element as InPage;
  return one.localName === "form" ? one : (one.form ?? one.closest("form"));
}

/** The button that sends a form. */
export function submitterOf(form: unknown): unknown {
  const { elements } = form as PageForm;
  const all = [...elements, ...(form as PageForm).querySelectorAll("input[type=image]")];
  const isShown = (one: PageField) => !one.disabled && one.getClientRects().length > 0;
  return all.find((one) => (one.type === "submit" || one.type === "image") && isShown(one)) ?? null;
}

/** Notes whether the form is sent from now on. */
export function watchSubmit(form: unknown): { isSent: boolean } {
  const seen = { isSent: false };
  const note = () => {
    seen.isSent = true;
  };
  (form as PageForm).addEventListener("submit", note, true);
  return seen;
}

export function requestSubmit(form: unknown): void {
  (form as PageForm).requestSubmit();
}

/**
 * Gives every field that keeps the form from being sent a value that is plainly a test's.
 *
 * @returns the names of those that still do
 */
export function fillForm(form: unknown): string[] {
  const values: Record<string, string> = {
    email: "test@example.com",
    tel: "+12025550100",
    url: "https://example.com/",
    date: "2030-01-15",
    month: "2030-01",
    week: "2030-W03",
    time: "12:00",
    "datetime-local": "2030-01-15T12:00",
  };
  const set = (field: PageField, value: string) => {
    // What frameworks put over a field's own value would not notice a change.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  };
  const invalid = () =>
    [...(form as PageForm).elements].filter((one) => one.willValidate && !one.validity.valid);
  for (const field of invalid()) {
    const isTicked = field.type === "checkbox" || field.type === "radio";
    if (isTicked && !field.checked) field.click();
    if (isTicked) continue;
    const option =
      field.localName === "select" ? [...field.options].find((one) => one.value && !one.disabled) : null;
    if (option) set(field, option.value);
    else if (field.type === "number" || field.type === "range") set(field, field.min || "1");
    else set(field, values[field.type] ?? "Test".padEnd(Math.max(field.minLength ?? 0, 0), "x"));
  }
  return invalid().map((one) => one.name || one.id || one.localName);
}
