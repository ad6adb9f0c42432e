/** Lists and patterns of data-layer events, judged by what Google's tag does with the container. */
import { expect, test } from "vitest";
import { counted, visit } from "../support/visit.ts";

const OWN = ["gtm.click", "gtm.linkClick", "gtm.x_sent", "goalform.acme-shop.lead", "gtag.lead"];

test.each([
  ["[lead, quote]", ["lead", "quote"], ["Lead", "lead2", "a lead", "quot", "lead|quote"]],
  ["[a.b, 'c|d', (e)]", ["a.b", "c|d", "(e)"], ["axb", "c", "d", "e"]],
  ["{ one_of: [lead, quote] }", ["lead", "quote"], ["leads"]],
  ["{ begins_with: checkout_ }", ["checkout_", "checkout_1"], ["xcheckout_", "Checkout_1", "checkout"]],
  ["{ begins_with: g }", ["go", "gtm", "gtag"], ["xg"]],
  ["{ ends_with: _sent }", ["a_sent"], ["a_sent2"]],
  ["{ contains: l, ignore_case: true }", ["xLx", "l"], ["x"]],
  ["{ matches: '^step_[0-9]+$' }", ["step_1"], ["step_", "xstep_1"]],
  ["{ matches: 'a|b' }", ["xa", "bx"], ["x"]],
  ["{ begins_with: a, not: { ends_with: z } }", ["ab"], ["az", "ba"]],
  ["{ not: { one_of: [a, b] } }", ["c", "A"], ["a", "b"]],
])("on: { data_layer: %s }", (event, meets, misses) => {
  const file = `goals:\n  lead: { type: event, on: { data_layer: ${event} } }\n`;
  const sent = (name: string) => {
    const site = visit(file, "/");
    site.push({ event: name });
    return counted(site).length;
  };
  expect(meets.map((name) => [name, sent(name)])).toEqual(meets.map((name) => [name, 1]));
  expect([...misses, ...OWN].map((name) => [name, sent(name)])).toEqual(
    [...misses, ...OWN].map((name) => [name, 0]),
  );
});

test("`{ data_layer: event }` says which one it was", () => {
  const site = visit(
    "goals:\n  lead: { type: event, on: { data_layer: [a, b] }, parameters: { which: { data_layer: event } } }\n",
    "/",
  );
  site.push({ event: "a" });
  site.push({ event: "b" });
  const values = site.hits
    .filter(({ event }) => event === "lead")
    .map(({ parameters }) => parameters["which"]);
  expect(values).toEqual(["a", "b"]);
});
