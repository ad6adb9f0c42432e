import { describe, expect, test } from "vitest";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import { unknownReferences } from "../../src/engine/references.ts";
import { CONTAINER_FILES, containerExport } from "../support/containers.ts";
import { PAGE } from "./support.ts";

/** Exports of a part of a container, by number: they refer to what stayed behind, so they do not compile alone. */
const PARTIAL: Readonly<Record<string, readonly string[]>> = {
  "21": ["variable ** Edit ** GAds - Conversion ID"],
  "31": ["variable v.ga4.measurementId"],
  "36": ["variable Debug Mode", "variable YOUR_GA_TRACKING_ID"],
};

describe("containers that others use", () => {
  const containers = CONTAINER_FILES.map((file) => [file.replace(/^.*\//, ""), readExport(file)] as const);
  const web = containers.filter(([, container]) => container.container?.usageContext?.includes("web"));

  test.each(web)("%s loads, or the error tells what is missing", (file, container) => {
    const missing = unknownReferences(container).map(({ kind, name }) => `${kind} ${name}`);
    expect([...new Set(missing)]).toEqual(PARTIAL[file.slice(0, 2)] ?? []);
    if (missing.length > 0) expect(() => loadTag(container, { url: PAGE })).toThrow("does not compile");
    else loadTag(container, { url: PAGE }).windowLoaded();
  });
});

interface ExportedContainer extends Container {
  readonly container?: { readonly publicId?: string; readonly usageContext?: readonly string[] };
}

/** An export as the API would give it: enum values change from UPPER_SNAKE to camelCase, all else stays. */
function readExport(file: string): ExportedContainer {
  return inApiCase(containerExport(file).containerVersion) as ExportedContainer;
}

const ENUMS = new Set(["type", "tagFiringOption", "consentStatus", "caseConversionType", "usageContext"]);

function inApiCase(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => inApiCase(item, key));
  if (typeof value === "string") return ENUMS.has(key) ? camelCase(value) : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inApiCase(inner, name)]));
}

function camelCase(text: string): string {
  if (!/^[A-Z_]+$/.test(text)) return text;
  return text.toLowerCase().replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
