/**
 * What nobody outside Google has recorded, as settings.
 *
 * A tool that works under every setting here does not lean on a guess. The
 * defaults are the best reading of the public evidence.
 *
 * The set-up is different: everybody knows what happens there, and it can be
 * sound or broken.
 */
import { type SetUp, SOUND_SET_UP } from "./set-up/set-up.ts";
import type { EditableKind } from "./tag-manager/entity-kinds.ts";

export interface Switches extends SetUp {
  /** HTTP status of a write with a stale fingerprint. Clients assume 409; no answer was ever published. */
  readonly staleFingerprint: 400 | 409 | 412;
  /** Deleting a trigger, variable, folder or tag that something else uses: refused, or left dangling until the next compile. */
  readonly inUseDelete: "refuse" | "dangle";
  /** Seconds in the `Retry-After` header of a used-up quota; without that header when null. */
  readonly retryAfter: number | null;
  /**
   * Whether a seeded container starts with its version 1 published, as containers of 2026 do ("Empty Container").
   * Otherwise nothing is live: an empty container has no version at all, one from an export an unpublished one.
   */
  readonly newContainerIsPublished: boolean;
  /** Workspaces at a time, Default Workspace included. Three is documented for free accounts. */
  readonly workspaceLimit: number;
  /** HTTP status of a workspace too many; its body was never published. */
  readonly workspaceLimitStatus: 400 | 403 | 429;
  /** Whether a second open workspace may have the name of another one. */
  readonly duplicateWorkspaceNames: "refuse" | "allow";
  /**
   * What `create_version` and `quick_preview` do with a workspace whose base is no longer the latest version: bring it
   * up to date first, or answer `mergeConflict` until somebody calls `sync`.
   */
  readonly staleBase: "sync" | "conflict";
  /** What `create_version` does with a workspace in which nothing changed. */
  readonly unchangedWorkspace: "no-version" | "version" | "refuse";
  /** Whether versioning a named workspace leaves a new one behind (`newWorkspacePath`), under its name or one of Google's. Captures show that only Default Workspace is replaced. */
  readonly namedWorkspaceReplaced: boolean | "renamed";
  /** Whether an environment has a code when it is made, or gets one by `reauthorize` only: a public program allows for both. */
  readonly environmentCode: "given" | "reauthorize";
  /** Environments of type `user` in a container, of which no limit was published; any number when null. */
  readonly environmentLimit: number | null;
  /** Whether a workspace has an environment of its own from the start ("automatically managed", by the Discovery document). */
  readonly workspaceEnvironments: boolean;
  /** Whether the API fills in what the UI always writes on tags: firing option, empty monitoring metadata, consent not set. */
  readonly fillsTagDefaults: boolean;
  /**
   * What the API does with `autoEventFilter` on triggers of clicks, links and forms: two programs saw it dropped without
   * a word (sprawz/gtm-mcp-server issue 39, paolobietolini/gtm-mcp-server issue 33). Timers keep it.
   */
  readonly autoEventFilter: "drop" | "keep";
  /** Whether stored parameters come back in another order than they were sent. */
  readonly reordersParameters: boolean;
  /** Whether enum values are also accepted in the spelling of export files (`MATCH_REGEX`). */
  readonly acceptsUpperSnake: boolean;
  /** Whether a colon in a tag name is refused, as one tool's documentation claims. */
  readonly refusesColonInTagNames: boolean;
  /** Entries per page of a Tag Manager list; the API has no `pageSize` and its page length is not documented. */
  readonly tagManagerPageSize: number;
  /** Whether `bulk_update` exists at all; 404 and 501 are what a missing method may answer. */
  readonly bulkUpdate: "available" | 404 | 501;
  /** Whether a refused entry of `bulk_update` leaves the entries before it undone. */
  readonly bulkUpdateAtomic: boolean;
  /** Whether `new_1` may stand for a new trigger in `firingTriggerId` and `blockingTriggerId`. */
  readonly bulkUpdateTemporaryTriggerIds: boolean;
  /** Whether `bulk_update` takes built-in variables. */
  readonly bulkUpdateBuiltInVariables: boolean;
  /** Kinds of entity that `bulk_update` refuses, so that they must go one at a time. */
  readonly bulkUpdateRefuses: readonly EditableKind[];
  /** The most entries that one `bulk_update` takes; any number when null. */
  readonly bulkUpdateMaximum: number | null;
  /** Whether a fingerprint inside an entry of `bulk_update` is compared with the entity's own. */
  readonly bulkUpdateChecksFingerprints: boolean;
  /** HTTP status of a key event too many; 429 would share it with the request quota. */
  readonly keyEventLimitStatus: 400 | 429;
  /** The same for every other kind of resource in a property. */
  readonly resourceLimitStatus: 400 | 429;
  /** What may have 50 event create rules; Google's help page does not say. */
  readonly eventCreateRuleLimitPer: "stream" | "property";
  /** The most characters of the value in a rule's condition, of which nothing is documented; any number when null. */
  readonly conditionValueMaximum: number | null;
  /** A rule whose condition is the event that it makes itself. Rules never see each other's events, so it is of no use. */
  readonly ruleOfItsOwnEvent: "refuse" | "accept";
  /** Whether the parameter of an archived custom dimension or metric can be registered again at once, or after 48 hours. */
  readonly archivedParameterIsFree: boolean;
  /** HTTP status of archiving what is archived already, as when the first answer got lost. */
  readonly archivedAgain: 404 | 400 | 200;
  /** Whether two custom dimensions, two custom metrics or two audiences may be called the same. */
  readonly duplicateDisplayNames: "allow" | "refuse";
  /** Whether "alphanumeric", in the display name of a custom dimension or metric, means letters of any language. */
  readonly displayNameLetters: "any" | "latin";
  /** A patch that leaves a resource of a property as it was. */
  readonly unchangedPatch: "accept" | "refuse";
  /** Whether an update mask of Analytics may have its paths in camel case too. */
  readonly camelCaseMasks: "refuse" | "accept";
  /** The type of `keyEvents:x`: an integer in a public mock of getMetadata, a float elsewhere. */
  readonly keyEventsType: "TYPE_INTEGER" | "TYPE_FLOAT";
  /** Whether `eventValue` contains the default values of key events that have no value of their own. */
  readonly defaultValuesInEventValue: boolean;
  /** How many hours after an event became a key event `keyEvents:x` is known; before that, a request with it is refused. */
  readonly keyEventMetricsAfterHours: number;
  /** Data thresholds (support.google.com/analytics/answer/9383630): none, said although nothing is missing, or rows of fewer than ten people are missing. */
  readonly thresholding: "off" | "flagged" | "hides";
  /** How many values of a dimension a table has room for before the rest becomes "(other)"; any number when null. */
  readonly rowsBeforeOther: number | null;
  /** How many of a hundred people a report reads; all when null. */
  readonly sampledPercent: number | null;
  /** How many hours pass before an event is in reports: 24 to 48 at Google (support.google.com/analytics/answer/11198161). */
  readonly processingHours: number;
  /** How many days back a report can read before it is cut off; any number when null. */
  readonly retentionDays: number | null;
  /** Fields that go together with no others at this property, such as `fullPageUrl`: a report with them is refused. */
  readonly incompatibleFields: readonly string[];
  /** Whether `checkCompatibility` knows of them; ga-dev-tools issue 2187 says that it may not. */
  readonly checkKnowsIncompatibleFields: boolean;
  /** Whether the reader may see metrics of revenue; otherwise they are 0, and the answer says so. */
  readonly restrictedMetrics: "none" | "revenue";
  /** Whether people and sessions are only estimated, which they are at Google: within 2% here. */
  readonly estimatesDistinctCounts: boolean;
  /** Whether asking for people in the same request changes the other metrics (ga-dev-tools issue 1800). */
  readonly usersChangeOtherMetrics: boolean;
  /** Tokens that a project has for a property in an hour, in each pool. */
  readonly dataTokensPerHour: number;
  /** The most steps of a funnel. The screen takes ten; nothing says what the API takes. */
  readonly funnelMaxSteps: number | null;
  /** Whether a step that nobody reached has a row. */
  readonly funnelEmptySteps: "missing" | "shown";
  /** Whether the headers of a funnel's metrics come twice, with rows that are shorter. */
  readonly funnelHeaders: "once" | "twice";
}

export const DEFAULT_SWITCHES: Switches = {
  staleFingerprint: 409,
  inUseDelete: "refuse",
  retryAfter: null,
  newContainerIsPublished: true,
  workspaceLimit: 3,
  workspaceLimitStatus: 400,
  duplicateWorkspaceNames: "refuse",
  staleBase: "sync",
  unchangedWorkspace: "no-version",
  namedWorkspaceReplaced: false,
  environmentCode: "given",
  environmentLimit: null,
  workspaceEnvironments: false,
  fillsTagDefaults: true,
  autoEventFilter: "drop",
  reordersParameters: false,
  acceptsUpperSnake: true,
  refusesColonInTagNames: false,
  tagManagerPageSize: 200,
  bulkUpdate: "available",
  bulkUpdateAtomic: true,
  bulkUpdateTemporaryTriggerIds: true,
  bulkUpdateBuiltInVariables: false,
  bulkUpdateRefuses: [],
  bulkUpdateMaximum: null,
  bulkUpdateChecksFingerprints: true,
  keyEventLimitStatus: 429,
  resourceLimitStatus: 429,
  eventCreateRuleLimitPer: "stream",
  conditionValueMaximum: null,
  ruleOfItsOwnEvent: "refuse",
  archivedParameterIsFree: true,
  archivedAgain: 404,
  duplicateDisplayNames: "allow",
  displayNameLetters: "any",
  unchangedPatch: "accept",
  camelCaseMasks: "accept",
  keyEventsType: "TYPE_FLOAT",
  defaultValuesInEventValue: true,
  keyEventMetricsAfterHours: 0,
  thresholding: "off",
  rowsBeforeOther: null,
  sampledPercent: null,
  processingHours: 0,
  retentionDays: null,
  incompatibleFields: [],
  checkKnowsIncompatibleFields: true,
  restrictedMetrics: "none",
  estimatesDistinctCounts: false,
  usersChangeOtherMetrics: false,
  dataTokensPerHour: 14_000,
  funnelMaxSteps: 10,
  funnelEmptySteps: "missing",
  funnelHeaders: "once",
  ...SOUND_SET_UP,
};
