/** Folders, variables, triggers and tags: wanted against live → differences and the steps that even them out. */
import type { DesiredEntity } from "../resources/resource.ts";
import type { OwnedEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import { type Planned, planAdoption, planCreation, planLeftover, planOwned } from "./planned-entity.ts";
import { type WasThere, whatWasThere } from "./was-there.ts";

export function planEntities(
  owner: string,
  desired: readonly DesiredEntity[],
  ownership: Ownership,
): Planned[] {
  const wasThere = whatWasThere(desired, ownership);
  const wanted = desired.flatMap((one) => planWanted(owner, one, ownership, wasThere));
  const going = ownership.leftovers.filter((one) => !holdsOthers(one, ownership));
  return [...wanted, ...going.map((one) => planLeftover(one, ownership))];
}

/** A folder that contains other people's entities stays. */
function holdsOthers({ kind, entity }: OwnedEntity, { foreign, copies }: Ownership): boolean {
  if (kind !== "gtm.folder") return false;
  return [...foreign, ...copies].some((other) => other.entity.parentFolderId === entity.folderId);
}

function planWanted(
  owner: string,
  desired: DesiredEntity,
  ownership: Ownership,
  wasThere: WasThere,
): Planned[] {
  const owned = ownership.owned.get(desired.address);
  const adoptable = ownership.adoptable.get(desired.address);
  if (owned) return planOwned(owner, desired, owned, ownership);
  if (adoptable) return [planAdoption(owner, desired, adoptable, ownership)];
  const reason = wasThere(desired) ? "missing" : "new";
  return [planCreation(owner, desired, ownership, reason)];
}
