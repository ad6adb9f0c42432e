/** What can be wrong around goalform: with a token, a Cloud project, a person's access, or the settings of a property. */

/** Enhanced measurement by the names of its settings, without `Enabled`. */
export const MEASURED = [
  "scrolls",
  "outboundClicks",
  "siteSearch",
  "videoEngagement",
  "fileDownloads",
  "pageChanges",
  "formInteractions",
] as const;

/** The APIs that a Cloud project must enable, by the first part of their host. */
export const ENABLED_APIS = ["tagmanager", "analyticsadmin", "analyticsdata"] as const;

export interface SetUp {
  /** What every token is worth. */
  readonly token: "valid" | "expired";
  /** Last parts of the scope URLs that were granted at most; a token that names its own has those of them that are here. */
  readonly scopes: readonly string[] | "all";
  /** Whether the project pays for requests of a person; where it is missing, the header `x-goog-user-project` names one. */
  readonly quotaProject: "set" | "missing";
  /** What the Cloud project did not enable. */
  readonly disabledApis: readonly (typeof ENABLED_APIS)[number][];
  /** In every property (support.google.com/analytics/answer/9305587). */
  readonly role: "editor" | "viewer" | "none";
  /** In every container (support.google.com/tagmanager/answer/6107011). Only approving makes versions. */
  readonly containerAccess: "publish" | "approve" | "edit" | "read" | "none";
  /** Seconds that the `Date` header of Google's answers is ahead of this machine's clock; negative when it is slow. */
  readonly clockAhead: number;
  /** Google signals, until somebody changes them; the same for all that follow. */
  readonly signals: "disabled" | "enabled";
  readonly reportingIdentity: "BLENDED" | "OBSERVED" | "DEVICE_BASED";
  /** Longer ones are for 360 properties only. */
  readonly dataRetention: "TWO_MONTHS" | "FOURTEEN_MONTHS";
  /** What enhanced measurement measures. Nothing: its main switch is off, which leaves the others as they are. */
  readonly enhancedMeasurement: readonly (typeof MEASURED)[number][];
  /** What the event edit rules of every stream rename: `lead>contact`. */
  readonly eventEditRules: readonly string[];
}

export const SOUND_SET_UP: SetUp = {
  token: "valid",
  scopes: "all",
  quotaProject: "set",
  disabledApis: [],
  role: "editor",
  containerAccess: "publish",
  clockAhead: 0,
  signals: "disabled",
  reportingIdentity: "BLENDED",
  dataRetention: "TWO_MONTHS",
  enhancedMeasurement: MEASURED,
  eventEditRules: [],
};
