/** `trailing_slash: either`: `/thanks` and `/thanks/` are one page. */
import type { TextMatcher } from "./conditions.ts";

export type TrailingSlash = "exact" | "either";

const COMPARES_THE_END: ReadonlySet<string> = new Set(["equals", "one_of", "ends_with"]);

/** Whether a slash at the end of these texts can make a difference. An address that is not a path is compared as it is. */
export function takesTrailingSlash(op: string, values: readonly string[], isPath: boolean): boolean {
  return COMPARES_THE_END.has(op) && values.some((text) => hasTwoSpellings(text, isPath));
}

/** A path that is `/` has no other spelling. */
function hasTwoSpellings(text: string, isPath: boolean): boolean {
  return text.replace(/\/$/, "") !== "" && (isPath || /^\/(?!\/)/.test(text)) && !/[?#]/.test(text);
}

/** With each path the other spelling, the one without the slash first. */
export function bothSpellings(values: readonly string[], isPath: boolean): [string, ...string[]] {
  const all = values.flatMap((text) => {
    const bare = text.replace(/\/$/, "");
    return hasTwoSpellings(text, isPath) ? [bare, `${bare}/`] : [text];
  });
  const [first = "", ...rest] = new Set(all);
  return [first, ...rest];
}

/** Each text once; `isEither` where one with a slash at the end follows it. */
export function bySlash({ values, eitherSlash }: Pick<TextMatcher, "values" | "eitherSlash">): readonly {
  readonly text: string;
  readonly isEither: boolean;
}[] {
  if (!eitherSlash) return values.map((text) => ({ text, isEither: false }));
  const known = new Set(values);
  return values
    .filter((text) => !(text.endsWith("/") && known.has(text.slice(0, -1))))
    .map((text) => ({ text, isEither: known.has(`${text}/`) }));
}
