/** What is wrong with the whole set-up when hits are missing: the container is not there, or another one is. Pure. */
import type { PlayedVisit } from "./play.ts";

interface Wanted {
  readonly measurementId: string;
  /** `GTM-…`; null where the file does not say. */
  readonly publicId: string | null;
}

interface SetupProblem {
  readonly code: string;
  readonly message: string;
}

export function setupProblems(
  played: readonly PlayedVisit[],
  { measurementId, publicId }: Wanted,
): readonly SetupProblem[] {
  const opened = played.filter(({ hasOpened }) => hasOpened);
  if (opened.length === 0) return [];
  const hits = opened.flatMap((one) => one.hits);
  if (hits.some((hit) => hit.measurementId === measurementId)) return [];
  const others = [...new Set(hits.map((hit) => hit.measurementId))];
  if (others.length > 0)
    return [
      {
        code: "other-measurement-id",
        message: `Hits left for ${others.join(", ")}, and none for ${measurementId}: the pages have the Google tag of another property.`,
      },
    ];
  return containerProblems(opened, publicId);
}

function containerProblems(opened: readonly PlayedVisit[], publicId: string | null): readonly SetupProblem[] {
  const files = opened
    .flatMap(({ answered }) => answered)
    .filter(({ url }) => /\/(?:gtm\.js|gtag\/js)\?/.test(url));
  const ids = [...new Set(files.flatMap(({ url }) => new URL(url).searchParams.get("id") ?? []))];
  if (ids.length === 0)
    return [
      {
        code: "no-container",
        message: "No hit left the browser: the pages load neither a Tag Manager container nor a Google tag.",
      },
    ];
  const failed = files.find(({ status }) => status !== 200 && status !== 304);
  if (failed)
    return [
      {
        code: "container-not-served",
        message: `No hit left the browser: ${failed.url.replace(/&.*/, "")} ${failed.status === null ? `was not loaded (${failed.reason})` : `was answered with ${failed.status}`}.`,
      },
    ];
  if (publicId !== null && !ids.includes(publicId))
    return [
      {
        code: "other-container",
        message: `No hit left the browser: the pages load ${ids.join(", ")}, and the target names ${publicId}.`,
      },
    ];
  return [
    {
      code: "no-hits",
      message:
        "No hit left the browser, not even for a page view: the Google tag is missing in the container, or waits for consent, or the site switches analytics off.",
    },
  ];
}
