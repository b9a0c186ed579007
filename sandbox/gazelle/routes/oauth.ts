import { Hono } from 'hono'
import { OAuthError, redirectTo } from '../oauth.ts'
import { consentPage, problemPage } from '../pages/html.ts'
import type { Env, Parts, RequestContext } from '../parts.ts'
import { readForm } from './form.ts'
import { redirectToSignIn, sessionOf } from './web.ts'

export const TOKEN_PATH = '/developer/oauth/token'
const AUTHORIZE_PATH = '/developer/oauth/authorize'

/** The OAuth pages and the token endpoint. */
export function oauthRoutes(parts: Parts): Hono<Env> {
  const { oauth, sessions } = parts
  const routes = new Hono<Env>()

  routes.get(AUTHORIZE_PATH, (context) => {
    const session = sessionOf(context, parts)
    if (!session) return redirectToSignIn(context)
    const parameters = context.req.query()
    try {
      const request = oauth.readRequest(parameters)
      return context.html(consentPage(request, parameters, sessions.user(session).email))
    } catch (error) {
      return refuse(context, error, parameters)
    }
  })

  routes.post(AUTHORIZE_PATH, async (context) => {
    const session = sessionOf(context, parts)
    if (!session) return redirectToSignIn(context)
    const { decision, ...parameters } = await readForm(context.req.raw)
    try {
      const request = oauth.readRequest(parameters)
      if (decision !== 'authorise') {
        throw new OAuthError('access_denied', 'The resource owner or authorization server denied the request.')
      }
      return context.redirect(oauth.authorise(request, sessions.user(session)), 303)
    } catch (error) {
      return refuse(context, error, parameters)
    }
  })

  routes.post(TOKEN_PATH, async (context) => {
    context.header('cache-control', 'no-store')
    context.header('pragma', 'no-cache')
    try {
      return context.json(oauth.token(await readForm(context.req.raw)))
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      return context.json({ error: error.code, error_description: error.message }, error.status)
    }
  })

  return routes
}

// An unknown client or callback is told to the person only: the address may be an attacker's.
function refuse(context: RequestContext, error: unknown, parameters: Record<string, string | undefined>): Response {
  if (!(error instanceof OAuthError)) throw error
  if (error.code === 'invalid_client' || error.code === 'invalid_redirect_uri') {
    context.status(error.status)
    return context.html(problemPage('An error has occurred', error.message)) as Response
  }
  const { redirect_uri: redirectUri = '', state } = parameters
  return context.redirect(redirectTo(redirectUri, { error: error.code, error_description: error.message, state }), 303)
}
