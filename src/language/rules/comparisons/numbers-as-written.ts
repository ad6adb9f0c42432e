/** Numbers that YAML reads as others than a reader does: `01234` is 1234, `1e3` is 1000, `1.000` is 1. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { everyScalar } from "../../source/located.ts";
import type { Rule } from "../rule.ts";

const AS_PEOPLE_WRITE = /^[-+]?(?:0|[1-9]\d*)?(?:\.\d*)?$/;
/** `1.000` and `2.500`, as people write thousands where a comma separates decimals. */
const THOUSANDS = /^[1-9]\d{0,2}\.\d{3}$/;
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
      if (!isGoal || typeof node.value !== "number" || !Number.isFinite(node.value)) return [];
      const isCompared = ["where", "cookie", "parameters"].some((key) => path.includes(key));
      const isThousands = path.at(-1) === "value" && !isCompared && THOUSANDS.test(node.text);
      if (AS_PEOPLE_WRITE.test(node.text) && !isThousands) return [];
      if (!isCompared && !NUMBERS.has(path.at(-1) ?? "")) return [];
      return [
        source.warning(
          "number-as-written",
          node,
          `\`${node.text.slice(0, 60)}\` is read as the number ${node.value}.`,
          isCompared
            ? `For the text write \`'${node.text.slice(0, 60)}'\` in quotes, for the number \`${node.value}\`.`
            : isThousands
              ? `Write \`${node.text.replaceAll(".", "")}\` for thousands, or \`${node.value}\`.`
              : `Write \`${node.value}\`.`,
        ),
      ];
    }),
};
