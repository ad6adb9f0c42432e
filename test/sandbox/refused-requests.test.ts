import { describe, expect, it } from "vitest";
import { CONTAINER, send, start, tagManager } from "./google.ts";
import { badPayload, badRequest, NOT_FOUND, refusal } from "./refusals.ts";
import { constant, htmlTag, pageview } from "./samples.ts";

const WORKSPACE = `tagmanager/v2/${CONTAINER}/workspaces/2`;

describe("Tag Manager refuses", () => {
  it("a second entity of the same kind and name, but not of another kind", async () => {
    const sandbox = await start();
    await send(sandbox, "POST", `${WORKSPACE}/tags`, { body: htmlTag("Same", "x") });
    const again = await send(sandbox, "POST", `${WORKSPACE}/tags`, { body: htmlTag("Same", "y") });
    expect(again.body).toEqual(badRequest("Found entity with duplicate name."));
    expect((await send(sandbox, "POST", `${WORKSPACE}/triggers`, { body: pageview("Same") })).status).toBe(
      200,
    );
  });

  it("a built-in variable whose name a user's variable has", async () => {
    const sandbox = await start();
    await send(sandbox, "POST", `${WORKSPACE}/variables`, { body: constant("Click URL", "x") });
    const answer = await send(sandbox, "POST", `${WORKSPACE}/built_in_variables?type=clickUrl`);
    expect(answer.body).toEqual(badRequest("Found entity with duplicate name."));
  });

  it("a built-in variable that does not exist, and one that is not named", async () => {
    const sandbox = await start();
    const unknown = await send(sandbox, "POST", `${WORKSPACE}/built_in_variables?type=clickColour`);
    const nothing = await send(sandbox, "POST", `${WORKSPACE}/built_in_variables`);
    const description = `Invalid value at 'type' (type.googleapis.com/google.tagmanager.v2.BuiltInVariable.Type), "clickColour"`;
    expect(unknown.body).toEqual(badPayload("type", description));
    expect(nothing.body).toEqual(badRequest("type: The value must not be empty.\n"));
  });

  it("a body that is not JSON, or no object", async () => {
    const sandbox = await start();
    const init = { method: "POST", headers: { authorization: "Bearer any" } };
    const broken = await fetch(`${sandbox.url}/${WORKSPACE}/tags`, { ...init, body: "{" });
    const list = await fetch(`${sandbox.url}/${WORKSPACE}/tags`, { ...init, body: "[]" });
    expect([broken.status, list.status]).toEqual([400, 400]);
    expect(await list.json()).toEqual(
      badPayload("", `Invalid JSON payload received. Unknown name "": Root element must be a message.`),
    );
  });

  it("anything about a container, workspace, version or entity that is not there", async () => {
    const sandbox = await start();
    const paths = [
      "tagmanager/v2/accounts/11/containers/99",
      `tagmanager/v2/${CONTAINER}/workspaces/99`,
      `tagmanager/v2/${CONTAINER}/versions/99`,
      `${WORKSPACE}/tags/99`,
      "tagmanager/v2/accounts/containers:lookup?tagId=GTM-NONE",
    ];
    for (const path of paths) expect((await send(sandbox, "GET", path)).body, path).toEqual(NOT_FOUND);
  });

  it("to say which version is live before one is", async () => {
    const sandbox = await start({ switches: { newContainerIsPublished: false } });
    const { body } = await send(sandbox, "GET", `tagmanager/v2/${CONTAINER}/versions:live`);
    expect(body).toEqual(refusal(404, "Published container version not found", "NOT_FOUND", "notFound"));
  });

  it.each([409, 412, 400] as const)(
    "a write with a stale fingerprint, with %i when the switch says so",
    async (code) => {
      const sandbox = await start({ switches: { staleFingerprint: code } });
      const { workspaces } = tagManager(sandbox).accounts.containers;
      const parent = `${CONTAINER}/workspaces/2`;
      const { data: tag } = await workspaces.tags.create({ parent, requestBody: htmlTag("T", "1") });
      const update = (html: string) =>
        workspaces.tags.update({
          path: tag.path!,
          fingerprint: tag.fingerprint!,
          requestBody: htmlTag("T", html),
        });
      const { data: changed } = await update("2");
      expect(Number(changed.fingerprint)).toBeGreaterThan(Number(tag.fingerprint));
      await expect(update("3")).rejects.toMatchObject({ status: code });
      expect(
        sandbox.sandbox.handle({
          method: "POST",
          url: `/tagmanager/v2/${CONTAINER}/versions/1:publish?fingerprint=1`,
          headers: { authorization: "Bearer any" },
          body: "",
        }),
      ).toMatchObject({ response: { status: code } });
    },
  );
});
