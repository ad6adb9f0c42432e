/**
 * The Custom JavaScript variables that goalform makes, done without running a script: nothing that a file or a container
 * contains is ever run here.
 */

import { clickedControlText, closestAttribute, controlAttribute } from "../compile/variables/clicked.ts";
import type { Variable } from "../compile/variables/variable.ts";
import type { ScriptRunner } from "../engine/page.ts";
import type { PageElement } from "../engine/page-element.ts";

interface Element extends PageElement {
  readonly value?: string;
  closest?(selector: string): Element | null;
}

type Script = (element: Element | undefined) => unknown;

/** @param onUnknown called for a script that is not one of ours: what it returns is not known */
export function scriptRunner(onUnknown: () => void): ScriptRunner {
  return (source, [element]) => {
    const script = knownScript(source);
    if (script !== null) return script(element as Element | undefined);
    onUnknown();
    return undefined;
  };
}

/** @param source as the engine hands it over: `gtmValues[0]` is the element */
export function knownScript(source: string): Script | null {
  const fixed = FIXED.get(source);
  if (fixed) return fixed;
  const name = /\.getAttribute\('([\w.:-]+)'\)/.exec(source)?.[1];
  if (name === undefined || sourceOf(closestAttribute("", name)) !== source) return null;
  return (element) => attributeOfAncestor(element, name);
}

const FIXED: ReadonlyMap<string, Script> = new Map<string, Script>([
  [sourceOf(clickedControlText("")), controlText],
  [sourceOf(controlAttribute("", "id")), (clicked) => controlOf(clicked)?.getAttribute("id") || ""],
  [sourceOf(controlAttribute("", "class")), (clicked) => controlOf(clicked)?.getAttribute("class") || ""],
]);

function sourceOf(variable: Variable): string {
  const parameters = variable.is === "own" ? variable.body.parameter : [];
  const text = parameters?.find(({ key }) => key === "javascript")?.value ?? "";
  return text.replace(/\{\{[^{}]+\}\}/, "gtmValues[0]");
}

function controlOf(clicked: Element | undefined): Element | undefined {
  return clicked?.closest?.("a, button, label, summary, [role=button], [role=link]") ?? clicked;
}

function controlText(clicked: Element | undefined): string {
  const element = controlOf(clicked);
  const text = element ? element.innerText || element.textContent || element.value || "" : "";
  return text.replace(/\s+/g, " ").replace(/^ | $/g, "");
}

function attributeOfAncestor(element: Element | undefined, name: string): string | undefined {
  for (let one: PageElement | null = element ?? null; one; one = one.parentElement) {
    const value = one.getAttribute(name);
    if (value !== null) return value || undefined;
  }
  return undefined;
}
