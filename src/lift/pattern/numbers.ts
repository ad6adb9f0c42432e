/** Every way to write a number (`compile/number-pattern.ts`) → the number. */
import { numberPattern } from "../../compile/number-pattern.ts";

/** Null for a pattern that is not that of one number. */
export function numberOfPattern(pattern: string): number | null {
  const [, sign, spelled = ""] = /^(\\\+\?|-|\[\+-\]\?)(.*)$/.exec(pattern) ?? [];
  if (sign === undefined) return null;
  const [, exponent] = /\|([0-9\\.]+e\\?[+-]\\?[0-9]+)\)$/.exec(spelled) ?? [];
  const digits =
    exponent?.replaceAll("\\", "") ??
    spelled
      .replace(/\(\?:\\\.0\*\)\?$/, "")
      .replace(/^0\*/, "")
      .replace(/0\*$/, "")
      .replaceAll("\\", "");
  const value = sign === "[+-]?" ? 0 : Number(digits) * (sign === "-" ? -1 : 1);
  return Number.isFinite(value) && numberPattern(value) === pattern ? value : null;
}
