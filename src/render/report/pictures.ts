/**
 * Pictures of a report: bars only, each SVG with a title and a description. They stretch to the width that there is; words
 * are outside of them, where they keep their size.
 */
import type { ChangeMark, FunnelReport, GoalReport } from "../../figures/report.ts";
import { markup } from "../markup.ts";
import { count, share } from "./numbers.ts";
import { changeWords } from "./words.ts";

interface Picture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly elements: readonly string[];
}

function svg({ id, width, height, title, description, elements }: Picture): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${markup(title)}</title><desc id="${id}-desc">${markup(description)}</desc>${elements.join("")}</svg>`;
}

/** Units of a picture: of a day, and of the highest bar. */
const DAY = 10;
const HIGHEST = 100;

/** A bar a day, and a dashed line where the container changed. */
export function dayPicture({ name, perDay }: GoalReport, changes: readonly ChangeMark[], id: string): string {
  const most = Math.max(...perDay.map((day) => day.count), 1);
  const marks = changes.flatMap((change) => {
    const x = perDay.findIndex((day) => day.date === change.date) * DAY;
    return x < 0
      ? []
      : [
          `<line class="mark" x1="${x}" y1="0" x2="${x}" y2="${HIGHEST}"><title>${markup(changeWords({ changes: [change] }).join())}</title></line>`,
        ];
  });
  const [first, last] = [perDay[0]?.date ?? "", perDay.at(-1)?.date ?? ""];
  const picture = svg({
    id,
    width: perDay.length * DAY,
    height: HIGHEST,
    title: `${name} day by day`,
    description: `A bar for each day from ${first} to ${last}. The highest is ${count(most)}. The figures are in the table after it.`,
    elements: [...barsOf(perDay), ...marks],
  });
  return `<div class="plot">${picture}</div><p class="axis" aria-hidden="true"><span>${first}</span><span>at most ${count(most)} a day</span><span>${last}</span></p>`;
}

/** The days of a card: its figures are in the picture of the same days below. */
export function smallPicture({ name, perDay }: GoalReport, id: string): string {
  if (!perDay.some((day) => day.count > 0)) return "";
  return svg({
    id,
    width: perDay.length * DAY,
    height: HIGHEST,
    title: `${name} in the period`,
    description: "A bar for each day. The figures are under “Day by day”.",
    elements: barsOf(perDay),
  });
}

function barsOf(perDay: GoalReport["perDay"]): string[] {
  const most = Math.max(...perDay.map((day) => day.count), 1);
  return perDay.map(({ date, count: number }, index) => {
    const height = round((number / most) * HIGHEST);
    return `<rect class="bar" x="${index * DAY + 1}" y="${round(HIGHEST - height)}" width="${DAY - 2}" height="${height}"><title>${markup(`${date}: ${count(number)}`)}</title></rect>`;
  });
}

/** A bar a step, as long as its share of the largest one: a trapezoid would distort it. */
export function funnelPicture({ steps }: FunnelReport, id: string): string {
  const most = Math.max(...steps.map((step) => step.count), 1);
  const items = steps.map((step, index) => {
    const before = index === 0 ? "" : ` · ${share(step.ofPrevious)} of the step before`;
    const loss = step.isLargestLoss ? ' <span class="kind">largest loss</span>' : "";
    const width = round((step.count / most) * 100);
    const bar = svg({
      id: `${id}-step-${index + 1}`,
      width: 100,
      height: 10,
      title: step.name,
      description: `${count(step.count)}, ${share(step.ofFirst)} of the first step`,
      elements: [
        '<rect class="ground" x="0" y="0" width="100" height="10"/>',
        `<rect class="bar" x="0" y="0" width="${width}" height="10"/>`,
      ],
    });
    return `<li><span class="step"><span><bdi>${markup(step.name)}</bdi>${loss}</span><span><strong>${count(step.count)}</strong><span class="soft">${markup(before)}</span></span></span>${bar}</li>`;
  });
  return `<ol class="steps">${items.join("")}</ol>`;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
