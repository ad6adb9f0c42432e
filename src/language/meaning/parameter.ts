/** One entry of `parameters:` → where its value comes from, and what reports call it. */
import type {
  EventParameter,
  MetricUnit,
  ParameterSource,
  Registration,
} from "../goal-set/event-parameter.ts";
import { child, type Located, type LocatedEntry, textOf } from "../source/located.ts";
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

function sourceOf(node: Located): ParameterSource {
  const dataLayer = textOf(child(node, "data_layer"));
  const query = textOf(child(node, "query"));
  const cookie = textOf(child(node, "cookie"));
  if (dataLayer !== undefined) return { dataLayer };
  if (query !== undefined) return { query };
  if (cookie !== undefined) return { cookie };
  return { constant: textOf(node) ?? textOf(child(node, "value")) ?? "" };
}

function registrationOf(parameter: string, node: Located | undefined): Registration | null {
  if (node === undefined) return null;
  const as = textOf(node) ?? textOf(child(node, "as"));
  const common = {
    name: textOf(child(node, "name")) ?? titleOf(parameter),
    description: textOf(child(node, "description")) ?? null,
  };
  if (as !== "metric") return { as: "dimension", ...common };
  const money = textOf(child(node, "money"));
  return {
    as,
    ...common,
    unit: (textOf(child(node, "unit")) ?? "standard") as MetricUnit,
    money: money === "cost" || money === "revenue" ? money : null,
  };
}
