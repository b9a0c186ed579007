import manifest from '../../package.json' with { type: 'json' }

export const version: string = manifest.version

/** The command line's name towards servers: Supabase rejects secret keys from anything that looks like a browser. */
export const userAgent = `gazelle-keeper/${version}`
