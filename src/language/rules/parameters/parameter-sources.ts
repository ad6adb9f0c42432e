/** Where the value of a parameter comes from. */

import type { Diagnostic } from "../../../diagnostic.ts";
import { SOURCE_KEYS } from "../../goal-set/site-source.ts";
import { child, type LocatedEntry, textOf } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";

const SOURCES = ["value", ...SOURCE_KEYS];

export function checkSource(source: SourceText, entry: LocatedEntry): readonly Diagnostic[] {
  const { key, keySpan, value } = entry;
  if (value.kind !== "map") return [];
  const given = SOURCES.filter((one) => value.entries.has(one));
  const [only] = given;
  if (only !== undefined && given.length === 1) return checkDefault(source, entry, only);
  const message =
    given.length === 0
      ? `\`${key}\` does not say where its value comes from.`
      : `\`${key}\` has ${given.length} values: ${given.map((one) => `\`${one}\``).join(" and ")}.`;
  return [
    source.error(
      "parameter-source",
      keySpan,
      message,
      `Give exactly one of ${SOURCES.slice(0, -1)
        .map((one) => `\`${one}\``)
        .join(", ")} and \`${SOURCES.at(-1)}\`.`,
    ),
  ];
}

/** What always has a value, and a default that would never be sent. */
const ALWAYS_THERE =
  /^(?:value .*|page (?:path|url|host)|scroll .*|video (?:percent|status)|visible percent)$/s;

function checkDefault(source: SourceText, { value }: LocatedEntry, given: string): readonly Diagnostic[] {
  const otherwise = child(value, "default");
  const name = textOf(child(value, given)) ?? "";
  if (!otherwise || !ALWAYS_THERE.test(`${given} ${name}`)) return [];
  return [
    source.error(
      "parameter-source",
      otherwise,
      `\`${given}: ${name.slice(0, 60)}\` always has a value, so this is never sent.`,
      "Delete `default`.",
    ),
  ];
}

/** Characters that end the name in an address or in a cookie. */
const NO_NAME = { query: /[?&=#]/, cookie: /[;=,\s]/ } as const;

export function checkSourceName(source: SourceText, { value }: LocatedEntry): readonly Diagnostic[] {
  return (["query", "cookie"] as const).flatMap((kind) => {
    const node = child(value, kind);
    const name = textOf(node);
    if (!node || name === undefined || (name.trim() !== "" && !NO_NAME[kind].test(name))) return [];
    return [
      source.error(
        "invalid-source-name",
        node,
        `\`${name.slice(0, 60)}\` is not a valid name of a ${kind === "query" ? "query parameter" : "cookie"}.`,
        kind === "query"
          ? `Write \`query: ${/^[?&]?([\w.-]+)=?/.exec(name)?.[1] ?? "coupon"}\`, the name alone.`
          : "Write the name alone, without the value.",
      ),
    ];
  });
}
