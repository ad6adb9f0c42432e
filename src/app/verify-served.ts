/** `verify --served`: is what the file says in what Google serves to visitors now? */
import { compile } from "../compile/compile.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { ResolvedTarget } from "../language/resolve-target.ts";
import { readValidGoals } from "./goals-file.ts";
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { Verified } from "./result/verify.ts";
import { chooseTarget, type TargetOptions } from "./target.ts";
import { expectedOf } from "./verify-goals.ts";

export interface ServedOptions {
  /** A saved `gtm.js`, or the address to get it from; undefined: Google's address for the container. */
  readonly gtmJs?: string | undefined;
  /** The same for `gtag/js`. */
  readonly gtagJs?: string | undefined;
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
  const target = chooseTarget(all, options.file, options.target, ports);
  const goalSet = forTarget(all, target.name);
  const { gtmJs, gtagJs } = sources(options, target);
  const text = gtmJs === null ? null : await read(gtmJs, ports);
  return {
    is: "verified",
    file: options.file,
    target: target.name,
    source: {
      kind: "served",
      container: null,
      version: null,
      measurementId: target.ga4.measurementId,
      gtmJs,
      gtagJs,
    },
    goals: goalsOf(goalSet, target, text),
    problems: [],
    notes: [],
  };
}

/** Where a saved file is named alone, the other one is not fetched: it would be another day's. */
function sources({ gtmJs, gtagJs }: ServedOptions, { gtm, ga4 }: ResolvedTarget) {
  const isSaved = [gtmJs, gtagJs].some((one) => one !== undefined && !isAddress(one));
  if (isSaved) return { gtmJs: gtmJs ?? null, gtagJs: gtagJs ?? null };
  const gtag = gtagJs ?? `${GOOGLE}/gtag/js?id=${encodeURIComponent(ga4.measurementId)}`;
  if (gtmJs !== undefined) return { gtmJs, gtagJs: gtag };
  if (!("publicId" in gtm))
    throw new Refusal(
      "no-public-id",
      `Google serves a container by its public id, and the target names container ${gtm.container} of account ${gtm.account}.`,
      "Write `gtm: { container: GTM-… }` in the target, or name the address or a saved file with --gtm-js.",
    );
  return { gtmJs: `${GOOGLE}/gtm.js?id=${encodeURIComponent(gtm.publicId)}`, gtagJs: gtag };
}

const GOOGLE = "https://www.googletagmanager.com";

export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

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

function goalsOf(goalSet: GoalSet, target: ResolvedTarget, _text: string | null): Verified["goals"] {
  const { subjects } = compile(goalSet, target.ga4.measurementId, target.googleTag);
  return goalSet.goals.map((goal) => ({
    goal: goal.id,
    name: goal.name,
    at: goal.at,
    status: "not-tried",
    expected: expectedOf(goal, subjects),
    hits: [],
    problems: [],
  }));
}
