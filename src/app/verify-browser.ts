/** `verify` in a browser: does exactly one hit for each goal leave it, as the file says? */
import type { BrowsingOptions, VisitToPlay } from "../browser/browse.ts";
import type { PlayedTest } from "../browser/judging/judged-subject.ts";
import type { PlayedVisit } from "../browser/play.ts";
import { readServed } from "../browser/served/read-served.ts";
import { setupProblems } from "../browser/set-up.ts";
import { forTarget } from "../language/for-target.ts";
import { type CompiledSite, compiledSite } from "../visits/compiled-site.ts";
import { identified } from "./measurement-id.ts";
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { Verified } from "./result/verify.ts";
import { chooseTarget, type TargetOptions } from "./target.ts";
import { validGoals } from "./test.ts";
import type { Preview, Previews } from "./verify-preview.ts";
import { goalsOf, notesOf, sentByTests, stoppedIn } from "./verify-verdicts.ts";
import { type Planned, plannedVisits, targetName } from "./verify-visits.ts";

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

export type BrowserPorts = Pick<Ports, "env" | "files" | "warn" | "progress"> &
  Browsing & { readonly previews: Previews };

export async function verifyInBrowser(options: BrowserOptions, ports: BrowserPorts): Promise<Verified> {
  const { goalSet: all, included } = validGoals(options.file, ports);
  const chosen = chooseTarget(all, options.file, targetName(options, included, ports), ports);
  const target = identified(chosen, "`verify`");
  const goalSet = forTarget(all, target.name);
  const { measurementId } = target.ga4;
  const measured = compiledSite(goalSet, measurementId, target.googleTag);
  const { visits, files } = plannedVisits(options, included, goalSet, ports);
  const map = mapped(options.map ?? []);
  const publicId = "publicId" in target.gtm ? target.gtm.publicId : null;
  const play = async (preview: Preview | null): Promise<Verified> => {
    const played = await ports.browse(visits, {
      path: options.browser,
      map,
      allow: options.allow ?? [],
      reallySend: options.reallySend ?? false,
      environment: preview && { ...preview.environment, container: publicId },
      measurementId,
    });
    refuseUnreached(visits, played);
    if (preview) {
      refuseUnserved(played, publicId);
      refuseAnotherVersion(played, preview, publicId);
    }
    const tests = visits.map(({ test }, index) => ({ ...test, played: played[index]! }));
    const source: Verified["source"] = {
      kind: preview ? "preview" : "browser",
      site: options.site ?? visits[0]?.site ?? null,
      played: files,
      measurementId,
      ...(preview && { preview: preview.source }),
    };
    const problems = setupProblems(played, { measurementId, publicId });
    return { is: "verified", file: options.file, source, problems, ...verdictsOn(tests, measured, target) };
  };
  if (!options.preview) return play(null);
  const { withPreview } = await import("./verify-preview.ts");
  const { result, left } = await withPreview(all, target, ports, play);
  return left === null ? result : { ...result, notes: [...result.notes, left] };
}

function verdictsOn(
  tests: readonly PlayedTest[],
  measured: CompiledSite,
  target: Parameters<typeof goalsOf>[2],
): Pick<Verified, "target" | "goals" | "steps" | "notes" | "stopped"> {
  const verified = goalsOf(tests, measured, target);
  const played = tests.map((test) => test.played);
  const isGoal = (id: string) => measured.goalSet.goals.some((goal) => goal.id === id);
  return {
    target: target.name,
    goals: verified.filter(({ goal }) => isGoal(goal)),
    steps: verified.filter(({ goal }) => !isGoal(goal)),
    notes: [...notesOf(played), ...sentByTests(tests)],
    stopped: stoppedIn(played),
  };
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

/** What left the browser is not the version's, if no page loaded it: the site serves the container in another way. */
function refuseUnserved(played: readonly PlayedVisit[], publicId: string | null): void {
  const isIt = (url: string) =>
    /\/gtm\.js\?/.test(url) && (publicId === null || new URL(url).searchParams.get("id") === publicId);
  const answers = played.flatMap(({ answered }) => answered.filter(({ url }) => isIt(url)));
  if (answers.some(({ status, text }) => status === 200 && text !== null)) return;
  const what = `the container${publicId === null ? "" : ` ${publicId}`}`;
  const failed = answers[0];
  throw new Refusal(
    "preview-not-loaded",
    failed
      ? `Tag Manager answered with ${failed.status ?? `nothing (${failed.reason})`} when the pages asked for ${what} of the environment, so nothing of the version was played.`
      : `No page asked for gtm.js of ${what}, so nothing of the version was played.`,
    failed
      ? "The environment may have been removed or have another code by now: run `goalform verify --preview` again."
      : "A preview needs pages that load the container as `gtm.js?id=GTM-…`. A tag gateway or a loader with another name serves what is live.",
  );
}

/** A code that is not valid any more may open the live version, which says nothing about the one that is meant. */
function refuseAnotherVersion(
  played: readonly PlayedVisit[],
  { source }: Preview,
  publicId: string | null,
): void {
  const wanted = source?.version ?? null;
  if (wanted === null) return;
  const texts = played.flatMap(({ answered }) => answered).flatMap(({ text }) => text ?? []);
  const others = texts.flatMap((text) => {
    const reading = readServed(text);
    if (!("served" in reading)) return [];
    const { version, publicId: id } = reading.served;
    const isOther = version !== null && /^\d+$/.test(version) && version !== wanted;
    return isOther && (id === null || publicId === null || id === publicId) ? [version] : [];
  });
  if (others.length === 0) return;
  throw new Refusal(
    "another-version",
    `Tag Manager served version ${others[0]} to the browser, and not version ${wanted}.`,
    "Somebody may have made or published a version meanwhile: run `goalform verify --preview` again.",
  );
}
