/** CSS selectors of clicks, links, forms and visible elements: texts that are not selectors, and words that name no element. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { isWordForAny } from "../../misread/words-for-any.ts";
import { inYaml } from "../../source/in-yaml.ts";
import { child, type LocatedScalar } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import { type InteractionPart, interactionParts } from "../goals/interaction-parts.ts";
import type { Rule } from "../rule.ts";
import { elementsIn } from "./elements-in.ts";
import { mayBeElement } from "./html-elements.ts";
import { hasWordBetween, intendedSelector } from "./selector-meant.ts";
import { selectorProblem } from "./selector-problem.ts";

export const selectors: Rule = {
  codes: ["invalid-selector", "selector-names-no-element"],
  check: (file: Written) =>
    interactionParts(file).flatMap((part) => {
      const node = selectorNode(part);
      return node ? check(file.source, part.on.kind, node) : [];
    }),
};

/** A plain text is a selector for clicks and for elements that become visible, for nothing else. */
function selectorNode({ on, node }: InteractionPart): LocatedScalar | null {
  const written = child(child(node, "on"), on.kind);
  const isPlain = (on.kind === "click" || on.kind === "visible") && written?.kind === "scalar";
  const selector = isPlain ? written : child(written, "selector");
  return selector?.kind === "scalar" ? selector : null;
}

function check(source: SourceText, kind: string, node: LocatedScalar): readonly Diagnostic[] {
  const problem = selectorProblem(node.text, kind);
  if (problem)
    return [
      source.error(
        "invalid-selector",
        node,
        `This is not a CSS selector that can be used: ${problem.why}.`,
        intendedSelector(node.text, kind, (one) => selectorProblem(one, kind) === null) ?? problem.hint,
      ),
    ];
  if (hasWordBetween(node.text))
    return [
      source.warning(
        "selector-names-no-element",
        node,
        "The word between the selectors is read as the name of an element.",
        intendedSelector(node.text, kind, () => true) ?? "Separate selectors by a comma.",
      ),
    ];
  const inOneElement = classesTogether(node.text);
  if (inOneElement !== node.text)
    return [
      source.warning(
        "selector-names-no-element",
        node,
        "A word without a dot is read as the name of an element inside the one before it.",
        `For several classes of one element write \`${inYaml(inOneElement)}\`.`,
      ),
    ];
  if (LIKE_A_CLASS.test(node.text))
    return [
      source.warning(
        "selector-names-no-element",
        node,
        `As a selector \`${node.text.slice(0, 60)}\` is the name of a custom element, not of an id or a class.`,
        hint(kind, node.text),
      ),
    ];
  return unknownElement(source, kind, node);
}

/** Plain words are read as the names of elements, which HTML may not have. */
function unknownElement(source: SourceText, kind: string, node: LocatedScalar): readonly Diagnostic[] {
  const words = node.text.trim().split(/\s+/);
  if (!words.every((word) => BARE_WORD.test(word))) return strangeElement(source, node);
  const stranger = words.find((word) => !mayBeElement(word));
  if (stranger === undefined) return [];
  return [
    source.warning(
      "selector-names-no-element",
      node,
      `As a selector \`${stranger.slice(0, 60)}\` is the name of an element, and HTML has no such element.`,
      hint(kind, words.join(" ")),
    ),
  ];
}

/** `button.Buy now`: a word of a text among the selectors. */
function strangeElement(source: SourceText, node: LocatedScalar): readonly Diagnostic[] {
  const names = elementsIn(node.text);
  const stranger = names.find((name) => !mayBeElement(name));
  if (stranger === undefined) return [];
  return [
    source.warning(
      "selector-names-no-element",
      node,
      `\`${stranger.slice(0, 60)}\` is read as the name of an element, and HTML has no such element.`,
      "An id begins with `#` and a class with a dot; what is written on the element goes under `text`.",
    ),
  ];
}

/** Custom elements have hyphens too, but these words are commonly those of ids and classes. */
const LIKE_A_CLASS = /^(?:btn|cta)-[\w-]+$|^[a-z][\w-]*-(?:btn|cta)$/;

/** `.btn btn-primary`, `i.fa fa-phone`, `button btn-buy`: the list of an element's classes, without the dots between them. */
function classesTogether(text: string): string {
  const [first = ""] = /^[a-z]+(?=\s)/i.exec(text) ?? [];
  const dotted = first === "" || mayBeElement(first) ? text : `.${text}`;
  const joined = dotted.replace(
    /((?:^|[.\s])[\w.-]+)\s+([a-z]+)(-[\w-]+)(?=[\s,.:>+~]|$)/gi,
    (all, before: string, root: string, rest: string) =>
      before.split(".").slice(1).includes(root) || CLASS_ROOT.test(root) ? `${before}.${root}${rest}` : all,
  );
  return joined === dotted ? text : classesTogether(joined);
}

/** Classes begin with these, and hardly any custom element does. */
const CLASS_ROOT = /^(?:btn|cta|fa)$/;

const BARE_WORD = /^[\w\u0080-\u{10ffff}-]+$/u;

function hint(kind: string, words: string): string {
  if (kind === "click" && isWordForAny(words))
    return "For any button write `click: button`, for any link `link: { selector: a }`.";
  const name = (words.includes(" ") ? words.toLowerCase().replaceAll(" ", "-") : words).slice(0, 60);
  const ways = [`\`#${name}\` for an id`, `\`.${name}\` for a class`];
  if (kind === "form" || kind === "visible") return `Write ${ways.join(", or ")}.`;
  return `Write ${ways.join(", ")}, or \`${kind}: { text: ${words.slice(0, 60)} }\` for the text.`;
}
