/** One row per way of noticing: the option that chooses it, and what it is in the language of the file. */
import type { Field, YamlValue } from "../language/writing/yaml-value.ts";
import type { Way, WayKind } from "./recipe.ts";

export type { Field, YamlValue as Value };

/** Options of `goalform add` that say how the goal is noticed. */
export const WAY_OPTIONS = [
  "page",
  "query",
  "form",
  "selector",
  "link",
  "extension",
  "progress",
  "percent",
  "visible",
  "data-layer",
  "ga4-event",
  "longer-than",
  "more-than",
] as const;

export type WayOption = (typeof WAY_OPTIONS)[number];

interface WayRow {
  /** Null where there is nothing to choose. */
  readonly option: WayOption | null;
  /** What the option takes, for help. */
  readonly takes: string;
  readonly isNumber?: true;
  readonly fields: (what: string | number, except?: string) => readonly Field[];
}

const event = (on: YamlValue): readonly Field[] => [
  ["type", "event"],
  ["on", on],
];

const destination = (page: YamlValue): readonly Field[] => [
  ["type", "destination"],
  ["page", page],
];

/** `/blog/` itself is the list of what lies below it. */
function below(path: string): YamlValue {
  return path.endsWith("/") && path !== "/" ? { begins_with: path, not: path } : { begins_with: path };
}

function compared(operator: string, what: string | number, except: string | undefined): YamlValue {
  return { [operator]: what, ...(except === undefined ? {} : { not: { [operator]: except } }) };
}

export const WAY_KINDS: Readonly<Record<WayKind, WayRow>> = {
  page: { option: "page", takes: "Path of the page", fields: (what) => destination(what) },
  pages_below: {
    option: "page",
    takes: "What the paths begin with",
    fields: (what) => destination({ path: below(String(what)) }),
  },
  query: {
    option: "query",
    takes: "Name of the parameter in the address",
    fields: (what) => destination({ query: { [what]: { matches: "." } } }),
  },
  form: { option: "form", takes: "Id of the form", fields: (what) => event({ form: what }) },
  click: { option: "selector", takes: "CSS selector", fields: (what) => event({ click: what }) },
  link: {
    option: "link",
    takes: "What the link's address begins with",
    fields: (what, except) => event({ link: { url: compared("begins_with", what, except) } }),
  },
  link_to: {
    option: "link",
    takes: "The link's address, or its path on any host",
    fields: (what) => event({ link: what }),
  },
  link_matching: {
    option: "link",
    takes: "Regular expression for the link's address",
    fields: (what, except) => event({ link: { url: compared("matches", what, except) } }),
  },
  outbound_link: { option: null, takes: "", fields: () => event({ link: { outbound: true } }) },
  download: {
    option: "extension",
    takes: "File extension",
    fields: (what) => event({ download: what }),
  },
  video: {
    option: "progress",
    takes: "Percent of the video",
    isNumber: true,
    fields: (what) => event({ video: { progress: what } }),
  },
  scroll: {
    option: "percent",
    takes: "Percent of the page",
    isNumber: true,
    fields: (what) => event({ scroll: what }),
  },
  visible: { option: "visible", takes: "CSS selector", fields: (what) => event({ visible: what }) },
  data_layer: {
    option: "data-layer",
    takes: "Event that the site pushes",
    fields: (what) => event({ data_layer: what }),
  },
  ga4_event: {
    option: "ga4-event",
    takes: "Event that Analytics receives",
    fields: (what) => event({ ga4_event: what }),
  },
  session_duration: {
    option: "longer-than",
    takes: "Length of time",
    fields: (what) => [
      ["type", "duration"],
      ["longer_than", what],
    ],
  },
  pages_per_session: {
    option: "more-than",
    takes: "Number of pages",
    isNumber: true,
    fields: (what) => [
      ["type", "pages_per_session"],
      ["more_than", what],
    ],
  },
  returning_visit: { option: null, takes: "", fields: () => event({ returning_visit: true }) },
};

/** The fields of a goal that is detected this way. */
export function fieldsOf(way: Way): readonly Field[] {
  const fields = WAY_KINDS[way.by].fields(way.what ?? "", way.except);
  return way.pages === undefined ? fields : [...fields, ["page", { path: below(way.pages) }]];
}

/** What a way looks for, by the options that say so. */
export function comparedBy({ by, what, pages }: Way) {
  const { option, takes } = WAY_KINDS[by];
  const own = option === null ? [] : [{ option, takes, value: String(what) }];
  if (pages === undefined) return own;
  return [...own, { option: "page" as const, takes: WAY_KINDS.pages_below.takes, value: pages }];
}

/** The options that choose or change a way. */
export function optionsOf(way: Way): readonly WayOption[] {
  return comparedBy(way).map(({ option }) => option);
}
