/** `verify --served`: is what the file says in what Google serves to visitors now? */
import { measurementIdsIn, settingsOf } from "../browser/served/google-tag.ts";
import { readServed, type Served } from "../browser/served/read-served.ts";
import type { ServedVerdict } from "../browser/served/verdict.ts";
import { type ServedVerdicts, verifyAgainst } from "../browser/served/verify.ts";
import { compile } from "../compile/compile.ts";
import { forTarget } from "../language/for-target.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { Compiled } from "../resources/compiled.ts";
import { readValidGoals } from "./goals-file.ts";
import { type IdentifiedTarget, identified } from "./measurement-id.ts";
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import { failedGoals, type GoalVerified, type Verified } from "./result/verify.ts";
import { chooseTarget, type TargetOptions } from "./target.ts";
import { expectedOf } from "./verify-goals.ts";

export interface ServedOptions {
  /** A saved `gtm.js`, or the address to get it from; undefined: Google's address for the container. */
  readonly gtmJs?: string | undefined;
  /** The same for `gtag/js`. */
  readonly gtagJs?: string | undefined;
  /** The number of the container version that was published; an older one comes from a cache. */
  readonly published?: string | undefined;
}

/** What is served to visitors: one GET, without credentials. */
export interface Fetching {
  /** The text of a file, or of what an address (`https://…`) answers; or why there is none. */
  readonly served: (fileOrAddress: string) => Promise<string | { readonly cannotBeRead: string }>;
}

export async function verifyServed(
  options: TargetOptions & ServedOptions,
  ports: Pick<Ports, "env" | "files" | "warn" | "progress"> & Fetching,
): Promise<Verified> {
  const all = readValidGoals(options.file, ports);
  const target = identified(chooseTarget(all, options.file, options.target, ports), "`verify --served`");
  const goalSet = forTarget(all, target.name);
  refuseVersion(options.published);
  const { gtmJs, gtagJs } = sources(options, target);
  const gtm = gtmJs === null ? null : ofContainer(await read(gtmJs, ports), gtmJs, target);
  const gtag = gtagJs === null ? null : ofStream(await read(gtagJs, ports), gtagJs, target);
  const { measurementId } = target.ga4;
  const compiled = compile(goalSet, measurementId, target.googleTag);
  const settings = gtag === null ? null : settingsOf(gtag, measurementId);
  const visits = testsBeside(options.file, ports);
  const verdicts = verifyAgainst(goalSet, compiled, { gtm, settings, visits });
  const verified = {
    goals: goalSet.goals.map((goal) => verifiedGoal(goal, verdicts.ofGoal(goal), compiled)),
    steps: goalSet.funnels.flatMap((funnel) => verifiedSteps(funnel, verdicts)),
  };
  const age = ageOf(gtm?.version ?? null, options.published);
  return {
    is: "verified",
    file: options.file,
    target: target.name,
    source: {
      kind: "served",
      container: gtm?.publicId ?? ("publicId" in target.gtm ? target.gtm.publicId : null),
      version: gtm?.version ?? null,
      measurementId,
      gtmJs,
      gtagJs,
    },
    ...verified,
    problems: [...age, ...verdicts.problems],
    notes: [...cacheNotes(verified, age.length > 0), ...verdicts.notes],
  };
}

/** The tests say which other sites people pass through. What cannot be read says nothing. */
function testsBeside(file: string, { files }: Pick<Ports, "files">): readonly string[] {
  return files.testsBeside([file]).flatMap((name) => {
    const text = files.readText(name);
    return typeof text === "string" ? [text] : [];
  });
}

function verifiedGoal(goal: Goal, verdict: ServedVerdict, { subjects }: Compiled): GoalVerified {
  const { id, name, at } = goal;
  return { goal: id, name, at, ...verdict, expected: expectedOf(goal, subjects), hits: [] };
}

function verifiedSteps({ id, name, consent, steps }: Funnel, verdicts: ServedVerdicts): GoalVerified[] {
  return steps.flatMap((step): GoalVerified[] => {
    if (step.is === "goal") return [];
    const { event, at } = step;
    const counts = `step ${step.name} of ${name}`;
    const expected = { event, counts, keyEvent: false, counting: null, parameters: [], consent };
    return [
      { goal: `${id}.${step.id}`, name: step.name, at, ...verdicts.ofStep(id, step), expected, hits: [] },
    ];
  });
}

function refuseVersion(published: string | undefined): void {
  if (published === undefined || /^\d+$/.test(published)) return;
  throw new Refusal(
    "invalid-option",
    `--published ${published} is not the number of a container version.`,
    "Write the number that Tag Manager shows below Versions, such as 13.",
  );
}

/** gtm.js stays in caches for 15 minutes, so a version that was just published may not be served yet. */
function ageOf(version: string | null, published: string | undefined): Verified["problems"] {
  if (published === undefined || version === null || Number(version) >= Number(published)) return [];
  const message = `Version ${version} of the container is served, and version ${published} was published: gtm.js stays in caches for up to 15 minutes. Try again later.`;
  return [{ code: "older-version", message }];
}

function cacheNotes(verified: Pick<Verified, "goals" | "steps">, isKnown: boolean): readonly string[] {
  if (isKnown || failedGoals(verified).length === 0) return [];
  return [
    "gtm.js stays in caches for up to 15 minutes: right after a version was published, an older one may be served. Name the number of that version with `--published`, and this is checked.",
  ];
}

/** @throws Refusal unless it is the container of the target */
function ofContainer(text: string, from: string, { gtm }: IdentifiedTarget): Served {
  const served = parsed(text, from);
  const { publicId, number } = served;
  if (publicId !== null && !publicId.startsWith("GTM-"))
    throw another(
      `${from} is a Google tag (${publicId}), not a Tag Manager container`,
      "Name it with --gtag-js.",
    );
  const [wanted, found] = "publicId" in gtm ? [gtm.publicId, publicId] : [gtm.container, number];
  if (found !== null && found !== wanted)
    throw another(
      `${from} is the container ${found}, and the target has ${wanted}`,
      "Name the right file, or the right target with --target.",
    );
  return served;
}

/** @throws Refusal unless it has the settings of the target's measurement id */
function ofStream(text: string, from: string, { ga4 }: IdentifiedTarget): Served {
  const served = parsed(text, from);
  if (served.publicId?.startsWith("GTM-"))
    throw another(
      `${from} is a Tag Manager container (${served.publicId}), not a Google tag`,
      "Name it with --gtm-js.",
    );
  const ids = [...measurementIdsIn(served)];
  if (ids.length > 0 && !ids.includes(ga4.measurementId))
    throw another(
      `${from} is for ${ids.join(" and ")}, and the target has ${ga4.measurementId}`,
      "Name the right file, or the right target with --target.",
    );
  return served;
}

function parsed(text: string, from: string): Served {
  const reading = readServed(text);
  if ("served" in reading) return reading.served;
  throw new Refusal(
    "not-a-container",
    `${from} cannot be read: ${reading.problem}.`,
    "It is what https://www.googletagmanager.com/gtm.js?id=GTM-… or …/gtag/js?id=G-… answers, as it is.",
  );
}

function another(message: string, way: string): Refusal {
  return new Refusal("another-container", `${message}.`, way);
}

/** Where one of the two is named, only that is read: Google's own answer would be of another day or of another host. */
function sources({ gtmJs, gtagJs }: ServedOptions, { gtm, ga4 }: IdentifiedTarget) {
  if (gtmJs !== undefined || gtagJs !== undefined) return { gtmJs: gtmJs ?? null, gtagJs: gtagJs ?? null };
  if (!("publicId" in gtm))
    throw new Refusal(
      "no-public-id",
      `Google serves a container by its public id, and the target names container ${gtm.container} of account ${gtm.account}.`,
      "Write `gtm: { container: GTM-… }` in the target, or name the address or a saved file with --gtm-js.",
    );
  return {
    gtmJs: `${GOOGLE}/gtm.js?id=${encodeURIComponent(gtm.publicId)}`,
    gtagJs: `${GOOGLE}/gtag/js?id=${encodeURIComponent(ga4.measurementId)}`,
  };
}

const GOOGLE = "https://www.googletagmanager.com";

async function read(what: string, { served, progress }: Pick<Ports, "progress"> & Fetching): Promise<string> {
  progress(`reading ${what}`);
  const text = await served(what);
  if (typeof text === "string") return text;
  throw new Refusal(
    "not-served",
    `${what} cannot be read: ${text.cannotBeRead}.`,
    "Check the address and the network, or save the file in a browser and name it with --gtm-js or --gtag-js.",
  );
}
