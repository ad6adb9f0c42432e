/** A plan for machines: the format that `goalform.plan/1` promises. */
import type { Impact } from "../figures/impact/impact.ts";
import type { InFile } from "../lift/goal-words.ts";
import { PLAN_FORMAT, type Plan, type SubjectChange } from "../plan/plan.ts";
import type {
  PlanChange,
  PlanDocument,
  PlanForward,
  PlanFunnel,
  PlanGoal,
  PlanImpact,
} from "./plan-document.ts";
import { goalJson } from "./report/impact-json.ts";
import { terminalWords, type WayWords } from "./way-out.ts";

export function planJson(plan: Plan, words: WayWords = terminalWords, impact?: Impact): PlanDocument {
  const { owner, target, defaults, summary, requests, annotates, digest, warnings, blockers, changes } = plan;
  return {
    format: PLAN_FORMAT,
    owner,
    target: { ...target },
    ...(defaults === undefined ? {} : { defaults }),
    summary: { ...summary },
    requests: { ...requests },
    ...(annotates ? { annotation: true } : {}),
    digest,
    warnings: warnings.map(({ code, message }) => ({ code, message })),
    blockers: blockers.map(({ code, message, waysOut, override }) => ({
      code,
      message,
      waysOut: waysOut.map(words),
      override,
    })),
    changes: changes.map((change) => ({ ...changeJson(change), ...impactOf(change, impact) })),
  };
}

/** The same as a file that `apply` takes. */
export function savedPlanText(plan: Plan, words: WayWords = terminalWords): string {
  return `${JSON.stringify(planJson(plan, words), null, 2)}\n`;
}

function impactOf({ subject }: SubjectChange, impact: Impact | undefined): Pick<PlanChange, "impact"> {
  const one = subject.is === "goal" ? impact?.goals.find(({ goal }) => goal === subject.id) : undefined;
  if (one === undefined) return {};
  return { impact: goalJson(one) as unknown as PlanImpact };
}

function changeJson({ subject, action, counts, words, way, origin, resources }: SubjectChange): PlanChange {
  return {
    ...subjectJson(subject),
    name: subject.name,
    action,
    counts,
    ...(words === undefined || subject.is === "shared"
      ? {}
      : { before: inFileJson(subject, words.before), after: inFileJson(subject, words.after) }),
    ...(way === null ? {} : { way }),
    origin: origin ? { file: origin.file, line: origin.line } : null,
    resources: resources.map(
      ({ address, kind, action: what, name, reason, digest, parts, fields, notes }) => ({
        address,
        kind,
        action: what,
        name,
        reason,
        digest,
        ...(parts.length === 0 ? {} : { parts: [...parts] }),
        fields: fields.map(({ path, before, after }) => ({ path, before, after })),
        ...(notes.length === 0 ? {} : { notes: [...notes] }),
      }),
    ),
  };
}

/** As text and as data. */
function inFileJson(
  { is }: SubjectChange["subject"],
  words: InFile | null,
): PlanGoal | PlanFunnel | PlanForward | null {
  if (words === null) return null;
  const { counts, said } = words;
  if (is === "forward") return { counts, forward: said };
  return is === "funnel" ? { counts, funnel: said } : { counts, goal: said };
}

function subjectJson({ is, id }: SubjectChange["subject"]): Partial<PlanChange> {
  if (is === "shared") return { goal: null, shared: true };
  return is === "key event" ? { goal: null, key_event: id } : { [is]: id };
}
