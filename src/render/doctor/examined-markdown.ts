/** What `doctor` found, for an issue or a job summary: a table for each layer that was looked at. */
import type { CheckStatus, Examined, Layer } from "../../app/result/doctor.ts";
import { markdownMessage, markdownText } from "../markdown.ts";
import type { WayWords } from "../way-out.ts";
import { LAYER_WORDS, STATUS, verdict } from "./examined-text.ts";

const SIGNS: Readonly<Record<CheckStatus, string>> = { ok: "✅", warning: "⚠️", broken: "❌", skipped: "–" };

export function examinedMarkdown(examined: Examined, words: WayWords): string {
  const layers = examined.layers.map((layer) => layerTable(layer, words));
  return `${[`# ${markdownText(examined.target)}`, ...layers, markdownText(verdict(examined))].join("\n\n")}\n`;
}

function layerTable({ id, status, checks }: Layer, words: WayWords): string {
  const rows = checks.map(
    ({ status, message, fix }) =>
      `| ${SIGNS[status]} | ${cell(message)} | ${fix === null ? "" : cell(words(fix))} |`,
  );
  return [
    `## ${LAYER_WORDS[id]}: ${STATUS[status]}`,
    "",
    "| | | what to do |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}

function cell(text: string): string {
  return markdownMessage(text).replaceAll("|", "\\|").replaceAll("\n", " ");
}
