/** Where a value lies with 95% confidence: [low, high]. */
export type Interval = readonly [low: number, high: number];
