/** What is concluded from what was recorded: what comes nearest, and where it is no measure. */
import { describe, expect, test } from "vitest";
import type { Counted, GoalImpact } from "../../src/figures/impact/impact.ts";
import { askingOf, type Compared, impactsOf } from "../../src/figures/impact/judge.ts";
import { literalsOf } from "../../src/figures/impact/literals.ts";
import { nearestOf, nearestQuestion } from "../../src/figures/impact/nearest.ts";
import { type RecordedEvents, recordedEventsOf } from "../../src/figures/impact/recorded.ts";
import type { MatchCount } from "../../src/figures/impact/source.ts";
import { listsFor, unmatched, withNearest } from "../../src/figures/impact/unmatched.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const goalOf = (yaml: string) => goalSet(`${HEAD}goals:\n  one: ${yaml}\n`).goals[0]!;
const recorded = (yaml: string) => recordedEventsOf(goalOf(yaml)) as RecordedEvents;

const PAGES = [
  ["/thank-you/", 40],
  ["/produkte/gr%C3%B6%C3%9Fe", 9],
  ["/de/brochure/12", 7],
  ["/de/brochure/13", 8],
  ["/konto/fertig", 3],
  ["/", 99],
].map(([value, count]) => ({ value: String(value), count: Number(count) }));

const LINKS = [{ value: "https://shop.partner.example/angebote", count: 4 }];

test.each([
  ["{ type: destination, page: /thank-yuo }", "/thank-you/"],
  ["{ type: destination, page: /Thank-You }", "/thank-you/"],
  ["{ type: destination, page: { path: { one_of: [/danke, /tank-you] } } }", "/thank-you/"],
  ["{ type: destination, page: { path: { begins_with: /de/borchure/ } } }", "/de/brochure/13"],
  ["{ type: destination, page: { path: { ends_with: /fertg } } }", "/konto/fertig"],
  ["{ type: destination, page: { path: { contains: brohcure } } }", "/de/brochure/13"],
  ["{ type: destination, page: { path: { matches: '^/(de|en)/brochur/[0-9]+$' } } }", "/de/brochure/13"],
  ["{ type: destination, page: { path: { matches: '^/konto/ferig$' } } }", "/konto/fertig"],
  ["{ type: destination, page: { url: 'https://www.acme.example/thnk-you/' } }", "/thank-you/"],
  ["{ type: destination, page: /produkte/größen }", "/produkte/gr%C3%B6%C3%9Fe"],
  // The path is right, and another condition is not.
  ["{ type: destination, page: { path: /thank-you/, host: other.example } }", "/thank-you/"],
  ["{ type: event, any: [{ page: /thank-yuo/ }, { page: /xyz }] }", "/thank-you/"],
  [
    "{ type: event, on: { link: { url: { contains: partnr.example } } } }",
    "https://shop.partner.example/angebote",
  ],
  ["{ type: destination, page: /quite/another/one }", null],
  ["{ type: destination, page: { path: { contains: ab } } }", null],
  ["{ type: destination, page: { path: { not: /thank-you } } }", null],
])("the nearest to %s is %s", (yaml, value) => {
  const wanted = nearestQuestion(recorded(yaml));
  const near = wanted && nearestOf(wanted.sought, wanted.among === "page" ? PAGES : LINKS);
  expect(near?.value ?? null).toBe(value);
});

test.each([
  ["^/thanks$", { texts: ["/thanks"], isFromStart: true, isToEnd: true }],
  ["^/(en|de)/brochure/[0-9]+$", { texts: ["/", "/brochure/"], isFromStart: true, isToEnd: false }],
  ["a\\.b?c", { texts: ["a.", "c"], isFromStart: false, isToEnd: false }],
  ["x{2,3}y[]a]z", { texts: ["y", "z"], isFromStart: false, isToEnd: false }],
  ["this|that", { texts: [], isFromStart: false, isToEnd: false }],
  ["\\d+/done", { texts: ["/done"], isFromStart: false, isToEnd: false }],
])("certain in the pattern %s", (pattern, sought) => expect(literalsOf(pattern)).toEqual(sought));

function judged(
  before: string | null,
  after: string | null,
  counts: readonly MatchCount[],
  counted: Counted | null,
  events: readonly string[] = ["page_view"],
  quality: GoalImpact["quality"] = [],
) {
  const compared: Compared = {
    id: "one",
    name: "One",
    before: before === null ? null : goalOf(before),
    after: after === null ? null : goalOf(after),
  };
  const asking = askingOf([compared], false);
  const impacts = impactsOf(asking, { counts, received: new Map(counted ? [["one", counted]] : []) });
  const nothing = unmatched(asking, impacts);
  const lists = new Map(listsFor(nothing).map((what) => [what, what === "event" ? named(events) : PAGES]));
  return withNearest(impacts, nothing, lists, quality)[0]!;
}

const named = (events: readonly string[]) => events.map((value) => ({ value, count: 5 }));
const NONE = { count: 0, sessions: 0 };
const SOME = { count: 7, sessions: 6 };
const PDF = "{ type: event, on: { download: { extensions: [pdf] } } }";
const DOC = "{ type: event, on: { download: { extensions: [doc] } } }";

describe("what was recorded is no measure", () => {
  test("where the goal counts and nothing like it was recorded", () => {
    expect(judged(PDF, DOC, [NONE, NONE], SOME)).toMatchObject({
      method: "not-measurable",
      current: SOME,
      proposed: null,
      quality: [{ message: expect.stringContaining("Is enhanced measurement switched on?") }],
    });
  });

  test("of what goes, which its own event says", () => {
    expect(judged(PDF, null, [NONE], SOME)).toMatchObject({
      method: "exact",
      filter: "event one",
      current: SOME,
      proposed: null,
    });
  });

  test("of something that the property refuses to look for: what is live has its own event", () => {
    const by = (plan: string) =>
      `{ type: event, event: one, on: { ga4_event: purchase }, where: { plan: ${plan} } }`;
    const why = { why: "No such dimension." };
    expect(judged(by("a"), by("b"), [why, why], SOME)).toMatchObject({ current: SOME, proposed: null });
  });

  test("where no such event was ever received: enhanced measurement may be off", () => {
    const impact = judged(null, PDF, [NONE], null);
    expect(impact).toMatchObject({ method: "estimate", proposed: NONE, nearest: null });
    expect(impact.quality[0]!.message).toMatch(
      /not received one file_download event .* enhanced measurement/,
    );
    expect(judged(null, PDF, [NONE], null, ["file_download"]).quality[0]!.message).toMatch(/switched on\.$/);
  });

  test("in a property without events", () => {
    expect(judged(null, "{ type: destination, page: /x }", [NONE], null, [])).toMatchObject({
      method: "not-measurable",
      filter: null,
      proposed: null,
    });
  });
});

test("where Google leaves out rows, nothing at all is said with that", () => {
  const hiding = { code: "thresholded", message: "Rows are missing." } as const;
  const impact = judged(null, "{ type: destination, page: /thank-yuo }", [NONE], null, [], [hiding]);
  expect(impact).toMatchObject({ method: "estimate", proposed: NONE, nearest: { value: "/thank-you/" } });
  expect(impact.quality).toContainEqual(hiding);
});

test("an event that nobody sends is compared with those that came, whatever is asked of its parameters", () => {
  const goal = "{ type: event, event: one, on: { ga4_event: purchas }, where: { method: card } }";
  expect(judged(null, goal, [NONE], null, ["purchase", "page_view"]).nearest).toMatchObject({
    value: "purchase",
  });
});

test("a rule in Analytics sees what Analytics has recorded; a form's events name it", () => {
  expect(recorded("{ type: destination, page: /x, via: ga4 }").because).toBeNull();
  expect(recorded("{ type: destination, page: /x }").because).toContain("Views without a load");
  expect(recorded("{ type: destination, page: /x, spa: true }").because).not.toContain(
    "Views without a load",
  );
  expect(recorded("{ type: event, on: { form: contact } }").events).toMatchObject([
    { event: "form_submit", conditions: [{ field: { parameter: "form_id" }, is: { values: ["contact"] } }] },
  ]);
  expect(recorded("{ type: event, on: { form: { selector: .contact } } }")).toHaveProperty("why");
});
