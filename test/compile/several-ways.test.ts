/** Tags that several things fire send what the visitor acted on, and never what happened before. */
import { expect, test } from "vitest";
import { eventTagResources } from "../../src/compile/event-tag.ts";
import { customEventTrigger, formTrigger, linkClickTrigger } from "../../src/compile/triggers.ts";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import type { SiteSource } from "../../src/language/goal-set/site-source.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import { sourceOf } from "../../src/lift/source.ts";
import { ENTITIES, ENTITY_KINDS } from "../../src/resources/kinds.ts";
import { MEASUREMENT_ID } from "../support/shop.ts";
import { elements, SITE } from "../support/visit.ts";

const TO = { owner: "acme-shop", measurementId: MEASUREMENT_ID, receivesGtagEvents: false };
const AT = { file: "goals.yaml", line: 1, column: 1, length: 1, source: "" };
const WAYS = [
  linkClickTrigger([]),
  { ...formTrigger([]), part: "form" },
  { ...customEventTrigger("chat", []), part: "chat" },
];

function resourcesSending(source: SiteSource) {
  return eventTagResources(TO, {
    key: "lead",
    label: "Lead",
    event: "lead",
    triggers: WAYS,
    parameters: [{ name: "x", from: source, registered: null, at: AT }],
    userProperties: [],
    ecommerce: null,
    value: null,
    consent: [],
    unless: [],
    isAmongEvents: false,
    sent: "every_time",
    user: "goal:lead",
    at: AT,
  });
}

function contentOf(source: SiteSource) {
  return asAtGoogle({ owner: TO.owner, measurementId: MEASUREMENT_ID, resources: resourcesSending(source) })
    .content;
}

/** What a link, a form, and then something else send. */
function sentBy(source: SiteSource): unknown[] {
  const builtInVariable = resourcesSending(source)
    .filter(({ kind }) => kind === "gtm.builtInVariable")
    .map(({ body }) => body);
  const lists = ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, contentOf(source).entities[kind]]);
  const container = { containerId: "1", builtInVariable, ...Object.fromEntries(lists) } as Container;
  const run = (text: string, gtmValues: readonly unknown[]) =>
    new Function("gtmValues", `return (${text})()`)(gtmValues);
  const page = loadTag(container, { url: `${SITE}/`, runScript: run });
  const element = elements('<a href="/buy" data-x="link">Buy</a><form id="f" action="/send"></form>');
  page.click(element("a"));
  page.submit(element("form"));
  page.push({ event: "chat" });
  return page.hits.map(({ parameters }) => parameters["x"]);
}

test.each<readonly [SiteSource, readonly unknown[]]>([
  [{ from: "link", name: "url", otherwise: null }, [`${SITE}/buy`, undefined, undefined]],
  [{ from: "link", name: "url", otherwise: "none" }, [`${SITE}/buy`, "none", "none"]],
  [{ from: "form", name: "id", otherwise: null }, [undefined, "f", undefined]],
  [{ from: "form", name: "action", otherwise: "-" }, ["-", `${SITE}/send`, "-"]],
  [{ from: "attribute", name: "data-x", otherwise: null }, ["link", undefined, undefined]],
  [{ from: "page", name: "path", otherwise: null }, ["/", "/", "/"]],
])("%j", (source, values) => {
  expect(sentBy(source)).toEqual(values);
  const content = contentOf(source);
  const text = JSON.stringify(content.entities["gtm.tag"]).match(/\{\{[^}]+\}\}/)![0];
  expect(sourceOf(text.replaceAll('\\"', '"'), content, ["link", "form", "data_layer"])).toEqual(source);
});
