/** What enhanced measurement records of visits at what is live, and what it does not where it is off. */
import { expect, test } from "vitest";
import { sandboxSeed } from "../../src/machine/sandbox-seed.ts";
import type { Switches } from "../../src/sandbox/switches.ts";
import { VISITORS } from "../../src/visits/visitors.ts";
import { goalSet, HEAD, openShop } from "../support/shop.ts";
import { steer } from "./steer.ts";

const GOALS = goalSet(`${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`);

/** The container of the seed has the Google tag. */
async function measured(visit: readonly object[], switches: Partial<Switches> = {}) {
  const { sandbox } = await openShop({
    containerExport: sandboxSeed(GOALS, {}).containers[0]!.export,
    start: { visitors: VISITORS, startTime: Date.UTC(2026, 10, 27, 11), switches },
  });
  const visits = [{ at: "2026-11-20T09:00:00Z", client: "a", visit }];
  await steer(sandbox, "POST", "visits", { site: "https://www.acme.example", visits });
  const text = await (await fetch(`${sandbox.url}/sandbox/events`)).text();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Exported)
    .filter(({ event_name }) => !ALWAYS.has(event_name))
    .map(({ event_name, event_params }) => [
      event_name,
      Object.fromEntries(
        event_params
          .filter(({ key }) => !/^(page_|ga_|engage|session_engaged)/.test(key))
          .map(({ key, value }) => [key, Object.values(value).find((one) => one !== null)]),
      ),
    ]);
}

interface Exported {
  readonly event_name: string;
  readonly event_params: readonly {
    readonly key: string;
    readonly value: Readonly<Record<string, unknown>>;
  }[];
}

const ALWAYS = new Set(["page_view", "first_visit", "session_start", "user_engagement"]);

const VISIT = [
  { page: "/find?q=shoes" },
  { scroll: 60 },
  { scroll: 95 },
  { scroll: 100 },
  { link: "https://www.acme.example/more" },
  { link: "tel:+4930123" },
  { link: "https://partner.example/x?y=1" },
  { download: "/files/List.PDF" },
  { video: { progress: 60, title: "Film" } },
  { form: "contact" },
];

test("a scroll to the end, links to elsewhere, files, videos, forms and searches, each as Analytics names it", async () => {
  const film = { video_provider: "youtube", video_title: "Film" };
  const form = { form_id: "contact", form_destination: "https://www.acme.example/find?q=shoes" };
  expect(await measured(VISIT)).toEqual([
    ["view_search_results", { search_term: "shoes" }],
    ["scroll", { percent_scrolled: "90" }],
    [
      "click",
      { link_url: "https://partner.example/x?y=1", link_domain: "partner.example", outbound: "true" },
    ],
    [
      "file_download",
      {
        link_url: "https://www.acme.example/files/List.PDF",
        link_domain: "www.acme.example",
        file_name: "/files/List.PDF",
        file_extension: "PDF",
      },
    ],
    ["video_progress", { ...film, video_percent: "10" }],
    ["video_progress", { ...film, video_percent: "25" }],
    ["video_progress", { ...film, video_percent: "50" }],
    ["form_start", form],
    ["form_submit", form],
  ]);
});

test("a form is begun before the goal that its sending reaches", async () => {
  const goals = `${HEAD}goals:\n  asked: { type: event, on: { form: contact } }\n`;
  const shop = await openShop({
    containerExport: sandboxSeed(goalSet(goals), {}).containers[0]!.export,
    start: { visitors: VISITORS, startTime: Date.UTC(2026, 10, 27, 11) },
  });
  await shop.apply(goals);
  const visit = [{ page: "/contact" }, { form: "contact" }, { form: "contact" }];
  await steer(shop.sandbox, "POST", "visits", {
    site: "https://www.acme.example",
    visits: [{ at: "2026-11-20T09:00:00Z", visit }],
  });
  const text = await (await fetch(`${shop.sandbox.url}/sandbox/events`)).text();
  expect(text.match(/(?<="event_name":")(?:form_start|asked|form_submit)(?=")/g)).toEqual([
    ...["form_start", "asked", "form_submit"],
    ...["asked", "form_submit"],
  ]);
});

test("nothing of it where it is off", async () => {
  expect(await measured(VISIT, { enhancedMeasurement: [] })).toEqual([]);
});
