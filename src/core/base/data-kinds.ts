/** The kinds of what Gazelle Keeper keeps on a computer, in the order in which a person is asked about them. */
export const dataKinds = ['autostart', 'keychain', 'state', 'cache', 'profile'] as const
export type DataKind = (typeof dataKinds)[number]
