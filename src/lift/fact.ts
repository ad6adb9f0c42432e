/** A variable of a container → what it says about the visit, in the language's own words. */

import { clickedControlText, leadsOutside } from "../compile/variables/clicked.ts";
import { MISSING_PARENT, parentsOf } from "../compile/variables/data-layer.ts";
import { NOT_SET } from "../compile/variables/variable.ts";
import { parameterText, possibleTexts, tableRows } from "../container/possible-texts.ts";
import { entryIn } from "../entry-in.ts";
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { ReasonCode } from "./reasons.ts";

/** What the variable gives where the site gave nothing. Tag Manager compares nothing as the text "undefined". */
export type Missing = { readonly reads: string; readonly isDefault: boolean };

export type Fact =
  | { readonly is: "event" }
  | { readonly is: "page"; readonly part: "path" | "url" | "host" | "fragment" | "title" | "referrer" }
  | { readonly is: "query"; readonly name: string; readonly missing: Missing }
  | {
      readonly is: "data layer";
      readonly key: string;
      readonly missing: Missing;
      /** Missing also where something is null that it is inside of. */
      readonly seesParents?: true;
    }
  | { readonly is: "list check"; readonly key: string }
  | { readonly is: "cookie"; readonly name: string; readonly missing: Missing }
  | { readonly is: "constant"; readonly text: string }
  | { readonly is: "element"; readonly what: ElementFact }
  | { readonly is: "unsaid"; readonly code: ReasonCode; readonly kind: string };

export type ElementFact =
  | `click ${"element" | "url" | "text" | "id" | "classes"}`
  | `form ${"element" | "url" | "id" | "classes"}`
  | "control text"
  | "leads outside"
  | "scroll threshold"
  | `video ${"status" | "percent" | "url" | "title"}`;

const UNDEFINED: Missing = { reads: "undefined", isDefault: false };

const BUILT_IN: Readonly<Record<string, Fact>> = {
  Event: { is: "event" },
  _event: { is: "event" },
  "Page Path": { is: "page", part: "path" },
  "Page URL": { is: "page", part: "url" },
  "Page Hostname": { is: "page", part: "host" },
  Referrer: { is: "page", part: "referrer" },
  "Click Element": { is: "element", what: "click element" },
  "Click URL": { is: "element", what: "click url" },
  "Click Text": { is: "element", what: "click text" },
  "Click ID": { is: "element", what: "click id" },
  "Click Classes": { is: "element", what: "click classes" },
  "Form Element": { is: "element", what: "form element" },
  "Form URL": { is: "element", what: "form url" },
  "Form ID": { is: "element", what: "form id" },
  "Form Classes": { is: "element", what: "form classes" },
  "Scroll Depth Threshold": { is: "element", what: "scroll threshold" },
  "Video Status": { is: "element", what: "video status" },
  "Video Percent": { is: "element", what: "video percent" },
  "Video URL": { is: "element", what: "video url" },
  "Video Title": { is: "element", what: "video title" },
};

/** By the variable's name, as in `{{name}}`. A variable of the container's own hides a built-in one. */
export function factOf(name: string, content: ContainerContent): Fact {
  const variable = content.entities["gtm.variable"].find((one) => one.name === name);
  if (variable) return factOfVariable(variable, content);
  const builtIn = entryIn(BUILT_IN, name);
  if (builtIn) return builtIn;
  return { is: "unsaid", code: "built-in-condition", kind: `built-in:${name}` };
}

/** The only variable that a text consists of; null for any other text. */
export function referenceIn(text: string): string | null {
  return /^\s*\{\{([^{}]+)\}\}\s*$/.exec(text)?.[1]?.trim() ?? null;
}

function factOfVariable(variable: Entity, content: ContainerContent): Fact {
  const text = (key: string) => parameterText(variable, key) ?? "";
  switch (variable.type) {
    case "e":
      return { is: "event" };
    case "v":
      return dataLayerFact(variable);
    case "u":
      return addressFact(variable);
    case "k":
      return cookieFact(variable);
    case "c":
      return constantFact(text("value"), content);
    case "aev":
      return elementFact(variable);
    case "jsm":
      return hasSameText(variable, clickedControlText("").is === "own" ? clickedControlText("") : null)
        ? { is: "element", what: "control text" }
        : unsaid("script-condition", "script");
    case "f":
      return ["URL", undefined].includes(parameterText(variable, "component") ?? undefined)
        ? { is: "page", part: "referrer" }
        : unsaid("referrer-condition", "referrer");
    case "j":
      return text("name") === "document.title"
        ? { is: "page", part: "title" }
        : unsaid("js-variable-condition", "js-variable");
    case "d":
      return unsaid("dom-condition", "dom");
    case "smm":
      return unsaid("table-condition", "table");
    case "remm":
      return withParents(variable, content) ?? unsaid("table-condition", "regex table");
    default:
      return unsaid("built-in-condition", String(variable.type));
  }
}

function unsaid(code: ReasonCode, kind: string): Fact {
  return { is: "unsaid", code, kind };
}

type Variable = ReturnType<typeof clickedControlText>;

/** A script of ours, made for any file. */
function hasSameText(variable: Entity, ours: Variable | null): boolean {
  if (ours?.is !== "own") return false;
  return parameterText(variable, "javascript") === parameterText(ours.body, "javascript");
}

function constantFact(value: string, content: ContainerContent): Fact {
  const { known, isComplete } = possibleTexts(value, { content, event: "" });
  return isComplete && known.length === 1
    ? { is: "constant", text: known[0]! }
    : unsaid("variable-condition", "text-with-variables");
}

const LIST_METHOD = /^(.+)\.join$/;

/** Version 1 keeps the keys as they were pushed, so a dot in a name is part of it. */
function dataLayerFact(variable: Entity): Fact {
  const key = parameterText(variable, "name") ?? "";
  if (key === "event") return { is: "event" };
  const isOld = parameterText(variable, "dataLayerVersion") === "1";
  if (isOld && key.includes(".")) return unsaid("data-layer-version-1", "data-layer-version-1");
  const [, list] = LIST_METHOD.exec(key) ?? [];
  const conversions = conversionsOf(variable);
  const given = defaultOf(variable);
  if (list !== undefined && given === NOT_SET && conversions.length === 0)
    return { is: "list check", key: list };
  const isOurs = given === NOT_SET && conversions.join() === `convertNullToValue=${NOT_SET}`;
  if (conversions.length > 0 && !isOurs) return unsaid("converted-value", "converted");
  if (isOurs) return { is: "data layer", key, missing: { reads: NOT_SET, isDefault: false } };
  return { is: "data layer", key, missing: given === null ? UNDEFINED : { reads: given, isDefault: true } };
}

/** The table that goalform makes for `present: false`; null for any other. */
function withParents(table: Entity, content: ContainerContent): Fact | null {
  const value = referenceIn(parameterText(table, "defaultValue") ?? "");
  const [row, ...more] = tableRows(table);
  const isOn = (key: string) => parameterText(table, key) === "true";
  const isOurs = row?.key === MISSING_PARENT && row.value === NOT_SET && more.length === 0;
  if (
    value === null ||
    !isOurs ||
    isOn("fullMatch") ||
    !isOn("setDefaultValue") ||
    conversionsOf(table).length > 0
  )
    return null;
  const fact = factOf(value, content);
  if (fact.is !== "data layer" || !readsAsMissing(fact)) return null;
  const parents = (parameterText(table, "input") ?? "").split(/(?<=\}\}) (?=\{\{)/).map((text) => {
    const name = referenceIn(text);
    const parent = name === null ? null : factOf(name, content);
    return parent?.is === "data layer" && readsAsMissing(parent) ? parent.key : null;
  });
  return parents.join(" ") === parentsOf(fact.key).join(" ") ? { ...fact, seesParents: true } : null;
}

function readsAsMissing({ missing }: { readonly missing: Missing }): boolean {
  return missing.reads === NOT_SET && !missing.isDefault;
}

function defaultOf(variable: Entity): string | null {
  return parameterText(variable, "setDefaultValue") === "true"
    ? (parameterText(variable, "defaultValue") ?? "")
    : null;
}

/** What Tag Manager's "Format Value" does, e.g. `caseConversionType=lowercase`. */
export function conversionsOf({ formatValue }: Entity): readonly string[] {
  const entries = Object.entries(formatValue ?? {});
  return entries.flatMap(([key, value]) => {
    const text = typeof value === "object" ? value?.value : value;
    return text === undefined || text === null || text === "none" ? [] : [`${key}=${String(text)}`];
  });
}

/** Not decoded, it reads the same unless there are percent signs in it. */
function cookieFact(variable: Entity): Fact {
  const conversions = conversionsOf(variable);
  const isOurs = conversions.join() === `convertUndefinedToValue=${NOT_SET}`;
  if (conversions.length > 0 && !isOurs) return unsaid("converted-value", "converted");
  const missing = isOurs ? { reads: NOT_SET, isDefault: false } : UNDEFINED;
  return { is: "cookie", name: parameterText(variable, "name") ?? "", missing };
}

function addressFact(variable: Entity): Fact {
  const text = (key: string) => parameterText(variable, key);
  const isOfPage =
    !text("customUrlSource") || ["Page URL"].includes(referenceIn(text("customUrlSource")!) ?? "");
  const conversions = conversionsOf(variable);
  const missing =
    conversions.join() === `convertUndefinedToValue=${NOT_SET}`
      ? { reads: NOT_SET, isDefault: false }
      : UNDEFINED;
  if (!isOfPage) return unsaid("variable-condition", "address");
  if (conversions.length > 0 && missing === UNDEFINED) return unsaid("converted-value", "converted");
  switch (text("component") ?? "URL") {
    case "QUERY":
      return text("queryKey")
        ? { is: "query", name: text("queryKey")!, missing }
        : unsaid("built-in-condition", "whole query");
    case "PATH":
      return text("defaultPages") ? unsaid("built-in-condition", "path") : { is: "page", part: "path" };
    case "FRAGMENT":
      return { is: "page", part: "fragment" };
    case "URL":
      return { is: "page", part: "url" };
    case "HOST":
      return text("stripWww") === "true"
        ? unsaid("built-in-condition", "host without www.")
        : { is: "page", part: "host" };
    default:
      return unsaid("built-in-condition", String(text("component")).toLowerCase());
  }
}

const AUTO_EVENT: Readonly<Record<string, ElementFact>> = {
  ELEMENT: "click element",
  ID: "click id",
  CLASSES: "click classes",
  TEXT: "click text",
};

function elementFact(variable: Entity): Fact {
  const kind = parameterText(variable, "varType") ?? "";
  const component = parameterText(variable, "component") ?? "URL";
  if (kind === "URL" && component === "IS_OUTBOUND" && isOurs(variable))
    return { is: "element", what: "leads outside" };
  if (kind === "URL" && component === "URL") return { is: "element", what: "click url" };
  const known = entryIn(AUTO_EVENT, kind);
  if (known) return { is: "element", what: known };
  if (kind === "URL") return unsaid("built-in-condition", "part of its address");
  const name = parameterText(variable, "attribute") ?? kind;
  return unsaid(
    "attribute-condition",
    `attribute:${name}${defaultOf(variable) === null ? "" : ", with a default"}`,
  );
}

/** Without affiliated domains, which count as the site's own. */
function isOurs(variable: Entity): boolean {
  const ours = leadsOutside("");
  const written = (one: Entity) =>
    (one.parameter ?? [])
      .map(({ key, value }) => `${String(key)}=${String(value)}`)
      .sort()
      .join("\n");
  return ours.is === "own" && written(variable) === written(ours.body);
}
