/** The OAuth scopes of Analytics Data's methods, by the last part of their URL. */
export const READ = ["analytics.readonly", "analytics"];
