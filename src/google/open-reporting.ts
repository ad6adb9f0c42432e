/** What a report reads at Google: figures, and when the container's versions were made. Load it only when needed. */
import type { ImpactSource } from "../figures/impact/source.ts";
import type { FigureSource } from "../figures/source.ts";
import type { ExistingAnnotation } from "../resources/annotation.ts";
import { AnalyticsAdmin } from "./analytics-admin.ts";
import { AnalyticsDataClient } from "./analytics-data/client.ts";
import { dataApiSource } from "./analytics-data/source.ts";
import { Annotations } from "./annotations.ts";
import type { Connection } from "./connection.ts";
import { type GoogleTarget, REAL_TIMING } from "./google.ts";
import { Interruption } from "./interruption.ts";
import { newPaces, type Paces } from "./pace.ts";
import { Requests, type Timing, type Wait } from "./requests.ts";
import { clientOptions, signIn } from "./sign-in.ts";
import { TagManager } from "./tag-manager.ts";

export interface ReportingOptions {
  readonly onWait: (wait: Wait) => void;
  readonly progress: (doing: string) => void;
  /** Milliseconds since 1970. */
  readonly today?: () => number;
  readonly timing?: Timing;
  readonly paces?: Paces;
  readonly stop?: AbortSignal;
}

export interface MadeVersion {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970; null where Google does not say. */
  readonly createdAt: number | null;
  /** The public id of its container; null where Google does not say. */
  readonly container: string | null;
}

export interface OpenReporting {
  readonly source: FigureSource & ImpactSource;
  /** The newest versions, down to the first one made before this time, in milliseconds since 1970. At most a few. */
  readonly versionsSince: (time: number) => Promise<readonly MadeVersion[]>;
  /** All of the property's, in no order. One request, more only for over 200. */
  readonly annotations: () => Promise<readonly ExistingAnnotation[]>;
  /** Requests made so far. */
  readonly requests: () => number;
}

/** Trouble at Google uses up a quota of its own (10 errors an hour), so reports are tried again for less long. Milliseconds. */
const PATIENCE = 30_000;

/** Each is a request, of 25 in 100 seconds. */
const MOST_VERSIONS = 5;

export function openReporting(
  target: GoogleTarget,
  connection: Connection,
  options: ReportingOptions,
): OpenReporting {
  const { onWait, progress, today = Date.now, timing = REAL_TIMING, paces = newPaces() } = options;
  const interruption = new Interruption(options.stop ?? new AbortController().signal, {
    say: "",
    run: "again",
  });
  const patience = { ...timing, budget: Math.min(timing.budget, PATIENCE) };
  const ga4 = new Requests(paces.analytics, patience, onWait, interruption);
  const gtm = new Requests(paces.tagManager, timing, onWait, interruption);
  const client = clientOptions(connection, "report", timing.timeout);
  const admin = new AnalyticsAdmin(client, ga4, target.property);
  const facts = once(async () => {
    await signIn(client.auth);
    return admin.facts();
  });
  const tagManager = once(async () => {
    const read = clientOptions(connection, "read", timing.timeout);
    await signIn(read.auth);
    return new TagManager(read, gtm, target.container);
  });
  return {
    source: dataApiSource({
      client: new AnalyticsDataClient(client, ga4, target.property),
      facts,
      today,
      progress,
    }),
    versionsSince: async (time) => versionsSince(await tagManager(), time),
    annotations: async () => {
      await signIn(client.auth);
      return new Annotations(client, ga4, target.property).read();
    },
    requests: () => ga4.count + gtm.count,
  };
}

async function versionsSince(tagManager: TagManager, time: number): Promise<MadeVersion[]> {
  const headers = await tagManager.listVersions();
  const newest = [...headers].sort((a, b) => Number(b.id) - Number(a.id)).slice(0, MOST_VERSIONS);
  const made: MadeVersion[] = [];
  for (const { id, name } of newest) {
    const { fingerprint, container } = await tagManager.version(id);
    // A version's fingerprint is the time of its making.
    const createdAt = Number(fingerprint) > 0 ? Number(fingerprint) : null;
    made.push({ id, name, createdAt, container: container?.publicId ?? null });
    if (createdAt !== null && createdAt < time) break;
  }
  return made;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
