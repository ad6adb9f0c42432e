/** How two readings of one goal differ: one of what is served, and one of what the file becomes. */
import { entryIn } from "../../entry-in.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { differenceInWords, keptInWords, reasonInWords } from "../../lift/fidelity-words.ts";
import type { OwnedStep } from "../../lift/funnels.ts";
import { type About, goalChanges, type WordChange } from "../../lift/goal-words.ts";
import type { Reading } from "../../lift/reading.ts";
import type { Reason } from "../../lift/reasons.ts";
import { keyDifferences } from "./key-differences.ts";
import { WITHOUT_LISTENER } from "./triggers.ts";
import { capital, problem, quoted, type ServedProblem } from "./verdict.ts";

export interface Differences {
  /** Each makes the goal count differently from the file. */
  readonly counts: readonly ServedProblem[];
  /** What is served as well, and changes nothing of that. */
  readonly besides: readonly ServedProblem[];
}

/**
 * @param where what is served, as people find it: `tag 12`
 * @param isAdopted the goal adopts what exists without changes
 */
export function differencesOf(
  asked: Reading,
  served: Reading,
  where: string,
  isAdopted = false,
): Differences {
  if (served.is === "left out")
    return { counts: served.findings.reasons.map((one) => unreadFor(one, where)), besides: [] };
  if (asked.is === "left out" || asked.is !== served.is)
    return { counts: [unread("it counts something else", where)], besides: [] };
  const changes = goalChanges(goalOf(served), goalOf(asked)).filter(({ about }) => !NOT_SERVED.has(about));
  const kept = servedOnly(asked, served);
  const lost = kept.filter((one) => isOfFile(one, goalOf(asked)));
  const deciding = kept.filter((one) => DECIDING.test(one));
  const extra = changes.filter((one) => isExtra(one, goalOf(asked)));
  const [minor, otherwise] = otherwiseOf(asked, served, where, isAdopted);
  return {
    counts: [
      ...changes
        .filter((one) => !extra.includes(one) && !isUnread(one, lost))
        .flatMap((one) => changed(one, where, goalOf(served), goalOf(asked))),
      ...otherwise,
      ...lost.map((one) => problem("parameter-differs", sendsOtherwise(one, where))),
      ...deciding.map((one) => problem("counts-otherwise", hasUnasked(one, where))),
    ],
    besides: [
      ...minor,
      ...extra.map((one) => besides(one, where)),
      ...kept
        .filter((one) => !lost.includes(one) && !deciding.includes(one))
        .map((one) => problem("sends-more", `${capital(where)} also has ${keptInWords(one)}.`)),
    ],
  };
}

function sendsOtherwise(one: string, where: string): string {
  return `${capital(where)} sends ${keptInWords(one)}, which is not what the file says.`;
}

function hasUnasked(one: string, where: string): string {
  return `${capital(where)} has ${keptInWords(one)}, which the file does not ask for.`;
}

type GoalEntry = Exclude<Reading, { is: "left out" }>;

/** A step is compared like a goal that counts the same. */
function goalOf(reading: GoalEntry): Goal {
  if (reading.is === "goal") return reading.goal;
  const { step, consent, unless } = reading.step;
  const { id, name, event, page, where, cookie, at } = step;
  return {
    ...NOTHING_ELSE,
    id,
    name,
    event,
    where,
    cookie,
    consent,
    unless,
    at,
    ...(step.is === "page"
      ? { type: "destination", page, spa: step.spa, via: step.via }
      : { type: "event", page, on: (step as Extract<OwnedStep, { is: "interaction" }>).on }),
  } as Goal;
}

const NOTHING_ELSE = {
  description: null,
  keyEvent: false,
  counting: null,
  value: null,
  parameters: [],
  userProperties: [],
  ecommerce: null,
  sent: "every_time",
  role: { is: "unspecified" },
  owner: null,
  stage: null,
  leadsTo: [],
  isProtected: false,
  allows: [],
  was: null,
  adopts: null,
} as const;

/**
 * How the words of the language miss what is served. Other spellings of an address hardly occur; and a goal that adopts
 * a tag takes it as it is, and has said so in the plan.
 */
function otherwiseOf(
  asked: GoalEntry,
  served: GoalEntry,
  where: string,
  isAdopted: boolean,
): readonly [ServedProblem[], ServedProblem[]] {
  const found = served.findings.differences.filter(
    ({ code }) => !asked.findings.differences.some((one) => one.code === code),
  );
  const said = (isMinor: boolean) =>
    found
      .filter(({ code }) => (isAdopted || code === "spelled-otherwise") === isMinor)
      .map((one) => problem("counts-otherwise", `${capital(where)} ${differenceInWords(one)}.`));
  return [said(true), said(false)];
}

/** A container does not say what people call a goal, nor what Analytics counts of its events. */
const NOT_SERVED: ReadonlySet<About> = new Set(["name", "counting"]);

/** Whether the form was valid, and whether the page was complete: without it, other visits count. */
const DECIDING = /^(?:check-validation$|moment:)/;

/** Tag Manager's compiler adds settings of its own, such as `migratedToV2`. */
function servedOnly(asked: GoalEntry, served: GoalEntry): readonly string[] {
  return served.findings.kept.filter(
    (one) => !one.startsWith("setting:") && !asked.findings.kept.includes(one),
  );
}

const ROW = /^(parameter|user-property):(\S+)/;

/** What only the served tag can read, below a name that the file has as well. */
function isOfFile(kept: string, { parameters, userProperties }: Goal): boolean {
  const [, kind, name] = ROW.exec(kept) ?? [];
  if (name === undefined) return false;
  const own = kind === "parameter" ? parameters : userProperties;
  return own.some((one) => one.name === name);
}

/** Such a row is missing in words, and is said for itself. */
function isUnread({ about }: WordChange, lost: readonly string[]): boolean {
  const [, kind, name] = /^(parameter|user property):(.*)$/.exec(about) ?? [];
  return (
    name !== undefined &&
    lost.some((one) => one.startsWith(`${kind === "parameter" ? kind : "user-property"}:${name} `))
  );
}

/** What people have added: consent where the file does not ask for any, and rows that it does not name. */
function isExtra({ about }: WordChange, { consent, parameters, userProperties }: Goal): boolean {
  if (about === "consent") return consent.length === 0;
  const [, kind, name] = /^(parameter|user property):(.*)$/.exec(about) ?? [];
  if (name === undefined) return false;
  return !(kind === "parameter" ? parameters : userProperties).some((one) => one.name === name);
}

function besides({ about, start: words, before, end }: WordChange, where: string): ServedProblem {
  if (about === "consent")
    return problem(
      "waits-for-consent",
      `${capital(where)} ${`${words}${before}${end}`.trim()}, and the file says nothing about consent.`,
    );
  return problem("sends-more", `${capital(where)} also sends ${`${words}${before}${end}`.trim()}.`);
}

const CODES: Readonly<Record<string, string>> = {
  "what counts": "condition-differs",
  exceptions: "exception-differs",
  event: "event-differs",
  worth: "value-differs",
  consent: "consent-differs",
  ecommerce: "ecommerce-differs",
  sent: "sent-differs",
};

function changed(change: WordChange, where: string, served: Goal, asked: Goal): readonly ServedProblem[] {
  const { about, start: words, before, after, end } = change;
  const code =
    entryIn(CODES, about) ?? (about.startsWith("registration:") ? "column-differs" : "parameter-differs");
  const keys = about === "what counts" || about === "exceptions" ? keyDifferences(served, asked) : [];
  const own = keys.filter(({ key }) => (key === "unless") === (about === "exceptions"));
  if (own.length > 0)
    return own.map(({ key, served: is, asked: says }) =>
      problem(
        code,
        `\`${key}\` is ${quoted(is)} in what is served (${where}), and ${quoted(says)} in the file.`,
      ),
    );
  const whole = (text: string) => quoted(`${words}${text}${end}`.trim());
  return [problem(code, `What is served (${where}) is ${whole(before)}, and the file says ${whole(after)}.`)];
}

function unread(why: string, where: string): ServedProblem {
  return problem("condition-differs", `${capital(where)} does not count as the file says: ${why}.`);
}

/** What a tag does that the language has no words for. */
function unreadFor(reason: Reason, where: string): ServedProblem {
  if (reason.about === WITHOUT_LISTENER)
    return problem(
      "listener-missing",
      `${capital(where)} never fires: nothing that is served listens for its trigger.`,
    );
  return unread(reasonInWords(reason), where);
}
