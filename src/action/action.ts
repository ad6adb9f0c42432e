/** The GitHub Action's entry: what `dist/action/index.mjs` is built from. */
import { stopOnSignals } from "../machine/interruption.ts";
import { runInProcess } from "./runner-process.ts";

// GitHub cancels a job with SIGINT, SIGTERM 7.5 seconds later and SIGKILL after 2.5 more.
await runInProcess(process, stopOnSignals);
