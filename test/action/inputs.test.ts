/** The inputs of a workflow: what each means, what it is when it is left out, and what is refused. */
import { expect, test } from "vitest";
import { readInputs, secretsIn } from "../../src/action/inputs.ts";

const inputs = (given: Readonly<Record<string, string>>) =>
  readInputs(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  );

const LEFT_OUT = {
  command: null,
  file: "goals.yaml",
  target: undefined,
  label: "default",
  accessToken: "",
  githubToken: "",
  approval: "pull-request",
  planId: "",
  planOperations: [],
  comment: "true",
  publish: true,
  maxRemovals: null,
  allow: new Set(),
  toVersion: undefined,
  prNumber: null,
  requireApproval: false,
  issueLabels: [],
  issueAssignees: [],
  publishedVersion: undefined,
  patience: 20,
  play: undefined,
  site: undefined,
  browser: undefined,
  map: [],
  allowHosts: [],
  reallySend: false,
  preview: false,
  gtmJs: undefined,
  gtagJs: undefined,
  impact: false,
  publicFigures: false,
  asked: {
    days: undefined,
    months: undefined,
    by: undefined,
    forms: false,
    leads: false,
    leadDays: undefined,
    unit: undefined,
    silentAfter: undefined,
  },
  events: undefined,
  failOnDead: false,
};

test("what is left out, or empty, has its default", () => {
  expect(inputs({})).toEqual(LEFT_OUT);
  const names = ["command", "file", "target", "label", "allow", "max-removals", "issue-labels", "plan-id"];
  expect(inputs(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(LEFT_OUT);
});

test("what is given is read, in any case, with spaces around it", () => {
  const given = {
    command: " Apply ",
    file: "shop/goals.yaml",
    target: "staging",
    "access-token": "ya29.a",
    "github-token": "ghs_a",
    approval: "plan-id",
    "plan-id": "0123456789ab",
    "plan-operations": "a, b\nc",
    comment: "changes-only",
    publish: "FALSE",
    "max-removals": "7",
    allow: "unpublished, others",
    "to-version": "012",
    "pr-number": "42",
    "require-approval": "true",
    "issue-labels": "ga4, needs work\nurgent",
    "issue-assignees": "mara",
    "published-version": "013",
    patience: "3",
    "gtm-js": "https://www.acme.example/gtm.js",
    "gtag-js": "js",
    play: "tests",
    site: "https://staging.acme.example",
    browser: "/usr/bin/chromium",
    map: "a.example=127.0.0.1:1\nb.example=127.0.0.1:2",
    "allow-hosts": "cdn.example, *.fonts.example",
    "really-send": "true",
    preview: "true",
    impact: "true",
    "public-figures": "TRUE",
    days: "7",
    months: "13",
    by: "device",
    forms: "true",
    leads: "TRUE",
    "lead-days": "30",
    unit: "Session",
    "silent-after": "3",
    events: "export/of november/*.parquet,\nolder.ndjson",
    "fail-on": "dead",
  };
  expect(inputs(given)).toEqual({
    command: "apply",
    file: "shop/goals.yaml",
    target: "staging",
    label: "staging",
    accessToken: "ya29.a",
    githubToken: "ghs_a",
    approval: "plan-id",
    planId: "0123456789ab",
    planOperations: ["a", "b", "c"],
    comment: "changes-only",
    publish: false,
    maxRemovals: 7,
    allow: new Set(["unpublished", "others"]),
    toVersion: "12",
    prNumber: 42,
    requireApproval: true,
    issueLabels: ["ga4", "needs work", "urgent"],
    issueAssignees: ["mara"],
    publishedVersion: "13",
    patience: 3,
    gtmJs: "https://www.acme.example/gtm.js",
    gtagJs: "js",
    play: "tests",
    site: "https://staging.acme.example",
    browser: "/usr/bin/chromium",
    map: ["a.example=127.0.0.1:1", "b.example=127.0.0.1:2"],
    allowHosts: ["cdn.example", "*.fonts.example"],
    reallySend: true,
    preview: true,
    impact: true,
    publicFigures: true,
    asked: {
      days: "7",
      months: "13",
      by: "device",
      forms: true,
      leads: true,
      leadDays: "30",
      unit: "session",
      silentAfter: "3",
    },
    events: ["export/of november/*.parquet", "older.ndjson"],
    failOnDead: true,
  });
  expect(inputs({ target: "staging", label: "shop" }).label).toBe("shop");
});

const NOT_A_TOKEN = "a token has no spaces, no line breaks and no characters outside ASCII.";
const NEEDS_EVENTS =
  "Analytics' own funnels count users within the whole period. Name an export of events with the input events.";
const NOT_AN_ID = "a plan id is 12 or more of the digits 0-9 and a-f, as a plan shows it.";
const NOT_A_LABEL = "a label contains letters, digits, dots, hyphens and underscores, at most 60.";

test.each([
  ["command", "deploy", '"deploy" is not one of check, plan, apply, drift, rollback, verify, report.'],
  ["approval", "me", '"me" is not one of pull-request, plan-id, none.'],
  ["comment", "no", '"no" is not one of true, changes-only, false.'],
  ["publish", "no", '"no" is not one of true, false.'],
  ["require-approval", "1", '"1" is not one of true, false.'],
  ["allow", "unpublished, all", '"all" is not one of unpublished, protected, other-property, others.'],
  ["max-removals", "1.5", '"1.5" is not a whole number.'],
  ["max-removals", "1234567890", '"1234567890" is not a whole number.'],
  ["pr-number", "#7", '"#7" is not a whole number.'],
  ["days", "0", "0 is not from 1 to 800."],
  ["fail-on", "silent", '"silent" is not one of dead.'],
  ["days", "801", "801 is not from 1 to 800."],
  ["months", "26", "26 is not from 1 to 25."],
  ["silent-after", "0", "0 is not from 1 to 90."],
  ["by", "browser", '"browser" is not one of device, channel, country, page.'],
  ["leads", "yes", '"yes" is not one of true, false.'],
  ["lead-days", "30", NEEDS_EVENTS],
  ["unit", "session", NEEDS_EVENTS],
  ["to-version", "7a", '"7a" is not a whole number.'],
  ["access-token", "a b", NOT_A_TOKEN],
  ["github-token", "ä", NOT_A_TOKEN],
  ["plan-id", "0123456789a", NOT_AN_ID],
  ["plan-id", "0123456789abX", NOT_AN_ID],
  ["plan-id", "X0123456789ab", NOT_AN_ID],
  ["label", "a b", NOT_A_LABEL],
  ["label", "x".repeat(61), NOT_A_LABEL],
  [
    "issue-labels",
    `a,${"x".repeat(51)}`,
    "each name has at most 50 characters, and names are separated by commas.",
  ],
])("%s: %s is refused", (name, value, why) => {
  expect(() => inputs({ [name]: value })).toThrow(
    expect.objectContaining({
      code: "usage",
      message: `The input ${name} is wrong: ${why}`,
      ways: ["Correct it in the workflow file."],
    }),
  );
});

test("a name of fifty characters, and a label of sixty, are not too long", () => {
  expect(inputs({ "issue-labels": "x".repeat(50), label: "x".repeat(60) }).issueLabels).toHaveLength(1);
});

test("every line of a secret is hidden, and what is too short to be one is not", () => {
  const env = { "INPUT_ACCESS-TOKEN": " line one\r\nline two \nabc", "INPUT_GITHUB-TOKEN": "ghs_" };
  expect(secretsIn(env)).toEqual(["line one\r\nline two \nabc", "line one", "line two", "ghs_"]);
  expect(secretsIn({})).toEqual([]);
});
