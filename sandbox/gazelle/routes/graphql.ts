import { Hono } from 'hono'
import { languageOf } from '../graphql-errors.ts'
import type { Env, Parts } from '../parts.ts'
import { answerGraphql } from '../schema.ts'
import { shownIn } from '../tokens.ts'

export const graphqlPath = '/graphql/private/'

/** The API. A bad credential gets a 401; errors of a query are in the answer, with status 200. */
export function graphqlRoutes({ tokens, state }: Parts): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post(graphqlPath, async (context) => {
    const shown = shownIn(context.req.raw.headers)
    const user = shown && tokens.accept(shown)
    if (!user) {
      context.header('www-authenticate', 'Bearer realm="Gazelle", error="invalid_token"')
      return context.json({ error: 'invalid_token', error_description: 'The access token is invalid or expired' }, 401)
    }
    let body: unknown
    try {
      body = await context.req.json()
    } catch {
      return context.json({ error: 'bad_request', error_description: 'The body is not JSON' }, 400)
    }
    const { tellsAccount, standing } = state.settings
    const language = languageOf(context.req.header('accept-language'))
    return context.json(await answerGraphql(body, tellsAccount ? user : null, { standing, language }))
  })
  return routes
}
