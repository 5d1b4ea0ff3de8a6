export const limits = {
  /** Azure's quota, for each region of a subscription. */
  accountsPerRegion: 250,
  bodyBytes: 1024 * 1024,
  /** What a page of containers or shares has at most. */
  pageSize: 5000,
} as const
