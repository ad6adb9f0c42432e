/**
 * What Google's Discovery documents leave out and the protocol has: the full names of enums, the numbers of their values,
 * and which fields are alternatives of one another. Of Analytics it is in Google's own client; of Tag Manager, which has
 * no such client, only names are known, and numbers are taken from the order of the values.
 */
import type { Property } from "./document.ts";

export interface Protocol {
  /** @param message without the prefix of the API's version, such as `CustomMetric` */
  enumOf(message: string, field: string, property: Property): ProtocolEnum;
  isAlternative(message: string, field: string): boolean;
}

export interface ProtocolEnum {
  /** Without the package, such as `Parameter.Type`. */
  readonly name: string;
  readonly package: string;
  readonly numbers: { readonly [value: string]: number };
}

/** Names of enums as Tag Manager's refusals of unknown values give them. */
const TAG_MANAGER_ENUMS: { readonly [field: string]: string } = {
  "BuiltInVariable.type": "BuiltInVariable.Type",
  "Condition.type": "Condition.Type",
  "Container.usageContext": "Container.UsageContext",
  "Entity.changeStatus": "Entity.ChangeStatus",
  "Environment.type": "Environment.Type",
  "Parameter.type": "Parameter.Type",
  "Tag.tagFiringOption": "Tag.TagFiringOption",
  "TagConsentSetting.consentStatus": "Tag.TagConsentSetting.ConsentStatus",
  "Trigger.type": "Trigger.EventType",
  "VariableFormatValue.caseConversionType": "VariableFormatValue.CaseConversionType",
  "VariableFormatValue.convertToNumber": "VariableFormatValue.DecimalSeparatorType",
};

export const TAG_MANAGER_PROTOCOL: Protocol = {
  enumOf(message, field, { enum: values = [] }) {
    const name = TAG_MANAGER_ENUMS[`${message}.${field}`];
    if (name === undefined) throw new Error(`Name the enum of ${message}.${field} in protocol.ts.`);
    const numbers = Object.fromEntries(values.map((value, index) => [value, index]));
    return { name, package: "google.tagmanager.v2", numbers };
  },
  isAlternative: () => false,
};

/** The enums of Analytics Data, whose client for Node needs a newer one than goalform: names and odd numbers of data.proto. */
const ANALYTICS_DATA_ENUMS: { readonly [field: string]: string } = {
  "ActiveMetricRestriction.restrictedMetricTypes": "RestrictedMetricType",
  "CheckCompatibilityRequest.compatibilityFilter": "Compatibility",
  "CohortsRange.granularity": "CohortsRange.Granularity",
  "DataTruncationReason.dataTruncationType": "DataTruncationReason.DataTruncationType",
  "DimensionCompatibility.compatibility": "Compatibility",
  "DimensionOrderBy.orderType": "OrderBy.DimensionOrderBy.OrderType",
  "MetricCompatibility.compatibility": "Compatibility",
  "MetricHeader.type": "MetricType",
  "MetricMetadata.blockedReasons": "MetricMetadata.BlockedReason",
  "MetricMetadata.type": "MetricType",
  "NumericFilter.operation": "Filter.NumericFilter.Operation",
  "RunReportRequest.metricAggregations": "MetricAggregation",
  "StringFilter.matchType": "Filter.StringFilter.MatchType",
};

const ODD_NUMBERS: { readonly [value: string]: number } = { MINIMUM: 5, MAXIMUM: 6, COUNT: 4 };

export const ANALYTICS_DATA_PROTOCOL: Protocol = {
  enumOf(message, field, { enum: values = [] }) {
    const name = ANALYTICS_DATA_ENUMS[`${message}.${field}`];
    if (name === undefined) throw new Error(`Name the enum of ${message}.${field} in protocol.ts.`);
    // There is no metric type 3.
    const numberOf = (value: string, index: number) =>
      ODD_NUMBERS[value] ?? (name === "MetricType" && index > 2 ? index + 1 : index);
    const numbers = Object.fromEntries(values.map((value, index) => [value, numberOf(value, index)]));
    return { name, package: "google.analytics.data.v1beta", numbers };
  },
  isAlternative: (message) => message === "NumericValue",
};

/** A message, enum or package in the form that protobuf.js writes. */
export interface Declared {
  readonly nested?: { readonly [name: string]: Declared };
  readonly fields?: { readonly [name: string]: { readonly type: string } };
  readonly oneofs?: { readonly [name: string]: { readonly oneof: readonly string[] } };
  readonly values?: { readonly [name: string]: number };
}

/** @param root what `@google-analytics/admin` carries as `protos.json` */
export function analyticsProtocol(root: Declared, version: "v1alpha" | "v1beta"): Protocol {
  const path = ["google", "analytics", "admin", version];
  const all = path.reduce((at, name) => at.nested?.[name] ?? {}, root);
  /** Discovery joins the names of nested messages: `KeyEventDefaultValue` is `KeyEvent.DefaultValue`. */
  const declared = new Map(everything(all, []).map(([names, one]) => [names.join(""), { names, one }]));
  const messageOf = (name: string) => {
    const found = declared.get(name);
    if (found === undefined) throw new Error(`Google's client does not declare ${name}.`);
    return found;
  };
  return {
    enumOf(message, field) {
      const { names, one } = messageOf(message);
      const type = one.fields?.[field]?.type ?? "";
      // The nearest declaration of that name counts, from inside out.
      const scopes = names.map((_, index) => names.slice(0, names.length - index));
      const inner = [...scopes, []].map((scope) => [...scope, ...type.split(".")]);
      const found = inner.map((full) => declared.get(full.join(""))).find((each) => each?.one.values);
      if (found === undefined)
        throw new Error(`Google's client does not declare the enum of ${message}.${field}.`);
      return { name: found.names.join("."), package: path.join("."), numbers: found.one.values ?? {} };
    },
    // A type that all of Google's APIs share, such as `GoogleTypeDate`, is declared elsewhere.
    isAlternative: (message, field) =>
      !message.startsWith("GoogleType") &&
      Object.values(messageOf(message).one.oneofs ?? {}).some(({ oneof }) => oneof.includes(field)),
  };
}

function everything({ nested = {} }: Declared, above: readonly string[]): [readonly string[], Declared][] {
  return Object.entries(nested).flatMap(([name, one]) => {
    const names = [...above, name];
    return [[names, one] as [readonly string[], Declared], ...everything(one, names)];
  });
}
