import { expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";

const GOALS = `
goals:
  marked: { type: event, on: { ga4_event: purchase } }
  marked_and_said: { type: event, on: { ga4_event: refund }, counting: once_per_event }
  sent: { type: event, on: { data_layer: registered } }
  viewed: { type: destination, page: /thanks, counting: once_per_event }
`;

function countings(defaults: string): Readonly<Record<string, string | null>> {
  const targets =
    "targets: { live: { ga4: { property: 1, measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 } } }";
  const file = `version: 1\nname: acme-shop\n${targets}\ndefaults: ${defaults}\n${GOALS}`;
  const { goalSet } = readGoals("goals.yaml", Buffer.from(file));
  return Object.fromEntries((goalSet?.goals ?? []).map(({ id, counting }) => [id, counting]));
}

test("without a word about counting, goals on a GA4 event leave it as it is and all others count once per session", () => {
  expect(countings("{ currency: EUR }")).toEqual({
    marked: null,
    marked_and_said: "once_per_event",
    sent: "once_per_session",
    viewed: "once_per_event",
  });
});

test("the file's default counts for goals on a GA4 event too", () => {
  expect(countings("{ counting: once_per_session }")).toEqual({
    marked: "once_per_session",
    marked_and_said: "once_per_event",
    sent: "once_per_session",
    viewed: "once_per_event",
  });
});
