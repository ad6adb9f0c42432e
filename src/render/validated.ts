/** A valid goals file. */
import type { Validated } from "../app/result/result.ts";
import type { JsonObject } from "../resources/resource.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { visible } from "./visible.ts";
import { counted } from "./words.ts";

export function validatedText(result: Validated): string {
  return `${visible(validWords(result))}\n`;
}

export function validWords({ file, goalSet: { goals, funnels, forwards = [], targets } }: Validated): string {
  const events = forwards.flatMap((one) => one.events).length;
  const parts = [
    counted(goals.length, "goal"),
    counted(funnels.length, "funnel"),
    ...(events > 0 ? [counted(events, "forwarded event")] : []),
    counted(targets.length, "target"),
  ];
  return `${file} is valid: ${parts.join(", ")}.`;
}

export function validatedJson(
  { file, goalSet: { goals, funnels, targets }, diagnostics }: Validated,
  pagePath: (code: string) => string | null,
): JsonObject {
  return {
    file,
    goals: goals.length,
    funnels: funnels.length,
    targets: targets.map(({ name }) => name),
    diagnostics: diagnosticsJson(diagnostics, pagePath),
  };
}
