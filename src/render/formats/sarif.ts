/**
 * Findings in the Static Analysis Results Interchange Format, which code scanning services read (OASIS, "SARIF
 * Version 2.1.0", docs.oasis-open.org/sarif/sarif/v2.1.0).
 */
import { createHash } from "node:crypto";
import type { Refusal } from "../../app/result/refusal.ts";
import type { Place } from "../../diagnostic.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { type Finding, findingsOf, findingsOfRefusal } from "../findings.ts";
import { jsonText } from "../json-text.ts";
import type { Format, Look } from "../views.ts";
import { visible } from "../visible.ts";

export const sarif: Format = {
  result: (result, look) => log(findingsOf(result, look.words), true, look),
  refusal: (refusal, look) => log(findingsOfRefusal(refusal, look.words), isAboutTheFile(refusal), look),
};

/** Mistakes in a file are what the check is for; anything else kept it from being carried out. */
function isAboutTheFile({ code }: Refusal): boolean {
  return code === "invalid-goals-file";
}

function log(findings: readonly Finding[], executionSuccessful: boolean, look: Look): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "goalform", rules: codes.map((code) => rule(code, look)) } },
        // Columns of ours count characters, not UTF-16 units.
        columnKind: "unicodeCodePoints",
        invocations: [{ executionSuccessful }],
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code), look.file)),
      },
    ],
  });
}

function rule(id: string, { page }: Look): JsonObject {
  const markdown = page(id)?.markdown;
  if (markdown === undefined) return { id };
  return { id, help: { text: message(`goalform explain ${id}`), markdown } };
}

function result(finding: Finding, ruleIndex: number, goalsFile: string): JsonObject {
  const { code, level, place, hint } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level,
    message: { text: message(hint === null ? finding.message : `${finding.message}\n${hint}`) },
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

/** Braces hold placeholders and `[text](address)` is a link (3.11.5, 3.11.6): what is text must stay text. */
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
