/** `only` and `except` of a target: the goals and funnels that are measured there. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { measures } from "../../for-target.ts";
import type { Written, WrittenFunnel, WrittenTarget } from "../../meaning/written.ts";
import { didYouMean, wordList } from "../../schema/nearest.ts";
import { child, entriesOf, itemsOf, textOf } from "../../source/located.ts";
import type { Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const targetGoals: Rule = {
  codes: ["unknown-goal", "only-and-except", "goal-left-out"],
  check: (file) =>
    file.targets.flatMap((one) => [
      ...both(file, one),
      ...unknown(file, one),
      ...brokenFunnels(file, one),
      ...goalsWithoutFunnel(file, one),
    ]),
};

const SELECTIONS = ["only", "except"] as const;

function both({ source }: Written, { node }: WrittenTarget): readonly Diagnostic[] {
  const except = node.entries.get("except");
  if (!node.entries.has("only") || !except) return [];
  return [
    source.error(
      "only-and-except",
      except.keySpan,
      "`only` names everything that is measured here, so there is nothing left to except.",
      "Keep one of the two.",
    ),
  ];
}

function unknown(file: Written, { node }: WrittenTarget): readonly Diagnostic[] {
  const funnels = entriesOf(child(file.root, "funnels")).map(({ key }) => key);
  const known = new Set([...file.goalIds, ...funnels]);
  const items = SELECTIONS.flatMap((key) => itemsOf(child(node, key)));
  return items.flatMap((item) => {
    const id = textOf(item) ?? "";
    if (known.has(id)) return [];
    if (file.forwards.some(({ forward }) => forward.id === id))
      return [
        file.source.error(
          "unknown-goal",
          item,
          `\`${id}\` is a forward, and forwards are sent at every target.`,
          "Delete it here. To forward other events at this target, use a goals file of its own.",
        ),
      ];
    const hint = didYouMean(id, [...known]) ?? "The file has no goals.";
    return [
      file.source.error("unknown-goal", item, `The file has no goal or funnel \`${id.slice(0, 60)}\`.`, hint),
    ];
  });
}

/** A funnel without one of its goals would have a hole. */
function brokenFunnels(file: Written, one: WrittenTarget): readonly Diagnostic[] {
  const goals = new Set(file.goals.map(({ goal }) => goal.id));
  return file.funnels
    .filter(({ funnel }) => measures(one.target, funnel.id))
    .flatMap(({ funnel }) => {
      const missing = goalsOf(funnel).filter((id) => goals.has(id) && !measures(one.target, id));
      return missing.length === 0 ? [] : [hole(file, one, funnel.id, missing)];
    });
}

/** A goal on a funnel that nobody measures would never count. */
function goalsWithoutFunnel(
  { source, goals, funnels }: Written,
  { target, node }: WrittenTarget,
): readonly Diagnostic[] {
  return goals.flatMap(({ goal, enabled }) => {
    const funnel = goal.type === "event" && goal.on.kind === "funnel" ? goal.on.funnel : null;
    const isThere = funnels.some((one) => one.funnel.id === funnel);
    if (funnel === null || !enabled || !isThere) return [];
    if (!measures(target, goal.id) || measures(target, funnel)) return [];
    const list = target.only === null ? "except" : "only";
    return [
      source.error(
        "goal-left-out",
        spanOfItem(node, list, list === "only" ? goal.id : funnel),
        `The target \`${target.name}\` measures the goal \`${goal.id}\`, and \`${list}\` leaves out its funnel \`${funnel}\`.`,
        list === "only"
          ? `Add \`${funnel}\` to \`only\`, or take \`${goal.id}\` out.`
          : `Add \`${goal.id}\` to \`except\`, or take \`${funnel}\` out.`,
      ),
    ];
  });
}

function goalsOf({ steps }: WrittenFunnel["funnel"]): readonly string[] {
  return steps.flatMap((step) => (step.is === "goal" ? [step.goal] : []));
}

function hole(
  { source }: Written,
  { target, node }: WrittenTarget,
  funnel: string,
  missing: readonly string[],
): Diagnostic {
  const isOnly = target.only !== null;
  const list = isOnly ? "only" : "except";
  const left = wordList(missing);
  const goals = missing.length === 1 ? "goal" : "goals";
  return source.error(
    "goal-left-out",
    spanOfItem(node, list, isOnly ? funnel : (missing[0] ?? funnel)),
    `The target \`${target.name}\` measures the funnel \`${funnel}\`, and \`${list}\` leaves out its ${goals} ${left}.`,
    isOnly
      ? `Add ${left} to \`only\`, or take \`${funnel}\` out.`
      : `Add \`${funnel}\` to \`except\`, or take ${left} out.`,
  );
}

function spanOfItem(node: WrittenTarget["node"], list: string, id: string): Span {
  const entry = node.entries.get(list);
  return itemsOf(entry?.value).find((item) => textOf(item) === id) ?? entry?.keySpan ?? node;
}
