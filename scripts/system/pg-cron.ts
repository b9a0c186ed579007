import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const versions = '/usr/lib/postgresql'

/** The folder of the newest of this system's PostgreSQLs that has pg_cron, where Debian puts them; null where none has. */
export function pgCronHome(): string | null {
  if (!existsSync(versions)) return null
  const homes = readdirSync(versions)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(versions, version))
  return homes.find((home) => existsSync(join(home, 'lib/pg_cron.so'))) ?? null
}
