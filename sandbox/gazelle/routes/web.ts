import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { appPage, assets, signInPage } from '../pages/html.ts'
import type { Env, Parts, RequestContext } from '../parts.ts'
import type { Session } from '../state.ts'
import { readForm } from './form.ts'

const cookieText = '_gazelle_session'
export const signIn = '/users/sign_in'

/** Gives the session of the request's cookie, or null. */
export const sessionOf = (context: RequestContext, { sessions }: Parts): Session | null =>
  sessions.find(getCookie(context, cookieText))

/** Sends the person to the sign-in page, which leads back to the requested path. */
export const redirectToSignIn = (context: RequestContext): Response => {
  const { pathname, search } = new URL(context.req.url)
  const query = pathname === '/' ? '' : `?${new URLSearchParams({ return_to: pathname + search })}`
  return context.redirect(signIn + query)
}

/** Signs the browser in. Unless it is remembered, the session ends with the browser. */
export function rememberSession(
  context: RequestContext,
  { state }: Parts,
  { id }: Session,
  isRemembered: boolean,
): void {
  const life = isRemembered ? { maxAge: state.settings.sessionLifeSeconds } : {}
  setCookie(context, cookieText, id, { path: '/', httpOnly: true, sameSite: 'Lax', ...life })
}

/** The web application, its sign-in, and the files of its pages. */
export function webRoutes(parts: Parts): Hono<Env> {
  const { sessions } = parts
  const routes = new Hono<Env>()

  routes.get('/', (context) => {
    const session = sessionOf(context, parts)
    return session ? context.html(appPage(parts.speech, sessions.user(session).email)) : redirectToSignIn(context)
  })

  routes.get(signIn, (context) => {
    const returnTo = ownPath(context.req.query('return_to'))
    return sessionOf(context, parts)
      ? context.redirect(returnTo)
      : context.html(signInPage(parts.speech, parts.state.users, { returnTo }))
  })

  routes.post(signIn, async (context) => {
    const form = await readForm(context.req.raw)
    const returnTo = ownPath(form['return_to'])
    const email = form['user[email]'] ?? ''
    const session = sessions.signIn(email, form['user[password]'] ?? '')
    if (!session) {
      const error = parts.speech.say('demo.page.refused')
      return context.html(signInPage(parts.speech, parts.state.users, { email, returnTo, error }), 422)
    }
    rememberSession(context, parts, session, Boolean(form['user[remember_me]']))
    return context.redirect(returnTo, 303)
  })

  routes.post('/users/sign_out', (context) => {
    const session = sessionOf(context, parts)
    if (session) sessions.signOut(session)
    deleteCookie(context, cookieText, { path: '/' })
    return context.redirect(signIn, 303)
  })

  routes.get('/web/credential', (context) => {
    const session = sessionOf(context, parts)
    return session ? context.json(sessions.credential(session)) : context.json({ error: 'signed out' }, 401)
  })

  routes.get('/web/:file', (context) => {
    const asset = assets[context.req.param('file')]
    if (!asset) return context.notFound()
    // Lets a worker from `/web/` act for the whole site.
    return context.body(asset.content, 200, { 'content-type': asset.type, 'service-worker-allowed': '/' })
  })

  return routes
}

/** Gives only a path of this site: any other address would make the sign-in page an open redirect. */
export function ownPath(path: string | undefined): string {
  const origin = 'http://127.0.0.1'
  const isOwn = path?.startsWith('/') && URL.canParse(path, origin) && new URL(path, origin).origin === origin
  return isOwn && path ? path : '/'
}
