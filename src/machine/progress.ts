/**
 * What is being done, while it is done, on standard error.
 *
 * A terminal shows it in one line, with the time that passes or that is left; a file
 * or a pipe gets a line a step; a CI gets nothing but the long waits, since nobody
 * watches and everything that matters is in the result.
 */

import type { Wait } from "../google/requests.ts";
import { visible } from "../render/visible.ts";
import { widthOf } from "../render/width.ts";

export interface Progress {
  readonly step: (doing: string) => void;
  readonly wait: (wait: Wait) => void;
  /** Nothing is being done any more, or something else is to be shown. */
  readonly end: () => void;
}

export interface ProgressPlace {
  readonly write: (text: string) => void;
  /** A terminal on which a line can be overwritten. */
  readonly showsOneLine: boolean;
  readonly isQuiet: boolean;
  readonly columns: number;
}

/** Shorter waits are over before a log is read. Milliseconds. */
const LONG_WAIT = 10_000;

export function progressOn(place: ProgressPlace): Progress {
  return place.showsOneLine ? oneLine(place) : lineByLine(place.write, place.isQuiet);
}

export function lineByLine(write: (text: string) => void, isQuiet = false): Progress {
  return {
    step: (doing) => {
      if (!isQuiet) write(`${visible(doing)} …\n`);
    },
    wait: (wait) => {
      if (!isQuiet || wait.milliseconds >= LONG_WAIT) write(`${visible(waitText(wait, 0))}\n`);
    },
    end: () => {},
  };
}

const CLEAR_LINE = "\r\u001b[2K";

function oneLine({ write, columns }: ProgressPlace): Progress {
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    write(CLEAR_LINE);
  };
  const show = (text: (passed: number) => string) => {
    end();
    const start = performance.now();
    const draw = () => write(CLEAR_LINE + fitting(visible(text(performance.now() - start)), columns));
    draw();
    // Nothing is kept alive by showing that it lives.
    timer = setInterval(draw, 1000).unref();
  };
  return {
    step: (doing) => show((passed) => `${doing} …${elapsed(passed)}`),
    wait: (wait) => show((passed) => waitText(wait, passed)),
    end,
  };
}

/** A line that wraps cannot be overwritten. */
function fitting(text: string, columns: number): string {
  return widthOf(text) < columns ? text : `${[...text].slice(0, Math.max(columns - 2, 0)).join("")}…`;
}

/** After more than three seconds, people wonder whether anything happens. */
function elapsed(milliseconds: number): string {
  return milliseconds < 3000 ? "" : ` ${Math.floor(milliseconds / 1000)} s`;
}

/** A pause in words, with the time that is left of it. @param passed Milliseconds since the wait began. */
export function waitText({ reason, milliseconds, givingUpIn }: Wait, passed: number): string {
  const giveUp = givingUpIn === null ? "" : ` (giving up in ${seconds(givingUpIn - passed)})`;
  return `${reason} in ${seconds(milliseconds - passed)}${giveUp}`;
}

function seconds(milliseconds: number): string {
  return `${Math.max(Math.ceil(milliseconds / 1000), 0)} s`;
}
