/** `button:contains(Buy)`: what jQuery can ask for and CSS cannot, said with `text:`. */
import type { SelectorProblem } from "./selector-problem.ts";

export function textHint(name: string, written: string, kind: string): SelectorProblem {
  const why = `no browser knows \`:${name}\`; CSS cannot look for a text`;
  if (kind !== "click" && kind !== "link")
    return { why, hint: "Name the element by an id, a class or an attribute." };
  const found = new RegExp(`^(.*?):${name}\\(\\s*("[^"]*"|'[^']*'|[^()]*?)\\s*\\)\\s*$`, "is").exec(written);
  const [, before = "", quoted = ""] = found ?? [];
  const text = quoted.replace(/^["']|["']$/g, "");
  if (text === "" || SAYS_MORE.test(before))
    return { why, hint: `Write the text under \`text\`: \`${kind}: { text: { contains: Buy } }\`.` };
  const selector = /^\s*\*?$/.test(before) ? "" : `selector: ${asYaml(before.trim())}, `;
  return { why, hint: `Write \`${kind}: { ${selector}text: { contains: ${asYaml(text)} } }\`.` };
}

/** What is before the text is not simply the element that has it: a list, a combinator, another text. */
const SAYS_MORE = /,|\S[\s>+~]+$|:(?:contains|icontains|has-text|text|text-is|-abp-contains)\(/i;

/** As it can be written in braces. */
function asYaml(text: string): string {
  return /^[\p{L}][\p{L}\p{N} ._-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}
