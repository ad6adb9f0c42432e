import type { Difference, DifferenceCode } from "./differences.ts";
import type { Reason, ReasonCode } from "./reasons.ts";

/** Gathers what comes up while one object is read. */
export class Findings {
  readonly reasons: Reason[] = [];
  readonly differences: Difference[] = [];
  /** What the object has that the goal does not say, e.g. `settings-variable`, `parameter:item (script)`. */
  readonly kept: string[] = [];

  leaveOut(code: ReasonCode, about = ""): void {
    if (!this.reasons.some((one) => one.code === code && one.about === about))
      this.reasons.push({ code, about });
  }

  differ(code: DifferenceCode, about = ""): void {
    if (!this.differences.some((one) => one.code === code)) this.differences.push({ code, about });
  }

  keep(what: string): void {
    if (!this.kept.includes(what)) this.kept.push(what);
  }
}
