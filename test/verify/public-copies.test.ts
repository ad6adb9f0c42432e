/** Copies of what Google serves, where they are at hand: each is read, and what it contains can be looked at as goals. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contentOf } from "../../src/browser/served/content.ts";
import { measurementIdsIn, settingsOf } from "../../src/browser/served/google-tag.ts";
import { readServed } from "../../src/browser/served/read-served.ts";
import { liftContainer } from "../../src/lift/lift.ts";
import { NO_LISTS_READ } from "../../src/resources/snapshot.ts";

/** Google's code is not a part of the project. */
const BESIDE = "../shared/served";
const files = existsSync(BESIDE) ? readdirSync(BESIDE).filter((name) => !name.endsWith(".md")) : [];

test.skipIf(files.length === 0)(`every copy in ${BESIDE} is read`, () => {
  for (const file of files) {
    const reading = readServed(readFileSync(`${BESIDE}/${file}`, "utf8"));
    expect([file, reading]).toEqual([file, { served: expect.anything() }]);
    if ("problem" in reading) continue;
    const content = contentOf(reading.served, []);
    const events = content.entities["gtm.tag"].filter(({ type }) => type === "gaawe");
    const { coverage } = liftContainer(
      { content, keyEvents: null, definitions: NO_LISTS_READ },
      { measurementId: "G-NONE", owner: null },
    );
    expect(coverage.tags.total).toBe(events.length);
    for (const id of measurementIdsIn(reading.served))
      expect(settingsOf(reading.served, id).keyEvents).toBeDefined();
  }
});
