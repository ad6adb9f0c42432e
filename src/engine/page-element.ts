import { resolveUrl } from "./url-parts.ts";

/**
 * An element of a page, as little of it as the tag reads. A real DOM satisfies it, and so does a description.
 * `className` is unknown because SVG elements have an object there.
 */
export interface PageElement {
  readonly id: string;
  readonly className: unknown;
  readonly tagName: string;
  readonly textContent: string | null;
  /** The text as displayed; where it is missing, `textContent` is used. */
  readonly innerText?: string;
  readonly parentElement: PageElement | null;
  getAttribute(name: string): string | null;
  matches(selector: string): boolean;
}

/** How far up the tag looks for the link around a click. */
const LEVELS_TO_LINK = 100;
const WITH_ADDRESS = new Set(["a", "area", "link", "base"]);
const WITH_SOURCE = new Set([
  "img",
  "iframe",
  "script",
  "video",
  "audio",
  "source",
  "embed",
  "track",
  "frame",
]);

/** Whether a value is an element: then it is kept whole, never merged or copied. */
export function isPageElement(value: unknown): value is PageElement {
  return typeof value === "object" && value !== null && "matches" in value && "getAttribute" in value;
}

/** The nearest `a` or `area` at or above an element. An anchor without `href` counts. */
export function enclosingLink(element: PageElement): PageElement | null {
  let current: PageElement | null = element;
  for (let level = 0; current && level <= LEVELS_TO_LINK; level++) {
    if (["a", "area"].includes(current.tagName.toLowerCase())) return current;
    current = current.parentElement;
  }
  return null;
}

/**
 * What a listener pushes about an element: its class, id, target and address.
 * The id is the attribute, so a form field named `id` does not hide it.
 */
export function elementFacts(element: PageElement, pageUrl: string): Record<string, unknown> {
  return {
    "gtm.element": element,
    "gtm.elementClasses": classesOf(element),
    "gtm.elementId": element.getAttribute("for") || element.getAttribute("id") || "",
    "gtm.elementTarget": element.getAttribute("formtarget") || element.getAttribute("target") || "",
    "gtm.elementUrl": addressOf(element, pageUrl),
  };
}

/** The text of an element with its white space as the tag normalises it. */
export function textOf(element: PageElement): string {
  // The displayed text is what the tag reads; elements that are not on a page have no innerText.
  const text = element.innerText || element.textContent || "";
  if (text === " ") return text;
  return text.replace(/^[\s\xa0]+|[\s\xa0]+$/g, "").replace(/\xa0+|\s{2,}|\n|\r\t/g, " ");
}

function classesOf(element: PageElement): unknown {
  const classes = element.className;
  if (typeof classes !== "object" || classes === null || !("animVal" in classes)) return classes;
  return typeof classes.animVal === "string" ? classes.animVal : classes;
}

/** The absolute address an element leads to. A form without `action` leads to the page itself. */
function addressOf(element: PageElement, pageUrl: string): string {
  const tag = element.tagName.toLowerCase();
  if (tag === "form") return resolveUrl(element.getAttribute("action") ?? "", pageUrl);
  const formAction = element.getAttribute("formaction");
  if (formAction) return resolveUrl(formAction, pageUrl);
  const address = addressAttribute(element, tag);
  return address === null ? "" : resolveUrl(address, pageUrl);
}

function addressAttribute(element: PageElement, tag: string): string | null {
  if (WITH_ADDRESS.has(tag)) return element.getAttribute("href");
  if (WITH_SOURCE.has(tag)) return element.getAttribute("src");
  const isImageButton = tag === "input" && element.getAttribute("type")?.toLowerCase() === "image";
  return isImageButton ? element.getAttribute("src") : null;
}
