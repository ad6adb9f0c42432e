/** Keys of an interaction that belong somewhere else, or that a selector says: attributes of the element. */

import { entryIn } from "../../entry-in.ts";
import { inYaml } from "../source/in-yaml.ts";
import { entriesOf, type Located, textOf } from "../source/located.ts";

/** Interactions that are about an element of the page. */
const WITH_ELEMENT: ReadonlySet<string> = new Set(["click", "link", "form", "visible"]);

/** What people know of an element apart from its id, classes and text: a CSS selector says all of it. */
const ATTRIBUTES =
  /^(?:data-[\w-]+|aria-[\w-]+|name|type|role|title|alt|rel|target|method|value|placeholder|for|href|src|onclick|itemprop)$/i;

/** `click: { data-cta: hero }`, `link: { target: _blank }`, `click: { tag: button }` */
export function attributeAdvice(context: string, key: string, value: Located | undefined): string | null {
  const text = textOf(value);
  if (!WITH_ELEMENT.has(context) || text === undefined) return null;
  const selector = selectorFor(context, key, text);
  return selector === null ? null : `Write \`selector: ${inYaml(selector)}\`.`;
}

function selectorFor(context: string, key: string, text: string): string | null {
  if (/^(?:attribute|attr)$/.test(key)) return /^[\w-]+$/.test(text) ? `[${text}]` : null;
  if (/^(?:tag|tag_name|tagName|element_type)$/.test(key)) return /^[a-z][\w-]*$/i.test(text) ? text : null;
  if (/^(?:parent|inside|within|container)$/.test(key) && context !== "visible") return `${text} *`;
  if (key === "not" || key === "exclude") return `:not(${text})`;
  const element = context === "form" ? "form" : "";
  return ATTRIBUTES.test(key) ? `${element}[${key}="${text.replace(/["\\]/g, "\\$&")}"]` : null;
}

/** `on: { click: "#buy", page: /shop }`: what belongs next to `on`, or in the interaction that is there. */
export function besideInteraction(
  key: string,
  holder: Located | undefined,
  properties: ReadonlyMap<string, readonly string[]>,
): string | null {
  const others = entriesOf(holder).filter((one) => one.key !== key);
  const [interaction] = others.filter((one) => properties.has(one.key));
  if (interaction === undefined) return null;
  if (GOAL_KEYS.has(key)) return `\`${key}\` goes next to \`on\`, at the goal itself.`;
  if (!properties.get(interaction.key)?.includes(key)) return null;
  const plain = textOf(interaction.value);
  const short = entryIn(SHORT_FORMS, interaction.key);
  const own = entriesOf(holder).find((one) => one.key === key);
  const said = textOf(own?.value);
  if (plain === undefined || short === undefined || said === undefined)
    return `\`${key}\` goes into \`${interaction.key}\`.`;
  return `\`${key}\` goes into \`${interaction.key}\`: \`${interaction.key}: { ${short}: ${inYaml(plain)}, ${key}: ${inYaml(said)} }\`.`;
}

const GOAL_KEYS: ReadonlySet<string> = new Set(
  "page where value currency counting consent parameters role kind name event".split(" "),
);

/** What a plain text under the interaction means. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  click: "selector",
  visible: "selector",
  link: "url",
  form: "id",
  scroll: "percent",
  video: "status",
  download: "extensions",
};
