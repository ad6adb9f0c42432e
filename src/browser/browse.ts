/** Plays visits in one Chromium, a few at a time. */
import { BrowserError } from "./browser-error.ts";
import { selfSigned } from "./certificate.ts";
import { startChromium } from "./chromium.ts";
import type { Upstream } from "./forward.ts";
import type { Environment } from "./gate.ts";
import { PATIENCE } from "./patience.ts";
import { type PlayedVisit, playVisit, type VisitActions } from "./play.ts";
import type { PlaySettings } from "./player.ts";
import { Limits } from "./verdict.ts";

export interface VisitToPlay {
  readonly name: string;
  readonly acts: VisitActions;
  /** The host of its pages. */
  readonly site: string;
  readonly rebase: PlaySettings["rebase"];
}

export interface BrowsingOptions {
  /** `--browser` */
  readonly path: string | undefined;
  readonly map: Upstream;
  /** Further hosts from which pages may load something. */
  readonly allow: readonly string[];
  readonly reallySend: boolean;
  readonly measurementId: string;
  readonly environment: Environment | null;
}

export interface BrowsingPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly progress: (doing: string) => void;
  /** Aborted when the command is to end: nothing more is played. */
  readonly stop?: AbortSignal | undefined;
}

/** More at once would make pages slow that are measured by time. */
const AT_ONCE = 3;

/**
 * @returns what happened to each visit, in their order
 * @throws BrowserError where there is no browser
 */
export async function browse(
  visits: readonly VisitToPlay[],
  options: BrowsingOptions,
  { env, cwd, progress, stop }: BrowsingPorts,
): Promise<readonly PlayedVisit[]> {
  const certificate = selfSigned(Date.now());
  const browser = await startChromium({ path: options.path, env, cwd }, certificate);
  const { map: upstream, reallySend, measurementId, environment } = options;
  const shared = { upstream, certificate, reallySend, measurementId, environment, patience: PATIENCE };
  const play = ({ name, acts, site, rebase }: VisitToPlay) => {
    progress(`playing ${name}`);
    const limits = new Limits(site, options.allow, reallySend);
    return playVisit(browser, acts, { ...shared, limits, rebase });
  };
  const end = () => void browser.close();
  stop?.addEventListener("abort", end);
  try {
    return await inTurn(visits, play);
  } catch (error) {
    throw stop?.aborted ? interrupted(stop) : error;
  } finally {
    stop?.removeEventListener("abort", end);
    await browser.close();
  }
}

function interrupted({ reason }: AbortSignal): BrowserError {
  return new BrowserError("interrupted", `Interrupted (${String(reason)}) while visits were played.`, "");
}

async function inTurn<A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<readonly B[]> {
  const done: B[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < all.length; index = next++) done[index] = await work(all[index]!);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, worker));
  return done;
}
