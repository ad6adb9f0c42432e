/** Which visits `verify` plays: those of tests, or of a recording, on the site that they are written for or on another one. */

import type { VisitToPlay } from "../browser/browse.ts";
import type { PlayedTest } from "../browser/judging/judged-subject.ts";
import { siteOf } from "../browser/verdict.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { parsedUrl } from "../parsed-url.ts";
import type { GoalTest } from "../visits/goal-test.ts";
import { unreadableRecording } from "./draft-visit.ts";
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import { noTests, openedTests, readTestsOf, recordingAt } from "./test.ts";
import type { BrowserOptions } from "./verify-browser.ts";

type VisitPorts = Pick<Ports, "env" | "files" | "warn">;

/** A visit before it is played, with the name of what it comes from. */
export interface Planned extends VisitToPlay {
  readonly test: Omit<PlayedTest, "played">;
}

/** The target that the tests name, where nobody names one. */
export function targetName(
  options: BrowserOptions,
  included: readonly string[],
  ports: VisitPorts,
): string | undefined {
  if (options.target !== undefined || options.recording !== undefined) return options.target;
  return openedFor(options, included, ports).flatMap(({ target }) => target ?? [])[0];
}

const WITHOUT_TESTS =
  " Or play a recording of Chrome DevTools with --recording FILE, or read what Google serves with --served.";

function openedFor({ file, tests }: BrowserOptions, included: readonly string[], ports: VisitPorts) {
  return openedTests({ file, tests: tests === undefined ? [] : [tests] }, included, ports);
}

export function plannedVisits(
  options: BrowserOptions,
  included: readonly string[],
  goalSet: GoalSet,
  ports: VisitPorts,
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

function recorded(file: string, site: string | null, ports: VisitPorts): Planned {
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
  const first = urls.find((url) => /^https?:/.test(url) && parsedUrl(url) !== null);
  return first === undefined ? null : new URL(first).origin;
}

function originOf(site: string): string {
  const url = /^https?:\/\//.test(site) ? parsedUrl(site) : null;
  if (url !== null) return url.origin;
  throw new Refusal(
    "invalid-option",
    `--site ${site} is not the address of a site.`,
    "Write it with its scheme: --site https://www.acme.example.",
  );
}
