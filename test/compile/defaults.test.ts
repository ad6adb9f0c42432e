/** What defaults do to goals, judged by what Google's tag does with the container that they become. */

import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import { forTarget } from "../../src/language/for-target.ts";
import { goalToYaml } from "../../src/language/writing/goal.ts";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { CONTAINER, goalSet, MEASUREMENT_ID, PROPERTY } from "../support/shop.ts";
import { counted, visit } from "../support/visit.ts";

/** @param target further keys of the target */
const head = (defaults: string, target = "") => `version: 1
name: acme-shop
targets:
  production: { ga4: { property: "${PROPERTY}", measurement_id: ${MEASUREMENT_ID} }, gtm: { container: ${CONTAINER} }${target} }
defaults: { currency: EUR, ${defaults} }
`;
const sent = (running: RunningTag) => running.hits.map(({ parameters }) => parameters);
const DONE = "goals:\n  done: { type: event, on: { data_layer: done } }\n";

test("goals send the parameters of the defaults, and their own ones win", () => {
  const goals = `goals:
  plain: { type: event, on: { data_layer: done } }
  own: { type: event, on: { data_layer: done }, parameters: { lang: fr } }
  worth: { type: event, on: { data_layer: done }, value: 5, key_event: false, parameters: { place: top } }
`;
  const defaults = head(
    "parameters: { lang: { data_layer: lang, default: de }, value: { data_layer: v }, currency: USD }",
  );
  const running = visit(goals, "/", {}, defaults);
  running.push({ event: "done", lang: "en", v: 3 });
  expect(sent(running)).toEqual([
    { lang: "en", value: 3, currency: "USD" },
    { lang: "fr", value: 3, currency: "USD" },
    { place: "top", lang: "en", value: "5", currency: "EUR" },
  ]);
});

test("a target's own defaults win over those of the file", () => {
  const target =
    ", defaults: { currency: CHF, parameters: { lang: fr, region: west }, counting: once_per_event }";
  const text = `${head("parameters: { lang: de, shop: a }", target)}goals:
  done: { type: event, on: { data_layer: done }, value: { data_layer: total } }
  own: { type: destination, page: /own, value: 5, currency: USD, counting: once_per_session }
`;
  const [done, own] = forTarget(goalSet(text), "production").goals;
  expect(done).toMatchObject({ counting: "once_per_event", value: { currency: "CHF" } });
  expect(own).toMatchObject({ counting: "once_per_session", value: { amount: 5, currency: "USD" } });
  expect(done!.parameters.map(({ name, from }) => [name, from])).toEqual([
    ["lang", { constant: "fr" }],
    ["region", { constant: "west" }],
    ["shop", { constant: "a" }],
  ]);
});

test("only pages of the host count, unless a goal names its own", () => {
  const goals = `goals:
  thanks: { type: destination, page: /thanks }
  address: { type: destination, page: { url: { begins_with: "https://other.example/" } } }
  elsewhere: { type: destination, page: { path: /thanks, host: other.example } }
  done: { type: event, on: { data_layer: done } }
  contained: { type: destination, page: { url: { contains: thanks } } }
`;
  const at = (host: string) => {
    const running = visit(goals, "/", { url: `https://${host}/thanks` }, head("host: www.acme.example"));
    running.push({ event: "done" });
    return counted(running);
  };
  expect(at("www.acme.example")).toEqual(["thanks", "contained", "done"]);
  expect(at("other.example")).toEqual(["address", "elsewhere"]);
  expect(at("third.example")).toEqual([]);
});

test("the pages of a visit are counted on the host alone", () => {
  const text = `${head("host: { ends_with: .acme.example }")}goals:
  deep: { type: pages_per_session, more_than: 3 }
`;
  const { resources } = compile(goalSet(text), MEASUREMENT_ID);
  const script = resources.find(({ address }) => address === "gtm.tag/shared:session");
  const triggers = (script!.body as JsonObject)["firingTriggerId"];
  expect(triggers).toEqual([
    "goalform-ref:gtm.trigger/shared:session/page",
    "goalform-ref:gtm.trigger/shared:session/history",
  ]);
  const running = (host: string) =>
    visit(
      text.slice(text.indexOf("goals:")),
      "/",
      { url: `https://${host}/` },
      text.slice(0, text.indexOf("goals:")),
    );
  const fires = (host: string) => running(host).fired.filter(({ type }) => type === "html").length;
  expect([fires("www.acme.example"), fires("acme.example"), fires("other.example")]).toEqual([1, 0, 0]);
});

test("what Analytics receives anyway stays what it is", () => {
  const goals = `goals:
  purchase: { type: event, on: { ga4_event: purchase } }
  big: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 } } }
`;
  const text = head("host: www.acme.example, parameters: { lang: de }") + goals;
  const { resources } = compile(goalSet(text), MEASUREMENT_ID);
  expect(resources.map(({ kind }) => kind).filter((kind) => kind !== "gtm.folder")).toEqual([
    "ga4.keyEvent",
    "ga4.keyEvent",
    "ga4.eventCreateRule",
  ]);
});

test("virtual pages count where the defaults say so", () => {
  const goals = `goals:
  thanks: { type: destination, page: /thanks }
  loaded: { type: destination, page: { path: /thanks, query: {} }, spa: false }
`.replace(", query: {}", "");
  const running = visit(goals, "/start", {}, head("spa: true"));
  running.navigate("/thanks", "pushState");
  expect(counted(running)).toEqual(["thanks"]);
});

test("a goal is written without what the defaults say", () => {
  const defaults = "host: www.acme.example, spa: true, parameters: { lang: { data_layer: lang } }";
  const file = goalSet(`${head(defaults)}goals:
  thanks: { type: destination, page: /thanks, parameters: { lang: { data_layer: lang }, place: top } }
  hosts: { type: destination, page: { host: www.acme.example } }
  still: { type: destination, page: /still, spa: false, parameters: { lang: de } }
`);
  const usual = {
    counting: null,
    currency: "EUR",
    via: "gtm",
    consent: [],
    spa: true,
    ...file.defaults,
  } as const;
  expect(file.goals.map((goal) => fieldsInOne(goalToYaml(goal, usual)))).toEqual([
    { type: "destination", page: "/thanks", parameters: { place: "top" } },
    { type: "destination", page: { host: "www.acme.example" } },
    { type: "destination", page: "/still", spa: false, parameters: { lang: "de" } },
  ]);
});

test("a currency may come from each target", () => {
  const two = (second: string) => `version: 1
name: acme-shop
targets:
  de: { ga4: { property: "1234567", measurement_id: G-NORDDE0001 }, gtm: { container: GTM-NORDDE1 }, defaults: { currency: EUR } }
  ch: { ga4: { property: "2345678", measurement_id: G-NORDCH0001 }, gtm: { container: GTM-NORDCH1 }${second} }
goals:
  thanks: { type: destination, page: /thanks, value: 5 }
`;
  const file = goalSet(two(", defaults: { currency: CHF }"));
  const currencies = ["de", "ch"].map((name) => forTarget(file, name).goals[0]!.value!.currency);
  expect(currencies).toEqual(["EUR", "CHF"]);
  expect(() => goalSet(two(""))).toThrow(/has no currency at the target `ch`/);
});

test("what all goals have is said once", () => {
  const text =
    head("host: www.acme.example, parameters: { lang: { data_layer: lang, default: de }, shop: a }") + DONE;
  expect(compile(goalSet(text), MEASUREMENT_ID).defaults).toBe(
    'goals that Tag Manager counts also send lang (data-layer key lang, or "de" if it is missing), shop ("a"); only pages whose host is www.acme.example count',
  );
});
