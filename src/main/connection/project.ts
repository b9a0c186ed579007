import type { ProjectOptions } from '../../core/supabase/auth.ts'
import { fetchBySystem, userAgent } from '../system/network.ts'
import type { ConnectionParts } from './connection.ts'

/** The Supabase project that is set up, over this computer's network; null while its URL or its key is missing. */
export function projectOf({ supabaseUrl: url, supabaseKey: key }: ConnectionParts): ProjectOptions | null {
  return url === null || key === null ? null : { url, key, fetch: fetchBySystem, userAgent }
}
