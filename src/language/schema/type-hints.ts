/** What to write where a value of another type was expected. */

import { entryIn } from "../../entry-in.ts";
import { goalOfEach } from "../misread/alternatives.ts";
import { conditionIn } from "../misread/operators.ts";
import { partsInYaml, splitAddress } from "../misread/split-address.ts";
import { phoneNumber } from "../rules/addresses/link-addresses.ts";
import { ID_FORMS } from "../rules/targets/google-ids.ts";
import { inYaml } from "../source/in-yaml.ts";
import { isKnownKey } from "../source/known-keys.ts";
import { child, entriesOf, itemsOf, type Located, type LocatedScalar, textOf } from "../source/located.ts";
import { contextOf, keywordOf } from "./context.ts";
import { example } from "./example.ts";
import type { FilePath } from "./file-path.ts";
import { idFrom } from "./format-wording.ts";
import type { SchemaError } from "./schema-errors.ts";
import { amountFrom, selectorAdvice } from "./value-spellings.ts";
import { wayFrom, waysOfInteractions } from "./way-keys.ts";

export function hintFor(path: FilePath, expected: readonly string[], error: SchemaError): string | undefined {
  if (path.key === "funnel" && (path.node?.kind !== "scalar" || path.node.value === true))
    return "Name a funnel of the file: `on: { funnel: checkout }`. Its steps go under `funnels`: `funnels: { checkout: { steps: [{ id: cart, page: /cart }, { id: thanks, page: /thanks }] } }`.";
  return (
    listHint(path, error) ??
    itemHint(path, contextOf(error)) ??
    forwardHint(path) ??
    mappingHint(path, error) ??
    sayingHint(path, error) ??
    oneForList(path, expected) ??
    scalarHint(path, expected, error) ??
    (path.key === "time" ? "Example: `3s`." : example(error))
  );
}

/** A list where one text is expected. */
function listHint(path: FilePath, error: SchemaError): string | undefined {
  const { node } = path;
  const context = contextOf(error);
  if (node?.kind !== "list") return undefined;
  if (context === "goals" || context === "funnels") return entriesWithIds(context, node);
  if (context === "goal") return `Delete the \`- \`: what \`${path.key}\` counts is one mapping.`;
  if (ITEMS.has(context)) return "A list contains only texts: write all of them next to each other.";
  if (context === "where") return entriesHint(path.key, node);
  if (context === "parameters")
    return parametersHint(itemsOf(node).flatMap((one) => (one.kind === "scalar" ? [one.text] : [])));
  if (context === "on") {
    const instead =
      path.keys[0] === "goals" && !path.keys.includes("any") ? waysOfInteractions(node.items) : null;
    return instead === null
      ? "An event goal counts one thing: make a goal for each."
      : `For any of them write \`${instead}\` instead of \`on\`.`;
  }
  if (
    context === "query" &&
    itemsOf(node).every((one) => one.kind === "scalar" && typeof one.value === "string")
  )
    return `For any value write \`query: { ${itemsOf(node)
      .map((one) => `${inYaml(one.kind === "scalar" ? one.text : "")}: { matches: .+ }`)
      .join(", ")} }\`.`;
  if (context === "click" || context === "visible" || context === "selector")
    return selectorAdvice(path.key, node) ?? undefined;
  if (["ga4_event", "scroll", "video"].includes(context))
    return goalOfEach(
      context,
      node.items.map((one) => (one.kind === "scalar" ? one.text : "…")),
    );
  return undefined;
}

/** `goals: [{ id: thanks, type: … }]`: each goes under its id. */
function entriesWithIds(context: string, node: Located): string {
  const [first] = itemsOf(node);
  const [only, ...others] = entriesOf(first);
  const written = textOf(child(first, "id")) ?? textOf(child(first, "name"));
  const id = written === undefined ? null : idFrom(written);
  if (only !== undefined && others.length === 0 && only.value.kind === "map")
    return `Delete each \`- \`: a list has no ids. Begin with \`${only.key}:\` in the line below \`${context}:\`.`;
  const example = context === "goals" ? "{ type: destination, page: /thanks }" : "{ steps: [ … ] }";
  return `A list has no ids: write each under its id, without \`- \` and \`id\`: \`${context}: { ${id ?? "thanks"}: ${example} }\`.`;
}

/** `forward: [view_item]`, `forward: { shop: [view_item] }`: names without the key that says where they come from. */
function forwardHint({ node, key, keys }: FilePath): string | undefined {
  if (keys[0] !== "forward" || keys.length > 2 || node === undefined) return undefined;
  const all = node.kind === "list" ? itemsOf(node) : [node];
  const names = all.flatMap((one) =>
    one.kind === "scalar" && typeof one.value === "string" ? [one.text] : [],
  );
  if (names.length === 0 || names.length < all.length) return undefined;
  const entry = `${keys.length === 1 ? "shop" : key}: { data_layer: ${inYaml(names)} }`;
  return `The names go under \`data_layer\`: \`${keys.length === 1 ? `forward: { ${entry} }` : entry}\`.`;
}

/** `where: [{ plan: pro }, { total: 5 }]`: all conditions are met together, so they are one mapping. */
function entriesHint(key: string, node: Located): string | undefined {
  const entries = itemsOf(node).flatMap(entriesOf);
  const shown = entries.map(({ key: name, value }) =>
    value.kind === "scalar"
      ? `${inYaml(name)}: ${typeof value.value === "string" ? inYaml(value.text) : value.text}`
      : null,
  );
  const isPlain = entries.length > 0 && shown.every((one) => one !== null);
  return isPlain ? `Write \`${key}: { ${shown.join(", ")} }\`.` : undefined;
}

/** `parameters: [plan, method]` */
function parametersHint(names: readonly string[]): string | undefined {
  if (names.length === 0 || !names.every((one) => /^[a-z]\w*$/i.test(one))) return undefined;
  const entries = names.map((one) => `${one}: { data_layer: ${one} }`);
  return `For what the site pushes under these keys write \`parameters: { ${entries.join(", ")} }\`.`;
}

/** What lists of texts contain. */
const ITEMS: ReadonlySet<string> = new Set(["plain", "regex", "event_name"]);

/** A mapping in a list of texts: `[{ path: /a }, /b]`, `plan: [pro, { begins_with: te }]`. */
function itemHint(path: FilePath, context: string): string | undefined {
  if (!ITEMS.has(context) || path.node?.kind !== "map" || path.parent?.kind !== "list") return undefined;
  if (/^(?:or|any|any_of|oder|either)$/.test(path.key))
    return "All conditions of `where` must be met. For any of several values write `plan: [pro, team]`.";
  const texts = itemsOf(path.parent).map(textAlone);
  if (texts.every((one) => one !== undefined)) return `Write \`${path.key}: ${inYaml(texts)}\`.`;
  return `A list contains only texts. A comparison has the list in itself: \`${path.key}: { begins_with: [first, second] }\`.`;
}

/** `/a` and `{ path: /a }` */
function textAlone(item: Located): string | undefined {
  const [only, ...others] = entriesOf(item);
  const isAlone = others.length === 0 && /^(?:path|url|id|equals)$/.test(only?.key ?? "");
  return item.kind === "scalar" ? item.text : isAlone ? textOf(only?.value) : undefined;
}

/** A mapping where one text is expected: `data_layer: { event: paid }`, `value: { data_layer: 5 }`. */
function mappingHint(path: FilePath, error: SchemaError): string | undefined {
  const context = contextOf(error);
  if (context === "steps" && path.node?.kind === "map")
    return "Steps are a list, because their order matters: write `- { id: cart, page: /cart }` for each.";
  const [only, ...others] = entriesOf(path.node);
  if (only === undefined || others.length > 0) return undefined;
  const said = only.value.kind === "scalar" ? only.value : undefined;
  if (context === "currency" && only.key === "data_layer" && said !== undefined)
    return `A currency that the site pushes goes with its amount: \`parameters: { value: { data_layer: total }, currency: { data_layer: ${inYaml(said.text)} } }\`.`;
  if (context === "consent")
    return `Write \`consent: ${inYaml(entriesOf(path.node).map(({ key }) => key))}\`.`;
  if (context !== "data_layer" && context !== "ga4_event") return undefined;
  if (context === "ga4_event" && /^(?:contains|begins_with|ends_with|matches|one_of|not)$/.test(only.key))
    return "Names of events are compared as a whole: name one, and make a goal for each.";
  const name = typeof said?.value === "string" ? said.text : only.key;
  return `Write \`${path.key}: ${inYaml(name)}\`.`;
}

/** One text where a list is expected. */
function oneForList(path: FilePath, expected: readonly string[]): string | undefined {
  const { node, key } = path;
  if (node?.kind !== "scalar" || node.value === null || expected.join() !== "array") return undefined;
  if (key === "consent" && typeof node.value !== "string") return undefined;
  if (key === "any") return undefined;
  return `Write \`${key}: ${inYaml(node.text.split(/\s*,\s*/))}\`.`;
}

/** What people write who say it as they would in a sentence: `on: click`, `value: 5 EUR`. */
function sayingHint(path: FilePath, error: SchemaError): string | undefined {
  const { node } = path;
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  const context = contextOf(error);
  if (context === "value" || context === "number") return amountHint(node, context);
  const whole = entryIn(WHOLE_VALUES, `${context} ${node.text.toLowerCase()}`);
  if (whole !== undefined) return `Write \`${whole}\`.`;
  const hint = numberHint(path, node, context);
  if (hint !== undefined || typeof node.value !== "string") return hint;
  if (context !== "on") return textHint(path, node.text, context);
  const interactions = (keywordOf(error, "properties") as object | undefined) ?? {};
  return interactionHint(node.text, interactions);
}

function numberHint(path: FilePath, node: LocatedScalar, context: string): string | undefined {
  const pixels = context === "scroll" ? /^(\d+) ?px$/.exec(node.text)?.[1] : undefined;
  if (pixels !== undefined) return `Write \`scroll: { pixels: ${pixels} }\`.`;
  if (context === "scroll" && typeof node.value === "number" && node.value > 0 && node.value < 1)
    return `Write \`${Math.round(node.value * 100)}\`, in percent.`;
  if (context === "link" && typeof node.value === "number" && phoneNumber(node.text) !== null)
    return `Write \`link: 'tel:${phoneNumber(node.text)}'\`, as the link itself has it.`;
  if (context === "data_layer_key" && path.keys.at(-2) === "value" && typeof node.value === "number")
    return `For a fixed amount write \`value: ${node.text}\`.`;
  if (context === "data_layer" && typeof node.value === "number")
    return `Write \`data_layer: '${node.text}'\`.`;
  return undefined;
}

function textHint(path: FilePath, text: string, context: string): string | undefined {
  if (context === "way") return wayFrom(text) ?? undefined;
  if (context === "parameters") return parametersHint([text]);
  if (context === "where") return conditionHint(text);
  if (context === "query" && /^[?&]?[^=&]+=[^=&]+(?:&[^=&]+=[^=&]+)*$/.test(text))
    return `Write \`${partsInYaml(splitAddress(`?${text.replace(/^[?&]/, "")}`), "equals")}\`.`;
  const slipped = /^([a-z_]+):(\S.*)$/s.exec(text.split(/\s/, 1)[0] ?? "");
  if (slipped && isKnownKey(slipped[1]!))
    return `A colon needs a space after it: write \`${slipped[1]}: ${slipped[2]}\`.`;
  if (context === "goal" && /^\/\S*$/.test(text))
    return `Write \`${path.key}: { type: destination, page: ${inYaml(text)} }\`.`;
  if (context === "gtm" && /^GTM-/.test(text)) return `Write \`gtm: { container: ${inYaml(text)} }\`.`;
  if (context === "audiences") return `Write \`audiences: ${inYaml(text.split(/\s*,\s*/))}\`.`;
  if (context === "open" && /^(?:closed|open)$/.test(text)) return `Write \`${text === "open"}\`.`;
  if (context === "query" && /^[\w-]+$/.test(text))
    return `For any value write \`query: { ${inYaml(text)}: { present: true } }\`.`;
  if (context === "scroll" && /^[#.][\w-]+$/.test(text))
    return `To count when it is seen write \`visible: ${inYaml(text)}\` instead of \`scroll\`.`;
  return undefined;
}

/** @param interactions by their keys */
function interactionHint(text: string, interactions: object): string | undefined {
  if (/^(?:outbound|external)$/.test(text)) return "Write `on: { link: { outbound: true } }`.";
  if (text === "returning_visit") return "Write `on: { returning_visit: true }`.";
  if (Object.hasOwn(interactions, text)) return `Say more: \`on: { ${text}: … }\`.`;
  if (/^[#.[]/.test(text)) return `Write \`on: { click: ${inYaml(text)} }\`.`;
  if (/^[a-z][a-z0-9_]*$/.test(text))
    return `Write \`on: { data_layer: ${text} }\` where the site pushes that event, \`on: { ga4_event: ${text} }\` where Analytics receives it.`;
  return undefined;
}

/** `where: plan = pro and total > 100` */
function conditionHint(text: string): string | undefined {
  const conditions = text.split(/\s+(?:and|und|et|y|&&)\s+/i).map(conditionIn);
  return conditions.every((one) => one !== null)
    ? `Write \`where: { ${conditions.join(", ")} }\`.`
    : undefined;
}

/** Values that say "any" or "the end". */
const WHOLE_VALUES: Readonly<Record<string, string>> = {
  "link true": "link: { selector: a }",
  "form true": "form: { selector: form }",
  "scroll true": "scroll: 90",
  "scroll bottom": "scroll: 90",
  "scroll end": "scroll: 90",
  "click true": "click: { selector: button }",
  "video true": "video: start",
};

function amountHint(node: LocatedScalar, context: string): string | undefined {
  const amount = typeof node.value === "string" ? amountFrom(node.text) : null;
  if (amount) {
    if (amount.number === node.text) return undefined;
    const beside =
      amount.currency === null || context !== "value"
        ? ""
        : `, and \`currency: ${amount.currency}\` next to it`;
    return `Write the number alone: \`${amount.number}\`${beside}.`;
  }
  if (context === "value" && typeof node.value === "string" && /^[A-Za-z_][\w.]*$/.test(node.text))
    return `Write \`value: { data_layer: ${node.text} }\` for the amount that the site pushes under this key.`;
  return undefined;
}

function scalarHint(path: FilePath, expected: readonly string[], error: SchemaError): string | undefined {
  const { node } = path;
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  const only = expected.length === 1 ? expected[0] : undefined;
  if (
    /^(?:percent|progress)$/.test(path.key) &&
    typeof node.value === "number" &&
    node.value > 0 &&
    node.value < 1
  )
    return `Write \`${Math.round(node.value * 100)}\`, in percent.`;
  if (only === "boolean" && /^(yes|on|y)$/i.test(node.text)) return "Write `true`.";
  if (only === "boolean" && /^(no|off|n)$/i.test(node.text)) return "Write `false`.";
  if (only === "boolean" && node.style !== "plain" && /^(true|false)$/.test(node.text))
    return `Write \`${node.text}\` without quotes.`;
  if (expected.some((type) => type === "number" || type === "integer") && isQuotedNumber(node))
    return `Write \`${node.text.trim()}\` without quotes.`;
  const [number] = /^\d+(?= *(?:%|percent|prozent|px|pixels?|pages?|seiten|days?)$)/i.exec(node.text) ?? [];
  if (expected.includes("integer") && number !== undefined) return `Write the number alone: \`${number}\`.`;
  if (path.key === "time" && typeof node.value === "number" && node.value >= 1000 && node.value % 1000 === 0)
    return `Write \`${node.value / 1000}s\`.`;
  if (contextOf(error) === "duration")
    return `Add the unit: \`${node.text}s\` is seconds, \`${node.text}m\` minutes.`;
  if (path.key === "measurement_id") return ID_FORMS["ga4.measurement_id"].hint;
  if (path.key === "formula") return "Example: `margin / purchaseRevenue`.";
  if (only === "string" && node.text.length <= 40) return `Write \`"${node.text}"\` in quotes.`;
  return undefined;
}

function isQuotedNumber({ value }: LocatedScalar): boolean {
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
}
