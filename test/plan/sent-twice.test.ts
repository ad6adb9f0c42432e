/** Tags of others that send what one of our goals sends, however they do it. */
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/resource.ts";
import { plannedCodes } from "../docs/states.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

const html = (script: string, more: JsonObject = {}) => ({
  name: "Theirs",
  type: "html",
  parameter: [{ type: "template", key: "html", value: `<script>${script}</script>` }],
  ...more,
});

const warned = (tag: JsonObject) =>
  plannedCodes(THANKS, { others: (google) => google.plant("gtm.tag", tag) });

test.each([
  ["gtag('event', 'thanks');"],
  ['window.gtag && gtag( "event","thanks",{ value: 5 })'],
  ["gtag('event', 'other'); gtag('event', `thanks`)"],
])("a script of theirs sends the event of a goal: %s", async (script) => {
  expect(await warned(html(script))).toEqual(["sent-twice"]);
});

test.each([
  ["gtag('event', 'thanks_again');"],
  ["gtag('config', 'thanks');"],
  ["dataLayer.push({ event: 'thanks' });"],
  ["gtag('event', name);"],
])("a script of theirs does something else: %s", async (script) => {
  expect(await warned(html(script))).toEqual([]);
});

test("a paused script sends nothing", async () => {
  expect(await warned(html("gtag('event', 'thanks')", { paused: true }))).toEqual([]);
});
