/** A site's goals against a sandbox: what `plan` and `apply` do, without the command line around them. */

import { approvedBy } from "../../src/app/guards.ts";
import { apply } from "../../src/apply/apply.ts";
import type { Applied, ApplyOptions } from "../../src/apply/apply-options.ts";
import type { GooglePort } from "../../src/apply/google-port.ts";
import { type WorkingPlan, workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { openGoogle } from "../../src/google/google.ts";
import { Pace, type Paces } from "../../src/google/pace.ts";
import type { Timing } from "../../src/google/requests.ts";
import { forTarget } from "../../src/language/for-target.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { type ReadResult, readGoals } from "../../src/language/read-goals.ts";
import { notApproved } from "../../src/plan/approval.ts";
import type { BuiltPlan } from "../../src/plan/build-plan.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import type { DefinitionKind } from "../../src/resources/resource.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import {
  type RunningSandbox,
  type SandboxState,
  type StartOptions,
  type Switches,
  startSandbox,
} from "../../src/sandbox/sandbox.ts";
import { type Fetch, lineTo } from "./the-line.ts";

export const PROPERTY = "123456789";
export const MEASUREMENT_ID = "G-TEST123456";
export const CONTAINER = "GTM-TEST01";

/** A sandbox with the property and an empty container. */
export const SEED = {
  properties: [{ property: PROPERTY, measurementId: MEASUREMENT_ID }],
  containers: [{ publicId: CONTAINER }],
};

/** The lines that every goals file begins with, so that a test shows its goals alone. */
export const HEAD = `version: 1
name: acme-shop
targets:
  production:
    ga4: { property: "${PROPERTY}", measurement_id: ${MEASUREMENT_ID} }
    gtm: { container: ${CONTAINER} }
defaults: { currency: EUR }
`;

/** A goals file, or what one would compile to. */
export type Goals = string | Compiled;

export interface Shop {
  readonly sandbox: RunningSandbox;
  plan(goals: Goals): Promise<BuiltPlan>;
  /** Plans and applies at once, as `apply --auto-approve` does with every guard overridden. */
  apply(goals: Goals, options?: Partial<ApplyOptions>, way?: Way): Promise<Applied>;
  /** `lists`: definitions to read as well. */
  snapshot(lists?: readonly DefinitionKind[]): Promise<Snapshot>;
  close(): Promise<void>;
}

/** How requests are made. */
export interface Way {
  /** What becomes of requests on their way to the sandbox. */
  readonly fetch?: (line: Fetch) => Fetch;
  /** Comes before every request, and takes as long as it likes. */
  readonly turn?: () => Promise<void>;
  /** What happens while it is waited, which takes no time. */
  readonly meanwhile?: (milliseconds: number) => Promise<void>;
}

export interface ShopOptions {
  /** A parsed container export that the container starts from. */
  readonly containerExport?: unknown;
  readonly switches?: Partial<Switches>;
  /** What already exists: a copy of what another shop's sandbox remembers. */
  readonly state?: SandboxState;
  /** Something between `apply` and Google. */
  readonly around?: (port: GooglePort) => GooglePort;
  /** What else its sandbox starts with. */
  readonly start?: Partial<StartOptions>;
  /** Requests go over the wire, as Google's client sends them by itself. */
  readonly sockets?: boolean;
}

export async function openShop({
  containerExport,
  switches,
  state,
  around,
  start = {},
  sockets = false,
}: ShopOptions = {}): Promise<Shop> {
  let now = Date.parse("2026-03-01T09:00:00Z");
  const sandbox = await startSandbox({
    clock: () => ++now,
    ...start,
    ...(switches ? { switches } : {}),
    seed: {
      ...SEED,
      containers: [
        { publicId: CONTAINER, ...(containerExport === undefined ? {} : { export: containerExport }) },
      ],
    },
  });
  if (state) Object.assign(sandbox.sandbox.state, structuredClone(state));
  const line = sockets ? fetch : lineTo(sandbox);
  const port = (way: Way = {}) =>
    openGoogle(
      { property: PROPERTY, container: { publicId: CONTAINER } },
      {
        to: "endpoint",
        root: sandbox.url,
        accessToken: null,
        ...(sockets && !way.fetch ? {} : { fetch: way.fetch?.(line) ?? line }),
      },
      "write",
      () => {},
      impatient(way),
      ...(way.turn ? [eachInTurn()] : []),
    );
  const work = async (goals: Goals, google = port()): Promise<WorkingPlan> => {
    const compiled = typeof goals === "string" ? compiledFor(goals) : goals;
    const snapshot = await google.read((container) => listsToRead(compiled, container));
    return workingPlan(compiled, snapshot, "production");
  };
  return {
    sandbox,
    plan: async (goals) => (await work(goals)).built,
    apply: async (goals, options = {}, way) => {
      const google = port(way);
      const what = await work(goals, google);
      const conflict = what.built.plan.blockers.find(({ override }) => override === null);
      if (conflict) throw new Error(`stopped: ${conflict.message}`);
      const notes = `Plan ${what.built.plan.digest}.`;
      const all = {
        title: "goalform acme-shop",
        notes,
        allowUnpublished: false,
        publish: true,
        strict: false,
        ...options,
      };
      const again = async () => {
        const left = await work(goals, google);
        const fresh = notApproved(approvedBy(what.built.plan), left.built.plan);
        if (fresh.length > 0) throw new Error(`not approved: ${JSON.stringify(fresh)}`);
        return left;
      };
      return apply(what, again, around ? around(google) : google, () => {}, all);
    },
    snapshot: (lists = []) => port().read(() => lists),
    close: () => sandbox.close(),
  };
}

/** Waiting takes no time here: a clock of its own moves on by what is waited for. */
export function impatient({ turn = async () => {}, meanwhile = async () => {} }: Way = {}): Timing {
  let now = 0;
  return {
    timeout: 60_000,
    budget: 10_000,
    now: () => now,
    wait: async (milliseconds) => {
      now += milliseconds;
      await meanwhile(milliseconds);
      await turn();
    },
    random: () => 0,
  };
}

/** A wait before every request, so that whoever measures the waits decides whose turn it is. */
function eachInTurn(): Paces {
  const pace = new Pace({ requests: 1, seconds: 0 });
  pace.turn = () => 1;
  return { tagManager: pace, analytics: pace, notes: pace };
}

/** What was read last: the same file is often asked for its meaning after it was checked. Nobody changes what was read. */
const recent = new Map<string, ReadResult>();

/** A goals file without included ones. */
export function reading(yaml: string): ReadResult {
  const result = recent.get(yaml) ?? readGoals("goals.yaml", new TextEncoder().encode(yaml));
  if (recent.size > 50) recent.clear();
  recent.set(yaml, result);
  return result;
}

/** The meaning of a goals file that must be valid. */
export function goalSet(yaml: string): GoalSet {
  const { goalSet: meaning, diagnostics } = reading(yaml);
  if (!meaning)
    throw new Error(`the test's goals file is not valid: ${JSON.stringify(diagnostics, null, 2)}`);
  return meaning;
}

const compiledAlready = new Map<string, Compiled>();

function compiledFor(yaml: string): Compiled {
  const known = compiledAlready.get(yaml);
  if (known) return known;
  const meaning = forTarget(goalSet(yaml), "production");
  const compiled = compile(meaning, MEASUREMENT_ID, meaning.targets[0]?.googleTag);
  compiledAlready.set(yaml, compiled);
  return compiled;
}
