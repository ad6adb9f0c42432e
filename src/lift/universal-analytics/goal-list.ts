/**
 * Goals of Universal Analytics as its Management API listed them (`management.goals.list`, v3; the API ended in July
 * 2024, so people have saved answers).
 */

export interface UaGoal {
  readonly name: string;
  readonly isActive: boolean;
  /** 0 for none. */
  readonly value: number;
  readonly asks: UaQuestion;
}

export type UaQuestion =
  | ({ readonly is: "page"; readonly steps: readonly UaStep[]; readonly needsFirstStep: boolean } & UaMatch)
  | { readonly is: "time" | "pages"; readonly comparison: string; readonly than: number }
  | { readonly is: "event"; readonly usesEventValue: boolean; readonly conditions: readonly UaCondition[] }
  | { readonly is: "unknown"; readonly type: string };

/** How a goal and its steps compare the page. */
export interface UaMatch {
  readonly matchType: "EXACT" | "HEAD" | "REGEX";
  readonly url: string;
  readonly isCaseSensitive: boolean;
}

export interface UaStep {
  readonly name: string;
  readonly url: string;
}

export interface UaCondition {
  readonly of: "CATEGORY" | "ACTION" | "LABEL" | "VALUE";
  readonly matchType: string;
  readonly expression: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** An answer of the API, several of them, or the goals alone; null for anything else. */
export function uaGoalsIn(json: unknown): readonly UaGoal[] | null {
  const answers = Array.isArray(json) ? json : [json];
  const items = answers.flatMap((one) =>
    isList(one) ? ((one.items as unknown[] | undefined) ?? []) : [one],
  );
  const isWhole = answers.some(isList) || items.length > 0;
  const goals = items.map((item) => (isFields(item) ? nested(item) : {}));
  return isWhole && goals.every(isGoal) ? goals.map(goalOf) : null;
}

function isList(one: unknown): one is Fields {
  if (!isFields(one)) return false;
  return one.kind === "analytics#goals" || (Array.isArray(one.items) && one.items.some(isGoal));
}

const DETAILS = {
  URL_DESTINATION: "urlDestinationDetails",
  VISIT_TIME_ON_SITE: "visitTimeOnSiteDetails",
  VISIT_NUM_PAGES: "visitNumPagesDetails",
  EVENT: "eventDetails",
} as const;

function isGoal(one: unknown): one is Fields {
  if (!isFields(one)) return false;
  return one.kind === "analytics#goal" || (typeof one.type === "string" && Object.hasOwn(DETAILS, one.type));
}

/** `{ "urlDestinationDetails.url": "/thanks" }`, as tables have it, is the same as one inside the other. */
function nested(item: Fields): Fields {
  const all: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(item)) {
    const [outer, inner] = key.split(/\.(.*)/s) as [string, string | undefined];
    if (inner === undefined) all[key] = value;
    else all[outer] = { ...(isFields(all[outer]) ? all[outer] : {}), [inner]: value };
  }
  return all;
}

function goalOf(item: Fields): UaGoal {
  return {
    name: text(item["name"]),
    isActive: item["active"] !== false && text(item["active"]).toLowerCase() !== "false",
    value: Number(item["value"]) > 0 ? Number(item["value"]) : 0,
    asks: questionOf(item),
  };
}

function questionOf(item: Fields): UaQuestion {
  const type = text(item["type"]);
  const key: string | undefined = DETAILS[type as keyof typeof DETAILS];
  const details = key !== undefined && isFields(item[key]) ? item[key] : {};
  switch (type) {
    case "URL_DESTINATION":
      return destinationOf(details);
    case "VISIT_TIME_ON_SITE":
    case "VISIT_NUM_PAGES": {
      const than = Number(details["comparisonValue"]);
      const is = type === "VISIT_NUM_PAGES" ? "pages" : "time";
      return { is, comparison: text(details["comparisonType"]), than };
    }
    case "EVENT":
      return {
        is: "event",
        usesEventValue: isTrue(details["useEventValue"]),
        conditions: list(details["eventConditions"]).map(conditionOf),
      };
    default:
      return { is: "unknown", type };
  }
}

function destinationOf(details: Fields): UaQuestion {
  const matchType = text(details["matchType"]);
  if (matchType !== "EXACT" && matchType !== "HEAD" && matchType !== "REGEX")
    return { is: "unknown", type: `URL_DESTINATION ${matchType}` };
  const steps = list(details["steps"]).toSorted((a, b) => Number(a["number"]) - Number(b["number"]));
  return {
    is: "page",
    matchType,
    url: text(details["url"]),
    isCaseSensitive: isTrue(details["caseSensitive"]),
    needsFirstStep: isTrue(details["firstStepRequired"]) && steps.length > 0,
    steps: steps.map(({ name, url }) => ({ name: text(name), url: text(url) })),
  };
}

function conditionOf({ type, matchType, comparisonType, expression, comparisonValue }: Fields): UaCondition {
  return {
    of: text(type) as UaCondition["of"],
    matchType: text(matchType ?? comparisonType),
    expression: text(expression ?? comparisonValue),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function isTrue(value: unknown): boolean {
  return text(value).toLowerCase() === "true";
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
