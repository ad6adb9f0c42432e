/**
 * The figures that goalform promises, measured on the sandbox: requests, start-up,
 * and how compiling and comparing grow. Exits with 1 if a promise is broken.
 */

import { eventFigures } from "./events.ts";
import { growthFigures } from "./growth.ts";
import { requestFigures } from "./requests.ts";
import { startUpFigures } from "./start-up.ts";
import { visitFigures } from "./visits.ts";

export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly most: number;
  readonly unit: string;
}

const figures = [
  ...(await requestFigures()),
  ...startUpFigures(),
  ...growthFigures(),
  ...visitFigures(),
  ...(await eventFigures()),
];
for (const { what, measured, most, unit } of figures) {
  const verdict = measured <= most ? "ok  " : "OVER";
  process.stdout.write(`${verdict} ${what}: ${round(measured)} ${unit} (at most ${most})\n`);
}
if (figures.some(({ measured, most }) => measured > most)) process.exitCode = 1;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
