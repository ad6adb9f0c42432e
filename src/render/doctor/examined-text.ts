/** What `doctor` found, for a terminal: layer by layer, and below a check what fixes it. */
import type { Check, CheckStatus, Examined, Layer, LayerId } from "../../app/result/doctor.ts";
import { paint, type Style } from "../color.ts";
import type { ViewOptions } from "../view-options.ts";
import { visible } from "../visible.ts";

export const LAYER_WORDS: Readonly<Record<LayerId, string>> = {
  "without-credentials": "What everybody can see",
  "signed-in": "Signed in",
  "may-read": "May read",
  "may-write": "May apply",
  healthy: "Healthy",
};

const SIGNS: Readonly<Record<CheckStatus, { readonly sign: string; readonly style: Style }>> = {
  ok: { sign: "✓", style: "green" },
  warning: { sign: "!", style: "yellow" },
  broken: { sign: "✗", style: "red" },
  skipped: { sign: "–", style: "dim" },
};

type Options = Pick<ViewOptions, "color" | "words">;

export function examinedText(examined: Examined, options: Options): string {
  const layers = examined.layers.map((layer) => layerLines(layer, options).join("\n"));
  return `${[visible(examined.target), ...layers, verdict(examined)].join("\n\n")}\n`;
}

function layerLines({ id, status, checks }: Layer, options: Options): readonly string[] {
  const { style } = SIGNS[status];
  return [
    paint(options.color, "bold", LAYER_WORDS[id]) + paint(options.color, style, `  ${STATUS[status]}`),
    ...checks.flatMap((check) => checkLines(check, options)),
  ];
}

export const STATUS: Readonly<Record<CheckStatus, string>> = {
  ok: "fine",
  warning: "worth a look",
  broken: "broken",
  skipped: "not looked at",
};

function checkLines({ status, message, fix }: Check, { color, words }: Options): readonly string[] {
  const { sign, style } = SIGNS[status];
  return [
    `  ${paint(color, style, sign)} ${visible(message)}`,
    ...(fix === null ? [] : [`      ${visible(words(fix))}`]),
  ];
}

export function verdict({ layers }: Pick<Examined, "layers">): string {
  const broken = layers.find(({ status }) => status === "broken");
  if (broken) return `Broken at: ${LAYER_WORDS[broken.id]}. Fix that first, then run doctor again.`;
  const open = layers.flatMap(({ checks }) => checks.filter(({ status }) => status === "warning")).length;
  if (open === 0) return "The set-up is right.";
  return `The set-up works; ${open === 1 ? "one thing is" : `${open} things are`} worth a look.`;
}
