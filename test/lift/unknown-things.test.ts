/** What a container has that goalform does not know is never read as if it did not matter. */
import { expect, test } from "vitest";
import { liftOf } from "./made-containers.ts";

const ID = "G-MADE120001";
const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
const flag = (key: string) => ({ type: "BOOLEAN", key, value: "true" });
const asks = (arg0: string, arg1: string, ...more: readonly object[]) => ({
  type: "EQUALS",
  parameter: [text("arg0", arg0), text("arg1", arg1), ...more],
});
const event = (custom: object, ...filter: readonly object[]) => ({
  type: "CUSTOM_EVENT",
  customEventFilter: [custom],
  filter,
});
const GO = event(asks("{{_event}}", "go"));
const ANY = { type: "MATCH_REGEX", parameter: [text("arg0", "{{_event}}"), text("arg1", ".*")] };
const unknown = asks("{{Script}}", "1");
const onPages = { autoEventFilter: [unknown] };
const SCROLL = {
  type: "SCROLL_DEPTH",
  parameter: [
    flag("verticalThresholdOn"),
    text("verticalThresholdUnits", "PERCENT"),
    text("verticalThresholdsPercent", "50"),
  ],
};
const LINK = { type: "LINK_CLICK", filter: [asks("{{Click URL}}", "https://shop.example/a")] };

interface Made {
  readonly fires?: object;
  readonly blocks?: object;
  readonly sends?: readonly object[];
}

function exported({ fires = GO, blocks, sends = [text("measurementIdOverride", ID)] }: Made) {
  const at = { accountId: "1", containerId: "2" };
  const tag = {
    ...at,
    tagId: "1",
    name: "Thing",
    type: "gaawe",
    parameter: [text("eventName", "thing"), ...sends],
    firingTriggerId: ["1"],
    blockingTriggerId: blocks === undefined ? [] : ["2"],
  };
  const variables = [
    { name: "Script", type: "jsm", parameter: [text("javascript", "function(){return 1}")] },
    { name: "Template", type: "cvt_1_2", parameter: [] },
    { name: "Plan", type: "v", parameter: [text("name", "plan"), text("dataLayerVersion", "2")] },
  ];
  return {
    exportFormatVersion: 2,
    containerVersion: {
      ...at,
      container: { ...at, publicId: "GTM-MADE12", usageContext: ["WEB"] },
      tag: [tag],
      trigger: [fires, blocks ?? GO].map((one, index) => ({
        ...at,
        ...one,
        triggerId: String(index + 1),
        name: `Trigger ${index + 1}`,
      })),
      variable: variables.map((one, index) => ({ ...at, ...one, variableId: String(index + 1) })),
      builtInVariable: [{ ...at, type: "CLICK_URL", name: "Click URL" }],
    },
  };
}

test.each<[string, Made, string]>([
  ["nothing unknown", {}, "same"],
  ["an exception where a script decides", { blocks: event(ANY, unknown) }, "left out: script-condition"],
  [
    "an exception where a custom template decides",
    { blocks: event(ANY, asks("{{Template}}", "1")) },
    "left out: built-in-condition",
  ],
  [
    "an exception on an event that a script names",
    { blocks: event(asks("{{_event}}", "{{Script}}")) },
    "left out: exception",
  ],
  [
    "an exception whose event filter asks for something else",
    { blocks: event(unknown) },
    "left out: exception",
  ],
  [
    "a custom event whose filter asks for something else",
    { fires: event(unknown) },
    "left out: script-condition, several-events",
  ],
  [
    "a condition with a setting that Tag Manager may have by then",
    { fires: event(asks("{{_event}}", "go"), asks("{{Plan}}", "pro", flag("strange"))) },
    "left out: variable-condition",
  ],
  [
    "a custom event that listens on some pages only",
    { fires: { ...GO, ...onPages } },
    "left out: unknown-trigger",
  ],
  [
    "a link click that listens where a script says",
    { fires: { ...LINK, ...onPages } },
    "left out: script-condition",
  ],
  [
    "a depth of scrolling that listens where a script says",
    { fires: { ...SCROLL, ...onPages } },
    "left out: script-condition",
  ],
  [
    "a setting of the tag that Google may have by then",
    { sends: [text("measurementIdOverride", ID), text("strangeSetting", "x")] },
    "more: setting:strangeSetting",
  ],
  [
    "an id that the container does not show",
    { sends: [text("measurementId", "{{Template}}")] },
    "more: measurement-id:elsewhere",
  ],
])("%s", (_, made, expected) => {
  const { goals, leftOut } = liftOf({ exported: exported(made), measurementId: ID });
  const reasons = leftOut.flatMap((one) => one.reasons.map(({ code }) => code));
  const said = goals.map(({ fidelity }) =>
    fidelity.is === "same" ? "same" : `${fidelity.is}: ${fidelity.kept.join(", ")}`,
  );
  expect([...said, ...(reasons.length > 0 ? [`left out: ${reasons.join(", ")}`] : [])]).toEqual([expected]);
});
