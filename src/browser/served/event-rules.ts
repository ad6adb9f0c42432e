/** The event create and edit rules of a served `gtag/js` → rules as the Admin API writes them. */
import { entryIn } from "../../entry-in.ts";
import type { Json, JsonObject } from "../../resources/json.ts";
import { isList, isObject, type ServedObject } from "./read-served.ts";
import { plainValue } from "./values.ts";

export interface ServedRuleBody {
  /** The event that the rule takes; null where it does not ask for one name. */
  readonly source: string | null;
  /** As the API would answer it. */
  readonly body: JsonObject;
}

/** Null for one in a form that nobody has seen. */
export function servedRuleBody({ has }: ServedObject): ServedRuleBody | null {
  const rule = plainValue(has.get("vtp_precompiledRule"));
  if (!isObject(rule)) return null;
  const predicates = [...predicatesIn(rule["event_name_predicate"]), ...predicatesIn(rule["conditions"])];
  const conditions = predicates.map(conditionOf);
  if (conditions.includes(null)) return null;
  const named = rule["new_event_name"] ?? has.get("vtp_eventName") ?? null;
  const source = conditions.find(
    (one) => one?.["field"] === "event_name" && one["comparisonType"] === "EQUALS",
  );
  const mutations = operationsIn(rule["event_param_ops"]);
  return {
    source: typeof source?.["value"] === "string" ? source["value"] : null,
    body: {
      destinationEvent: isObject(named) ? String(named["const_value"] ?? "") : String(named ?? ""),
      eventConditions: conditions as JsonObject[],
      sourceCopyParameters: rule["merge_source_event_params"] === true || has.get("vtp_isCopy") === true,
      ...(mutations.length === 0 ? {} : { parameterMutations: mutations }),
    },
  };
}

/** One, a list of them, or groups that have lists of them. */
function predicatesIn(value: Json | undefined): readonly JsonObject[] {
  if (isList(value ?? null)) return (value as readonly Json[]).flatMap(predicatesIn);
  if (!isObject(value)) return [];
  return value["predicates"] === undefined ? [value] : predicatesIn(value["predicates"]);
}

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: "EQUALS",
  cn: "CONTAINS",
  sw: "STARTS_WITH",
  ew: "ENDS_WITH",
  re: "REGULAR_EXPRESSION",
  gt: "GREATER_THAN",
  ge: "GREATER_THAN_OR_EQUAL",
  lt: "LESS_THAN",
  le: "LESS_THAN_OR_EQUAL",
};

/** An `i` at the end ignores upper and lower case. */
function conditionOf({ type, negate, values }: JsonObject): JsonObject | null {
  const [, name = "", anyCase] = /^_?(..)(i?)$/.exec(String(type)) ?? [];
  const comparison = entryIn(COMPARISONS, name);
  const operands = isList(values ?? null) ? (values as readonly Json[]).filter(isObject) : [];
  const field = operands.map(fieldOf).find((one) => one !== null) ?? null;
  const constant = operands.find((one) => one["type"] === "const" || one["const_value"] !== undefined);
  if (comparison === undefined || field === null || constant === undefined) return null;
  return {
    field,
    comparisonType: anyCase ? `${comparison}_CASE_INSENSITIVE` : comparison,
    value: String(constant["const_value"] ?? ""),
    ...(negate === true ? { negated: true } : {}),
  };
}

function fieldOf({ type, event_param: parameter }: JsonObject): string | null {
  if (type === "event_name") return "event_name";
  return isObject(parameter) && typeof parameter["param_name"] === "string" ? parameter["param_name"] : null;
}

function operationsIn(value: Json | undefined): JsonObject[] {
  if (!isList(value ?? null)) return [];
  return (value as readonly Json[]).flatMap((operation): JsonObject[] => {
    const edit = isObject(operation) ? operation["edit_param"] : undefined;
    if (!isObject(edit)) return [];
    const set = edit["param_value"];
    const text = isObject(set) ? set["const_value"] : set;
    return [{ parameter: String(edit["param_name"] ?? ""), parameterValue: String(text ?? "") }];
  });
}
