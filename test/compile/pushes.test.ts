/** Lists and patterns of data-layer events, judged by what Google's tag does with the container. */
import { expect, test } from "vitest";
import { HEAD } from "../support/shop.ts";
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

/** Analytics has the event of the site's own gtag where the page configures the id. */
const PAGE = HEAD.replace("defaults:", "    google_tag: page\ndefaults:");

test.each([
  ["a list", "lead: { type: event, on: { data_layer: [lead, quote] } }"],
  ["a pattern", "lead: { type: event, on: { data_layer: { matches: '^(lead|quote)$' } } }"],
  ["a way", "lead: { type: event, any: [{ on: { data_layer: [lead, quote] } }, { page: /zzz }] }"],
])("%s with the event that is sent: what gtag sent is not sent again, everything else is", (_, goal) => {
  const file = `goals:\n  ${goal}\n`;
  const sent = (act: (site: ReturnType<typeof visit>) => void, head: string) => {
    const site = visit(file, "/", {}, head);
    act(site);
    return counted(site).length;
  };
  const acts: readonly ((site: ReturnType<typeof visit>) => void)[] = [
    (site) => site.gtag("event", "lead", { plan: "pro" }),
    (site) => site.gtag("event", "quote", { plan: "pro" }),
    (site) => site.push({ event: "lead" }),
    (site) => site.push({ event: "quote" }),
  ];
  expect(acts.map((act) => sent(act, PAGE))).toEqual([0, 1, 1, 1]);
  expect(acts.map((act) => sent(act, HEAD))).toEqual([1, 1, 1, 1]);
});

test("so is a step of a funnel", () => {
  const steps = "steps: [{ id: a, page: /a }, { id: b, on: { data_layer: { contains: f_b } } }]";
  const site = visit(`goals: {}\nfunnels:\n  f: { ${steps} }\n`, "/", {}, PAGE);
  site.gtag("event", "f_b", {});
  site.push({ event: "f_b" });
  site.push({ event: "xf_bx" });
  expect(counted(site)).toEqual(["f_b", "f_b"]);
});
