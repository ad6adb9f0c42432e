/** Elements that a goal's selector, id, classes or text would find, as HTML. */

import { selectorList } from "../../compile/selectors.ts";
import type { Interaction } from "../../language/goal-set/interaction.ts";
import { sampled } from "./sample-values.ts";

export function elementWith(on: Extract<Interaction, { kind: "click" }>, tag: string): string {
  const id = sampled(on.id, "");
  const classes = sampled(on.classes, "");
  const attributes = `${id && ` id="${escaped(id)}"`}${classes && ` class="${escaped(classes)}"`}`;
  return `<${tag}${attributes}>${escaped(sampled(on.text, ""))}</${tag}>`;
}

/** An element for the last part of a simple selector: `.buy`, `#top > button[data-x=y]`. Null for any other. */
export function elementFor(selector: string, usual: string): string | null {
  const last =
    selectorList(selector)[0]
      ?.split(/\s*[>+~]\s*|\s+/)
      .at(-1) ?? "";
  const parts =
    /^([a-z][\w-]*|\*)?((?:[#.][\w-]+|\[[\w-]+(?:[~^$*|]?=(?:"[^"]*"|'[^']*'|[\w-]+))?\])*)$/i.exec(last);
  if (parts === null) return null;
  const [, tag = usual, rest = ""] = parts;
  const classes: string[] = [];
  const attributes: string[] = [];
  for (const [part] of rest.matchAll(/[#.][\w-]+|\[[^\]]+\]/g)) {
    const [, name = "", value = ""] = /^\[([\w-]+)(?:[~^$*|]?=["']?([^"'\]]*)["']?)?\]$/.exec(part) ?? [];
    if (part.startsWith(".")) classes.push(part.slice(1));
    else if (part.startsWith("#")) attributes.push(` id="${part.slice(1)}"`);
    else attributes.push(` ${name}="${escaped(value)}"`);
  }
  const all = [...attributes, ...(classes.length === 0 ? [] : [` class="${classes.join(" ")}"`])].join("");
  return `<${tag === "*" ? usual : tag}${all}></${tag === "*" ? usual : tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
