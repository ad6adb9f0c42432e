/** `/product/:id`, `/product/{id}`, `/product/[id]`, `/product/<id>`: parts that are to be filled in. */
import { lazy } from "../../countable/pattern/lazy.ts";
import type { MisreadingDetector } from "./misreading.ts";
import { anchored, asPattern, literally } from "./rewritten.ts";
import { isAddress, isEvent, isName, isProse, isValue, type TextPosition } from "./text-position.ts";

export const placeholder: MisreadingDetector = (position) => {
  const index = position.subject === "data-layer key" ? /\[\d+\]/.exec(position.text)?.[0] : undefined;
  if (index !== undefined)
    return {
      code: "looks-like-a-placeholder",
      message: `\`${index}\` is looked up as part of the name.`,
      hint: `Dots walk into lists too: write \`${position.text.replace(/\[(\d+)\]/g, ".$1").replace(/^\./, "")}\`.`,
    };
  const found = placeholderIn(position.text) ?? ellipsis(position);
  if (found === null || isProse(position) || position.subject.endsWith("classes")) return null;
  if (!isAddress(position) && !isWholeWord(position)) return null;
  return {
    code: "looks-like-a-placeholder",
    message: `\`${found.replace(/^\//, "")}\` is not filled in: ${isName(position) ? "names are" : "the text is"} compared literally.`,
    hint: hintFor(position),
  };
};

const PLACEHOLDER = lazy(
  () =>
    /<[\p{L}_][\p{L}\p{N}_ -]*>|\{[\p{L}_][\p{L}\p{N}_-]*\}|\[(?:\.\.\.)?[\p{L}_][\p{L}\p{N}_-]*\]|(?<=^|\/):[a-z_]\w*(?=\/|$)|\$[A-Z_]{3,}|^\$[a-z_]\w+$|%[sd](?=\/|$)/u,
);

/** Asks for one of the characters first: patterns with `\p{L}` take long to make. */
function placeholderIn(text: string): string | undefined {
  return /[<{[]|(?:^|\/):|\$[A-Za-z_]|%[sd]/.test(text) ? PLACEHOLDER().exec(text)?.[0] : undefined;
}

function ellipsis(position: TextPosition): string | null {
  const isMeant = isAddress(position) || isName(position) || isEvent(position);
  return isMeant ? (/…|(?<!\.)\.\.\.$/.exec(position.text)?.[0] ?? null) : null;
}

const WHOLE_VALUE =
  /^<[a-z\u00c0-\u024f_ -]+>$|^\{[a-z\u00c0-\u024f_]+\}$|^\[[a-z_]+\]$|^:[a-z_]\w+$|^\$[a-z_]\w+$/i;

/** Values and names may have brackets in them; one that is nothing but a placeholder has nothing to compare. */
function isWholeWord(position: TextPosition): boolean {
  if (position.subject === "data-layer key" || position.subject === "query name")
    return /^<.*>$|…|^\[[a-z_]+\]$/.test(position.text);
  return isValue(position) ? WHOLE_VALUE.test(position.text) : true;
}

function hintFor(position: TextPosition): string {
  if (!isAddress(position)) return "Write the real one.";
  const between = position.subject === "host" ? "[^.]+" : "[^/?#]+";
  const parts = position.text.replace(/…|\.\.\.$/g, "").split(new RegExp(PLACEHOLDER(), "gu"));
  const isCut = /…|\.\.\.$/.test(position.text);
  const pattern = anchored(position.op, parts.map(literally).join(between));
  const written =
    position.all.length > 1 ? null : asPattern(position, isCut ? pattern.replace(/\$$/, "") : pattern);
  return written === null
    ? "Write the real one, or a regular expression: `matches`."
    : `Write \`${written}\` for any of them.`;
}
