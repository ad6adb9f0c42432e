/**
 * Properties are tried with the same values in every run: a change is never blamed for what chance has found. A deep search,
 * with `GOALFORM_RUNS`, draws new values each time.
 */
import fc from "fast-check";

if (!process.env["GOALFORM_RUNS"]) fc.configureGlobal({ seed: 20 });
