/** `adopt` names a tag at Google: one that nothing else adopts, for something that a tag counts. What it is like only a plan can see. */
import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Adoption } from "../../goal-set/goal.ts";
import type { Written } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const adoptions: Rule = {
  codes: ["adopted-twice", "adopt-without-tag"],
  check: (file) => {
    const all = adopters(file);
    return [...adoptedTwice(file, all), ...withoutTag(file, all)];
  },
};

interface Adopter {
  readonly adopts: Adoption;
  /** `the goal \`thanks\`` */
  readonly who: string;
  readonly enabled: boolean;
  readonly hasTag: boolean;
  readonly span: Span;
}

function adopters({ goals, funnels, forwards }: Written): readonly Adopter[] {
  return [
    ...goals.flatMap(({ goal: { adopts, id }, goal, enabled, node, keySpan }): Adopter[] =>
      adopts === null
        ? []
        : [
            {
              adopts,
              enabled,
              who: `the goal \`${id}\``,
              hasTag: countedBy(goal) === "tag",
              span: child(node, "adopt") ?? keySpan,
            },
          ],
    ),
    ...funnels.flatMap(({ funnel, enabled, steps, keySpan }) =>
      funnel.steps.flatMap((step, index): Adopter[] => {
        if (step.is === "goal" || !step.adopts) return [];
        const span = child(steps[index], "adopt") ?? keySpan;
        const who = `the step \`${step.id}\` of \`${funnel.id}\``;
        return [{ adopts: step.adopts, enabled, who, hasTag: stepCountedBy(step) === "tag", span }];
      }),
    ),
    ...forwards.flatMap(({ forward: { adopts, id }, node, keySpan }): Adopter[] => {
      if (adopts === null) return [];
      const span = child(node, "adopt") ?? keySpan;
      return [{ adopts, enabled: true, who: `the forward \`${id}\``, hasTag: true, span }];
    }),
  ];
}

/** A tag counts one goal: whose change would it otherwise be when the two ask for different things? */
function adoptedTwice({ source }: Written, all: readonly Adopter[]): readonly Diagnostic[] {
  const first = new Map<string, string>();
  return all.flatMap(({ adopts: { tag }, enabled, who, span }) => {
    if (!enabled) return [];
    const other = first.get(tag);
    if (other === undefined) {
      first.set(tag, who);
      return [];
    }
    return [
      source.error(
        "adopted-twice",
        span,
        `${other[0]!.toUpperCase()}${other.slice(1)} and ${who} adopt the same tag, "${tag.slice(0, 80)}".`,
        "Delete `adopt` from one of the two: goalform then creates a tag for it.",
      ),
    ];
  });
}

function withoutTag({ source }: Written, all: readonly Adopter[]): readonly Diagnostic[] {
  return all
    .filter(({ hasTag }) => !hasTag)
    .map(({ who, span }) =>
      source.error(
        "adopt-without-tag",
        span,
        `No tag counts ${who}: Analytics counts it by itself.`,
        "Delete `adopt`. The tag stays as it is, and goalform does not take it over.",
      ),
    );
}
