/** Which releases a person wants; `beta` gets previews, too. Apart from the feed, because pages name them. */
export const channels = ['stable', 'beta'] as const
export type Channel = (typeof channels)[number]
