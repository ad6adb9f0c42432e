/** Is what the file says in what Google serves to visitors? One verdict for each goal, and for each step with an event of its own. */
import { countedBy, stepCountedBy } from "../../countable/counted-by.ts";
import type { FunnelStep } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import type { Compiled } from "../../resources/compiled.ts";
import { enhancedProblems } from "./enhanced-measurement.ts";
import type { GoogleTagSettings } from "./google-tag.ts";
import { propertyProblems } from "./property.ts";
import type { Served } from "./read-served.ts";
import { ruleVerdict } from "./rule-verdict.ts";
import { type Sides, sidesOf } from "./sides.ts";
import { type Matches, matchesOf, tagVerdict } from "./tag-verdict.ts";
import { notTried, problem, type ServedProblem, type ServedVerdict } from "./verdict.ts";

export interface ServedFiles {
  /** Null where `gtm.js` was not read. */
  readonly gtm: Served | null;
  /** Null where `gtag/js` was not read. */
  readonly settings: GoogleTagSettings | null;
  /** Texts that name pages of visits, for the sites that they pass through. */
  readonly visits?: readonly string[];
}

export type OwnStep = Exclude<FunnelStep, { is: "goal" }>;

export interface ServedVerdicts {
  readonly ofGoal: (goal: Goal) => ServedVerdict;
  readonly ofStep: (funnel: string, step: OwnStep) => ServedVerdict;
  /** What contradicts the file and is not about one goal. */
  readonly problems: readonly ServedProblem[];
  readonly notes: readonly string[];
}

/** @param compiled the same goals, compiled for the target */
export function verifyAgainst(goalSet: GoalSet, compiled: Compiled, files: ServedFiles): ServedVerdicts {
  const sides = sidesOf(compiled, files.gtm, files.settings);
  const matches = files.gtm === null ? new Map() : matchesOf(sides, countedByTags(goalSet));
  return {
    ofGoal: (goal) => goalVerdict(goal, sides, matches, files),
    ofStep: (funnel, step) => stepVerdict(`${funnel}.${step.id}`, step, sides, matches, files),
    ...propertyProblems(goalSet, sides, files),
  };
}

function countedByTags({
  goals,
  funnels,
}: GoalSet): readonly { readonly key: string; readonly event: string }[] {
  return [
    ...goals.flatMap((goal) => (countedBy(goal) === "tag" ? [{ key: goal.id, event: goal.event }] : [])),
    ...funnels.flatMap(({ id, steps }) =>
      steps.flatMap((step) =>
        step.is !== "goal" && stepCountedBy(step) === "tag"
          ? [{ key: `${id}.${step.id}`, event: step.event }]
          : [],
      ),
    ),
  ];
}

function goalVerdict(
  goal: Goal,
  sides: Sides,
  matches: Matches,
  { gtm, settings }: ServedFiles,
): ServedVerdict {
  const counted = byWhatCounts(goal, sides, matches, gtm);
  if (counted.status === "not-tried") return counted;
  const enhanced = enhancedProblems(goal, settings);
  const marked = keyEventProblems(goal, settings);
  const edited = settings?.editedEvents.includes(goal.event)
    ? [
        problem(
          "event-edited",
          `A rule of Analytics (Admin, Events, Modify event) changes \`${goal.event}\` before it is counted.`,
        ),
      ]
    : [];
  const status =
    counted.status !== "exact"
      ? counted.status
      : marked.wrong.length > 0
        ? countedBy(goal) === "itself"
          ? "missing"
          : "different"
        : "exact";
  return {
    status,
    problems: [...counted.problems, ...marked.wrong, ...edited, ...marked.besides, ...enhanced],
  };
}

function byWhatCounts(goal: Goal, sides: Sides, matches: Matches, gtm: Served | null): ServedVerdict {
  switch (countedBy(goal)) {
    case "tag":
      return gtm === null ? NO_GTM : tagVerdict(sides, goal.id, goal.event, matches);
    case "rule":
      return ruleVerdict(sides, goal.id, goal.event);
    case "audience":
      return notTried(
        "audience-not-served",
        "An audience of Analytics counts it, and audiences are not served. `goalform drift` compares them.",
      );
    case "itself":
      return received(goal, sides);
  }
}

const NO_GTM = notTried(
  "gtm-js-not-read",
  "A tag of the container counts it: name what is served with --gtm-js.",
);

/** Whether somebody sends it is not served. */
function received({ keyEvent, event }: Goal, { settings }: Sides): ServedVerdict {
  if (settings === null)
    return notTried(
      "gtag-js-not-read",
      "Only its key event is the file's, which is in gtag/js: name it with --gtag-js.",
    );
  if (!keyEvent)
    return notTried(
      "nothing-served",
      `The file asks for nothing that is served: Analytics receives \`${event}\` from the site.`,
    );
  return { status: "exact", problems: [] };
}

function keyEventProblems({ event, keyEvent }: Goal, settings: GoogleTagSettings | null) {
  const isMarked = settings?.keyEvents.has(event) ?? keyEvent;
  if (settings === null || isMarked === keyEvent) return { wrong: [], besides: [] };
  if (!keyEvent)
    return {
      wrong: [],
      besides: [
        problem(
          "is-a-key-event",
          `\`${event}\` is a key event in Analytics, and the file says \`key_event: false\`.`,
        ),
      ],
    };
  const missing = problem(
    "key-event-missing",
    `\`${event}\` is not a key event in what is served, so Analytics does not count it as a conversion.`,
  );
  return settings.hasUnknownKeyEvents ? { wrong: [], besides: [missing] } : { wrong: [missing], besides: [] };
}

function stepVerdict(
  key: string,
  step: OwnStep,
  sides: Sides,
  matches: Matches,
  { gtm }: ServedFiles,
): ServedVerdict {
  switch (stepCountedBy(step)) {
    case "tag":
      return gtm === null ? NO_GTM : tagVerdict(sides, key, step.event, matches);
    case "rule":
      return ruleVerdict(sides, key, step.event);
    default:
      return notTried(
        "nothing-served",
        `The file asks for nothing that is served: Analytics receives \`${step.event}\` from the site.`,
      );
  }
}
