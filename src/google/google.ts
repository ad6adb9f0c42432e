/** The port to Google: opened for one target, one connection and one kind of access. Load it only when needed. */

import { allInOrder } from "../apply/all-in-order.ts";
import { ApplyRefusal } from "../apply/apply-error.ts";
import type { GooglePort } from "../apply/google-port.ts";
import type { WayOut } from "../diagnostic.ts";
import { AnalyticsAdmin } from "./analytics-admin.ts";
import { Annotations } from "./annotations.ts";
import type { ClientOptions } from "./client-options.ts";
import type { Access, Connection } from "./connection.ts";
import { Definitions } from "./definitions.ts";
import { Interruption } from "./interruption.ts";
import { OthersRules } from "./others-rules.ts";
import { newPaces, type Paces } from "./pace.ts";
import { Requests, type Timing, type Wait } from "./requests.ts";
import { clientOptions, signIn } from "./sign-in.ts";
import { type ContainerName, TagManager } from "./tag-manager.ts";
import { createdVersion } from "./version-answers.ts";
import { Workspaces } from "./workspaces.ts";

export { newPaces };

export interface GoogleTarget {
  readonly property: string;
  readonly container: ContainerName;
}

/** Milliseconds. The process's own clock. */
export const REAL_TIMING: Timing = {
  timeout: 60_000,
  budget: 180_000,
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  random: Math.random,
};

/** Less patience than for everything else: a plan is right without what others' rules do, and what is live is live, with an annotation or without. Milliseconds. */
const WITH_LESS_PATIENCE = { timeout: 30_000, budget: 20_000, quotaWaits: 1, longestQuotaWait: 10_000 };

/** What to do after an interruption. */
const AGAIN: Readonly<Record<Access, WayOut>> = {
  read: { say: "", run: "again" },
  prepare: "Run apply again: it finishes what is left.",
  write: "Run apply again: it finishes what is left.",
  rollback: "Run rollback again: it finishes what is left.",
};

/**
 * @param paces those of the process, where it opens several targets: they share Google's quotas
 * @param stop aborted when nothing new may be begun: every call then ends with the error "interrupted"
 */
export function openGoogle(
  target: GoogleTarget,
  connection: Connection,
  access: Access,
  onWait: (wait: Wait) => void,
  timing: Timing = REAL_TIMING,
  paces: Paces = newPaces(),
  stop: AbortSignal = new AbortController().signal,
): GooglePort {
  return portOf(openParts(target, connection, access, { onWait, timing, paces, stop }));
}

/** What the port consists of: one client for each of Google's services, and the requests that each makes. */
interface Parts {
  readonly requests: Readonly<Record<"gtm" | "ga4" | "notes" | "looking", Requests>>;
  readonly tagManager: TagManager;
  readonly workspaces: Workspaces;
  readonly analytics: AnalyticsAdmin;
  readonly definitions: Definitions;
  readonly others: OthersRules;
  readonly annotations: Annotations;
  readonly auth: ClientOptions["auth"];
  readonly interruption: Interruption;
}

interface Sending {
  readonly onWait: (wait: Wait) => void;
  readonly timing: Timing;
  readonly paces: Paces;
  readonly stop: AbortSignal;
}

function openParts(
  { container, property }: GoogleTarget,
  connection: Connection,
  access: Access,
  { onWait, timing, paces, stop }: Sending,
): Parts {
  const interruption = new Interruption(stop, AGAIN[access]);
  const gtm = new Requests(paces.tagManager, timing, onWait, interruption);
  const ga4 = new Requests(paces.analytics, timing, onWait, interruption);
  const options = clientOptions(connection, access, timing.timeout);
  const tagManager = new TagManager(options, gtm, container);
  const analytics = new AnalyticsAdmin(options, ga4, property);
  const definitions = new Definitions(options, ga4, property);
  const clearing = clientOptions(connection, "clear", timing.timeout);
  const workspaces = new Workspaces(tagManager, gtm, clearing);
  // Requests of their own: an answer that gets lost there is no reason to plan again.
  const patience = {
    ...timing,
    ...WITH_LESS_PATIENCE,
    timeout: Math.min(timing.timeout, WITH_LESS_PATIENCE.timeout),
  };
  const notes = new Requests(paces.notes, patience, onWait, interruption);
  const noting = access === "rollback" ? clientOptions(connection, "annotate", timing.timeout) : options;
  const looking = new Requests(paces.analytics, patience, onWait, interruption);
  const others = new OthersRules({ ...options, timeout: patience.timeout }, looking, property);
  const annotations = new Annotations({ ...noting, timeout: patience.timeout }, notes, property);
  return {
    requests: { gtm, ga4, notes, looking },
    tagManager,
    workspaces,
    analytics,
    definitions,
    others,
    annotations,
    auth: options.auth,
    interruption,
  };
}

/** One line for each thing that can be asked of Google. */
function portOf({
  requests: { gtm, ga4, notes, looking },
  tagManager,
  workspaces,
  analytics,
  definitions,
  others,
  annotations,
  auth,
  interruption,
}: Parts): GooglePort {
  const count = () => gtm.count + ga4.count + notes.count + looking.count;
  return {
    read: async (lists) => {
      await signIn(auth);
      const [container, property] = await allInOrder([tagManager.read(), analytics.read()]);
      const read = await definitions.read(lists?.(container) ?? [], property.webStreams);
      interruption.refuse("Reading");
      return { container, property: { ...property, definitions: read }, requests: count() };
    },
    createKeyEvent: (body) => analytics.createKeyEvent(body),
    updateKeyEvent: (name, body, mask) => analytics.updateKeyEvent(name, body, mask),
    deleteKeyEvent: (name) => analytics.deleteKeyEvent(name),
    createDefinition: (kind, stream, body) => definitions.create(kind, stream, body),
    updateDefinition: (kind, name, body, mask) => definitions.update(kind, name, body, mask),
    removeDefinition: (kind, name) => definitions.remove(kind, name),
    readEventRules: (property) => others.read(property),
    annotate: (annotation) => annotations.leave(annotation),
    readLive: () => tagManager.readLive(),
    readLatest: () => tagManager.readLatest(),
    readDefinitions: (kinds, streams) => definitions.read(kinds, streams),
    openWorkspace: (name, description) => workspaces.open(name, description),
    listWorkspaces: () => workspaces.list(),
    changedIn: (workspace) => workspaces.changedIn(workspace),
    deleteWorkspace: (workspace) => workspaces.delete(workspace),
    readWorkspace: (workspace) => workspaces.read(workspace),
    enableBuiltInVariables: (workspace, types) => workspaces.enableBuiltInVariables(workspace, types),
    changeEntities: (workspace, changes) => workspaces.changeEntities(workspace, changes),
    changeEntity: (workspace, change) => workspaces.changeEntity(workspace, change),
    createVersion: (workspace, name, notes) => workspaces.createVersion(workspace, name, notes),
    publish: async ({ id, path }) => {
      if (await tagManager.publish(path)) return;
      throw new ApplyRefusal("not-compiled", `Tag Manager could not compile version ${id}.`, null);
    },
    listVersions: () => tagManager.listVersions(),
    readVersion: async (id) => createdVersion(await tagManager.version(id)),
    setLatest: ({ id }) => tagManager.setLatest(id),
    pause: (milliseconds, what, why) => gtm.pause(milliseconds, what, why),
    describeVersion: (id, change) => tagManager.describe(id, change),
    get requests() {
      return count();
    },
    get lostAnswers() {
      return gtm.lostAnswers + ga4.lostAnswers;
    },
  };
}
