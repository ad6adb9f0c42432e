/** One entry of `parameters:` → where its value comes from, and what reports call it. */
import type { EventParameter, ParameterSource, Registration } from "../goal-set/event-parameter.ts";
import { type SiteSource, type SiteValue, SOURCE_KEYS } from "../goal-set/site-source.ts";
import { child, type Located, type LocatedEntry, textOf } from "../source/located.ts";
import { measuredIn } from "./column.ts";
import { titleOf } from "./title.ts";
import type { Notes } from "./written.ts";

export function readParameter(notes: Notes, { key: name, keySpan, value }: LocatedEntry): EventParameter {
  return {
    name,
    from: sourceOf(value),
    registered: registrationOf(name, child(value, "register")),
    at: notes.source.place(keySpan),
  };
}

/** The own ones, and after them the usual ones of other names. */
export function together(
  own: readonly EventParameter[],
  usual: readonly EventParameter[],
): readonly EventParameter[] {
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...usual.filter(({ name }) => !names.has(name))];
}

function sourceOf(node: Located): ParameterSource {
  return siteSourceOf(node) ?? { constant: textOf(node) ?? textOf(child(node, "value")) ?? "" };
}

/** `{ link: url, default: none }`; null where no place is named. The schema knows what can be taken from where. */
export function siteSourceOf(node: Located | undefined): SiteSource | null {
  const from = SOURCE_KEYS.find((key) => textOf(child(node, key)) !== undefined);
  if (from === undefined) return null;
  const value = { from, name: textOf(child(node, from)) } as SiteValue;
  return { ...value, otherwise: textOf(child(node, "default")) ?? null };
}

function registrationOf(parameter: string, node: Located | undefined): Registration | null {
  if (node === undefined) return null;
  const as = textOf(node) ?? textOf(child(node, "as"));
  const common = {
    name: textOf(child(node, "name")) ?? titleOf(parameter),
    description: textOf(child(node, "description")) ?? null,
  };
  if (as !== "metric") return { as: "dimension", ...common };
  return { as, ...common, ...measuredIn(node) };
}
