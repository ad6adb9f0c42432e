/** An element of a page as a step names it: its HTML, a selector, or what a link or a form contains. */
import { child, type Located, textOf } from "../../language/source/located.ts";
import type { Happening, WrittenElement } from "../step.ts";
import { type Notes, pointAt } from "./notes.ts";
import type { Read, Reading } from "./read-step.ts";

export function elementIn(
  node: Located,
  word: string,
  { notes }: Reading,
  keys: readonly string[],
): WrittenElement | undefined {
  const written = textOf(node);
  if (written !== undefined)
    return isHtml(written) ? { html: written, on: null } : { html: null, on: written };
  if (!notes.map(node, `\`${word}\``, keys)) return undefined;
  const html = htmlIn(node, notes);
  const on = notes.text(child(node, "on"), "on") ?? null;
  if (child(node, "html") !== undefined && html === undefined) return undefined;
  if (html !== undefined || on !== null) return { html: html ?? null, on };
  return notes.error(
    "missing-key",
    pointAt(node),
    `\`${word}\` does not say which element.`,
    "Write the element as HTML: `html: '<button id=\"buy\">Buy</button>'`.",
  );
}

export function htmlIn(node: Located, notes: Notes): string | undefined {
  const html = notes.text(child(node, "html"), "html");
  if (html === undefined || isHtml(html)) return html;
  return notes.error(
    "wrong-value",
    child(node, "html")!,
    "`html` is not HTML: it has no element.",
    "Write it with its brackets: `'<button id=\"buy\">Buy</button>'`.",
  );
}

/** A link by its address: what is clicked is `<a href>`. */
export function clickOnLink(node: Located, word: string, { notes }: Reading): ReturnType<Read> {
  const written = textOf(node);
  if (written !== undefined)
    return {
      does: "click",
      element: isHtml(written)
        ? { html: written, on: null }
        : { html: tagOf("a", { href: written }), on: null },
    };
  if (!notes.map(node, `\`${word}\``, ["url", "text", "id", "classes", "html", "on"])) return undefined;
  const part = (key: string) => notes.text(child(node, key), key);
  const html = htmlIn(node, notes);
  const on = part("on") ?? null;
  if (html !== undefined) return { does: "click", element: { html, on } };
  const url = part("url");
  if (url === undefined)
    return notes.error(
      "missing-key",
      pointAt(node),
      `\`${word}\` has no \`url\`.`,
      "Write its `url` or its `html`.",
    );
  const attributes = { href: url, id: part("id"), class: part("classes") };
  return { does: "click", element: { html: tagOf("a", attributes, part("text")), on }, about: url };
}

export function submit(html: string | null, on: string | null): Happening {
  return { does: "submit", element: { html, on } };
}

export function isHtml(text: string): boolean {
  return /<[a-z]/i.test(text);
}

export function tagOf(
  tag: string,
  attributes: Readonly<Record<string, string | undefined>>,
  text = "",
): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`],
  );
  return `<${tag}${written.join("")}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${tag}>`;
}
