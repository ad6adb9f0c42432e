/** `drift --accept`: what somebody edited at Google, into the goals file. */
import type { Work } from "../apply/work.ts";
import { forTarget } from "../language/for-target.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { openGoals, type ReadResult } from "../language/read-goals.ts";
import { nearest } from "../language/schema/nearest.ts";
import { changeEntry, type YamlMap } from "../language/writing/change-entry.ts";
import { fileDefaults } from "../language/writing/file-defaults.ts";
import { forwardToYaml } from "../language/writing/forwards.ts";
import { funnelToYaml } from "../language/writing/funnel.ts";
import { goalToYaml } from "../language/writing/goal.ts";
import { fieldsInOne } from "../language/writing/yaml-value.ts";
import { type Acceptable, acceptable, isChangedInFile, isEdited } from "../plan/accept.ts";
import { isOfFile, type Plan, type SubjectChange } from "../plan/plan.ts";
import { unsaidFields } from "../plan/unsaid-fields.ts";
import { forwardLabel } from "../resources/entity-name.ts";
import { labelOf } from "../resources/kinds.ts";
import type { UserKind } from "../resources/resource.ts";
import { invalidGoals } from "./goals-file.ts";
import { compiledFor, makePlan, planBeside } from "./make-plan.ts";
import type { Files, Ports } from "./ports.ts";
import type { Accepted, AcceptedChange, NotAccepted } from "./result/at-target.ts";
import { Refusal } from "./result/refusal.ts";
import { type OpenTarget, type TargetOptions, withTarget } from "./target.ts";

export interface AcceptOptions extends TargetOptions {
  /** Ids of goals, funnels and forwards; true: whatever was edited. */
  readonly accept: readonly string[] | true;
  readonly dryRun?: boolean | undefined;
}

export async function accept(options: AcceptOptions, ports: Ports): Promise<Accepted> {
  const sources = readSources(options.file, ports.files);
  const { goalSet, diagnostics } = readTexts(sources, sources.texts);
  if (!goalSet) throw invalidGoals(options.file, diagnostics);
  if (diagnostics.length > 0) ports.warn(diagnostics);
  const names = options.accept === true ? null : options.accept;
  refuseUnknown(names ?? [], goalSet);
  return withTarget(goalSet, options, "read", ports, async (open) => {
    const work = await makePlan(goalSet, open);
    const acceptEdit = acceptance(sources, goalSet, work, open, names);
    const written = options.dryRun !== true && acceptEdit.files.length > 0;
    if (written) for (const { file, after } of acceptEdit.files) ports.files.replaceGoals(file, after);
    return { is: "accepted", written, ...acceptEdit };
  });
}

function refuseUnknown(
  names: readonly string[],
  { goals, funnels, disabled, disabledFunnels, forwards = [] }: GoalSet,
): void {
  const all = [...goals, ...funnels, ...disabled, ...disabledFunnels, ...forwards];
  const ids = all.map(({ id }) => id);
  const unknown = names.find((name) => !ids.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, ids);
  const hint = near === null ? "Name goals, funnels and forwards by their ids." : `Did you mean ${near}?`;
  throw new Refusal("unknown-goal", `The goals file has no goal, funnel or forward "${unknown}".`, hint);
}

/** The goals file and what it includes, as texts that can be changed. */
export interface Sources {
  readonly file: string;
  readonly include: ReturnType<Files["included"]>;
  /** By the names of the files, the goals file first. */
  readonly texts: ReadonlyMap<string, string>;
}

export function readSources(file: string, files: Pick<Files, "readGoals" | "included">): Sources {
  const bytes = files.readGoals(file);
  const { include } = openGoals(file, bytes);
  const answers = files.included(include, file, bytes.length);
  const all = [{ file, bytes }, ...answers.flatMap((one) => one.files)];
  return { file, include: answers, texts: new Map(all.map((one) => [one.file, textOf(one.bytes)])) };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

export function readTexts({ file, include }: Sources, texts: ReadonlyMap<string, string>): ReadResult {
  const bytesOf = (name: string) => new TextEncoder().encode(texts.get(name));
  const answers = include.map((answer) => ({
    ...answer,
    files: answer.files.map((one) => ({ ...one, bytes: bytesOf(one.file) })),
  }));
  return openGoals(file, bytesOf(file)).read(answers);
}

export type Acceptance = Omit<Accepted, "is" | "written">;

/**
 * One goal after another, and each is read, compiled and planned again: it is taken over only if nothing of it differs
 * any more and every other goal says what it said.
 *
 * @param names null: whatever was edited
 */
export function acceptance(
  sources: Sources,
  goalSet: GoalSet,
  work: Work,
  open: OpenTarget,
  names: readonly string[] | null,
): Acceptance {
  let state: State = { texts: sources.texts, goalSet, plan: work.built.plan };
  const accepted: AcceptedChange[] = [];
  const left: NotAccepted[] = [];
  for (const change of work.built.plan.changes) {
    if (!isOfFile(change)) continue;
    const { id } = change.subject;
    const isNamed = names?.includes(id) ?? false;
    if (names === null ? !isEdited(change) : !isNamed) continue;
    const found = taken(change, isNamed, { sources, work, open }, state);
    if ("why" in found) left.push({ subject: change.subject, at: change.origin, why: found.why });
    else {
      state = found.state;
      accepted.push({ subject: change.subject, at: change.origin, does: found.does, change });
    }
  }
  const known = new Set([...accepted, ...left].map(({ subject }) => subject.id));
  for (const id of names ?? []) if (!known.has(id)) left.push(asInFile(id, goalSet));
  const files = [...sources.texts].flatMap(([file, before]) => {
    const after = state.texts.get(file)!;
    return after === before ? [] : [{ file, before, after }];
  });
  const otherTargets = goalSet.targets.map(({ name }) => name).filter((name) => name !== open.target.name);
  return { accepted, left, files, otherTargets, plan: state.plan };
}

function asInFile(id: string, { goals, funnels, forwards = [] }: GoalSet): NotAccepted {
  const of = <T extends { readonly id: string }>(list: readonly T[]) => list.find((one) => one.id === id);
  const [goal, funnel, forward] = [of(goals), of(funnels), of(forwards)];
  const is = funnel ? "funnel" : forward && !goal ? "forward" : "goal";
  const name = is === "forward" ? forwardLabel(id) : ((goal ?? funnel)?.name ?? id);
  return {
    subject: { is, id, name },
    at: (goal ?? funnel ?? forward)?.at ?? null,
    why: "nothing of it differs",
  };
}

interface State {
  readonly texts: ReadonlyMap<string, string>;
  readonly goalSet: GoalSet;
  readonly plan: Plan;
}

interface AcceptContext {
  readonly sources: Sources;
  readonly work: Work;
  readonly open: OpenTarget;
}

type AcceptedEdit =
  | { readonly state: State; readonly does: AcceptedChange["does"] }
  | { readonly why: string };

function taken(change: SubjectChange, isNamed: boolean, around: AcceptContext, state: State): AcceptedEdit {
  const { id, is } = change.subject;
  const isThere = change.action === "change";
  if (!isThere && change.action !== "add") return { why: "it is not in the file any more" };
  if (!isNamed && isChangedInFile(change))
    return {
      why: `it was changed in the goals file as well, or not applied yet; \`goalform drift --accept ${id}\` takes what is at Google and drops what the file says`,
    };
  const { open, work } = around;
  const here = forTarget(state.goalSet, open.target.name, open.neighbours);
  const found: Acceptable = isThere
    ? acceptable(change, compiledFor(state.goalSet, open, work.snapshot), work.snapshot, here)
    : { is: "gone" };
  if (found.is === "unsayable") return { why: cannotBeSaid(found.why, change) };
  if (found.is !== "gone") return written(change, editInWords(found, around), around, state);
  if (is === "forward")
    return {
      why: `what sends them was deleted at Google; to accept that, delete \`${id}\` under \`forward\``,
    };
  if (isNamed) return switchedOff(change, around, state);
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

interface EditWords {
  readonly before: YamlMap;
  readonly after: YamlMap;
}

function editInWords(
  found: Extract<Acceptable, { is: UserKind }>,
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
  const said = (funnel: Funnel) => fieldsInOne(funnelToYaml(funnel, new Map(), defaults));
  return { before: said(found.before), after: said(found.after) };
}

/** With nothing of it that differs any more, or why not. */
function written(change: SubjectChange, said: EditWords, around: AcceptContext, state: State): AcceptedEdit {
  const next = changed(change, said, around, state);
  if ("why" in next) return next;
  // A mark that is brought up to date changes nothing that counts, and neither does what nothing fires any more.
  const rest = next.state.plan.changes.find(({ subject }) => isSameSubject(subject, change.subject));
  if (rest === undefined) return { ...next, does: "changed" };
  const differing = rest.resources.filter(
    ({ reason, action, kind }) => reason !== "remarked" && !(action === "delete" && LEFT_OVER.includes(kind)),
  );
  if (differing.length === 0) return { ...next, does: "changed" };
  if (isOnlySpelledOtherwise(rest, differing)) return { ...next, does: "changed" };
  const words = differing.map(({ action, kind, name }) => `${action} ${labelOf(kind)} ${name}`);
  return { why: `with the same words in the file, applying it would still ${words.join(", ")}` };
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

function switchedOff(change: SubjectChange, around: AcceptContext, state: State): AcceptedEdit {
  const next = changed(change, { before: {}, after: { enabled: false } }, around, state);
  return "why" in next ? next : { ...next, does: "switched off" };
}

function isSameSubject(one: SubjectChange["subject"], other: SubjectChange["subject"]): boolean {
  return one.is === other.is && one.id === other.id;
}

/** The texts with one goal changed, as long as every other goal stays what it was. */
function changed(
  { subject, origin }: SubjectChange,
  said: EditWords,
  { sources, work, open }: AcceptContext,
  { texts, goalSet }: State,
): { readonly state: State } | { readonly why: string } {
  const section = SECTIONS[subject.is as UserKind];
  const file = origin?.file ?? sources.file;
  const whole = texts.get(file) ?? "";
  const mark = whole.startsWith("\ufeff") ? "\ufeff" : "";
  const text = changeEntry(whole.slice(mark.length), { in: section, id: subject.id, ...said });
  if (text === null) return { why: `its lines in ${file} could not be found` };
  const after = new Map([...texts, [file, mark + text]]);
  const { goalSet: now, diagnostics } = readTexts(sources, after);
  if (!now) {
    const error = diagnostics.find(({ severity }) => severity === "error");
    return { why: `the goals file would not be valid: ${error?.message.replace(/\.$/, "")}` };
  }
  if (others(now, subject) !== others(goalSet, subject))
    return { why: "other goals of the file would change" };
  return { state: { texts: after, goalSet: now, plan: planBeside(work, now, open).plan } };
}

const SECTIONS = { goal: "goals", funnel: "funnels", forward: "forward" } as const;

/** Where a GoalSet has them. */
const LISTS: Readonly<Record<UserKind, readonly string[]>> = {
  goal: ["goals", "disabled"],
  funnel: ["funnels", "disabledFunnels"],
  forward: ["forwards"],
};

/** Everything that the file means except one goal, funnel or forward, at each of its targets and wherever it is written. */
function others(goalSet: GoalSet, { is, id }: SubjectChange["subject"]): string {
  const lists = LISTS[is as UserKind];
  return JSON.stringify(goalSet, (key, value: unknown) => {
    if (key === "at") return undefined;
    if (!lists.includes(key) || !Array.isArray(value)) return value;
    return value.filter((one: { readonly id?: string }) => one.id !== id);
  });
}
