/** Settings of which a property or a stream has exactly one each: read, and changed. */
import type { Call, Route } from "../call.ts";
import { MEASURED, type SetUp } from "../set-up/set-up.ts";
import type { DataStreamState, Fields, Json } from "../state.ts";
import { propertyOf, streamOf } from "./properties.ts";
import { invalidArgument } from "./refusals.ts";
import { EDIT, READ } from "./scopes.ts";
import { maskedPaths, patched } from "./update-mask.ts";

interface SettingsKind {
  readonly message: string;
  /** In snake case. */
  readonly mutable: readonly string[];
  /** Until somebody changes them. */
  initial(setUp: SetUp): Fields;
  /** @throws GoogleError 400. */
  check?(fields: Fields): void;
  /** What only Google sets, except the name. */
  outputOf?(fields: Fields): Fields;
}

const DATA_RETENTION: SettingsKind = {
  message: "DataRetentionSettings",
  mutable: ["event_data_retention", "user_data_retention", "reset_user_data_on_new_activity"],
  initial: ({ dataRetention }) => ({
    eventDataRetention: dataRetention,
    userDataRetention: dataRetention,
    resetUserDataOnNewActivity: true,
  }),
  check({ eventDataRetention, userDataRetention }) {
    for (const duration of [eventDataRetention, userDataRetention])
      if (duration !== "TWO_MONTHS" && duration !== "FOURTEEN_MONTHS")
        throw invalidArgument("A standard property retains data for two or fourteen months.");
  },
};

const GOOGLE_SIGNALS: SettingsKind = {
  message: "GoogleSignalsSettings",
  mutable: ["state"],
  initial: ({ signals }) => ({ state: `GOOGLE_SIGNALS_${signals.toUpperCase()}` }),
  outputOf: ({ state }) => ({
    consent: `GOOGLE_SIGNALS_CONSENT_${state === "GOOGLE_SIGNALS_ENABLED" ? "" : "NOT_"}CONSENTED`,
  }),
};

const REPORTING_IDENTITY: SettingsKind = {
  message: "ReportingIdentitySettings",
  mutable: ["reporting_identity"],
  initial: ({ reportingIdentity }) => ({ reportingIdentity }),
};

/** The query parameters that Analytics' screen suggests. */
const SEARCH_PARAMETERS = "q,s,search,query,keyword";

const ENHANCED_MEASUREMENT: SettingsKind = {
  message: "EnhancedMeasurementSettings",
  mutable: [
    ...["stream", ...MEASURED].map(
      (name) => `${name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}_enabled`,
    ),
    "search_query_parameter",
    "uri_query_parameter",
  ],
  initial: ({ enhancedMeasurement: on }) => ({
    ...(on.length > 0 && { streamEnabled: true }),
    ...Object.fromEntries((on.length > 0 ? on : MEASURED).map((name) => [`${name}Enabled`, true])),
    searchQueryParameter: SEARCH_PARAMETERS,
  }),
  check({ searchQueryParameter, uriQueryParameter = "" }) {
    if (!searchQueryParameter) throw invalidArgument("The field search_query_parameter must not be empty.");
    for (const list of [searchQueryParameter, uriQueryParameter])
      if (String(list).length > LONGEST_PARAMETERS)
        throw invalidArgument("Query parameters are limited to 1024 characters.");
  },
};

/** `EnhancedMeasurementSettings` in the Discovery document of v1alpha. */
const LONGEST_PARAMETERS = 1024;

const PROPERTY = "properties/{property}";

/** In both versions; paths are without the version. */
export const SETTINGS_ROUTES: readonly Route[] = settingsRoutes(PROPERTY, DATA_RETENTION);

/** Only in v1alpha. */
export const ALPHA_SETTINGS_ROUTES: readonly Route[] = [
  ...settingsRoutes(PROPERTY, GOOGLE_SIGNALS),
  ...settingsRoutes(PROPERTY, REPORTING_IDENTITY),
  ...settingsRoutes(`${PROPERTY}/dataStreams/{stream}`, ENHANCED_MEASUREMENT),
];

function settingsRoutes(owner: string, kind: SettingsKind): Route[] {
  const { message } = kind;
  const path = `${owner}/${nameOf(kind)}`;
  return [
    { verb: "GET", path, rpc: `Get${message}`, scopes: READ, run: (call) => answer(call, kind) },
    {
      verb: "PATCH",
      path,
      rpc: `Update${message}`,
      scopes: EDIT,
      query: ["updateMask"],
      body: message,
      run: (call) => patch(call, kind),
    },
  ];
}

function nameOf({ message }: SettingsKind): string {
  return message[0]!.toLowerCase() + message.slice(1);
}

function answer(call: Call, kind: SettingsKind): Json {
  const fields = settingsOf(call, kind);
  const path = call.path.replace(/^v1\w+\//, "");
  return { name: path, ...fields, ...kind.outputOf?.(fields) };
}

function patch(call: Call, kind: SettingsKind): Json {
  const mask = { mutable: kind.mutable, fixed: ["name", "consent"] };
  const paths = maskedPaths(call.query.get("updateMask"), mask, call.switches);
  const fields = patched(settingsOf(call, kind), call.body, paths);
  kind.check?.(fields);
  const owner = ownerOf(call);
  owner.settings = { ...owner.settings, [nameOf(kind)]: fields };
  return answer(call, kind);
}

/** What a web stream's enhanced measurement measures now. */
export function measuredIn({ settings }: DataStreamState, setUp: SetUp): (typeof MEASURED)[number][] {
  const fields = settings?.[nameOf(ENHANCED_MEASUREMENT)] ?? ENHANCED_MEASUREMENT.initial(setUp);
  return fields["streamEnabled"] === true ? MEASURED.filter((name) => fields[`${name}Enabled`] === true) : [];
}

function settingsOf(call: Call, kind: SettingsKind): Fields {
  return ownerOf(call).settings?.[nameOf(kind)] ?? kind.initial(call.switches);
}

function ownerOf(call: Call) {
  return call.params["stream"] === undefined ? propertyOf(call) : streamOf(call);
}
