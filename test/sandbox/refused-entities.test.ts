import { describe, expect, it } from "vitest";
import { CONTAINER, send, start } from "./google.ts";
import { badPayload, badRequest, INTERNAL, NOT_FOUND } from "./refusals.ts";
import { condition, constant, customEvent, eventTag, htmlTag, pageview, text } from "./samples.ts";

const WORKSPACE = `tagmanager/v2/${CONTAINER}/workspaces/2`;

const REFUSED: readonly [string, string, unknown, unknown][] = [
  ["a trigger without a type", "triggers", { name: "T" }, badRequest("type: Trigger must have a type.\n")],
  [
    "a tag without a type",
    "tags",
    { name: "T" },
    badRequest("vendorTemplate.key: Unknown entity type (template public ID: ).\n"),
  ],
  [
    "a variable without a type",
    "variables",
    { name: "V" },
    badRequest("vendorTemplate.key: Unknown entity type (template public ID: ).\n"),
  ],
  ["a folder without a name", "folders", {}, badRequest("name: The value must not be empty.\n")],
  [
    "a custom event without its filter",
    "triggers",
    { name: "T", type: "customEvent" },
    badRequest("customEventFilter: Custom-event trigger must have exactly one custom-event filter."),
  ],
  [
    "a custom event with two filters",
    "triggers",
    {
      ...customEvent("T", "a"),
      customEventFilter: [condition("equals", "{{_event}}", "a"), condition("equals", "{{_event}}", "b")],
    },
    badRequest("customEventFilter: Custom-event trigger must have exactly one custom-event filter."),
  ],
  [
    "a condition without a left side",
    "triggers",
    pageview("T", { type: "equals", parameter: [text("arg1", "/")] }),
    INTERNAL,
  ],
  ["an unknown firing trigger", "tags", eventTag("T", "77"), badRequest("Tag references an unknown trigger")],
  [
    "an unknown blocking trigger",
    "tags",
    { ...eventTag("T"), blockingTriggerId: ["77"] },
    badRequest("Tag references an unknown trigger"),
  ],
  [
    "a GA4 event without a measurement id",
    "tags",
    { name: "T", type: "gaawe", parameter: [text("eventName", "lead")] },
    badRequest("vendorTemplate.parameter.measurementIdOverride: The value must not be empty"),
  ],
  [
    "a GA4 event without a name",
    "tags",
    { name: "T", type: "gaawe", parameter: [text("measurementIdOverride", "G-1")] },
    badRequest("vendorTemplate.parameter.eventName: The value must not be empty"),
  ],
  [
    "a Google tag without an id",
    "tags",
    { name: "T", type: "googtag", parameter: [text("tagId", "")] },
    badRequest("vendorTemplate.parameter.tagId: The value must not be empty"),
  ],
  [
    "Custom HTML that is too long",
    "tags",
    htmlTag("T", "x".repeat(102_401)),
    badRequest("vendorTemplate.parameter.html: The value must not be longer than 102400 characters.\n"),
  ],
  [
    "two set-up tags",
    "tags",
    { ...htmlTag("T", "x"), setupTag: [{ tagName: "A" }, { tagName: "B" }] },
    badRequest("setupTag: Only one tag is allowed.\n"),
  ],
  ["an unknown folder", "tags", { ...htmlTag("T", "x"), parentFolderId: "77" }, NOT_FOUND],
  [
    "a variable with the name of an enabled built-in one",
    "variables",
    constant("Page URL", "x"),
    badRequest("Found entity with duplicate name."),
  ],
  [
    "an unknown field",
    "tags",
    { ...htmlTag("T", "x"), colour: "red" },
    badPayload("", `Invalid JSON payload received. Unknown name "colour": Cannot find field.`),
  ],
  [
    "an unknown field further down",
    "tags",
    { name: "T", type: "html", parameter: [{ type: "template", name: "html" }] },
    badPayload(
      "parameter[0]",
      `Invalid JSON payload received. Unknown name "name" at 'parameter[0]': Cannot find field.`,
    ),
  ],
  [
    "an unknown enum value",
    "triggers",
    { name: "T", type: "formSubmit" },
    badPayload(
      "type",
      `Invalid value at 'type' (type.googleapis.com/google.tagmanager.v2.Trigger.EventType), "formSubmit"`,
    ),
  ],
  [
    "a value of another JSON type",
    "tags",
    { name: 7, type: "html" },
    badPayload("name", `Invalid value at 'name' (TYPE_STRING), 7`),
  ],
  [
    "a boolean parameter that is a JSON boolean",
    "tags",
    { name: "T", type: "html", parameter: [{ type: "boolean", key: "k", value: true }] },
    badPayload("parameter[0].value", `Invalid value at 'parameter[0].value' (TYPE_STRING), true`),
  ],
];

describe("Tag Manager refuses", () => {
  it.each(REFUSED)("%s", async (_, collection, body, expected) => {
    const sandbox = await start();
    const answer = await send(sandbox, "POST", `${WORKSPACE}/${collection}`, { body });
    expect(answer.body).toEqual(expected);
    expect(answer.status).toBe((expected as { error: { code: number } }).error.code);
    expect((await send(sandbox, "GET", `${WORKSPACE}/${collection}`)).body).toEqual({});
  });
});
