/** The sandbox of a goals file has what the file says already exists, so nothing alarms somebody who tries goalform for the first time. */
import { expect, test } from "vitest";
import { folder } from "../support/in-process.ts";

const file = (googleTag: string) => `version: 1
name: acme
targets:
  live:
    ga4: { property: "123456789", measurement_id: G-TEST123456 }
    gtm: { container: GTM-TEST01 }
${googleTag}  other:
    ga4: { property: "987654321", measurement_id: G-TEST654321 }
    gtm: { container: GTM-TEST02 }
goals:
  purchase: { type: event, on: { ga4_event: purchase } }
  download: { type: event, on: { ga4_event: file_download } }
  thanks: { type: destination, page: /thanks }
`;

test.each(["", "    google_tag: container\n", "    google_tag: page\n", "    google_tag: create\n"])(
  "with %j nothing is warned of",
  async (googleTag) => {
    const { goalform } = folder({ "goals.yaml": file(googleTag) });
    const { out } = await goalform(["plan", "--sandbox", "--target", "live", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({ ok: true, warnings: [], summary: { add: 2 } });
    const { out: tag } = await goalform(["plan", "--sandbox", "--target", "live"]);
    expect(tag.includes("loads G-TEST123456 on every page")).toBe(googleTag.includes("create"));
  },
);
