/** How often goals would have counted, for a terminal. */
import { type Impact, matchesNothing } from "../../figures/impact/impact.ts";
import { paint } from "../color.ts";
import { visible } from "../visible.ts";
import { howWords, impactNote, impactWords, loudestFirst } from "./impact-words.ts";

export function impactText(impact: Impact, { color }: { readonly color: boolean }): string {
  const goals = loudestFirst(impact).map((one) => {
    const sign = matchesNothing(one) ? paint(color, "red", "!") : "-";
    const head = `${sign} ${paint(color, "bold", visible(one.name))}: ${visible(impactWords(one))}`;
    return [head, ...howWords(one).map((line) => paint(color, "dim", `    ${visible(line)}`))].join("\n");
  });
  const head = paint(color, "bold", "Would have counted");
  const all = goals.length === 0 ? ["No goal changes."] : goals;
  return `${[head, ...all, "", ...impactNote(impact).map(visible)].join("\n")}\n`;
}
