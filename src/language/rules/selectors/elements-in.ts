/** The names of elements that a selector asks for, outside parentheses. */
import { parse } from "css-what";

/** Empty for a text that is not a selector. */
export function elementsIn(selector: string): readonly string[] {
  try {
    return parse(selector).flatMap((tokens) =>
      tokens.flatMap((token) => (token.type === "tag" ? [token.name] : [])),
    );
  } catch {
    return [];
  }
}
