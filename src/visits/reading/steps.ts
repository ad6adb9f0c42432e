/** `visit:` → steps. What `on:` of a goal waits for, a step does, under the same word. */
import { entryIn } from "../../entry-in.ts";
import { INTERACTION_KEYS } from "../../language/goal-set/interaction.ts";
import { inYaml } from "../../language/source/in-yaml.ts";
import { entriesOf, type Located, type LocatedEntry, textOf } from "../../language/source/located.ts";
import type { Happening, Step } from "../step.ts";
import { INTERACTIONS } from "./interaction-steps.ts";
import { dataOf, type Notes, pointAt } from "./notes.ts";
import type { Complete, Reading } from "./read-step.ts";
import { checkOrder } from "./step-order.ts";
import { VISIT_WORDS } from "./visit-steps.ts";

/** Every word that a step may have, in the order in which people meet them. */
export const STEP_WORDS: readonly string[] = [
  "page",
  ...INTERACTION_KEYS.filter((key) => INTERACTIONS[key] !== null),
  ...Object.keys(VISIT_WORDS).filter((key) => key !== "page"),
];

export function readSteps(
  node: Located | undefined,
  notes: Notes,
  complete: Complete,
): readonly Step[] | undefined {
  const before = notes.problems.length;
  const steps = notes.list(node, "visit").flatMap((one) => readStep(one, { notes, complete }) ?? []);
  checkOrder(steps, notes);
  return notes.problems.length > before ? undefined : steps;
}

function readStep(node: Located, reading: Reading): Step | undefined {
  const { notes } = reading;
  if (node.kind !== "map")
    return notes.error(
      "wrong-type",
      pointAt(node),
      "A step is a word and what it is about.",
      textOf(node)?.startsWith("/")
        ? `Write \`- page: ${textOf(node)?.slice(0, 60)}\`.`
        : "Write `- page: /thanks`.",
    );
  const [entry, ...others] = entriesOf(node);
  if (entry === undefined) return notes.error("empty-value", pointAt(node), "This step is empty.");
  if (others.length > 0)
    return notes.error(
      "several-interactions",
      others[0]!.keySpan,
      "A step does one thing.",
      pushedBeside(entry, others) ?? "Begin a new step with `- ` for each.",
    );
  const { key, keySpan, value } = entry;
  const read = entryIn(VISIT_WORDS, key) ?? entryIn(INTERACTIONS, key);
  if (!read) return notes.unknownKey(key, keySpan, "a step of a visit", STEP_WORDS);
  if (value.kind === "scalar" && value.value === null)
    return notes.error("empty-value", keySpan, `\`${key}\` is empty.`);
  const happening = read(value, reading);
  if (happening === undefined) return undefined;
  const { about = shown(value), ...does } = happening;
  return { ...(does as Happening), word: key, about, at: notes.place(keySpan) };
}

/** `data_layer: sign_up` with `plan: pro` next to it: what is pushed together is one mapping. */
function pushedBeside({ key, value }: LocatedEntry, others: readonly LocatedEntry[]): string | null {
  const isStep = (word: string) => Object.hasOwn(VISIT_WORDS, word) || Object.hasOwn(INTERACTIONS, word);
  if (key !== "data_layer" || value.kind !== "scalar" || others.some((one) => isStep(one.key))) return null;
  const beside = others.flatMap((one) =>
    /^(?:with|data|values|parameters)$/.test(one.key) && one.value.kind === "map"
      ? entriesOf(one.value)
      : [one],
  );
  const pushed = beside.map(
    (one) => `${inYaml(one.key)}: ${one.value.kind === "scalar" ? one.value.text : "…"}`,
  );
  return `What is pushed together is one mapping: \`data_layer: { event: ${inYaml(value.text)}, ${pushed.join(", ")} }\`.`;
}

/** A value for people, on one line. */
function shown(node: Located): string {
  if (node.kind === "scalar") return node.text;
  return JSON.stringify(dataOf(node))
    .replace(/"([\w.]+)":/g, "$1: ")
    .replaceAll(",", ", ");
}
