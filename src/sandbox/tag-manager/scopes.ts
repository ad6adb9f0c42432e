/** The OAuth scopes of Tag Manager's methods, by the last part of their URL. */
export const READ = ["tagmanager.readonly", "tagmanager.edit.containers"];
export const READ_VERSIONS = [...READ, "tagmanager.edit.containerversions"];
export const READ_ACCOUNTS = [...READ, "tagmanager.manage.accounts"];
export const EDIT = ["tagmanager.edit.containers"];
export const EDIT_VERSIONS = ["tagmanager.edit.containerversions"];
export const PUBLISH = ["tagmanager.publish"];
export const DELETE_CONTAINERS = ["tagmanager.delete.containers"];
