/** Values need a currency, and one that exists. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { measures } from "../../for-target.ts";
import type { Written } from "../../meaning/written.ts";
import { child, type Located, type LocatedScalar } from "../../source/located.ts";
import type { Rule } from "../rule.ts";
import { CURRENCIES, FOLLOWED_BY } from "./currencies.ts";

export const currency: Rule = {
  codes: ["unknown-currency", "missing-currency"],
  check: (file) => [...unknown(file), ...missing(file)],
};

function unknown({ source, root, goals, targets }: Written): readonly Diagnostic[] {
  const written = [
    child(child(root, "defaults"), "currency"),
    ...targets.map(({ node }) => child(child(node, "defaults"), "currency")),
    ...goals.map(({ node }) => child(node, "currency")),
  ];
  return written.filter(isThreeLetters).flatMap((node) => {
    const code = node.text.toUpperCase();
    if (CURRENCIES.has(code)) return [];
    const next = FOLLOWED_BY.get(code);
    const hint =
      next === undefined ? "Write the ISO 4217 code, such as `EUR`, `USD` or `GBP`." : `Use \`${next}\`.`;
    return [source.error("unknown-currency", node, `\`${node.text}\` is not a currency in use.`, hint)];
  });
}

function isThreeLetters(node: Located | undefined): node is LocatedScalar {
  return node?.kind === "scalar" && /^[A-Za-z]{3}$/.test(node.text);
}

/** At some target that measures the goal. */
function missing({ source, root, goals, targets }: Written): readonly Diagnostic[] {
  if (child(child(root, "defaults"), "currency")) return [];
  return goals
    .filter(({ goal }) => goal.value !== null && goal.value.currency === "")
    .flatMap(({ goal, node, keySpan }) => {
      const without = targets.filter(
        ({ target, own }) => own?.defaults.currency == null && measures(target, goal.id),
      );
      if (targets.length > 0 && without.length === 0) return [];
      const where = without.length === targets.length ? "" : ` at the target \`${without[0]!.target.name}\``;
      return [
        source.error(
          "missing-currency",
          node.entries.get("value")?.keySpan ?? keySpan,
          `The value has no currency${where}; Analytics ignores it without one.`,
          "Add `currency: EUR` here, or under `defaults` for all goals.",
        ),
      ];
    });
}
