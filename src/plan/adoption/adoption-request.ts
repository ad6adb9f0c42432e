import type { DesiredResource } from "../../resources/resource.ts";

/** A goal's tag, and the live one that it is to become. */
export interface AdoptionRequest {
  readonly tag: DesiredResource;
  readonly adopts: NonNullable<DesiredResource["adopts"]>;
}
