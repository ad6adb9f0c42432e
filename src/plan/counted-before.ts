/**
 * What a goal counted that is gone from the file, in words: read from what was live for it.
 *
 * The words are those of a goal that is in the file; where people edited its objects, the words describe the edited objects.
 */
import { ruleVerb, verbOf } from "../resources/condition-words.ts";
import { durationInWords } from "../resources/duration-words.ts";
import { type Json, type JsonObject, keyOf } from "../resources/resource.ts";
import { SESSION_SCRIPT_ADDRESS, sessionScriptParts } from "../resources/session-goals.ts";
import type { ResourceChange } from "./plan.ts";

/** @param resources what changes because the goal goes. Null if none of it shows what it counted. */
export function goalCountedBefore(
  owner: string,
  id: string,
  resources: readonly ResourceChange[],
): string | null {
  const gone = resources.filter(({ action }) => action === "delete");
  const all = [
    ...gone.filter(({ kind }) => kind === "gtm.trigger").map((one) => triggerInWords(owner, bodyOf(one))),
    ...gone.filter(({ kind }) => kind === "ga4.eventCreateRule").map((one) => ruleInWords(bodyOf(one))),
    ...gone.filter(({ kind }) => kind === "ga4.audience").map(() => "counted by an audience in Analytics"),
  ].filter((words) => words !== null);
  const inSession = sessionGoalInWords(owner, id, resources);
  const what = inSession ?? [...new Set(all)].join(", or ");
  return what === "" ? null : `${what}${worth(gone)}`;
}

/** A funnel's steps, by the names of their tags. */
export function funnelCountedBefore(resources: readonly ResourceChange[]): string | null {
  const steps = resources.flatMap(({ kind, address, action }) =>
    action === "delete" && kind !== "ga4.audience" ? (keyOf(address).split("@")[0]!.split(".")[1] ?? []) : [],
  );
  const names = [...new Set(steps.map((step) => step.split("/")[0]!))];
  return names.length === 0 ? null : `funnel with the steps ${names.join(", ")}`;
}

/** What was there, without what differs in nothing: a removed resource's fields are all of it. */
function bodyOf({ fields }: ResourceChange): JsonObject {
  return Object.fromEntries(fields.map(({ path, before }) => [path, before]));
}

function conditionsOf(owner: string, body: JsonObject): string[] {
  return listOf(body["filter"]).flatMap((one) => conditionInWords(owner, one as JsonObject));
}

function triggerInWords(owner: string, body: JsonObject): string | null {
  const conditions = conditionsOf(owner, body);
  const which = (what: string) =>
    conditions.length === 0 ? `any ${what}` : `${what}: ${conditions.join(" and ")}`;
  const onPages = conditions.length === 0 ? "" : `, on ${conditions.join(" and ")}`;
  const parameter = (body["parameter"] ?? {}) as JsonObject;
  switch (body["type"]) {
    case "pageview":
      return `page viewed: ${conditions.join(" and ") || "any page"}`;
    case "historyChange":
      return `page shown without a reload: ${conditions.join(" and ") || "any page"}`;
    case "timer":
      return `longer than ${durationInWords(Number(body["interval"]) / 1000)} on ${conditions.join(" and ") || "one page"}`;
    case "customEvent":
      return `the site pushes ${eventOf(body)} to the data layer${conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`}`;
    case "click":
      return which("click");
    case "linkClick":
      return which("link clicked");
    case "formSubmission":
      return which("form sent");
    case "scrollDepth":
      return `scrolled to ${scrollDepth(parameter)} of the page${onPages}`;
    case "elementVisibility":
      return `${String(parameter["elementSelector"] ?? parameter["elementId"] ?? "an element")} on screen${onPages}`;
    case "youTubeVideo":
      return which(videoMoment(parameter));
    default:
      return null;
  }
}

function scrollDepth(parameter: JsonObject): string {
  const percent = parameter["verticalThresholdsPercent"];
  return percent === undefined
    ? `${String(parameter["verticalThresholdsPixels"])} pixels`
    : `${String(percent)} %`;
}

function videoMoment({ captureStart, captureComplete, progressThresholdsPercent }: JsonObject): string {
  if (captureStart === true) return "video started";
  return captureComplete === true
    ? "video watched to the end"
    : `video watched to ${String(progressThresholdsPercent)} %`;
}

function eventOf(body: JsonObject): string {
  const [first] = listOf(body["customEventFilter"]);
  return String((first as JsonObject | undefined)?.["arg1"] ?? "an event");
}

/** Built-in variables → what a goals file calls them. A path that is written out needs no word. */
const SUBJECTS: Readonly<Record<string, string>> = {
  "Page Path": "path",
  "Page Hostname": "host",
  "Page URL": "address",
  "New History Fragment": "fragment",
  "Click URL": "address",
  "Click Text": "text",
  "Click ID": "id",
  "Click Classes": "class",
  "Form ID": "id",
  "Form URL": "action",
  "Form Classes": "class",
  "Video URL": "address",
  "Video Title": "title",
};

/** That a virtual page view is another page than the one before says nothing about the goal. */
function conditionInWords(owner: string, condition: JsonObject): string[] {
  const { arg0, arg1, type, negate, ignore_case: ignoreCase } = condition;
  const variable = String(arg0).replace(/^\{\{(.*)\}\}$/, "$1");
  const value = String(arg1 ?? "");
  if (value.startsWith("{{") || isSafeguard(variable, value)) return [];
  if (type === "cssSelector") return [value];
  const subject = subjectOf(owner, variable);
  if (subject === null) return [];
  if (subject === LEADS_OUTSIDE) return [negate === true ? "stays on the site" : "leads to another site"];
  const search = type === "matchRegex" ? searchedText(value) : null;
  const verb = verbOf(search?.type ?? String(type), negate === true);
  if (subject === "path" && verb === "is" && ignoreCase !== true) return [value];
  const anyCase = ignoreCase === true ? " (any case)" : "";
  const several = type === "matchRegex" ? listedTexts(value) : null;
  if (several !== null)
    return [`${subject} ${negate === true ? "is none of" : "is one of"} ${several.join(", ")}${anyCase}`];
  return [`${subject} ${verb} ${search?.text ?? value}${anyCase}`];
}

/** `^(?:[^%]|%..)*20` is how a text is looked for between the characters of an address; null for any other pattern. */
function searchedText(
  pattern: string,
): { readonly type: "contains" | "endsWith"; readonly text: string } | null {
  if (!pattern.startsWith(ANY_CHARACTERS)) return null;
  const text = pattern.slice(ANY_CHARACTERS.length);
  const start = text.replace(/\$$/, "");
  if (!isPlainText(start)) return null;
  return { type: start === text ? "contains" : "endsWith", text: unescaped(start) };
}

const ANY_CHARACTERS = "^(?:[^%]|%..)*";

/** `^(?:/a|/b\\.html)$` is how a list of texts becomes one comparison; null for any other pattern. */
function listedTexts(pattern: string): string[] | null {
  const list = /^\^\(\?:(.*)\)\$$/.exec(pattern)?.[1];
  const texts = list?.split("|") ?? [];
  return texts.length > 1 && texts.every(isPlainText) ? texts.map(unescaped) : null;
}

/** Without a part that is more than the text itself. */
function isPlainText(pattern: string): boolean {
  return /^(?:\\\W|[^\\^$.*+?()[\]{}|])+$/.test(pattern);
}

function unescaped(pattern: string): string {
  return pattern.replace(/\\(\W)/g, "$1");
}

/** What we check in addition to the goal's own conditions: is it a number, does it exist, is it one value and not a list, is it a page. */
function isSafeguard(variable: string, value: string): boolean {
  return (
    value === NOT_SET ||
    value === "^https?://" ||
    value.startsWith("^[+-]?(?:[0-9]+") ||
    variable.includes(" - list check of ")
  );
}

const LEADS_OUTSIDE = "link leads to another site";

/** What our variables answer when the site gave nothing. */
const NOT_SET = "(not set)";

function subjectOf(owner: string, variable: string): string | null {
  const known = SUBJECTS[variable];
  if (known !== undefined) return known;
  const ours = variable.startsWith(`${owner} - `) ? variable.slice(owner.length + 3) : null;
  if (ours === null) return null;
  if (ours === "text of the clicked control") return "text";
  return ours.replace(/^query /, "?").replace(/^(data layer|cookie|parameter) /, "");
}

function sessionGoalInWords(owner: string, id: string, resources: readonly ResourceChange[]): string | null {
  const script = resources.find(({ address }) => address === SESSION_SCRIPT_ADDRESS);
  const html = script?.fields.flatMap(({ path, before }) =>
    path === "parameter.html"
      ? [before]
      : path === "parameter"
        ? [(before as JsonObject | null)?.["html"]]
        : [],
  )[0];
  const text = typeof html === "string" ? sessionScriptParts(owner, html).goals.get(id) : undefined;
  if (text === undefined) return null;
  const limit = (key: string) => new RegExp(`"?${key}"?:(\\d+(?:\\.\\d+)?)`).exec(text)?.[1];
  const [seconds, pages, onPage] = ["longerThan", "moreThanPages", "pageLongerThan"].map(limit);
  if (seconds !== undefined) return `session longer than ${durationInWords(Number(seconds))}`;
  if (pages !== undefined) return `more than ${pages} pages in one session`;
  if (onPage !== undefined) {
    const trigger = resources.find(({ kind, action }) => kind === "gtm.trigger" && action === "delete");
    const where = trigger === undefined ? [] : conditionsOf(owner, bodyOf(trigger));
    return `longer than ${durationInWords(Number(onPage))} on ${where.join(" and ") || "one page"}, virtual pages too`;
  }
  return /"?returning"?:true/.test(text) ? "visit of somebody who came before" : null;
}

function ruleInWords(body: JsonObject): string {
  const conditions = listOf(body["eventConditions"]).map((one) => {
    const { field, comparisonType, value, negated } = one as Record<string, Json>;
    const { verb, ignoreCase } = ruleVerb(String(comparisonType), negated === true);
    return `${String(field)} ${verb} ${String(value ?? "")}${ignoreCase ? " (any case)" : ""}`;
  });
  return `${conditions.join(" and ")}, by a rule in Analytics`;
}

function worth(gone: readonly ResourceChange[]): string {
  const keyEvent = gone.find(({ kind }) => kind === "ga4.keyEvent");
  const value = keyEvent?.fields.find(({ path }) => path === "defaultValue")?.before as
    | JsonObject
    | undefined;
  return value ? `; worth ${String(value["numericValue"])} ${String(value["currencyCode"])}` : "";
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
