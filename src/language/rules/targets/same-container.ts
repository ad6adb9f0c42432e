/** Two targets on one container: each apply would take the tags from the other target. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { GtmContainer } from "../../goal-set/target.ts";
import type { Written, WrittenTarget } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const sameContainer: Rule = {
  codes: ["same-container"],
  check: ({ source, targets }: Written): readonly Diagnostic[] => {
    const first = new Map<string, WrittenTarget>();
    return targets.flatMap((one) => {
      const key = identityOf(one.target.gtm);
      const other = key === null ? undefined : first.get(key);
      if (key !== null && !other) first.set(key, one);
      return other ? [shared(source, other, one)] : [];
    });
  },
};

/** Null while a variable decides which container it is. */
function identityOf(gtm: GtmContainer): string | null {
  const key = "publicId" in gtm ? gtm.publicId.toUpperCase() : `${gtm.account}/${gtm.container}`;
  return key.includes("${") ? null : key;
}

function shared(source: SourceText, first: WrittenTarget, second: WrittenTarget): Diagnostic {
  const container = child(child(second.node, "gtm"), "container") ?? second.node;
  return source.error(
    "same-container",
    container,
    `The targets ${named(first)} and ${named(second)} name the same container: each would take the tags from the other.`,
    "Give each target a container of its own; they may share the Analytics property.",
  );
}

function named({ target }: WrittenTarget): string {
  return `\`${target.name}\` (line ${target.at.line})`;
}
