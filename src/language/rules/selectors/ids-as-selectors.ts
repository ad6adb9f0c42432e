/** Ids and classes written as CSS writes them: the id is `contact`, not `#contact`. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Subject, Written } from "../../meaning/written.ts";
import { inYaml } from "../../source/in-yaml.ts";
import type { LocatedScalar } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const idsAsSelectors: Rule = {
  codes: ["id-with-sign"],
  check: ({ source, comparisons }: Written): readonly Diagnostic[] =>
    comparisons
      .filter(({ matcher }) => FROM_THE_START.has(matcher.op))
      .flatMap(({ subject, nodes }) =>
        nodes.flatMap((node) => check(source, subject, node, nodes.length > 1)),
      ),
};

const FROM_THE_START: ReadonlySet<string> = new Set(["equals", "one_of", "begins_with"]);

function check(
  source: SourceText,
  subject: Subject,
  node: LocatedScalar,
  isInList: boolean,
): readonly Diagnostic[] {
  const [interaction = "", part] = subject.split(" ");
  const other = part === "id" ? otherThanId(interaction, node.text) : null;
  if (other !== null)
    return [
      source.error("id-with-sign", node, "This is compared with the element's id.", `Write \`${other}\`.`),
    ];
  const [, sign, word] = /^([#.])(\S+)/.exec(node.text) ?? [];
  if (sign === undefined || word === undefined) return [];
  if (part !== "id" && !(part === "classes" && sign === ".")) return [];
  const several = node.text.split(/\s*[|,]+\s*|\s+(?:or|oder|ou)\s+/).filter((one) => one !== "");
  const written = several.length > 1 ? several.join(", ") : `${sign}${word.slice(0, 60)}`;
  const selector = `${interaction}: { selector: "${written}" }`;
  const alternative = several.length > 1 ? "" : or(sign, word);
  const hint = isInList ? `Write \`${word.slice(0, 60)}\`.` : `Write \`${selector}\`${alternative}.`;
  return [source.error("id-with-sign", node, sign === "." ? CLASS : ID, hint)];
}

/** `form#contact`, or the address that a form sends to. */
function otherThanId(interaction: string, text: string): string | null {
  if (text.startsWith(interaction) && /^[a-z]+(?:[#.][a-z_][\w-]*$|\[.+\]$| > | ?:[a-z])/i.test(text))
    return `${interaction}: { selector: ${inYaml(text)} }`;
  return interaction === "form" && /^(?:\/|https?:\/\/)\S+$/.test(text)
    ? `form: { action: { contains: ${inYaml(text)} } }`
    : null;
}

function or(sign: string, word: string): string {
  return sign === "#" ? `, or the id alone: \`${word.slice(0, 60)}\`` : "";
}

const ID = "This is an id as CSS selectors write it; the id itself has no `#` before it.";
const CLASS = "This is a class as CSS selectors write it; the class itself has no dot before it.";
