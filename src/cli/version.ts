import manifest from '../../package.json' with { type: 'json' }

export const version: string = manifest.version

/** How the command line names itself to servers: Supabase refuses secret keys from anything that looks like a browser. */
export const userAgent = `gazelle-keeper/${version}`
