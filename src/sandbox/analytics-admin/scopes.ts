/** The OAuth scopes of Analytics Admin's methods, by the last part of their URL. */
export const READ = ["analytics.readonly", "analytics.edit"];
export const EDIT = ["analytics.edit"];
