/**
 * Findings in the Static Analysis Results Interchange Format, which code scanning services read (OASIS, "SARIF
 * Version 2.1.0", docs.oasis-open.org/sarif/sarif/v2.1.0).
 */
import { createHash } from "node:crypto";
import type { Place } from "../../diagnostic.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { type Finding, findingsOf, partsOfRefusal } from "../findings.ts";
import { jsonText } from "../json-text.ts";
import type { ViewOptions } from "../view-options.ts";
import type { Format } from "../views.ts";
import { visible } from "../visible.ts";

export const sarif: Format = {
  result: (result, options) => log(findingsOf(result, options.words), null, options),
  refusal: (refusal, options) => {
    const { subject, itself } = partsOfRefusal(refusal, options.words);
    return log(subject, itself, options);
  },
};

/** @param failure what kept the command from doing its work; mistakes in a file are what a check is for */
function log(findings: readonly Finding[], failure: Finding | null, options: ViewOptions): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "goalform", rules: codes.map((code) => rule(code, options)) } },
        // Our columns count characters, not UTF-16 units.
        columnKind: "unicodeCodePoints",
        invocations: [invocation(failure)],
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code), options.file)),
      },
    ],
  });
}

function invocation(failure: Finding | null): JsonObject {
  if (failure === null) return { executionSuccessful: true };
  const { code, level } = failure;
  const notification = { level, message: { text: textOf(failure) }, descriptor: { id: code } };
  return { executionSuccessful: false, toolExecutionNotifications: [notification] };
}

function rule(id: string, { page }: ViewOptions): JsonObject {
  const markdown = page(id)?.markdown;
  if (markdown === undefined) return { id };
  return { id, help: { text: message(`goalform explain ${id}`), markdown } };
}

function result(finding: Finding, ruleIndex: number, goalsFile: string): JsonObject {
  const { code, level, place } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level,
    message: { text: textOf(finding) },
    locations: [{ physicalLocation: physicalLocation(place, goalsFile) }],
    partialFingerprints: { "goalform/1": fingerprint(finding) },
  };
}

function physicalLocation(place: Place | null, goalsFile: string): JsonObject {
  if (place === null) return { artifactLocation: { uri: uriOf(goalsFile) } };
  const { file, line, column, length = 1, source } = place;
  return {
    artifactLocation: { uri: uriOf(file) },
    region: {
      startLine: line,
      startColumn: column,
      endColumn: column + length,
      ...(source === undefined ? {} : { snippet: { text: source } }),
    },
  };
}

/** Without the line, which moves with what is written above. */
function fingerprint({ code, message: words, place }: Finding): string {
  return createHash("sha256")
    .update(JSON.stringify([code, words, place?.file, place?.source]))
    .digest("hex");
}

function textOf({ message: words, hint }: Finding): string {
  return message(hint === null ? words : `${words}\n${hint}`);
}

/** Braces contain placeholders and `[text](address)` is a link (3.11.5, 3.11.6): what is text must stay text. */
function message(text: string): string {
  const lines = text.split("\n").map(visible).join("\n");
  const plain = lines.replace(/[{}]/g, "$&$&");
  return plain.includes("](") ? plain.replace(/[[\]\\]/g, "\\$&") : plain;
}

/** A path is relative to wherever goalform ran, or a file's own address. */
function uriOf(file: string): string {
  const path = file.replaceAll("\\", "/");
  const escaped = path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  if (path.startsWith("/")) return `file://${escaped}`;
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}${escaped.slice(4)}`;
  return escaped.replace(/^(?:\.\/)+/, "");
}
