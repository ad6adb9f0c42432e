/** A HAR file (github.com/ahmadnassri/har-spec, 1.2): which pages were loaded, and when. It has no clicks and no pushes. */
import { pageStep } from "../reading/page-step.ts";
import type { Step } from "../step.ts";
import { isObject } from "./read-recording.ts";
import { NOWHERE, type RecordingReading, unknownStep } from "./recording.ts";

interface Loaded {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly html: string | null;
}

export function readHar(log: Readonly<Record<string, unknown>>): RecordingReading {
  const entries = Array.isArray(log["entries"]) ? log["entries"].filter(isObject) : [];
  const pages = documents(entries);
  if (pages.length === 0) return { problem: "it has no page that was loaded" };
  const steps = pages.flatMap((page, index): Step[] => {
    const passed = index === 0 ? 0 : page.at - pages[index - 1]!.at;
    return [...waitStep(passed), { ...pageStep(page.url, page.url, NOWHERE), html: page.html } as Step];
  });
  return { what: "har", steps: [...steps, unknownStep("har", "acts that a HAR file does not record")] };
}

function waitStep(length: number): Step[] {
  if (!(length >= 1000)) return [];
  const seconds = Math.round(length / 1000);
  return [{ does: "wait", length: seconds * 1000, word: "wait", about: `${seconds}s`, at: NOWHERE }];
}

/** The documents of the tab itself, in the order of their loading. Frames are none, and redirects lead to one. */
function documents(entries: readonly Readonly<Record<string, unknown>>[]): readonly Loaded[] {
  const seen = new Set<unknown>();
  return entries.flatMap((entry) => {
    const [request, response] = [entry["request"], entry["response"]];
    if (!isObject(request) || !isObject(response)) return [];
    const content = isObject(response["content"]) ? response["content"] : {};
    const url = String(request["url"] ?? "");
    const isHtml = /\bhtml\b/.test(String(content["mimeType"] ?? ""));
    const isDocument = entry["_resourceType"] === undefined ? isHtml : entry["_resourceType"] === "document";
    const status = Number(response["status"]);
    const isMoved = status >= 300 && status < 400 && status !== 304;
    if (!isDocument || isMoved || !/^https?:/.test(url)) return [];
    // Of several documents of one page, the first is the page and the others are frames.
    const page = entry["pageref"];
    if (page !== undefined && seen.has(page)) return [];
    seen.add(page ?? entry);
    const at = Date.parse(String(entry["startedDateTime"]));
    const isText = typeof content["text"] === "string" && content["encoding"] === undefined;
    return [{ url, at: Number.isNaN(at) ? 0 : at, html: isText ? String(content["text"]) : null }];
  });
}
