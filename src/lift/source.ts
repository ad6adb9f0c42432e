/** A variable of a container → the place that a parameter takes its value from, in the words of the file. */

import { clickedControlText, closestAttribute, controlAttribute } from "../compile/variables/clicked.ts";
import { ifNotEmpty } from "../compile/variables/derived.ts";
import type { Variable } from "../compile/variables/variable.ts";
import { cellOf, parameterText } from "../container/possible-texts.ts";
import { entryIn } from "../entry-in.ts";
import type { Interaction } from "../language/goal-set/interaction.ts";
import type { SiteSource, SiteValue } from "../language/goal-set/site-source.ts";
import type { Entity } from "../resources/body.ts";
import { parameters, withoutEmpty } from "../resources/entities/parameters.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { type Fact, factOf, referenceIn } from "./fact.ts";

/** What fires the tag: Tag Manager's names of elements mean another one for each. */
export type Acting = Interaction["kind"] | "other";

export type Source = { readonly constant: string } | SiteSource | { readonly kept: string };

/** @param text a cell of a tag's table */
export function sourceOf(text: string, content: ContainerContent, acting: readonly Acting[]): Source {
  const name = referenceIn(text);
  if (name === null) return text.includes("{{") ? { kept: "text-with-variables" } : { constant: text };
  const variable = content.entities["gtm.variable"].find((one) => one.name === name) ?? null;
  const otherwise = variable === null ? null : ourDefault(variable);
  const plain = variable === null || otherwise === null ? variable : { ...variable, formatValue: {} };
  const moment = plain === null ? null : momentOf(plain);
  if (moment !== null) {
    const during = sourceOf(moment.value, content, moment.acting);
    return "from" in during ? { ...during, otherwise } : during;
  }
  const value = ownReading(plain, content, acting) ?? builtIn(name, plain, acting);
  if (value !== null) return { ...value, otherwise };
  return sourceOfFact(factOf(name, withVariable(content, name, plain)), name, otherwise, acting);
}

/** One format for every way of saying nothing, as `compile/sources.ts` writes it. */
function ourDefault({ formatValue }: Entity): string | null {
  const texts = Object.values(formatValue ?? {}).map((one) => (typeof one === "object" ? one?.value : null));
  const keys = Object.keys(formatValue ?? {});
  const isOurs = keys.sort().join() === "convertNullToValue,convertUndefinedToValue";
  const [first] = texts;
  return isOurs && typeof first === "string" && new Set(texts).size === 1 ? first : null;
}

/** The table of ours that lets a value through at its own moment: whose it is, and what it reads then. */
function momentOf(variable: Entity): { readonly value: string; readonly acting: readonly Acting[] } | null {
  if (variable.type !== "smm" || parameterText(variable, "input") !== "{{Event}}") return null;
  const rows = parametersOf(variable).find(({ key }) => key === "map")?.list ?? [];
  const acting = rows.map((row) => entryIn(AT, String(cellOf(row, "key"))));
  const values = new Set(rows.map((row) => String(cellOf(row, "value"))));
  const [value] = values;
  if (value === undefined || values.size > 1 || acting.includes(undefined)) return null;
  return parameterText(variable, "setDefaultValue") === "true" ? null : { value, acting: acting as Acting[] };
}

const AT: Readonly<Record<string, Acting>> = {
  "gtm.click": "click",
  "gtm.linkClick": "link",
  "gtm.formSubmit": "form",
  "gtm.scrollDepth": "scroll",
  "gtm.video": "video",
  "gtm.elementVisibility": "visible",
};

function withVariable(content: ContainerContent, name: string, variable: Entity | null): ContainerContent {
  if (variable === null) return content;
  const others = content.entities["gtm.variable"].filter((one) => one.name !== name);
  return { ...content, entities: { ...content.entities, "gtm.variable": [variable, ...others] } };
}

/** What only goalform makes: a table that passes on what is not empty, and scripts. */
function ownReading(
  variable: Entity | null,
  content: ContainerContent,
  acting: readonly Acting[],
): SiteValue | null {
  if (variable === null) return null;
  const attribute = attributeIn(variable);
  if (attribute !== null) return { from: "attribute", name: attribute };
  const input = referenceIn(parameterText(variable, "input") ?? "");
  if (input === null || !passesOn(variable, input)) return null;
  const read = content.entities["gtm.variable"].find((one) => one.name === input) ?? null;
  if (read !== null) {
    if (hasText(read, clickedControlText(""))) return { from: "click", name: "text" };
    if (hasText(read, controlAttribute("", "id"))) return { from: "click", name: "id" };
    if (hasText(read, controlAttribute("", "class"))) return { from: "click", name: "classes" };
  }
  const named = builtIn(input, read, acting);
  if (named !== null) return named;
  const source = sourceOfFact(factOf(input, content), input, null, acting);
  return "from" in source ? source : null;
}

function hasText(variable: Entity, ours: Variable): boolean {
  return (
    ours.is === "own" && parameterText(variable, "javascript") === parameterText(ours.body, "javascript")
  );
}

/** `closestAttribute` with another name in it. */
function attributeIn(variable: Entity): string | null {
  const name = /getAttribute\('([\w.:-]+)'\) === null/.exec(parameterText(variable, "javascript") ?? "")?.[1];
  return name !== undefined && hasText(variable, closestAttribute("", name)) ? name : null;
}

function passesOn(variable: Entity, input: string): boolean {
  const ours = ifNotEmpty("", "", { is: "event", name: input as "_event" });
  return ours.is === "own" && variable.type === "remm" && settings(variable) === settings(ours.body);
}

/** Whatever their order, and however it is said that something is off. */
function settings(variable: Entity): string {
  const all = Object.entries(withoutEmpty(parameters(parametersOf(variable as Entity))));
  return all
    .map((one) => JSON.stringify(one))
    .sort()
    .join();
}

const OF_PAGE: Readonly<Record<string, SiteValue>> = {
  "Page Path": { from: "page", name: "path" },
  "Page URL": { from: "page", name: "url" },
  "Page Hostname": { from: "page", name: "host" },
  Referrer: { from: "page", name: "referrer" },
};

const WHILE: Readonly<Record<string, SiteValue & { readonly from: "scroll" | "video" | "visible" }>> = {
  "Scroll Depth Threshold": { from: "scroll", name: "percent" },
  "Video Title": { from: "video", name: "title" },
  "Video URL": { from: "video", name: "url" },
  "Video Percent": { from: "video", name: "percent" },
  "Video Status": { from: "video", name: "status" },
  "Percent Visible": { from: "visible", name: "percent" },
};

/** Built-in variables have names that nobody can change; a variable of the container's own hides one of that name. */
function builtIn(name: string, hiding: Entity | null, acting: readonly Acting[]): SiteValue | null {
  if (hiding !== null) return null;
  const watched = entryIn(WHILE, name);
  if (watched) return acting.every((one) => one === watched.from) ? watched : null;
  const [, what] = /^(?:Click|Form) (URL|ID|Classes|Text)$/.exec(name) ?? [];
  return entryIn(OF_PAGE, name) ?? (what === undefined ? null : ofElement(what.toLowerCase(), acting));
}

/** Links and forms name themselves. A plain click names the innermost element, which is not what the file means. */
function ofElement(what: string, acting: readonly Acting[]): SiteValue | null {
  const all = (...kinds: readonly Acting[]) =>
    acting.length > 0 && acting.every((one) => kinds.includes(one));
  if (all("link", "download") && /^(?:url|id|classes|text)$/.test(what))
    return { from: "link", name: what as "url" };
  if (all("form") && what === "url") return { from: "form", name: "action" };
  if (all("form") && /^(?:id|classes)$/.test(what)) return { from: "form", name: what as "id" };
  return all("visible") && what === "id" ? { from: "visible", name: "id" } : null;
}

function sourceOfFact(fact: Fact, name: string, otherwise: string | null, acting: readonly Acting[]): Source {
  switch (fact.is) {
    case "constant":
      return { constant: fact.text };
    case "event":
      return acting.length > 0 && acting.every((one) => one === "data_layer")
        ? { from: "data_layer", name: "event", otherwise }
        : { kept: "Event" };
    case "data layer": {
      const { reads, isDefault } = fact.missing;
      if (reads === "undefined") return { from: "data_layer", name: fact.key, otherwise };
      return isDefault ? { from: "data_layer", name: fact.key, otherwise: reads } : { kept: "default" };
    }
    case "query":
      return fact.missing.reads === "undefined"
        ? { from: "query", name: fact.name, otherwise }
        : { kept: "default" };
    case "cookie":
      return { from: "cookie", name: fact.name, otherwise };
    case "page":
      return { from: "page", name: fact.part, otherwise };
    case "element": {
      const value = ofElement(fact.what.replace(/^\w+ /, ""), acting);
      return value === null ? { kept: fact.what } : { ...value, otherwise };
    }
    case "unsaid":
      return fact.kind === "title" || fact.kind === "referrer"
        ? { from: "page", name: fact.kind, otherwise }
        : { kept: fact.kind };
    default:
      return { kept: name };
  }
}
