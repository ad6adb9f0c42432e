/** A list means any of these: judged by what Google's tag does with the container, and what one text after the other would do. */
import { describe, expect, test } from "vitest";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import { counted, elements as newElements, visit } from "../support/visit.ts";

const TEXTS = ["a", "A", "ab", "ba", "a|b", "xb", "20", "größe|b", "größe"];
const LIST = ["a", "größe|b"];

/** A page is made once, and only clicked on. */
const pages = new Map<string, ReturnType<typeof newElements>>();

function elements(html: string): ReturnType<typeof newElements> {
  const page = pages.get(html) ?? newElements(html);
  pages.set(html, page);
  return page;
}

interface Place {
  readonly what: string;
  /** The goal, with a comparison in the place. */
  readonly goal: (comparison: string) => string;
  readonly counts: (file: string, text: string) => number;
}

/** What a visitor does on the page `/`. */
function doing(act: (site: RunningTag, text: string) => void): Place["counts"] {
  return (file, text) => {
    const site = visit(file, "/");
    act(site, text);
    return counted(site).length;
  };
}

const click = (html: (text: string) => string, selector: string) =>
  doing((site, text) =>
    site.click(elements(html(text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")))(selector)),
  );
const path = (text: string) => `/${encodeURI(text)}`;
const on = (what: string) => (is: string) => `{ type: event, on: { ${what.replace("IS", is)} } }`;

const PLACES: readonly Place[] = [
  {
    what: "query",
    goal: (is) => `{ type: destination, page: { query: { q: ${is} } } }`,
    counts: (file, text) => counted(visit(file, `/?q=${encodeURIComponent(text)}`)).length,
  },
  {
    what: "fragment",
    goal: (is) => `{ type: destination, page: { fragment: ${is} } }`,
    counts: (file, text) => counted(visit(file, path(`#${text}`))).length,
  },
  {
    what: "title",
    goal: (is) => `{ type: destination, page: { title: ${is} } }`,
    counts: (file, text) => counted(visit(file, "/", { globals: { document: { title: text } } })).length,
  },
  {
    what: "where",
    goal: (is) => `{ type: event, on: { data_layer: e }, where: { plan: ${is} } }`,
    counts: doing((site, text) => site.push({ event: "e", plan: text })),
  },
  {
    what: "cookie",
    goal: (is) => `{ type: destination, page: /, cookie: { staff: ${is} } }`,
    counts: (file, text) =>
      counted(visit(file, "/", { cookies: { staff: encodeURIComponent(text) } })).length,
  },
  {
    what: "an exception",
    goal: (is) =>
      `{ type: event, on: { data_layer: e }, unless: { where: { plan: { not: ${is}, present: true } } } }`,
    counts: doing((site, text) => site.push({ event: "e", plan: text === "" ? "zzz" : text })),
  },
  {
    what: "a click's text",
    goal: on("click: { text: IS }"),
    counts: click((text) => `<button><i>${text}</i></button>`, "i"),
  },
  {
    what: "a click's id",
    goal: on("click: { id: IS }"),
    counts: click((text) => `<button id="${text}">x</button>`, "button"),
  },
  {
    what: "a link's classes",
    goal: on("link: { classes: IS }"),
    counts: click((text) => `<a href="/x" class="${text}">x</a>`, "a"),
  },
  {
    what: "a form's id",
    goal: on("form: { id: IS }"),
    counts: doing((site, text) => site.submit(elements(`<form id="${text}"></form>`)("form"))),
  },
  {
    what: "a video's title",
    goal: on("video: { title: IS }"),
    counts: doing((site, text) => {
      site.windowLoaded();
      site.video("start", { title: text });
    }),
  },
  { what: "an event", goal: on("data_layer: IS"), counts: doing((site, text) => site.push({ event: text })) },
];

const OPERATORS = ["equals", "begins_with", "ends_with", "contains", "matches"];
/** Where each operator is said in its own way; the other places say them like these. */
const IN_FULL: ReadonlySet<string> = new Set([
  "where",
  "query",
  "fragment",
  "a click's id",
  "a link's classes",
  "an event",
]);
const written = (op: string, text: string) =>
  JSON.stringify(op === "matches" ? text.replace(/[()|]/g, "\\$&") : text);

/** Texts that count with the list, and with one text of it after the other. */
function both({ goal, counts }: Place, op: string, list: readonly string[], more: string) {
  const file = (is: string) => `goals:\n  lead: ${goal(`{ ${op}: ${is}${more} }`)}\n`;
  const seen = (is: string) => TEXTS.filter((text) => text !== "" && counts(file(is), text) > 0);
  const each = new Set(list.map((one) => written(op, one)).flatMap(seen));
  return {
    list: seen(`[${list.map((one) => written(op, one)).join(", ")}]`),
    each: TEXTS.filter((text) => each.has(text)),
  };
}

describe("a list counts what each of its texts counts", () => {
  test.each(PLACES.map((place) => [place.what, place] as const))("%s", (_, place) => {
    let some = 0;
    for (const op of IN_FULL.has(place.what) ? OPERATORS : ["equals", "contains"]) {
      const more = op === "contains" ? ", ignore_case: true" : "";
      const { list, each } = both(place, op, LIST, more);
      expect([op, list]).toEqual([op, each]);
      some += each.length;
    }
    expect(some).toBeGreaterThan(4);
  });

  const visited = (file: string, at: string) => counted(visit(file, at)).length;
  const clicked = (file: string, href: string) => {
    const site = visit(file, "/");
    site.click(elements(`<a href="${href}">x</a>`)("a"));
    return counted(site).length;
  };
  const sent = (file: string, action: string) => {
    const site = visit(file, "/");
    site.submit(elements(`<form action="${action}"></form>`)("form"));
    return counted(site).length;
  };
  const PATHS = ["/a", "/a/", "/b/a", "/b", "/a%20b", "/20", "/?x=/b"];
  const LINKS = [...PATHS, "tel:1", "mailto:b", "https://müller.example/a"];
  const STARTS = ["tel:", "/a", "https://müller.example"];

  test.each([
    [
      "path",
      "{ type: destination, page: { path: IS } }",
      PATHS,
      visited,
      ["/a", "/b"],
      ["/a", "/b"],
      ["b", "20"],
    ],
    [
      "url",
      "{ type: destination, page: { url: IS } }",
      PATHS,
      visited,
      ["https://www.acme.example/a", "https://www.acme.example/?x=/b"],
      ["https://www.acme.example/a", "https://shop."],
      ["/b", "20", "acme.example/a"],
    ],
    [
      "link",
      "{ type: event, on: { link: IS } }",
      LINKS,
      clicked,
      ["/a", "tel:1"],
      STARTS,
      ["/a", "20", "müller.example/a"],
    ],
    [
      "a form's action",
      "{ type: event, on: { form: { action: IS } } }",
      PATHS,
      sent,
      ["/a", "/b"],
      STARTS,
      ["/a", "/b"],
    ],
  ] as const)("%s", (_, goal, samples, counts, whole, starts, parts) => {
    for (const op of OPERATORS)
      for (const more of ["", ", ignore_case: true", ", trailing_slash: either"]) {
        const list = op === "equals" ? whole : op === "begins_with" ? starts : parts;
        const ends = /slash/.test(more) ? list.filter((one) => one.startsWith("/")) : list;
        if (/slash/.test(more) && (!/equals|ends/.test(op) || ends.length === 0)) continue;
        const link = goal.includes("link: IS") ? "{ url: { OP } }" : "{ OP }";
        const file = (is: unknown) =>
          `goals:\n  lead: ${goal.replace("IS", link).replace("OP", `${op}: ${JSON.stringify(is)}${more}`)}\n`;
        const seen = (is: unknown) => samples.filter((at) => counts(file(is), at) > 0);
        const each = new Set(ends.flatMap(seen));
        expect([op, more, seen(ends)]).toEqual([op, more, samples.filter((one) => each.has(one))]);
      }
  });
});

const page = (is: string) => `goals:\n  lead: { type: destination, page: ${is} }\n`;

test.each([
  ["[/danke, /merci]", ["/danke", "/merci"]],
  ["{ path: [/danke, /merci] }", ["/danke", "/merci"]],
  ["{ path: { not: [/danke, /merci] } }", ["/", "/danke/a", "/x"]],
  ["{ path: { begins_with: [/dan, /mer], not: { ends_with: [e, f] } } }", ["/merci", "/danke/a"]],
  ["{ path: { not: { contains: [dan, x] } } }", ["/", "/merci"]],
  ["{ path: [/danke, /merci], trailing_slash: either }", ["/danke", "/merci"]],
  ["{ path: { begins_with: [/, /x] } }", ["/", "/danke", "/merci", "/danke/a", "/x"]],
])("page: %s", (is, expected) => {
  const paths = ["/", "/danke", "/merci", "/danke/a", "/x"];
  expect(paths.filter((at) => counted(visit(page(is), at)).length > 0)).toEqual(expected);
});

test("a list under `not` is none of them, and a missing value is not one of the others", () => {
  const file =
    "goals:\n  lead: { type: event, on: { data_layer: e }, where: { plan: { not: [demo, 9.90] } } }\n";
  const plans = ["pro", "demo", "9.9", 9.9, undefined];
  const seen = plans.map((plan) => {
    const site = visit(file, "/");
    site.push({ event: "e", plan });
    return counted(site).length;
  });
  expect(seen).toEqual([1, 0, 0, 0, 0]);
});
