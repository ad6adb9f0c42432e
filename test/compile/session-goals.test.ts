/** Which goals the session script finds, and what it is told about them. */
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { DesiredResource, JsonObject } from "../../src/resources/resource.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const GOALS = [
  "  stayed: { type: duration, longer_than: 4m }",
  "  deep: { type: pages_per_session, more_than: 5 }",
  "  again: { type: event, on: { returning_visit: true }, page: /blog }",
  "  reader: { type: duration, longer_than: 90s, scope: page, spa: true, page: /guide }",
  "  timed: { type: duration, longer_than: 90s, scope: page }",
  "  later: { type: pages_per_session, more_than: 7, via: ga4 }",
  "  thanks: { type: destination, page: /thanks }",
  "  clicked: { type: event, on: { click: .buy } }",
];

function shared(goals: readonly string[]): DesiredResource[] {
  const { resources } = compile(goalSet(`${HEAD}goals:\n${goals.join("\n")}\n`), MEASUREMENT_ID);
  return resources.filter(({ address }) => address.includes("shared:session"));
}

function configuration(tag: DesiredResource | undefined): string {
  const [html] = (tag!.body as JsonObject)["parameter"] as JsonObject[];
  return /\}\)(\(.*\));\n<\/script>$/s.exec(html!["value"] as string)![1]!;
}

test("those that Tag Manager has no trigger for, in an order that the file does not decide", () => {
  const [, tag] = shared(GOALS);
  expect(configuration(tag)).toBe(`("goalform.acme-shop", "G-TEST123456", [
  {"event":"goalform.acme-shop.again","returning":true},
  {"event":"goalform.acme-shop.deep","moreThanPages":5},
  {"event":"goalform.acme-shop.reader","pageLongerThan":90,"looksAt":["pathname"]},
  {"event":"goalform.acme-shop.stayed","longerThan":240}
])`);
  expect(shared([...GOALS].reverse()).map(({ body }) => body)).toEqual(shared(GOALS).map(({ body }) => body));
});

test("run on all pages and at every change of the history, and belong to all of these goals", () => {
  const [trigger, tag] = shared(GOALS);
  const users = ["goal:stayed", "goal:deep", "goal:again", "goal:reader"];
  expect([trigger?.users, tag?.users]).toEqual([users, users]);
  expect([trigger?.at.line, tag?.at.line]).toEqual([9, 9]);
  expect(trigger?.body).toEqual({
    name: "acme-shop - session script (history)",
    type: "historyChange",
    parentFolderId: "goalform-ref:gtm.folder/shared:folder",
  });
  // "All Pages", in every container.
  expect((tag?.body as JsonObject | undefined)?.["firingTriggerId"]).toEqual([
    "2147479553",
    "goalform-ref:gtm.trigger/shared:session/history",
  ]);
});

test.each(GOALS.slice(0, 4))("each of them alone needs it: %s", (goal) => {
  expect(shared([goal])).toHaveLength(2);
});

test.each(GOALS.slice(4))("the others do not: %s", (goal) => {
  expect(shared([goal])).toEqual([]);
});
