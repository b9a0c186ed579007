// The row in a SQLite database of your own, instead of Supabase; see "A store of your own" in ../../library.md. Node 22.13 or newer.
//
//   GAZELLE_CLIENT_ID=… GAZELLE_CLIENT_SECRET=… STATE_SECRET=… node main.ts gazelle.sqlite
//
// The first token: FIRST_TOKEN holds the JSON that Gazelle's token endpoint answered. It is written if there is no row yet.
import { createKeeper, SignInNeededError } from 'gazelle-keeper'
import { SqliteStore } from './sqlite-store.ts'

const { GAZELLE_CLIENT_ID: clientId = '', GAZELLE_CLIENT_SECRET: clientSecret = '' } = process.env
const { STATE_SECRET: stateSecret, GAZELLE_URL: gazelleUrl, FIRST_TOKEN: firstToken } = process.env

const store = new SqliteStore(process.argv[2] ?? 'gazelle.sqlite')
if (firstToken && (await store.read()) === null) await store.swap(null, JSON.parse(firstToken))
const keeper = createKeeper({
  store,
  stateSecret,
  application: { clientId, clientSecret },
  ...(gazelleUrl && { gazelleUrl }),
})
try {
  const { allClients } = await keeper.fetch<{ allClients: { totalCount: number } }>('{ allClients { totalCount } }')
  console.log(`${allClients.totalCount} clients`)
} catch (error) {
  if (!(error instanceof SignInNeededError)) throw error
  console.log('Somebody has to sign in to Gazelle.')
} finally {
  await keeper.close()
  store.close()
}
