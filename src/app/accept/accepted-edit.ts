/** One change that somebody made at Google, taken over into the goals file, or why it cannot be. */

import { forTarget } from "../../language/for-target.ts";
import type { Forward } from "../../language/goal-set/forward.ts";
import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { fileDefaults } from "../../language/writing/file-defaults.ts";
import { forwardToYaml } from "../../language/writing/forwards.ts";
import { funnelToYaml } from "../../language/writing/funnel.ts";
import { goalToYaml } from "../../language/writing/goal.ts";
import { type Field, fieldsInOne } from "../../language/writing/yaml-value.ts";
import { type Acceptable, acceptable, isChangedInFile } from "../../plan/accept.ts";
import type { SubjectChange } from "../../plan/plan.ts";
import { unsaidFields } from "../../plan/unsaid-fields.ts";
import { labelOf } from "../../resources/kinds.ts";
import { keyOf, type UserKind } from "../../resources/resource.ts";
import { compiledFor } from "../make-plan.ts";
import type { AcceptedChange } from "../result/at-target.ts";
import { type AcceptContext, type EditWords, type State, withChangedEntry } from "./changed-text.ts";

type AcceptedEdit =
  | { readonly state: State; readonly does: AcceptedChange["does"] }
  | { readonly why: string };

export function acceptedEdit(
  change: SubjectChange,
  isNamed: boolean,
  context: AcceptContext,
  state: State,
): AcceptedEdit {
  const { id, is } = change.subject;
  const isThere = change.action === "change";
  if (!isThere && change.action !== "add") return { why: "it is not in the file any more" };
  if (!isNamed && isChangedInFile(change))
    return {
      why: `it was changed in the goals file as well, or not applied yet; \`goalform drift --accept ${id}\` takes what is at Google and drops what the file says`,
    };
  const { open, work } = context;
  const here = forTarget(state.goalSet, open.target.name, open.neighbours);
  const found: Acceptable = isThere
    ? acceptable(change, compiledFor(state.goalSet, open, work.snapshot), work.snapshot, here)
    : { is: "gone" };
  if (found.is === "unsayable") return { why: cannotBeSaid(found.why, change) };
  if (found.is !== "gone") return editWithWords(change, editInWords(found, context), context, state);
  if (is === "forward")
    return {
      why: `what sends them was deleted at Google; to accept that, delete \`${id}\` under \`forward\``,
    };
  if (is === "shared")
    return { why: "it was deleted at Google; to accept that, delete its line in the goals file" };
  if (isNamed) return switchedOff(change, context, state);
  return {
    why: `what counts it was deleted at Google; \`goalform drift --accept ${id}\` switches it off in the file (\`enabled: false\`), and the next apply removes what is left of it`,
  };
}

function cannotBeSaid(why: readonly string[], change: SubjectChange): string {
  const fields = unsaidFields(change).map(({ path }) => path);
  const reasons =
    why.length > 0 ? why : fields.length > 0 ? [`there are no words for ${fields.join(", ")}`] : [];
  return `the goals file cannot say it${reasons.length === 0 ? "" : `: ${reasons.join("; ")}`}`;
}

function editInWords(
  found: Extract<Acceptable, { is: UserKind | "column" }>,
  { sources, open }: AcceptContext,
): EditWords {
  const bytes = new TextEncoder().encode(sources.texts.get(sources.file));
  const defaults = fileDefaults(sources.file, bytes, open.target.name);
  if (found.is === "goal") {
    const said = (goal: Goal) => fieldsInOne(goalToYaml(goal, defaults));
    return { before: said(found.before), after: said(found.after) };
  }
  if (found.is === "forward") {
    const said = (forward: Forward) => fieldsInOne(forwardToYaml(forward));
    return { before: said(found.before), after: said(found.after) };
  }
  if (found.is === "column") return { before: saidBy(found.before), after: saidBy(found.after) };
  const said = (funnel: Funnel) => fieldsInOne(funnelToYaml(funnel, new Map(), defaults));
  return { before: said(found.before), after: said(found.after) };
}

/** What is below the key. */
function saidBy([, value]: Field): EditWords["before"] {
  return value as EditWords["before"];
}

/** With nothing of it that differs any more, or why not. */
function editWithWords(
  change: SubjectChange,
  said: EditWords,
  context: AcceptContext,
  state: State,
): AcceptedEdit {
  const next = withChangedEntry(change, said, context, state);
  if ("why" in next) return next;
  // An updated mark changes nothing that counts, and neither does something that nothing fires any more.
  const rest = next.state.plan.changes.find(({ subject }) => isSameSubject(subject, change.subject));
  if (rest === undefined) return { ...next, does: "changed" };
  const differing = rest.resources.filter(
    (one) =>
      one.reason !== "remarked" &&
      !(one.action === "delete" && LEFT_OVER.includes(one.kind)) &&
      !isForOthers(one),
  );
  if (differing.length === 0) return { ...next, does: "changed" };
  if (isOnlySpelledOtherwise(rest, differing)) return { ...next, does: "changed" };
  const words = differing.map(({ action, kind, name }) => `${action} ${labelOf(kind)} ${name}`);
  return { why: `with the same words in the file, applying it would still ${words.join(", ")}` };
}

/** A folder or variable is shown with the first that needs it: what needs it changes, too. */
function isForOthers({ action, address }: SubjectChange["resources"][number]): boolean {
  return action === "create" && keyOf(address).startsWith("shared:");
}

/** A trigger that counts what the file says, in conditions that goalform would write in another way. */
function isOnlySpelledOtherwise(
  { words, action }: SubjectChange,
  differing: SubjectChange["resources"],
): boolean {
  if (action !== "change" || !words?.before || !words.after) return false;
  const isSame = JSON.stringify(words.before.said) === JSON.stringify(words.after.said);
  const isTrigger = differing.every((one) => one.kind === "gtm.trigger" && one.action === "update");
  return isSame && isTrigger && words.changes.length + words.differs.length === 0;
}

const LEFT_OVER: readonly string[] = ["gtm.trigger", "gtm.variable"];

function switchedOff(change: SubjectChange, context: AcceptContext, state: State): AcceptedEdit {
  const next = withChangedEntry(change, { before: {}, after: { enabled: false } }, context, state);
  return "why" in next ? next : { ...next, does: "switched off" };
}

function isSameSubject(one: SubjectChange["subject"], other: SubjectChange["subject"]): boolean {
  return one.is === other.is && one.id === other.id;
}
