/** What each method of Google's answers, as far as goalform reads it. From the APIs' Discovery documents. */
import type { EntityRow } from "../resources/entities/row.ts";
import { ENTITIES, ENTITY_KINDS, pluralOf } from "../resources/kinds.ts";
import type { EntityKind } from "../resources/resource.ts";
import {
  flag,
  id,
  isRecord,
  later,
  list,
  nothing,
  number,
  record,
  type Shape,
  sparse,
  text,
  under,
} from "./shape.ts";

/** Where something is at Google: everything there is in an account or a property. */
const IN_ACCOUNT = under("accounts/");

const PARAMETER: Shape = record(
  {},
  { type: text, key: text, value: text, list: later(() => PARAMETERS), map: later(() => PARAMETERS) },
);
const PARAMETERS = list(PARAMETER);
const CONDITIONS = list(record({}, { type: text, parameter: PARAMETERS }));
const OTHER_TAGS = list(record({}, { tagName: text }));

const COMMON = { notes: text, parentFolderId: text, fingerprint: text };

const FOLDER = record({ folderId: id, name: id }, COMMON);
const FORMAT = record(
  {},
  {
    caseConversionType: text,
    convertNullToValue: PARAMETER,
    convertUndefinedToValue: PARAMETER,
    convertTrueToValue: PARAMETER,
    convertFalseToValue: PARAMETER,
  },
);
const VARIABLE = record(
  { variableId: id, name: id, type: id },
  {
    ...COMMON,
    parameter: PARAMETERS,
    formatValue: FORMAT,
    enablingTriggerId: list(text),
    disablingTriggerId: list(text),
  },
);
/** Fields of a trigger that are one parameter each. */
const TRIGGER_PARAMETERS = [
  "waitForTags",
  "checkValidation",
  "waitForTagsTimeout",
  "uniqueTriggerId",
  "eventName",
  "interval",
  "intervalSeconds",
  "limit",
  "maxTimerLengthSeconds",
  "selector",
  "visibilitySelector",
  "visiblePercentageMin",
  "visiblePercentageMax",
  "continuousTimeMinMilliseconds",
  "totalTimeMinMilliseconds",
  "horizontalScrollPercentageList",
  "verticalScrollPercentageList",
];
const TRIGGER = record(
  { triggerId: id, name: id, type: id },
  {
    ...COMMON,
    parameter: PARAMETERS,
    filter: CONDITIONS,
    customEventFilter: CONDITIONS,
    autoEventFilter: CONDITIONS,
    ...Object.fromEntries(TRIGGER_PARAMETERS.map((field) => [field, PARAMETER])),
  },
);
const TAG = record(
  { tagId: id, name: id, type: id },
  {
    ...COMMON,
    parameter: PARAMETERS,
    firingTriggerId: list(text),
    blockingTriggerId: list(text),
    setupTag: OTHER_TAGS,
    teardownTag: OTHER_TAGS,
    priority: PARAMETER,
    tagFiringOption: text,
    consentSettings: record({}, { consentStatus: text, consentType: PARAMETER }),
    monitoringMetadata: PARAMETER,
    paused: flag,
  },
);
const BUILT_IN_VARIABLE = record({ type: id });
const CONTAINER = record({}, { publicId: text, usageContext: list(text) });

export const ENTITY_SHAPES: Readonly<Record<EntityKind, Shape>> = {
  "gtm.folder": FOLDER,
  "gtm.variable": VARIABLE,
  "gtm.trigger": TRIGGER,
  "gtm.tag": TAG,
};

/** One of them, under the key of its kind. */
const ONE_ENTITY = record(
  {},
  Object.fromEntries(ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, ENTITY_SHAPES[kind]])),
);

/** The lists of a version, empty ones left out. */
const CONTENT = {
  ...Object.fromEntries(ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, list(ENTITY_SHAPES[kind])])),
  builtInVariable: list(BUILT_IN_VARIABLE),
  container: CONTAINER,
};
const VERSION_TEXTS = { name: text, description: text, fingerprint: text, path: text, tagManagerUrl: text };

export const LIVE_VERSION = record({ containerVersionId: id }, { ...VERSION_TEXTS, ...CONTENT });
export const VERSION = record({ containerVersionId: id, path: IN_ACCOUNT }, { ...VERSION_TEXTS, ...CONTENT });
/** For a container without a version, it is not known whether Google answers with an empty object or 404. */
export const LATEST_HEADER: Shape = (value, at) =>
  isRecord(value) && Object.keys(value).length === 0
    ? null
    : record({ containerVersionId: id }, { name: text })(value, at);
export const FOUND_CONTAINER = record({ path: IN_ACCOUNT }, { publicId: text, usageContext: list(text) });
export const WORKSPACE = record({ path: IN_ACCOUNT, name: id });
export const ENVIRONMENT = record(
  { path: IN_ACCOUNT },
  {
    environmentId: text,
    name: text,
    type: text,
    containerVersionId: text,
    workspaceId: text,
    authorizationCode: text,
  },
);
/** A removed entity is still there, as it was. */
export const WORKSPACE_STATUS = sparse({
  workspaceChange: list(ONE_ENTITY),
  mergeConflict: list(record({})),
});
const SYNC_STATUS = record({}, { mergeConflict: flag, syncError: flag });
export const SYNC = sparse({ syncStatus: SYNC_STATUS, mergeConflict: list(record({})) });
export const CREATED_VERSION = sparse({
  containerVersion: VERSION,
  compilerError: flag,
  newWorkspacePath: text,
  syncStatus: SYNC_STATUS,
});
export const PUBLISHED = (value: unknown, at: string): string | null =>
  record({}, { compilerError: flag })(value, at) ??
  ((value as { compilerError?: boolean }).compilerError
    ? null
    : record({ containerVersion: record({ containerVersionId: id }) })(value, at));
export const BUILT_IN_VARIABLES = sparse({ builtInVariable: list(BUILT_IN_VARIABLE) });
export const BULK_UPDATE = sparse({ changes: list(ONE_ENTITY) });

/** Anything in Analytics is known by its name; what was created or changed is answered as it is now. */
export const NAMED = record({ name: under("properties/") });
export { nothing as NOTHING };

/** One page of a list: the field that contains it, and what each item is. */
export interface ListShape {
  readonly field: string;
  readonly item: Shape;
}

export const ENVIRONMENTS: ListShape = { field: "environment", item: ENVIRONMENT };

export const PROPERTY = record({ name: id }, { timeZone: text, currencyCode: text });

export const KEY_EVENTS: ListShape = {
  field: "keyEvents",
  item: record(
    { name: id, eventName: id },
    {
      countingMethod: text,
      defaultValue: record({}, { numericValue: number, currencyCode: text }),
      deletable: flag,
      custom: flag,
      createTime: text,
    },
  ),
};

export const ANNOTATIONS: ListShape = {
  field: "reportingDataAnnotations",
  item: record(
    { name: id },
    { title: text, description: text, annotationDate: record({}), annotationDateRange: record({}) },
  ),
};

const WEB_STREAM = record({ webStreamData: record({ measurementId: id }) }, { displayName: text });

export const DATA_STREAMS: ListShape = {
  field: "dataStreams",
  item: (value, at) =>
    record({ name: id, type: id })(value, at) ??
    ((value as { type: string }).type === "WEB_DATA_STREAM" ? WEB_STREAM(value, at) : null),
};

export const WORKSPACES: ListShape = { field: "workspace", item: WORKSPACE };
export const VERSION_HEADERS: ListShape = {
  field: "containerVersionHeader",
  item: record({ containerVersionId: id }, { name: text, deleted: flag }),
};

/** What a workspace has, and the last part of the path under which it has it. */
export interface WorkspaceList extends ListShape {
  readonly under: EntityRow["plural"] | "built_in_variables";
  readonly plural: string;
}

export const WORKSPACE_LISTS: readonly WorkspaceList[] = [
  ...ENTITY_KINDS.map((kind): WorkspaceList => {
    const { collection, plural } = ENTITIES[kind];
    return { field: collection, item: ENTITY_SHAPES[kind], under: plural, plural };
  }),
  {
    field: "builtInVariable",
    item: BUILT_IN_VARIABLE,
    under: "built_in_variables",
    plural: pluralOf("gtm.builtInVariable"),
  },
];
