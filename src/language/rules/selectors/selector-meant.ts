/** What was meant by a text that is not a CSS selector: HTML, XPath, jQuery, an address, several selectors. */
import { inYaml } from "../../source/in-yaml.ts";

/** Advice to paste; null when nobody could say. `isUsable` says whether browsers take a selector. */
export function intendedSelector(
  text: string,
  kind: string,
  isUsable: (selector: string) => boolean,
): string | null {
  const written = text.trim();
  const label = /^(?:text|innerText|label)\s*=\s*["']?([^"']+?)["']?$/i.exec(written)?.[1];
  if (label !== undefined && kind === "click") return `Write \`click: { text: ${inYaml(label)} }\`.`;
  if (
    /^\/(?:html|body|div|\/|\*)/.test(written) &&
    /\[|\/\w+\//.test(written) &&
    !/^\/\/[\w*]+(?:\[@|$)/.test(written)
  )
    return "This is an XPath. In the browser's inspector choose *Copy selector* for the element.";
  if (
    kind === "click" &&
    /^(?:https?:\/\/|www\.|\/|tel:|mailto:)\S+$/i.test(written) &&
    !written.startsWith("//")
  )
    return `The address of a link goes under \`link\`: write \`link: ${inYaml(written)}\` instead of \`click\`.`;
  const [, element = "", shownText] = /^([a-z][\w.#-]*)\s+(?:"([^"]+)"|'[^']+')$/i.exec(written) ?? [];
  if (element !== "" && kind === "click") {
    const shown = shownText ?? written.slice(element.length).trim().slice(1, -1);
    return `Write \`click: { selector: ${inYaml(element)}, text: ${inYaml(shown)} }\`.`;
  }
  const found = READINGS.map((read) => read(written)).find((one) => one !== null && isUsable(one));
  return found == null ? null : `Write \`${inYaml(found)}\`.`;
}

type Read = (text: string) => string | null;

const READINGS: readonly Read[] = [
  inCode,
  html,
  tool,
  unquoted,
  attribute,
  xpath,
  several,
  doubledSign,
  digits,
  escaped,
];

/** `$('#buy')`, `document.querySelector("#buy")`, `getElementById('buy')` */
function inCode(text: string): string | null {
  const id = /getElementById\(\s*["']([^"']+)["']/.exec(text)?.[1];
  if (id !== undefined) return `#${id}`;
  return /(?:\$|jQuery|querySelector(?:All)?|closest)\(\s*(["'])(.+?)\1\s*\)/.exec(text)?.[2] ?? null;
}

/** `<button id="buy" class="btn">` */
function html(text: string): string | null {
  const [, element, attributes = ""] = /^<([a-z][\w-]*)([^<>]*)>/i.exec(text) ?? [];
  if (element === undefined) return null;
  const id = /\sid=["']?([\w-]+)/.exec(attributes)?.[1];
  const classes = /\sclass=["']?([^"'>]+)/.exec(attributes)?.[1];
  if (id !== undefined) return `#${id}`;
  return classes === undefined ? element : element + classes.trim().replace(/^|\s+/g, ".");
}

/** `css=#buy`, as test tools have it. */
function tool(text: string): string | null {
  return /^css=(.+)$/.exec(text)?.[1] ?? null;
}

/** `a[href=/danke]`: a value that is not a name needs quotes. */
function unquoted(text: string): string | null {
  const quoted = text.replace(/\[([\w-]+)([~|^$*]?=)([^\]"']+)\]/g, '[$1$2"$3"]');
  return quoted === text ? null : quoted;
}

/** `id=buy`, `class="btn buy"`, `name=q` */
function attribute(text: string): string | null {
  const [, name = "", value = ""] = /^([a-z][\w-]*)\s*=\s*["']?([^"'=]+?)["']?$/i.exec(text) ?? [];
  if (value === "") return null;
  if (name === "id") return `#${value}`;
  return name === "class" ? value.trim().replace(/^|\s+/g, ".") : `[${name}="${value}"]`;
}

/** `//button[@id='buy']` */
function xpath(text: string): string | null {
  const [, element = "", name, value] =
    /^\/\/([a-z*][\w-]*)(?:\[@([\w-]+)\s*=\s*["']([^"']+)["']\])?$/i.exec(text) ?? [];
  if (element === "") return null;
  const before = element === "*" ? "" : element;
  if (name === undefined) return element;
  return name === "id" ? `${before}#${value}` : `${before}[${name}="${value}"]`;
}

/** `#a or #b`, `#a || #b`, `#a | #b`, and a comma too many. */
function several(text: string): string | null {
  const parts = text.split(SEPARATOR).filter((one) => one.trim() !== "");
  const isChanged = SEPARATOR.test(text) || /^,|,\s*$|,\s*,/.test(text);
  return isChanged
    ? parts
        .flatMap((one) => one.split(","))
        .map((one) => one.trim())
        .filter((one) => one !== "")
        .join(", ")
    : null;
}

const SEPARATOR = /\s+(?:or|oder|ou|o|and|und|et|y)\s+|\s+\|{1,2}\s+|\|{1,2}(?=[#.])/i;

/** Whether words between selectors are read as elements: `#a or #b`. */
export function hasWordBetween(text: string): boolean {
  return /[#.][\w-]+\s+(?:or|oder|ou|and|und|et)\s+[#.\w]/i.test(text);
}

function doubledSign(text: string): string | null {
  return /##|\.\./.test(text) ? text.replace(/#{2,}/g, "#").replace(/\.{2,}/g, ".") : null;
}

/** `#123`: names in CSS do not begin with a digit. */
function digits(text: string): string | null {
  const id = /^#(\d[\w-]*)$/.exec(text)?.[1];
  return id === undefined ? null : `[id="${id}"]`;
}

/** `.w-1/2`, `.md:flex`: characters that a class may have and a selector escapes. */
function escaped(text: string): string | null {
  return /^\.[\w/:-]+$/.test(text) ? text.replace(/[/:]/g, "\\$&") : null;
}
