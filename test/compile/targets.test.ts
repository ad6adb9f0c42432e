/** What one target gets of a file, beside its resources. */
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { forTarget } from "../../src/language/for-target.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const HERE = HEAD.replace(/( {4}gtm: .*\n)/, "$1    except: [b, g]\n");
const FILE = `${HERE}goals:
  a: { type: destination, page: /a }
  b: { type: destination, page: /b }
  off: { type: destination, page: /off, enabled: false }
funnels:
  f: { steps: [{ id: c, page: /c }, a] }
  g: { steps: [b, a] }
  idle: { enabled: false, steps: [{ id: c, page: /c }, a] }
removed: [old]
`;

test("says what it leaves out and what is switched off, which plans must not take for deleted", () => {
  const compiled = compile(forTarget(goalSet(FILE), "production"), MEASUREMENT_ID);
  expect(compiled.subjects.map(({ user, id, name }) => [user, id, name])).toEqual([
    ["goal:a", "a", "A"],
    ["funnel:f", "f", "F"],
  ]);
  expect(compiled.leftOut).toMatchObject([
    { user: "goal:b", at: { line: 11 } },
    { user: "funnel:g", at: { line: 15 } },
  ]);
  expect(compiled.disabled).toMatchObject([{ id: "off", event: "off", hadTag: true, at: { line: 12 } }]);
  expect(compiled.disabledFunnels).toMatchObject([{ id: "idle", at: { line: 16 } }]);
  expect(compiled).toMatchObject({
    owner: "acme-shop",
    measurementId: MEASUREMENT_ID,
    removedKeyEvents: ["old"],
  });
});

test("makes what several goals read once, with the place of the first and all who need it", () => {
  const { resources } = compile(goalSet(FILE), MEASUREMENT_ID);
  const shared = resources.filter(({ users }) => users.length > 1);
  expect(shared.map(({ address, at, users }) => [address, at.line, users])).toEqual([
    ["gtm.folder/shared:folder", 10, ["goal:a", "goal:b", "funnel:f"]],
    ["gtm.builtInVariable/pagePath", 10, ["goal:a", "goal:b", "funnel:f"]],
  ]);
  const addresses = resources.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(addresses.length);
});
