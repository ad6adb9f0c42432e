/** Near misses about what was clicked. */

import { isPageElement, type PageElement } from "../../../engine/page-element.ts";
import { entryIn } from "../../../entry-in.ts";
import { type JudgedQuestion, tagOf } from "../condition-words.ts";
import { isMetWith, type MomentContext } from "./condition.ts";

/** The click was on a child of the element that is meant, or on something around it. */
export function nearTheClick(asked: JudgedQuestion, moment: MomentContext): string | null {
  const { left } = asked.judged;
  if (!isPageElement(left)) return attributeOfAncestor(asked, moment);
  for (let one = left.parentElement; one; one = one.parentElement)
    if (isMetWith(asked, one, moment)) return `it was on a child of ${tagOf(one)}, which this finds`;
  const inside = left as PageElement & { contains?(selector: string): boolean };
  return contains(inside, asked.asked.value) ? "this finds an element inside it" : null;
}

/** An id or a class that Tag Manager reads of the innermost element alone. */
function attributeOfAncestor(asked: JudgedQuestion, moment: MomentContext): string | null {
  const { fact } = asked.asked;
  const name = fact.is === "element" ? entryIn(ATTRIBUTES, fact.what) : undefined;
  if (name === undefined) return null;
  for (let one = moment.element?.parentElement ?? null; one; one = one.parentElement)
    if (isMetWith(asked, one.getAttribute(name) ?? "", moment))
      return `it was on a child of ${tagOf(one)}, which has this ${name}`;
  return null;
}

const ATTRIBUTES: Readonly<Record<string, string>> = { "click id": "id", "click classes": "class" };

function contains(element: { contains?(selector: string): boolean }, selector: string): boolean {
  try {
    return element.contains?.(selector) ?? false;
  } catch {
    return false;
  }
}
