/** Folders. */
import type { EditableKindFacts } from "../entity-kind.ts";

export const FOLDERS: EditableKindFacts = {
  collection: "folders",
  message: "Folder",
  idField: "folderId",
  listName: "folder",
  needed: ["name"],
  isMeantByName: false,
  isUsedBy: ({ folder }, { id }) => folder === id,
  check: () => {},
};
