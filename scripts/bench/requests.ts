/** How many requests a plan and an apply make. */
import { apply } from "../../src/apply/apply.ts";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { openGoogle } from "../../src/google/google.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Figure } from "./bench.ts";
import { MEASUREMENT_ID, manyGoals } from "./goals.ts";

const PROPERTY = "123456789";
const CONTAINER = "GTM-TEST01";

export async function requestFigures(): Promise<Figure[]> {
  const sandbox = await startSandbox({
    seed: {
      properties: [{ property: PROPERTY, measurementId: MEASUREMENT_ID }],
      containers: [{ publicId: CONTAINER }],
    },
  });
  const compiled = compile(manyGoals(30), MEASUREMENT_ID);
  const plan = async () => {
    const target = { property: PROPERTY, container: { publicId: CONTAINER } };
    const port = openGoogle(
      target,
      { to: "endpoint", root: sandbox.url, accessToken: null },
      "write",
      () => {},
    );
    return { work: workingPlan(compiled, await port.read(), "bench"), port };
  };
  try {
    const { work, port } = await plan();
    await apply(
      work,
      async () => (await plan()).work,
      port,
      () => {},
      {
        title: "bench",
        notes: "",
        allowUnpublished: false,
        publish: true,
        strict: false,
      },
    );
    const applied = countByApi(sandbox.requests);
    const made = sandbox.requests.length;
    await plan();
    const planned = countByApi(sandbox.requests.slice(made));
    return [
      {
        what: "apply 30 new goals, Tag Manager, look-up and reads included",
        measured: applied.gtm,
        most: 8,
        unit: "requests",
      },
      {
        what: "apply 30 new goals, Analytics writes",
        measured: applied.ga4Writes,
        most: 30,
        unit: "requests",
      },
      {
        what: "plan with nothing to do, Tag Manager, look-up included",
        measured: planned.gtm,
        most: 3,
        unit: "requests",
      },
      { what: "plan with nothing to do, Analytics", measured: planned.ga4, most: 3, unit: "requests" },
    ];
  } finally {
    await sandbox.close();
  }
}

function countByApi(requests: readonly { readonly method: string; readonly url: string }[]) {
  const gtm = requests.filter(({ url }) => url.startsWith("/tagmanager/"));
  const ga4 = requests.filter(({ url }) => url.startsWith("/v1"));
  return { gtm: gtm.length, ga4: ga4.length, ga4Writes: ga4.filter(({ method }) => method !== "GET").length };
}
