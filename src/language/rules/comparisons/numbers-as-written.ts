/** Numbers that YAML reads as others than a reader does: `01234` is 1234, `1e3` is 1000. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { everyScalar } from "../../source/located.ts";
import type { Rule } from "../rule.ts";

const AS_PEOPLE_WRITE = /^[-+]?(?:0|[1-9]\d*)?(?:\.\d*)?$/;
/** Where numbers are numbers; everywhere else they are compared as text, just as they are written. */
const NUMBERS: ReadonlySet<string> = new Set([
  "value",
  "more_than",
  "percent",
  "pixels",
  "progress",
  "scroll",
  "video",
  "days",
]);

export const numbersAsWritten: Rule = {
  codes: ["number-as-written"],
  check: ({ source, root }: Written) =>
    everyScalar(root).flatMap(({ node, path }): readonly Diagnostic[] => {
      const isGoal = path[0] === "goals" || path[0] === "funnels" || path[0] === "defaults";
      if (
        !isGoal ||
        typeof node.value !== "number" ||
        !Number.isFinite(node.value) ||
        AS_PEOPLE_WRITE.test(node.text)
      )
        return [];
      const isCompared = ["where", "cookie", "parameters"].some((key) => path.includes(key));
      if (!isCompared && !NUMBERS.has(path.at(-1) ?? "")) return [];
      return [
        source.warning(
          "number-as-written",
          node,
          `\`${node.text.slice(0, 60)}\` is read as the number ${node.value}.`,
          isCompared
            ? `For the text write \`'${node.text.slice(0, 60)}'\` in quotes, for the number \`${node.value}\`.`
            : `Write \`${node.value}\`.`,
        ),
      ];
    }),
};
