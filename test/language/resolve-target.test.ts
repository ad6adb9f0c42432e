import { describe, expect, test } from "vitest";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { resolveTarget } from "../../src/language/resolve-target.ts";

const TARGETS = {
  production: 'ga4: { property: "123456789", measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 }',
  variable:
    'ga4: { property: "${PROPERTY}", measurement_id: "${MEASUREMENT:-G-TEST000000}" }, gtm: { account: "${ACCOUNT}", container: "${CONTAINER:-7}" }',
};

function goalSet(names: readonly (keyof typeof TARGETS)[], more = ""): GoalSet {
  const targets = names.map((name) => `  ${name}: { ${TARGETS[name]} }\n`).join("");
  const result = readGoals("goals.yaml", Buffer.from(`version: 1\nname: a\ntargets:\n${targets}${more}`));
  if (!result.goalSet) throw new Error(JSON.stringify(result.diagnostics));
  return result.goalSet;
}

describe("a target is chosen", () => {
  test("by name", () => {
    expect(resolveTarget(goalSet(["production", "variable"]), "production", {})).toEqual({
      target: {
        name: "production",
        ga4: { property: "123456789", measurementId: "G-TEST123456" },
        gtm: { publicId: "GTM-TEST01" },
        googleTag: { lives: "container", isSaid: false },
        annotates: true,
      },
      diagnostics: [],
    });
  });

  test("because it is the only one", () => {
    expect(resolveTarget(goalSet(["production"]), undefined, {}).target?.name).toBe("production");
  });

  test("because it is the default", () => {
    const set = goalSet(["variable", "production"], "default_target: production\n");
    expect(resolveTarget(set, undefined, {}).target?.name).toBe("production");
  });

  test("not at all when there are several and no default", () => {
    const { target, diagnostics } = resolveTarget(goalSet(["variable", "production"]), undefined, {});
    expect(target).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "no-target-chosen", place: { file: "goals.yaml", line: 4 } }]);
  });

  test("with a proposal when the name is mistyped", () => {
    const { diagnostics } = resolveTarget(goalSet(["production"]), "prodction", {});
    expect(diagnostics).toMatchObject([{ code: "unknown-target", hint: "Did you mean `production`?" }]);
  });
});

describe("environment variables", () => {
  const set = goalSet(["production", "variable"]);

  test("are filled in, and defaults where they are unset or empty", () => {
    expect(resolveTarget(set, "variable", { PROPERTY: "42", ACCOUNT: "6", MEASUREMENT: "" })).toEqual({
      target: {
        name: "variable",
        ga4: { property: "42", measurementId: "G-TEST000000" },
        gtm: { account: "6", container: "7" },
        googleTag: { lives: "container", isSaid: false },
        annotates: true,
      },
      diagnostics: [],
    });
  });

  test("that are not set are all named, with the place of the target", () => {
    const { target, diagnostics } = resolveTarget(set, "variable", {});
    expect(target).toBeNull();
    expect(diagnostics.map((one) => [one.code, one.message, one.place?.line])).toEqual([
      [
        "unset-variable",
        "`targets.variable.ga4.property` needs the environment variable PROPERTY, which is not set.",
        5,
      ],
      [
        "unset-variable",
        "`targets.variable.gtm.account` needs the environment variable ACCOUNT, which is not set.",
        5,
      ],
    ]);
  });

  test("that hold something else are refused without being shown", () => {
    const { target, diagnostics } = resolveTarget(set, "variable", { PROPERTY: "a-secret", ACCOUNT: "6" });
    expect(target).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "invalid-google-id" }]);
    expect(JSON.stringify(diagnostics)).not.toContain("a-secret");
  });

  test("are not looked for among what every object has", () => {
    const odd = readGoals(
      "goals.yaml",
      Buffer.from(
        `version: 1\nname: a\ntargets: { a: { ga4: { property: "\${constructor}", measurement_id: G-TEST1 }, gtm: { container: GTM-TEST01 } } }`,
      ),
    );
    expect(odd.goalSet && resolveTarget(odd.goalSet, undefined, {}).diagnostics).toMatchObject([
      { code: "unset-variable" },
    ]);
  });

  test("are filled in once: what they hold is no reference itself", () => {
    const { diagnostics } = resolveTarget(set, "variable", { PROPERTY: "${ACCOUNT}", ACCOUNT: "6" });
    expect(diagnostics).toMatchObject([{ code: "invalid-google-id" }]);
  });
});
