/** The twelve containers of our own making, and what somebody else says for each of their GA4 event tags. */
import { readdirSync, readFileSync } from "node:fs";
import { liftContainer } from "../../src/lift/lift.ts";
import type { Lift } from "../../src/lift/lifted.ts";
import { NO_LISTS_READ } from "../../src/resources/snapshot.ts";
import { contentOf } from "../support/exported.ts";

const FIXTURES = `${import.meta.dirname}/fixtures`;
/** Where two of them are that other tests use, too. */
const SHARED = "test/fixtures/containers";

export interface Opinion {
  readonly tag: string;
  readonly liftable: "same" | "more" | "narrower" | "no";
  readonly eventNameKind: "fixed" | "constant" | "event" | "variable" | "mixed";
  readonly reason?: string;
  readonly goalInWords?: string;
}

export interface MadeContainer {
  readonly name: string;
  readonly exported: unknown;
  readonly measurementId: string;
  readonly opinions: readonly Opinion[];
}

export const MADE: readonly MadeContainer[] = readdirSync(FIXTURES)
  .filter((file) => file.endsWith(".truth.json"))
  .map((file) => {
    const name = file.replace(".truth.json", "");
    const { mainMeasurementId, tags } = json(`${FIXTURES}/${file}`) as {
      mainMeasurementId: string;
      tags: Opinion[];
    };
    return { name, exported: exportNamed(name), measurementId: mainMeasurementId, opinions: tags };
  });

function exportNamed(name: string): unknown {
  const own = readdirSync(FIXTURES).includes(`${name}.json`);
  return json(`${own ? FIXTURES : SHARED}/${name}.json`);
}

export function json(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Nobody has looked at the property, and no mark counts. */
export function liftOf({ exported, measurementId }: Pick<MadeContainer, "exported" | "measurementId">): Lift {
  const at = { content: contentOf(exported), keyEvents: null, definitions: NO_LISTS_READ };
  return liftContainer(at, { measurementId, owner: null });
}
