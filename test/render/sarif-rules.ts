/**
 * What SARIF 2.1.0 asks of the parts that goalform writes, read from the standard (docs.oasis-open.org/sarif/sarif/v2.1.0):
 * required properties, the names that may be there, and the values that they may have.
 */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Check = (value: Json | undefined, path: string) => string[];

const text: Check = (value, path) =>
  typeof value === "string" && value !== "" ? [] : [`${path} is not a text`];
const yesOrNo: Check = (value, path) => (typeof value === "boolean" ? [] : [`${path} is not a boolean`]);
const from =
  (least: number): Check =>
  (value, path) =>
    Number.isInteger(value) && (value as number) >= least
      ? []
      : [`${path} is not a whole number >= ${least}`];
const oneOf =
  (...allowed: string[]): Check =>
  (value, path) =>
    allowed.includes(value as string) ? [] : [`${path} is ${JSON.stringify(value)}`];
const list =
  (check: Check, least = 0): Check =>
  (value, path) =>
    Array.isArray(value) && value.length >= least
      ? value.flatMap((one, index) => check(one, `${path}[${index}]`))
      : [`${path} is not a list of at least ${least}`];

/** A `?` ends the name of a property that may be missing; no other may be there. */
const object =
  (properties: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      return [`${path} is not an object`];
    const given = value as { readonly [key: string]: Json };
    const known = Object.entries(properties).map(([name, check]) => ({
      name: name.replace("?", ""),
      isOptional: name.endsWith("?"),
      check,
    }));
    const unknown = Object.keys(given).filter((key) => !known.some(({ name }) => name === key));
    return [
      ...unknown.map((key) => `${path}.${key} is no property of it`),
      ...known.flatMap(({ name, isOptional, check }) =>
        isOptional && given[name] === undefined ? [] : check(given[name], `${path}.${name}`),
      ),
    ];
  };

/** 3.11.5: a brace that is no placeholder is doubled; we write no placeholders. */
const plainText: Check = (value, path) => {
  const problems = text(value, path);
  if (problems.length > 0) return problems;
  return /[{}]/.test((value as string).replace(/\{\{|\}\}/g, "")) ? [`${path} has a single brace`] : [];
};

/** RFC 3986: a reference without characters that are not allowed in one; a relative one is not taken for a scheme. */
const uriReference: Check = (value, path) =>
  typeof value === "string" &&
  /^(?:[\w.~!$&'()*+,;=@/:-]|%[0-9A-F]{2})+$/i.test(value) &&
  !/^(?!file:|https:)[^/]*:/.test(value)
    ? []
    : [`${path} is no reference: ${JSON.stringify(value)}`];

const level = oneOf("none", "note", "warning", "error");
const message = object({ text: plainText, "markdown?": text });

const region = object({
  startLine: from(1),
  startColumn: from(1),
  endColumn: from(1),
  "snippet?": object({ text: (value, path) => (typeof value === "string" ? [] : [`${path} is not a text`]) }),
});

const result = object({
  ruleId: text,
  ruleIndex: from(0),
  level,
  message,
  locations: list(
    object({
      physicalLocation: object({ artifactLocation: object({ uri: uriReference }), "region?": region }),
    }),
    1,
  ),
  partialFingerprints: object({ "goalform/1": text }),
});

const notification = object({ level, message, descriptor: object({ id: text }) });

const log = object({
  $schema: uriReference,
  version: oneOf("2.1.0"),
  runs: list(
    object({
      tool: object({ driver: object({ name: text, rules: list(object({ id: text, "help?": message })) }) }),
      columnKind: oneOf("utf16CodeUnits", "unicodeCodePoints"),
      invocations: list(
        object({ executionSuccessful: yesOrNo, "toolExecutionNotifications?": list(notification) }),
      ),
      results: list(result),
    }),
    1,
  ),
});

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
}

/** What is wrong with a log; empty when nothing is. */
export function sarifProblems(written: Json): string[] {
  const problems = log(written, "$");
  if (problems.length > 0) return problems;
  const { runs } = written as unknown as { readonly runs: readonly Run[] };
  return runs.flatMap(({ tool, results }) =>
    results.flatMap(({ ruleId, ruleIndex }) =>
      tool.driver.rules[ruleIndex]?.id === ruleId ? [] : [`${ruleId} is not rule ${ruleIndex}`],
    ),
  );
}
