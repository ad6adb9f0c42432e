/** A condition that the language has no word for where it is asked → the reason. */
import type { Findings } from "./findings.ts";
import type { TriggerCondition } from "./trigger-condition.ts";

export function noteUnsupported(findings: Findings, { fact, variable }: TriggerCondition): void {
  if (fact.is === "unsaid") findings.leaveOut(fact.code, variable);
  else if (fact.is === "element") findings.leaveOut("element-condition", variable);
  else if (fact.is === "cookie") findings.leaveOut("cookie-condition", fact.name);
  else if ("key" in fact) findings.leaveOut("data-layer-condition", fact.key);
  else findings.leaveOut("built-in-condition", variable);
}
