/** Switches as text, for command lines. */
import { InvalidInput } from "./invalid-input.ts";
import { ENABLED_APIS, MEASURED } from "./set-up/set-up.ts";
import { DEFAULT_SWITCHES, type Switches } from "./switches.ts";
import { EDITABLE_KINDS } from "./tag-manager/entity-kinds.ts";

export type SwitchName = keyof Switches;

export const SWITCH_NAMES = Object.keys(DEFAULT_SWITCHES) as readonly SwitchName[];

/** @throws InvalidInput that says what the switch may be set to. */
export function parseSwitch(name: SwitchName, text: string): Partial<Switches> {
  const { read, allowed } = FORMS[name];
  const value = read(text);
  if (value === undefined)
    throw new InvalidInput(`The switch ${name} cannot be set to "${text}", only to ${allowed}.`);
  return { [name]: value };
}

interface Form<T> {
  /** Undefined for a text that is not one of the allowed values. */
  read(text: string): T | undefined;
  readonly allowed: string;
}

const YES_NO = oneOf(true, false);
const COUNT = wholeNumber(/^[1-9]\d{0,8}$/, "a whole number from 1");
const FROM_ZERO = wholeNumber(/^(?:0|[1-9]\d{0,8})$/, "a whole number from 0");

const FORMS: { readonly [N in SwitchName]: Form<Switches[N]> } = {
  staleFingerprint: oneOf(400, 409, 412),
  inUseDelete: oneOf("refuse", "dangle"),
  retryAfter: orNone(COUNT),
  newContainerIsPublished: YES_NO,
  workspaceLimit: COUNT,
  workspaceLimitStatus: oneOf(400, 403, 429),
  duplicateWorkspaceNames: oneOf("refuse", "allow"),
  staleBase: oneOf("sync", "conflict"),
  unchangedWorkspace: oneOf("no-version", "version", "refuse"),
  namedWorkspaceReplaced: oneOf(true, false, "renamed"),
  environmentCode: oneOf("given", "reauthorize"),
  environmentLimit: orNone(COUNT),
  workspaceEnvironments: YES_NO,
  fillsTagDefaults: YES_NO,
  autoEventFilter: oneOf("drop", "keep"),
  reordersParameters: YES_NO,
  acceptsUpperSnake: YES_NO,
  refusesColonInTagNames: YES_NO,
  tagManagerPageSize: COUNT,
  bulkUpdate: oneOf("available", 404, 501),
  bulkUpdateAtomic: YES_NO,
  bulkUpdateTemporaryTriggerIds: YES_NO,
  bulkUpdateBuiltInVariables: YES_NO,
  bulkUpdateRefuses: someOf(EDITABLE_KINDS),
  bulkUpdateMaximum: orNone(COUNT),
  bulkUpdateChecksFingerprints: YES_NO,
  keyEventLimitStatus: oneOf(400, 429),
  resourceLimitStatus: oneOf(400, 429),
  eventCreateRuleLimitPer: oneOf("stream", "property"),
  conditionValueMaximum: orNone(COUNT),
  ruleOfItsOwnEvent: oneOf("refuse", "accept"),
  archivedParameterIsFree: YES_NO,
  archivedAgain: oneOf(404, 400, 200),
  duplicateDisplayNames: oneOf("allow", "refuse"),
  displayNameLetters: oneOf("any", "latin"),
  unchangedPatch: oneOf("accept", "refuse"),
  camelCaseMasks: oneOf("refuse", "accept"),
  keyEventsType: oneOf("TYPE_INTEGER", "TYPE_FLOAT"),
  defaultValuesInEventValue: YES_NO,
  keyEventMetricsAfterHours: FROM_ZERO,
  thresholding: oneOf("off", "flagged", "hides"),
  rowsBeforeOther: orNone(COUNT),
  sampledPercent: orNone(COUNT),
  processingHours: FROM_ZERO,
  retentionDays: orNone(COUNT),
  incompatibleFields: fields(),
  checkKnowsIncompatibleFields: YES_NO,
  restrictedMetrics: oneOf("none", "revenue"),
  estimatesDistinctCounts: YES_NO,
  usersChangeOtherMetrics: YES_NO,
  dataTokensPerHour: COUNT,
  funnelMaxSteps: orNone(COUNT),
  funnelEmptySteps: oneOf("missing", "shown"),
  funnelHeaders: oneOf("once", "twice"),
  token: oneOf("valid", "expired"),
  scopes: scopes(),
  quotaProject: oneOf("set", "missing"),
  disabledApis: someOf(ENABLED_APIS),
  role: oneOf("editor", "viewer", "none"),
  containerAccess: oneOf("publish", "approve", "edit", "read", "none"),
  clockAhead: wholeNumber(/^-?\d{1,9}$/, "a whole number"),
  signals: oneOf("disabled", "enabled"),
  reportingIdentity: oneOf("BLENDED", "OBSERVED", "DEVICE_BASED"),
  dataRetention: oneOf("TWO_MONTHS", "FOURTEEN_MONTHS"),
  enhancedMeasurement: someOf(MEASURED),
  eventEditRules: renames(),
};

function oneOf<const T extends readonly (string | number | boolean)[]>(...values: T): Form<T[number]> {
  return {
    read: (text) => values.find((value) => String(value) === text),
    allowed: values.join(" or "),
  };
}

function wholeNumber(form: RegExp, allowed: string): Form<number> {
  return { read: (text) => (form.test(text) ? Number(text) : undefined), allowed };
}

/** Names of dimensions or metrics, with commas between them; nothing for none. */
function fields(): Form<readonly string[]> {
  return {
    read: (text) => (text === "" ? [] : /^\w[\w:]*(?:,\w[\w:]*)*$/.test(text) ? text.split(",") : undefined),
    allowed: "names such as fullPageUrl,pageLocation",
  };
}

/** Old and new names of events, with commas between the pairs; nothing for none. */
function renames(): Form<readonly string[]> {
  return {
    read: (text) => (text === "" ? [] : /^\w+>\w+(?:,\w+>\w+)*$/.test(text) ? text.split(",") : undefined),
    allowed: "names such as lead>contact,thanks>thank_you",
  };
}

function orNone<T>({ read, allowed }: Form<T>): Form<T | null> {
  return { read: (text) => (text === "none" ? null : read(text)), allowed: `${allowed} or none` };
}

/** Last parts of the URLs of scopes; all of them, or those with commas between them. */
function scopes(): Form<readonly string[] | "all"> {
  const list = /^[a-z]+\.[a-z.]+(?:,[a-z]+\.[a-z.]+)*$/;
  return {
    read: (text) => (text === "all" ? text : list.test(text) ? text.split(",") : undefined),
    allowed: "all, or scopes such as tagmanager.readonly,analytics.edit",
  };
}

/** Several with commas between them; nothing for none of them. */
function someOf<T extends string>(values: readonly T[]): Form<readonly T[]> {
  const known = (name: string) => values.find((value) => value === name);
  return {
    read: (text) => {
      const read = text.split(",").flatMap((name) => known(name) ?? []);
      return text === "" || read.length === text.split(",").length ? read : undefined;
    },
    allowed: `some of ${values.join(",")}`,
  };
}
