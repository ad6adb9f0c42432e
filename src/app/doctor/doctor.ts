/** `doctor`: is the set-up right? Layer by layer, up to the first that is broken. */

import { GoogleError } from "../../apply/google-port.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { readValidGoals } from "../goals-file.ts";
import type { Ports } from "../ports.ts";
import { type Examined, LAYERS, type Layer, type LayerId } from "../result/doctor.ts";
import { chooseTarget, neighboursOf, type TargetOptions } from "../target.ts";
import type { Fetching } from "../verify-served.ts";
import { examined, refused, unexamined } from "./check.ts";
import { healthQuestions } from "./healthy.ts";
import { readingQuestions } from "./may-read.ts";
import { writingQuestions } from "./may-write.ts";
import { publicQuestions } from "./public-checks.ts";
import type { SetUps } from "./set-ups.ts";
import { signedIn } from "./signed-in.ts";

export interface DoctorOptions extends TargetOptions {
  readonly site?: string | undefined;
}

export type DoctorPorts = Pick<Ports, "env" | "files" | "warn" | "progress"> & Fetching & SetUps;

export async function doctor(options: DoctorOptions, ports: DoctorPorts): Promise<Examined> {
  const goalSet = readValidGoals(options.file, ports);
  const target = chooseTarget(goalSet, options.file, options.target, ports);
  ports.progress("Looking at what everybody can see");
  const outside = await examined(
    "without-credentials",
    publicQuestions({
      target,
      site: options.site,
      asksForConsent: goalSet.goals.some(({ consent }) => consent.length > 0),
      isGoogle: ports.isGoogle,
      served: ports.served,
    }),
  );
  const layers =
    outside.status === "broken" ? [outside] : [outside, ...(await atGoogle(goalSet, target, ports))];
  return { is: "examined", file: options.file, target: target.name, layers: completed(layers) };
}

async function atGoogle(
  goalSet: GoalSet,
  target: ReturnType<typeof chooseTarget>,
  ports: DoctorPorts,
): Promise<readonly Layer[]> {
  return ports.examined(goalSet, target, async ({ port, setUp }) => {
    ports.progress("Asking Google who this is");
    const found = await signedIn(setUp).catch(refusedToSignIn);
    const layers: Layer[] = [await examined("signed-in", [{ id: "credentials", ask: () => found.checks }])];
    const { identity } = found;
    if (identity === null || layers[0]!.status === "broken") return layers;
    const open = { target, neighbours: neighboursOf(target, goalSet, { env: ports.env }), port };
    const examination = { goalSet, open, target, identity, setUp };
    const rest = [
      ["may-read", readingQuestions],
      ["may-write", writingQuestions],
      ["healthy", healthQuestions],
    ] as const;
    for (const [id, questions] of rest) {
      ports.progress(DOING[id]);
      const layer = await examined(id, questions(examination));
      layers.push(layer);
      if (layer.status === "broken") break;
    }
    return layers;
  });
}

const DOING = {
  "may-read": "Looking at the container and the property",
  "may-write": "Looking at the rights to apply",
  healthy: "Looking at their settings",
} as const;

function refusedToSignIn(error: unknown) {
  if (!(error instanceof GoogleError)) throw error;
  return { identity: null, checks: [{ id: "credentials", ...refused(error) }] };
}

/** Every layer, whether it was examined or not. */
function completed(layers: readonly Layer[]): readonly Layer[] {
  const rest = LAYERS.filter((id: LayerId) => !layers.some((layer) => layer.id === id));
  return [...layers, ...rest.map((id) => unexamined(id))];
}
