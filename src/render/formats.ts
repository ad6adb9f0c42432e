/** The formats, each with the results that it can show. They are loaded only when somebody asks for one. */
import type { Format, Kind } from "./views.ts";

interface FormatRow {
  /** `every`: any result of a command. */
  readonly shows: "every" | readonly Kind[];
  readonly load: () => Promise<Format>;
}

const FORMATS = {
  text: { shows: "every", load: () => import("./formats/text.ts").then((m) => m.text) },
  json: { shows: "every", load: () => import("./formats/json.ts").then((m) => m.json) },
  markdown: { shows: "every", load: () => import("./formats/markdown.ts").then((m) => m.markdown) },
  html: { shows: ["report"], load: () => import("./formats/html.ts").then((m) => m.html) },
  sarif: {
    shows: ["validated", "plan", "drift", "targets", "tested", "verified"],
    load: () => import("./formats/sarif.ts").then((m) => m.sarif),
  },
  gitlab: {
    shows: ["validated", "plan", "drift", "targets", "tested", "verified"],
    load: () => import("./formats/gitlab.ts").then((m) => m.gitlab),
  },
  github: {
    shows: ["validated", "plan", "drift", "targets", "tested", "verified"],
    load: () => import("./formats/github.ts").then((m) => m.github),
  },
  junit: {
    shows: ["validated", "tested", "verified"],
    load: () => import("./formats/junit.ts").then((m) => m.junit),
  },
} as const satisfies Readonly<Record<string, FormatRow>>;

export type FormatName = keyof typeof FORMATS;

/** The formats that can show each of these results. */
export function formatsOf(kinds: readonly Kind[]): readonly FormatName[] {
  const rows = Object.entries(FORMATS) as [FormatName, FormatRow][];
  return rows.flatMap(([name, { shows }]) =>
    shows === "every" || kinds.every((kind) => shows.includes(kind)) ? [name] : [],
  );
}

export function loadFormat(name: FormatName): Promise<Format> {
  return FORMATS[name].load();
}
