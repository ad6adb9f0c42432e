import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Container } from "../../src/engine/container.ts";
import { unknownReferences } from "../../src/engine/references.ts";
import { loadTag } from "../../src/engine/tag.ts";
import { PAGE } from "./support.ts";

/** Real, openly licensed container exports, kept outside this project. */
const FOLDER = new URL("../../../shared/containers/", import.meta.url);
const files = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];

/** Exports of a part of a container, by number: they refer to what stayed behind, so they do not compile alone. */
const PARTIAL: Readonly<Record<string, readonly string[]>> = {
  "21": ["variable ** Edit ** GAds - Conversion ID"],
  "31": ["variable v.ga4.measurementId"],
  "36": ["variable Debug Mode", "variable YOUR_GA_TRACKING_ID"],
};

describe.skipIf(files.length === 0)(
  "real container exports (skipped: ../shared/containers is absent)",
  () => {
    const containers = files.map((file) => [file, readExport(file)] as const);
    const web = containers.filter(([, container]) => container.container?.usageContext?.includes("web"));

    test("there are web containers among them", () => {
      expect(web.length).toBeGreaterThan(0);
    });

    test.each(web)("%s loads, or the error tells what is missing", (file, container) => {
      const missing = unknownReferences(container).map(({ kind, name }) => `${kind} ${name}`);
      expect([...new Set(missing)]).toEqual(PARTIAL[file.slice(0, 2)] ?? []);
      if (missing.length > 0) expect(() => loadTag(container, { url: PAGE })).toThrow("does not compile");
      else loadTag(container, { url: PAGE }).windowLoaded();
    });
  },
);

interface ExportedContainer extends Container {
  readonly container?: { readonly publicId?: string; readonly usageContext?: readonly string[] };
}

/** An export as the API would give it: enum values change from UPPER_SNAKE to camelCase, all else stays. */
function readExport(file: string): ExportedContainer {
  const { containerVersion } = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
  return inApiCase(containerVersion) as ExportedContainer;
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
