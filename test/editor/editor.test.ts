/** What an editor shows while somebody writes a goals file: the schema in a real language server. */
import { expect, test } from "vitest";
import { describeEditor } from "./open-editor.ts";

const START = `# yaml-language-server: $schema=./schemas/goals.schema.json
version: 1
name: acme-shop
`;

const TARGETS = `targets:
  production:
    ga4: { property: "123456789", measurement_id: G-TEST123456 }
    gtm: { container: GTM-TEST01 }
`;

describeEditor("an editor", (editor) => {
  async function completed(marked: string): Promise<string[]> {
    const { items } = (await editor().at("completion", marked)) as {
      items: readonly { readonly label: string }[];
    };
    return items.map(({ label }) => label);
  }

  async function hovered(marked: string): Promise<string> {
    const { contents } = (await editor().at("hover", marked)) as { contents: { readonly value: string } };
    return contents.value;
  }

  const goal = (rest: string) => `${START}${TARGETS}goals:\n  watched_demo:\n    type: event\n${rest}`;

  test("completes the ids of a target's Analytics property", async () => {
    const labels = await completed(`${START}targets:\n  production:\n    ga4:\n      |\n`);
    expect(labels).toEqual(expect.arrayContaining(["property", "measurement_id"]));
  });

  test("completes what visitors do, and what can be said about a video", async () => {
    const interactions = await completed(goal("    on:\n      |\n"));
    expect(interactions).toEqual(expect.arrayContaining(["click", "form", "video", "data_layer"]));
    const video = await completed(goal("    on:\n      video:\n        |\n"));
    expect(video).toEqual(expect.arrayContaining(["progress", "status", "url", "title"]));
  });

  test("explains a key deep inside a goal", async () => {
    const text = await hovered(goal("    on:\n      video:\n        pro|gress: 50\n"));
    expect(text).toContain("How much of the video is watched, in percent");
  });

  test("explains a target's Analytics property, and its number", async () => {
    const where = `${START}targets:\n  production:\n    `;
    const rest = '{ property: "123456789", measurement_id: G-TEST123456 }\n';
    expect(await hovered(`${where}g|a4: ${rest}`)).toContain(
      "The Analytics property that receives the goals",
    );
    const property = await hovered(`${where}ga4: ${rest.replace("property", "prop|erty")}`);
    expect(property).toContain("The number of the Analytics property");
  });

  test("explains a key beside its reference, with an example", async () => {
    const text = await hovered(goal("    on:\n      link:\n        ur|l: /contact\n"));
    expect(text).toContain("The address that the link leads to");
    expect(text).toContain('begins\\_with: "tel:"');
  });
});
