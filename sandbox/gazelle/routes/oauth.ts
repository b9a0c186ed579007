import { Hono } from 'hono'
import { isOutOfBand, nativePath, OAuthError, type Parameters, redirectTo } from '../oauth.ts'
import { codePage, consentPage, problemPage } from '../pages/html.ts'
import type { Env, Parts, RequestContext, Speech } from '../parts.ts'
import { readForm } from './form.ts'
import { redirectToSignIn, sessionOf } from './web.ts'

export const tokenPath = '/developer/oauth/token'
const authorizePath = '/developer/oauth/authorize'
const notStored = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** The OAuth pages and the token endpoint. */
export function oauthRoutes(parts: Parts): Hono<Env> {
  const { oauth, sessions } = parts
  const routes = new Hono<Env>()

  routes.get(authorizePath, (context) => {
    const session = sessionOf(context, parts)
    if (!session) return redirectToSignIn(context)
    const parameters = context.req.query()
    try {
      const request = oauth.readRequest(parameters)
      return context.html(consentPage(parts.speech, request, parameters, sessions.user(session).email))
    } catch (error) {
      return refuse(context, parts.speech, error, parameters)
    }
  })

  routes.post(authorizePath, async (context) => {
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
      return refuse(context, parts.speech, error, parameters)
    }
  })

  routes.get(nativePath, (context) =>
    sessionOf(context, parts)
      ? context.html(codePage(parts.speech, context.req.query('code') ?? ''))
      : redirectToSignIn(context),
  )

  routes.post(tokenPath, async (context) => {
    try {
      return context.json(oauth.token(await readForm(context.req.raw)), 200, notStored)
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      return tokenError(error)
    }
  })

  routes.post('/developer/oauth/revoke', async (context) => {
    try {
      oauth.revoke(await readForm(context.req.raw))
      return context.json({}, 200, notStored)
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      return tokenError(error)
    }
  })

  return routes
}

// An unknown client or callback is reported to the person only: the address may be an attacker's.
function refuse(context: RequestContext, speech: Speech, error: unknown, parameters: Parameters): Response {
  if (!(error instanceof OAuthError)) throw error
  const { redirect_uri: redirectUri = '' } = parameters
  if (error.code === 'invalid_client' || error.code === 'invalid_redirect_uri' || isOutOfBand(redirectUri)) {
    context.status(error.status)
    return context.html(problemPage(speech, error.message)) as Response
  }
  return callbackError(error, parameters)
}

function callbackError({ code, message }: OAuthError, { redirect_uri: redirectUri = '', state }: Parameters): Response {
  const location = redirectTo(redirectUri, { error: code, error_description: message, state })
  return new Response(null, { status: 303, headers: { location } })
}

/** Doorkeeper's form: the error in the body, and again in a challenge. */
function tokenError({ code, message, status }: OAuthError): Response {
  // A header holds printable ASCII.
  const description = message.replace(/[^ -~]|["\\]/g, ' ')
  const challenge = `Bearer realm="Gazelle", error="${code}", error_description="${description}"`
  const headers = { ...notStored, 'www-authenticate': challenge }
  return Response.json({ error: code, error_description: message }, { status, headers })
}

/** Answers with this error instead of a success: at the callback that the request names, else as the token endpoint. */
export async function errorOnDemand(request: Request, error: OAuthError): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname === tokenPath) return tokenError(error)
  const parameters = request.method === 'POST' ? await readForm(request.clone()) : Object.fromEntries(searchParams)
  return URL.canParse(parameters['redirect_uri'] ?? '') ? callbackError(error, parameters) : tokenError(error)
}
