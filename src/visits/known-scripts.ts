/**
 * The Custom JavaScript variables that goalform makes, done without running a script: nothing that a file or a container
 * contains is ever run here.
 */
import { clickedControlText } from "../compile/variables.ts";
import type { ScriptRunner } from "../engine/page.ts";
import type { PageElement } from "../engine/page-element.ts";

interface Clicked extends PageElement {
  readonly value?: string;
  closest?(selector: string): Clicked | null;
}

/** @param onUnknown called for a script that is not one of ours: what it returns is not known */
export function scriptRunner(onUnknown: () => void): ScriptRunner {
  return (source, values) => {
    if (source === CONTROL_TEXT) return controlText(values[0] as Clicked | undefined);
    onUnknown();
    return undefined;
  };
}

const CONTROL_TEXT = sourceOf(clickedControlText(""));

/** As the engine hands it over. */
function sourceOf(variable: ReturnType<typeof clickedControlText>): string {
  const parameters =
    variable.is === "own" ? (variable.body["parameter"] as { key: string; value: string }[]) : [];
  const text = parameters.find(({ key }) => key === "javascript")?.value ?? "";
  return text.replace(/\{\{[^{}]+\}\}/, "gtmValues[0]");
}

function controlText(clicked: Clicked | undefined): string {
  const control = clicked?.closest?.("a, button, label, summary, [role=button], [role=link]") ?? null;
  const element = control ?? clicked;
  const text = element ? element.innerText || element.textContent || element.value || "" : "";
  return text.replace(/\s+/g, " ").replace(/^ | $/g, "");
}
