/** HTML as a browser reads it, and its elements as Google's tag sees them. */

import type { Options } from "css-select";
import type { DefaultTreeAdapterTypes as Tree } from "parse5";
import type { PageElement } from "../engine/page-element.ts";
import { compile, parse, parseFragment, selectAll, selectOne } from "./html-library.ts";

type Node = Tree.Node;
type Element = Tree.Element;

/**
 * The element that a step names: the only or first one of the HTML, or with `on` the first that the selector finds.
 * Null where there is none, or where the selector is not one.
 */
export function elementOf(html: string, on: string | null): PageElement | null {
  const body = bodyOf(html);
  const children = body.childNodes.filter(isElement);
  const found = on === null ? children[0] : nullOnError(() => selectOne<Node, Element>(on, body, OPTIONS));
  return found ? asPageElement(found) : null;
}

/** How many elements of the HTML the selector finds. */
export function countOf(html: string, selector: string): number {
  return nullOnError(() => selectAll<Node, Element>(selector, bodyOf(html), OPTIONS).length) ?? 0;
}

/** An element as it is written: its name, its attributes, its text. */
export interface Outline {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The element that a step names, after those around it, outermost first. Empty where there is none. */
export function outlinesOf(html: string, on: string | null): readonly Outline[] {
  const body = bodyOf(html);
  const children = body.childNodes.filter(isElement);
  let node = on === null ? children[0] : nullOnError(() => selectOne<Node, Element>(on, body, OPTIONS));
  const outlines: Outline[] = [];
  while (node) {
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    outlines.unshift({ tag: node.tagName, attributes, text: textOf(node) });
    const parent: Tree.ParentNode | null = node.parentNode;
    node = parent && parent !== body && isElement(parent) ? parent : null;
  }
  return outlines;
}

function bodyOf(html: string): Tree.ParentNode {
  const known = bodies.get(html) ?? parsed(html);
  bodies.set(html, known);
  return known;
}

/** A cell of a table is dropped where there is no table, so it is read as a fragment. */
function parsed(html: string): Tree.ParentNode {
  const root = parse(html).childNodes.find(isElement);
  const body = root?.childNodes.filter(isElement).find(({ tagName }) => tagName === "body");
  return body?.childNodes.some(isElement) ? body : parseFragment(html);
}

/** The same button is clicked in many tests. */
const bodies = new Map<string, Tree.ParentNode>();
const elements = new WeakMap<Element, PageElement>();
const queries = new Map<string, (element: Element) => boolean>();

/** One object for one element, so that "once an element" counts once. */
function asPageElement(element: Element): PageElement {
  const known = elements.get(element) ?? new ReadElement(element);
  elements.set(element, known);
  return known;
}

/** An element of a page that nobody displays: the displayed text is all of its text. */
class ReadElement implements PageElement {
  readonly #element: Element;

  constructor(element: Element) {
    this.#element = element;
  }

  get id(): string {
    return this.getAttribute("id") ?? "";
  }

  get className(): string {
    return this.getAttribute("class") ?? "";
  }

  get tagName(): string {
    return this.#element.tagName.toUpperCase();
  }

  get textContent(): string {
    return textOf(this.#element);
  }

  get parentElement(): PageElement | null {
    const { parentNode } = this.#element;
    return parentNode && isElement(parentNode) ? asPageElement(parentNode) : null;
  }

  /** What a script of the page could read of a field: its value as it is written. */
  get value(): string {
    return this.getAttribute("value") ?? "";
  }

  getAttribute(name: string): string | null {
    const wanted = name.toLowerCase();
    return this.#element.attrs.find((one) => one.name === wanted)?.value ?? null;
  }

  /** @throws where a browser would: the text is not a selector */
  matches(selector: string): boolean {
    const query = queries.get(selector) ?? compile<Node, Element>(selector, OPTIONS);
    queries.set(selector, query);
    return query(this.#element);
  }

  closest(selector: string): PageElement | null {
    if (this.matches(selector)) return this;
    const parent = this.parentElement;
    return parent instanceof ReadElement ? parent.closest(selector) : null;
  }

  /** Whether an element inside this one is meant. */
  contains(selector: string): boolean {
    return selectOne<Node, Element>(selector, this.#element, OPTIONS) !== null;
  }
}

function isElement(node: Node): node is Element {
  return "tagName" in node;
}

function childrenOf(node: Node): Node[] {
  return "childNodes" in node ? node.childNodes : [];
}

function textOf(node: Node): string {
  if ("value" in node) return node.value;
  const isHidden = "tagName" in node && ["script", "style", "template"].includes(node.tagName);
  return isHidden ? "" : childrenOf(node).map(textOf).join("");
}

function nullOnError<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

const adapter: NonNullable<Options<Node, Element>["adapter"]> = {
  isTag: isElement,
  getAttributeValue: (element, name) => element.attrs.find((one) => one.name === name)?.value,
  getChildren: childrenOf,
  getName: ({ tagName }) => tagName,
  getParent: (element) => {
    const parent = "parentNode" in element ? element.parentNode : null;
    return parent && isElement(parent) ? parent : null;
  },
  getSiblings: (node) => ("parentNode" in node && node.parentNode ? childrenOf(node.parentNode) : [node]),
  getText: textOf,
  hasAttrib: (element, name) => element.attrs.some((one) => one.name === name),
  removeSubsets: (nodes) =>
    nodes.filter((node) => !nodes.some((other) => other !== node && isAncestor(other, node))),
};

function isAncestor(outer: Node, inner: Node): boolean {
  for (let node: Node | null = inner; node; node = "parentNode" in node ? node.parentNode : null)
    if (node === outer) return true;
  return false;
}

const OPTIONS: Options<Node, Element> = { adapter };
