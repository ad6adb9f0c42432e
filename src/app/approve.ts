/** Nothing goes live unseen: somebody says yes, or said so before. */

import type { Process } from "../machine/process.ts";
import { visible } from "../render/visible.ts";
import { wrapped } from "../render/wrapped.ts";
import { type Outcome, Refusal } from "./outcome.ts";

/** Only `yes` counts, and only from somebody who has seen what it is about. */
export async function approve(
  shown: Outcome,
  question: string,
  { autoApprove }: { readonly autoApprove?: boolean | undefined },
  io: Process,
): Promise<void> {
  if (!autoApprove && !io.interactive) {
    throw new Refusal(
      "needs-approval",
      "Nobody is there to approve this.",
      "Run it in a terminal, or add --auto-approve after a review.",
      { json: shown.json },
    );
  }
  io.err(wrapped(shown.text, io.columns));
  if (autoApprove) return;
  const answer = await io.ask(`${visible(question)} Only "yes" counts: `);
  if (answer?.trim() !== "yes") throw new Refusal("not-approved", "Not done: the answer was not yes.");
}
