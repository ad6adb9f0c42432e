import { parameterNamed } from "../container.ts";
import { escapeInString, substituteInScript } from "../script-text.ts";
import type { Evaluate } from "./kind.ts";

/** Custom JavaScript: what the function returns; undefined when it throws, or when no runner was given. */
export const customJavaScript: Evaluate = (settings, { page }) => {
  if (!page.runScript) return undefined;
  const text = parameterNamed(settings.parameters, "javascript")?.value ?? "";
  const values: unknown[] = [];
  const source = substituteInScript(text, {
    asValue: (name) => `gtmValues[${values.push(settings.lookup(name)) - 1}]`,
    asText: (name) => escapeInString(String(settings.lookup(name))),
  });
  try {
    return page.runScript(source, values);
  } catch {
    return undefined;
  }
};
