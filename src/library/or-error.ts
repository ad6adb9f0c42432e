/** From what goalform's own functions throw to what the library throws. */

import { asRefusal, type Refusal } from "../app/result/refusal.ts";
import { GoogleError } from "../apply/google-port.ts";
import { joinedWays, terminalWords, wordsOf } from "../render/way-out.ts";
import { GoalformError } from "./error.ts";

/** What the work returns. @throws GoalformError for what people can do something about; a bug passes as it is */
export async function orGoalformError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inPublic(asRefusal(error));
  }
}

/** Options of the command line mean nothing here. */
const WORDS = wordsOf({
  override: (override) => terminalWords({ say: "", override }).trim(),
  runAgain: "call it again",
  optionTo: "The version",
  rollBackTo: (version) => `Run: goalform rollback --to ${version}`,
});

function inPublic(refusal: Refusal): GoalformError {
  const { code, message, ways, cause } = refusal;
  const status = cause instanceof GoogleError && cause.status > 0 ? cause.status : null;
  return new GoalformError(code, message, joinedWays(ways, WORDS), { status, cause: cause ?? refusal });
}
