/** `verify` in a browser: does exactly one hit for each goal leave it, as the file says? */
import type { BrowsingOptions, VisitToPlay } from "../browser/browse.ts";
import { judgeVisits, type PlayedTest } from "../browser/judge.ts";
import type { PlayedVisit } from "../browser/play.ts";
import { setupProblems } from "../browser/set-up.ts";
import { siteOf } from "../browser/verdict.ts";
import { compile } from "../compile/compile.ts";
import type { Place } from "../diagnostic.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { type CompiledSite, compiledSite } from "../visits/compiled-site.ts";
import type { GoalTest } from "../visits/goal-test.ts";
import { unreadableRecording } from "./draft-visit.ts";
import { type IdentifiedTarget, identified } from "./measurement-id.ts";
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { GoalVerified, StoppedRequest, Verified, VerifiedHit } from "./result/verify.ts";
import { chooseTarget, type TargetOptions } from "./target.ts";
import { noTests, openedTests, readTestsOf, recordingAt, validGoals } from "./test.ts";
import { expectedOf } from "./verify-goals.ts";

export interface BrowserOptions extends TargetOptions {
  readonly site?: string | undefined;
  readonly tests?: string | undefined;
  readonly recording?: string | undefined;
  /** `HOST=127.0.0.1:PORT` */
  readonly map?: readonly string[] | undefined;
  /** Further hosts from which pages may load something. */
  readonly allow?: readonly string[] | undefined;
  /** The path of a Chromium. */
  readonly browser?: string | undefined;
  readonly reallySend?: boolean | undefined;
  /** The version of an environment, in place of the live one. */
  readonly preview?: boolean | undefined;
}

/** Plays visits in a browser, in their order. @throws Refusal where there is no browser */
export interface Browsing {
  readonly browse: (
    visits: readonly VisitToPlay[],
    options: BrowsingOptions,
  ) => Promise<readonly PlayedVisit[]>;
}

type BrowserPorts = Pick<Ports, "env" | "files" | "warn" | "progress"> & Browsing;

/** A visit before it is played, with the name of what it comes from. */
interface Planned extends VisitToPlay {
  readonly test: Omit<PlayedTest, "played">;
}

export async function verifyInBrowser(options: BrowserOptions, ports: BrowserPorts): Promise<Verified> {
  const { goalSet: all, included } = validGoals(options.file, ports);
  const chosen = chooseTarget(all, options.file, targetName(options, included, ports), ports);
  const target = identified(chosen, "`verify`");
  const goalSet = forTarget(all, target.name);
  const measured = compiledSite(goalSet, target.ga4.measurementId, target.googleTag);
  const { visits, files } = planned(options, included, goalSet, ports);
  const played = await ports.browse(visits, {
    path: options.browser,
    map: mapped(options.map ?? []),
    allow: options.allow ?? [],
    reallySend: options.reallySend ?? false,
    environment: options.preview ? environmentIn(ports.env) : null,
    measurementId: target.ga4.measurementId,
  });
  refuseUnreached(visits, played);
  const tests = visits.map(({ test }, index) => ({ ...test, played: played[index]! }));
  const verified = goalsOf(tests, measured, target);
  const isGoal = (id: string) => goalSet.goals.some((goal) => goal.id === id);
  const publicId = "publicId" in target.gtm ? target.gtm.publicId : null;
  return {
    is: "verified",
    file: options.file,
    target: target.name,
    source: {
      kind: options.preview ? "preview" : "browser",
      site: options.site ?? visits[0]?.site ?? null,
      played: files,
      measurementId: target.ga4.measurementId,
    },
    goals: verified.filter(({ goal }) => isGoal(goal)),
    steps: verified.filter(({ goal }) => !isGoal(goal)),
    problems: setupProblems(played, { measurementId: target.ga4.measurementId, publicId }),
    notes: notesOf(played),
    stopped: stoppedIn(played),
  };
}

function targetName(
  options: BrowserOptions,
  included: readonly string[],
  ports: BrowserPorts,
): string | undefined {
  if (options.target !== undefined || options.recording !== undefined) return options.target;
  return openedFor(options, included, ports).flatMap(({ target }) => target ?? [])[0];
}

const WITHOUT_TESTS =
  " Or play a recording of Chrome DevTools with --recording FILE, or read what Google serves with --served.";

function openedFor({ file, tests }: BrowserOptions, included: readonly string[], ports: BrowserPorts) {
  return openedTests({ file, tests: tests === undefined ? [] : [tests] }, included, ports);
}

function planned(
  options: BrowserOptions,
  included: readonly string[],
  goalSet: GoalSet,
  ports: BrowserPorts,
): { readonly visits: readonly Planned[]; readonly files: readonly string[] } {
  const site = options.site === undefined ? null : originOf(options.site);
  if (options.recording !== undefined)
    return { visits: [recorded(options.recording, site, ports)], files: [options.recording] };
  const opened = openedFor(options, included, ports);
  if (opened.length === 0) throw noTests(options.file, WITHOUT_TESTS);
  const visits = opened.flatMap((one) => {
    const from = one.site ?? site;
    const { tests } = readTestsOf(one, goalSet, ports, site);
    return tests.flatMap((test) => visitsOf(test).map((visit) => withSite(visit, from, site)));
  });
  return { visits, files: opened.map(({ file }) => file) };
}

type WithoutSite = Pick<Planned, "name" | "acts" | "test">;

/** A table is a visit for each of its addresses. */
function visitsOf(test: GoalTest): readonly WithoutSite[] {
  if (test.is === "visit") {
    const { name, steps, expects, only, recorded } = test;
    return [{ name, acts: recorded ? { recorded } : { steps }, test: { name, expects, only, steps } }];
  }
  return test.pages.map(({ step, counts, at }) => {
    const name = `${test.name}, ${step.about}`;
    const expects = [{ of: "goal", goal: test.goal, times: counts ? 1 : 0, at }] as const;
    return { name, acts: { steps: [step] }, test: { name, expects, only: false, steps: [step] } };
  });
}

function recorded(file: string, site: string | null, ports: BrowserPorts): Planned {
  const reading = recordingAt(file, ports.files);
  if ("problem" in reading) throw unreadableRecording(file, reading.problem);
  const acts =
    reading.what === "recorder"
      ? { recorded: reading.acts }
      : { steps: reading.steps.filter(({ does }) => does !== "unknown") };
  return withSite(
    { name: file, acts, test: { name: file, expects: null, only: false, steps: [] } },
    null,
    site,
  );
}

/**
 * @param from the site that the addresses are written for; null: the one of the first page
 * @param site the site that is opened instead; null: the same
 */
function withSite(visit: WithoutSite, from: string | null, site: string | null): Planned {
  const written = from === null ? firstOrigin(visit.acts) : originOf(from);
  const opened = site ?? written;
  if (opened === null)
    throw new Refusal("no-site", `${visit.name} opens no page.`, "Name the site with --site URL.");
  const rebase = written === null || written === opened ? null : { from: written, to: opened };
  return { ...visit, site: siteOf(new URL(opened)), rebase };
}

function firstOrigin(acts: VisitToPlay["acts"]): string | null {
  const urls =
    "steps" in acts
      ? acts.steps.flatMap((one) => (one.does === "page" ? [one.url] : []))
      : acts.recorded.flatMap(({ type, url }) => (type === "navigate" ? [String(url)] : []));
  const first = urls.find((url) => /^https?:/.test(url) && URL.canParse(url));
  return first === undefined ? null : new URL(first).origin;
}

function originOf(site: string): string {
  if (/^https?:\/\//.test(site) && URL.canParse(site)) return new URL(site).origin;
  throw new Refusal(
    "invalid-option",
    `--site ${site} is not the address of a site.`,
    "Write it with its scheme: --site https://www.acme.example.",
  );
}

function mapped(written: readonly string[]): BrowsingOptions["map"] {
  return written.map((one) => {
    const [, host, address, port] = /^([^=\s]+)=(127(?:\.\d{1,3}){3}|localhost):(\d{1,5})$/.exec(one) ?? [];
    if (host === undefined || address === undefined || !(Number(port) > 0 && Number(port) < 65_536))
      throw new Refusal(
        "invalid-option",
        `--map ${one} does not say where a host is on this machine.`,
        "Write a host, `=`, an address of this machine and a port: --map www.acme.example=127.0.0.1:8443.",
      );
    return { host: host.toLowerCase(), address, port: Number(port) };
  });
}

/** What Tag Manager's snippet of an environment adds to the address of the container. It is a secret, so it is never an argument. */
const PREVIEW = "GOALFORM_PREVIEW";

function environmentIn(env: Ports["env"]): BrowsingOptions["environment"] {
  const said = env[PREVIEW] ?? "";
  const read = (name: string) => new RegExp(`\\b${name}=([\\w-]+)`).exec(said)?.[1];
  const [code, name] = [read("gtm_auth"), read("gtm_preview")];
  if (code !== undefined && name !== undefined) return { code, name };
  throw new Refusal(
    said === "" ? "no-environment" : "invalid-environment",
    said === ""
      ? `A version that is not published is served in an environment of Tag Manager only, and ${PREVIEW} does not say which.`
      : `${PREVIEW} does not contain gtm_auth=… and gtm_preview=….`,
    `In Tag Manager, choose Admin > Environments, publish the version to an environment of your own, choose Get Snippet, and put \`gtm_auth=…&gtm_preview=…\` from it into ${PREVIEW}. It is a secret.`,
  );
}

/** Nothing was tried where no page was there. */
function refuseUnreached(visits: readonly Planned[], played: readonly PlayedVisit[]): void {
  const reached = played.some(({ hasOpened }) => hasOpened);
  const first = played.flatMap(({ troubles }) => troubles)[0];
  if (reached || visits.length === 0) return;
  throw new Refusal(
    "site-not-reached",
    first === undefined
      ? "No page was opened."
      : `No page of the site could be opened. ${first.step}: ${first.why}.`,
    "Check the address. A host that is not public needs --map HOST=127.0.0.1:PORT, and a private authority NODE_EXTRA_CA_CERTS.",
  );
}

function goalsOf(
  tests: readonly PlayedTest[],
  measured: CompiledSite,
  target: IdentifiedTarget,
): readonly GoalVerified[] {
  const { goalSet } = measured;
  const { subjects } = compile(goalSet, target.ga4.measurementId, target.googleTag);
  return judgeVisits(tests, measured).map(({ subject, status, expectedHits, hits, problems }) => {
    const goal = goalSet.goals.find(({ id }) => id === subject);
    const funnel = goalSet.funnels.find(({ id }) => subject.startsWith(`${id}.`));
    const step = funnel?.steps.find((one) => one.is !== "goal" && subject === `${funnel.id}.${one.id}`);
    const isStep = step !== undefined && step.is !== "goal";
    const expected = goal
      ? expectedOf(goal, subjects)
      : {
          event: isStep ? step.event : subject,
          counts: "",
          keyEvent: false,
          counting: null,
          parameters: [],
          consent: funnel?.consent ?? [],
        };
    return {
      goal: subject,
      name: goal?.name ?? step?.name ?? subject,
      at: goal?.at ?? step?.at ?? placeOf(subject, tests),
      status,
      expected: { ...expected, hits: expectedHits },
      hits: hits.map(hitOf),
      problems,
    };
  });
}

/** Of an event that only a test names. */
function placeOf(event: string, tests: readonly PlayedTest[]): Place {
  const named = tests.flatMap(({ expects }) => expects ?? []);
  return (
    named.find((one) => one.of === "event" && one.event === event)?.at ?? { file: "", line: 0, column: 0 }
  );
}

function hitOf({
  at,
  event,
  parameters,
  keyEvent,
  gcs,
  gcd,
  consent,
}: PlayedVisit["hits"][number]): VerifiedHit {
  const isSaid = gcs !== null || Object.keys(consent).length > 0;
  const said = { ...(gcs === null ? {} : { gcs }), ...(gcd === null ? {} : { gcd }), ...consent };
  return { at, event, parameters, keyEvent, consent: isSaid ? said : null };
}

function notesOf(played: readonly PlayedVisit[]): readonly string[] {
  const troubles = played.flatMap((one) => one.troubles).filter(({ ends }) => !ends);
  return [...new Set(troubles.map(({ step, why }) => `${step} was left out: ${why}.`))];
}

function stoppedIn(played: readonly PlayedVisit[]): readonly StoppedRequest[] {
  const found = new Map<string, StoppedRequest>();
  for (const { why, method, url } of played.flatMap(({ stopped }) => stopped)) {
    const key = `${why} ${method} ${url}`;
    found.set(key, { why, method, url, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => (a.why + a.url < b.why + b.url ? -1 : 1));
}
