import type { FormatValue } from "../container.ts";
import { resolveParameter } from "../parameters.ts";
import type { Lookup } from "../template.ts";

/** "Format value": the case of texts first, then replacements for null, undefined, true and false, one after the other. */
export function formatted(value: unknown, format: FormatValue | null | undefined, lookup: Lookup): unknown {
  if (!format) return value;
  const replacements = [
    [null, format.convertNullToValue],
    [undefined, format.convertUndefinedToValue],
    [true, format.convertTrueToValue],
    [false, format.convertFalseToValue],
  ] as const;
  return replacements.reduce<unknown>(
    (current, [from, to]) => (to && current === from ? resolveParameter(to, lookup) : current),
    inCase(value, format.caseConversionType),
  );
}

function inCase(value: unknown, conversion: string | null | undefined): unknown {
  if (typeof value !== "string") return value;
  if (conversion === "lowercase") return value.toLowerCase();
  return conversion === "uppercase" ? value.toUpperCase() : value;
}
