/** What a container is for: the API's `usageContext`, of which a container has one. */
export type UsageContext = "web" | "server" | "amp" | "android" | "ios" | "androidSdk5" | "iosSdk5";
