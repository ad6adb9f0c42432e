/** The order in which people learn the language. Keys that are only in the schema come at the end of their chapter. */
import { INTERACTION_KEYS } from "../../src/language/goal-set/interaction.ts";
import { SOURCE_KEYS } from "../../src/language/goal-set/site-source.ts";

/** What a fragment must be put into to be a whole file. */
export type Inside = "whole" | "file" | "goal" | "funnel" | "step";

export interface Chapter {
  readonly title: string;
  /** A name in `$defs`; null is the file itself. */
  readonly definition: string | null;
  readonly inside: Inside;
  /** From the definition's value to the fragment that shows where to write it. */
  readonly wrap: (value: unknown) => unknown;
  /** Groups of keys, in the order of learning. */
  readonly groups: readonly { readonly title: string | null; readonly keys: readonly string[] }[];
  /** Keys that need little explanation are shown in a table. */
  readonly isTable?: boolean;
}

const itself = (value: unknown) => value;
const plain = (...keys: string[]) => [{ title: null, keys }];

/** A name that fits where the example takes its value from. */
function parameterFor(value: unknown): string {
  if (typeof value === "string") return "form_position";
  return Object.values(value as object)[0] as string;
}

export const CHAPTERS: readonly Chapter[] = [
  {
    title: "The file",
    definition: null,
    inside: "file",
    wrap: itself,
    groups: plain(
      "version",
      "name",
      "targets",
      "default_target",
      "goals",
      "funnels",
      "include",
      "forward",
      "dimensions",
      "metrics",
      "experiments",
      "defaults",
      "removed",
    ),
  },
  {
    title: "A target",
    definition: "target",
    inside: "file",
    wrap: (value) => ({ targets: { production: value } }),
    groups: plain("ga4", "gtm", "google_tag", "annotate", "only", "except", "defaults"),
    isTable: true,
  },
  {
    title: "A goal",
    definition: "goal",
    inside: "goal",
    wrap: itself,
    groups: [
      {
        title: "What counts",
        keys: [
          "type",
          "page",
          "spa",
          "longer_than",
          "scope",
          "more_than",
          "on",
          "any",
          "where",
          "cookie",
          "unless",
        ],
      },
      { title: "Its name", keys: ["name", "description", "event"] },
      {
        title: "Its value",
        keys: [
          "value",
          "currency",
          "counting",
          "sent",
          "key_event",
          "parameters",
          "user_properties",
          "ecommerce",
        ],
      },
      { title: "Where it leads", keys: ["role", "kind", "leads_to", "stage", "owner"] },
      { title: "Where it is counted, and with whose consent", keys: ["via", "consent"] },
      { title: "When it changes", keys: ["enabled", "protected", "was", "adopt", "allow"] },
    ],
  },
  {
    title: "Pages",
    definition: "page",
    inside: "goal",
    wrap: (value) => ({
      page:
        typeof value === "object" && value !== null && "trailing_slash" in value
          ? { path: "/thanks", ...value }
          : value,
    }),
    groups: plain("path", "query", "host", "fragment", "url", "title", "referrer", "trailing_slash"),
  },
  {
    title: "What visitors do",
    definition: "on",
    inside: "goal",
    wrap: (value) => ({ on: value }),
    groups: plain(...INTERACTION_KEYS),
  },
  {
    title: "Either-or",
    definition: "way",
    inside: "goal",
    wrap: (value) => ({ any: [value, { on: { data_layer: "chat_started" } }] }),
    groups: plain("page", "on", "where", "cookie", "spa"),
    isTable: true,
  },
  {
    title: "Exceptions",
    definition: "exception",
    inside: "goal",
    wrap: (value) => ({ unless: value }),
    groups: plain("cookie", "page", "where"),
    isTable: true,
  },
  {
    title: "Comparing text",
    definition: "text_matcher",
    inside: "goal",
    wrap: (value) => ({ page: { path: value } }),
    groups: plain(
      "equals",
      "begins_with",
      "ends_with",
      "contains",
      "one_of",
      "matches",
      "present",
      "ignore_case",
      "trailing_slash",
      "not",
    ),
    isTable: true,
  },
  {
    title: "Comparing values",
    definition: "value_matcher",
    inside: "goal",
    wrap: (value) => ({ where: { [typeof value === "string" ? "plan" : "order.total"]: value } }),
    groups: plain(
      "more_than",
      "at_least",
      "less_than",
      "at_most",
      "equals",
      "one_of",
      "begins_with",
      "ends_with",
      "contains",
      "matches",
      "present",
      "ignore_case",
      "not",
    ),
    isTable: true,
  },
  {
    title: "A parameter",
    definition: "parameter",
    inside: "goal",
    wrap: (value) => ({ parameters: { [parameterFor(value)]: value } }),
    groups: plain(...SOURCE_KEYS, "default", "value", "register"),
    isTable: true,
  },
  {
    title: "A column in reports",
    definition: "register",
    inside: "goal",
    wrap: (value) => {
      const name = typeof value === "string" ? "plan" : "margin";
      return { parameters: { [name]: { data_layer: name, register: value } } };
    },
    groups: plain("as", "name", "description", "unit", "money"),
    isTable: true,
  },
  {
    title: "Forwarded events",
    definition: "forward",
    inside: "file",
    wrap: (value) => ({ forward: { shop: value } }),
    groups: plain("data_layer", "ecommerce"),
    isTable: true,
  },
  {
    title: "A custom dimension",
    definition: "dimension",
    inside: "file",
    wrap: (value) => ({ dimensions: { author: value } }),
    groups: plain("scope", "name", "description", "no_ads"),
    isTable: true,
  },
  {
    title: "A custom metric",
    definition: "metric",
    inside: "file",
    wrap: (value) => ({ metrics: { margin: value } }),
    groups: plain("unit", "money", "name", "description"),
    isTable: true,
  },
  {
    title: "An experiment",
    definition: "experiment",
    inside: "file",
    wrap: (value) => ({ experiments: { price_page: value } }),
    groups: plain("goal", "variants", "from", "to", "name", "description"),
    isTable: true,
  },
  {
    title: "A variant",
    definition: "variant",
    inside: "file",
    wrap: (value) => ({
      experiments: {
        price_page: {
          goal: "purchase",
          variants: { now: { page: "/pricing" }, yearly: value },
          from: "2026-11-02",
        },
      },
    }),
    groups: plain("page", "where", "share"),
    isTable: true,
  },
  {
    title: "A funnel",
    definition: "funnel",
    inside: "funnel",
    wrap: itself,
    groups: plain(
      "name",
      "steps",
      "within",
      "open",
      "audiences",
      "via",
      "consent",
      "unless",
      "description",
      "enabled",
      "allow",
    ),
  },
  {
    title: "A step of a funnel",
    definition: "step",
    inside: "step",
    wrap: itself,
    groups: plain("goal", "id", "page", "on", "where", "cookie", "spa", "name", "event", "via"),
    isTable: true,
  },
  {
    title: "Audiences of a funnel",
    definition: "audiences",
    inside: "funnel",
    wrap: (value) => ({ audiences: value }),
    groups: plain("completed", "abandoned"),
    isTable: true,
  },
  {
    title: "An audience",
    definition: "audience",
    inside: "funnel",
    wrap: (value) => ({ audiences: { completed: value } }),
    groups: plain("days"),
    isTable: true,
  },
  {
    title: "Defaults",
    definition: "defaults",
    inside: "file",
    wrap: (value) => ({ defaults: value }),
    groups: plain(
      "counting",
      "currency",
      "via",
      "consent",
      "unless",
      "spa",
      "parameters",
      "user_properties",
      "host",
    ),
    isTable: true,
  },
];
