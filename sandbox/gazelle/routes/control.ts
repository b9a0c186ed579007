import { Hono } from 'hono'
import { fingerprint } from '../../secrets.ts'
import type { GazelleControls } from '../controls.ts'
import { readFault } from '../faults.ts'
import type { Env } from '../parts.ts'

export const controlPath = '/_sandbox/'

/**
 * The controls for a person with curl, under `/_sandbox/`: each wants the control key of connection.json as header
 * `x-sandbox-key`, and JSON. Their answers hold fingerprints of tokens, never a token.
 */
export function controlRoutes(gazelle: GazelleControls): Hono<Env> {
  const routes = new Hono<Env>().basePath(controlPath)

  routes.use('*', async (context, next) => {
    if (context.req.header('x-sandbox-key') !== gazelle.controlKey) {
      return context.json({ error: 'The header x-sandbox-key must hold the control key of connection.json.' }, 403)
    }
    await next()
    return undefined
  })
  routes.onError((error, context) => context.json({ error: error.message }, 400))

  routes.get('/', (context) =>
    context.json({
      settings: gazelle.settings,
      sessions: gazelle.sessionCount,
      tokens: gazelle.tokens.map(({ accessToken, clientId, expiresAt, revokedAt }) => ({
        fingerprint: fingerprint(accessToken),
        clientId,
        expiresAt,
        revokedAt,
      })),
    }),
  )
  routes.get('/requests', (context) => context.json(gazelle.requests.all))

  routes.post('/settings', async (context) => {
    gazelle.configure(await context.req.json())
    return context.json(gazelle.settings)
  })
  routes.post('/applications', async (context) => {
    const { name, redirectUris } = await context.req.json()
    return context.json(gazelle.registerApplication(String(name), redirectUris))
  })

  // { "fingerprint": "…" }, or nothing for the newest token.
  const named = async (body: Promise<unknown>): Promise<string> => {
    const { fingerprint: wanted } = ((await body.catch(() => null)) ?? {}) as { fingerprint?: string }
    const token = gazelle.tokens.findLast(({ accessToken }) => !wanted || fingerprint(accessToken) === wanted)
    if (!token) throw new Error('There is no such token.')
    return token.accessToken
  }
  routes.post('/tokens/expire', async (context) => {
    gazelle.expire(await named(context.req.json()))
    return context.json({ done: true })
  })
  routes.post('/tokens/revoke', async (context) => {
    gazelle.revoke(await named(context.req.json()))
    return context.json({ done: true })
  })
  routes.post('/tokens/revoke-all', (context) => {
    gazelle.revokeAll()
    return context.json({ done: true })
  })
  routes.post('/sessions/end', (context) => {
    gazelle.endSessions()
    return context.json({ done: true })
  })

  routes.post('/faults', async (context) => {
    gazelle.faults.add(readFault(await context.req.json()))
    return context.json({ done: true })
  })
  routes.delete('/faults', (context) => {
    gazelle.faults.clear()
    return context.json({ done: true })
  })

  return routes
}
