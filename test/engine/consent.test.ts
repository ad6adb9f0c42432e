/** A tag's own consent check, as public builds of gtm.js of 2024 to 2026 decide it. */
import { expect, test } from "vitest";
import { customEvent, load, tag } from "./support.ts";

type Told = readonly ["default" | "update", Readonly<Record<string, unknown>>];

/** Whether a tag that needs this type fires for a visitor from there, when the page has said all this. */
function fires(type: string, region: string | undefined, told: readonly Told[]): boolean {
  const consentType = { type: "list", list: [{ type: "template", value: type }] };
  const needing = tag("x", ["1"], { consentSettings: { consentStatus: "needed", consentType } });
  const running = load(
    { tag: [needing], trigger: [customEvent("1", "go")] },
    region === undefined ? {} : { region },
  );
  for (const [step, states] of told) running.gtag("consent", step, states);
  running.push({ event: "go" });
  return running.fired.length > 0;
}

const granted = { ad_storage: "granted", analytics_storage: "granted" };
const denied = { ad_storage: "denied", analytics_storage: "denied" };

test.each<[string | undefined, readonly Told[], boolean]>([
  ["DE", [["default", { ...denied, region: ["DE"] }]], false],
  ["DE-BY", [["default", { ...denied, region: ["DE"] }]], false],
  ["de", [["default", { ...denied, region: "de" }]], false],
  ["US", [["default", { ...denied, region: ["DE", "FR"] }]], true],
  [
    "US",
    [
      ["default", { ...denied, region: ["DE"] }],
      ["default", granted],
    ],
    true,
  ],
  [
    "DE",
    [
      ["default", { ...denied, region: ["DE"] }],
      ["default", granted],
    ],
    false,
  ],
  [
    "DE",
    [
      ["default", granted],
      ["default", { ...denied, region: ["DE"] }],
    ],
    false,
  ],
  [
    "DE",
    [
      ["default", denied],
      ["default", { ...granted, region: ["AT", "DE"] }],
    ],
    true,
  ],
  [
    "US-CA",
    [
      ["default", { ...granted, region: ["US"] }],
      ["default", { ...denied, region: ["US-CA"] }],
    ],
    false,
  ],
  [
    "US-CA",
    [
      ["default", { ...denied, region: ["US-CA"] }],
      ["default", { ...granted, region: ["US"] }],
    ],
    false,
  ],
  [
    "US-NY",
    [
      ["default", { ...denied, region: ["US-CA"] }],
      ["default", { ...granted, region: ["US"] }],
    ],
    true,
  ],
  ["US", [["default", { ...denied, region: ["US-CA"] }]], true],
  [
    "US",
    [
      ["default", denied],
      ["default", { ...granted, region: ["US"] }],
      ["default", denied],
    ],
    true,
  ],
  [
    "US",
    [
      ["default", denied],
      ["default", granted],
    ],
    true,
  ],
  ["US", [["default", { ...denied, region: [] }]], true],
  [
    "DE",
    [
      ["default", { ...denied, region: ["DE"] }],
      ["update", granted],
    ],
    true,
  ],
  [
    "US",
    [
      ["default", { ...granted, region: ["US"] }],
      ["update", denied],
    ],
    false,
  ],
  ["US", [["default", { ...granted, wait_for_update: 500 }]], true],
  [
    undefined,
    [
      ["default", { ...denied, region: ["DE"] }],
      ["default", granted],
    ],
    false,
  ],
  [
    undefined,
    [
      ["default", granted],
      ["default", { ...denied, region: ["DE"] }],
    ],
    false,
  ],
  [undefined, [["default", { ...granted, region: ["DE"] }]], true],
])("from %s after %j: fires is %s", (region, told, expected) => {
  expect(fires("analytics_storage", region, told)).toBe(expected);
});

test.each(["ad_storage", "ad_user_data", "ad_personalization"])(
  "%s is granted by silence, but not in the European Economic Area",
  (type) => {
    const silent = (region?: string) => fires(type, region, []);
    expect(["DE", "FR-IDF", "NO"].map(silent)).toEqual([false, false, false]);
    expect(["US", "GB", "CH", undefined].map(silent)).toEqual([true, true, true, true]);
    expect(fires(type, "DE", [["default", { analytics_storage: "granted" }]])).toBe(false);
    expect(fires(type, "DE", [["default", { [type]: "granted" }]])).toBe(true);
    expect(fires(type, "DE", [["update", { [type]: "granted" }]])).toBe(true);
    expect(fires(type, "US", [["update", { [type]: null }]])).toBe(false);
  },
);

test.each(["analytics_storage", "functionality_storage", "security_storage"])(
  "%s is granted by silence everywhere",
  (type) =>
    expect(["DE", "US", undefined].map((region) => fires(type, region, []))).toEqual([true, true, true]),
);
