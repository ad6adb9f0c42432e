/** `/danke&step=done`: a parameter of the query, without the `?` that begins the query. */

import { inYaml } from "../source/in-yaml.ts";
import type { Misreading, MisreadingDetector } from "./misreading.ts";
import { entryOf, sameWith } from "./rewritten.ts";
import { partsInYaml, splitAddress } from "./split-address.ts";
import type { TextPosition } from "./text-position.ts";
import { isTracking } from "./tracking.ts";

const PARAMETER = /^([^?#&]*)&([\w.-]+=[^#]*)$/;

export const missingQuestionMark: MisreadingDetector = (position) => {
  const { text, subject } = position;
  const [, before = "", query] = PARAMETER.exec(text) ?? [];
  if (subject === "path" && query !== undefined) return asQuery(position, before, query);
  if (subject === "path" && isBareParameter(position)) return asQuery(position, "", text);
  const isAddress = subject === "url" || subject === "link url" || subject === "form action";
  const isStart = position.op !== "contains" && position.op !== "ends_with";
  if (!isAddress || query === undefined || (!isStart && before === "")) return null;
  return misread(`Write \`${sameWith(position, `${before}?${query}`)}\`.`);
};

/** `/danke&step=done$` as a pattern for the path. */
export const missingQuestionMarkInPattern: MisreadingDetector = ({ text, subject, all, not }) => {
  const [, path = "", name, value] = /^(\^?[^?#|&]*)&([\w-]+)=([\w.~-]+)\$?$/.exec(text) ?? [];
  if (subject !== "path" || name === undefined || value === undefined || all.length > 1 || not) return null;
  const query = `query: { ${inYaml(name)}: ${inYaml(value)} }`;
  const forPath =
    path.replace("^", "") === "" ? "" : `${entryOf({ under: "path" }, "matches", `${path}$`)}, `;
  return misread(`Write \`${forPath}${query}\` instead of \`path\`.`);
};

/** `ends_with: step=done` */
function isBareParameter({ op, text }: TextPosition): boolean {
  return (op === "contains" || op === "ends_with") && /^[A-Za-z_][\w.-]*=[\w.%~+-]+$/.test(text);
}

function asQuery(position: TextPosition, path: string, query: string): Misreading {
  const { under, op, all, not } = position;
  const pairs = splitAddress(`/?${query}`).query.filter(([name]) => !isTracking(name));
  const parts = { host: null, path, query: pairs, fragment: null };
  const written = all.length > 1 || not || pairs.length === 0 ? null : partsInYaml(parts, op);
  if (written === null)
    return misread("Put what follows the `?` of the address under `query`: `query: { step: done }`.");
  return misread(
    under === "page" ? `Write \`page: { ${written} }\`.` : `Write \`${written}\` instead of \`path\`.`,
  );
}

function misread(hint: string): Misreading {
  return {
    code: "query-without-question-mark",
    message: "A query begins with `?`. Without it, `&` and the text after it are expected in the path.",
    hint,
  };
}
