/** `explain CODE`: the page about a code that `validate` prints. */
import { didYouMean } from "../language/schema/nearest.ts";
import type { RulePages } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { Explanation } from "./result/result.ts";

/**
 * @param code such as `path-without-slash`; also as it is printed, `error[path-without-slash]`
 * @throws Refusal `unknown-code` when no rule has this code
 */
export function explain(code: string, pages: RulePages): Explanation {
  const written = code.trim();
  const bareCode = /^(?:error|warning)?\[([^[\]]*)\]:?$/.exec(written)?.[1] ?? written;
  const known = pages.codes();
  const page = known.includes(bareCode) ? pages.page(bareCode) : null;
  if (page === null) throw unknownCode(bareCode, known);
  const severity = /^\*\*(Error|Warning)\*\*/m.exec(page.markdown)?.[1];
  return {
    is: "explanation",
    code: bareCode,
    severity: severity === undefined ? null : severity === "Error" ? "error" : "warning",
    page,
  };
}

function unknownCode(code: string, known: readonly string[]): Refusal {
  const near = didYouMean(code, known);
  return new Refusal(
    "unknown-code",
    `No message of \`goalform validate\` has the code ${code}.`,
    near?.startsWith("Did") ? near : `${CODE_HINT}${goalHint(code)}`,
  );
}

const CODE_HINT = "The code is what a message shows in brackets: error[path-without-slash].";

/** Ids have underscores, codes hyphens: who names a goal has left out the page. */
function goalHint(word: string): string {
  return /^[a-z][a-z0-9_]*$/.test(word)
    ? ` If ${word} is a goal, say which page is viewed: \`goalform explain ${word} --page /\`.`
    : "";
}
