import { Hono } from 'hono'
import { randomToken } from '../../secrets.ts'
import { secondFactorPage } from '../pages/second-factor.ts'
import type { Env, Parts } from '../parts.ts'
import type { Session } from '../state.ts'
import { readForm } from './form.ts'
import { ownPath, rememberSession, signIn } from './web.ts'

/** The second step of a sign-in, if the settings name a code. A right password alone then signs nobody in. */
export function secondFactorRoutes(parts: Parts): Hono<Env> {
  const { sessions, state } = parts
  const routes = new Hono<Env>()
  const waiting = new Map<string, { readonly session: Session; readonly isRemembered: boolean }>()

  routes.post(signIn, async (context, next) => {
    if (state.settings.secondFactor === null) return await next()
    const form = await readForm(context.req.raw.clone())
    const session = sessions.signIn(form['user[email]'] ?? '', form['user[password]'] ?? '')
    // A wrong password gets the usual answer.
    if (!session) return await next()
    const pending = randomToken()
    waiting.set(pending, { session, isRemembered: Boolean(form['user[remember_me]']) })
    return context.html(secondFactorPage(parts.speech, { pending, returnTo: ownPath(form['return_to']) }))
  })

  routes.post('/users/two_factor', async (context) => {
    const form = await readForm(context.req.raw)
    const [pending = '', returnTo] = [form['pending'], ownPath(form['return_to'])]
    const found = waiting.get(pending)
    if (!found) return context.redirect(signIn, 303)
    if (form['code'] !== state.settings.secondFactor) {
      const error = parts.speech.say('demo.page.invalid-code')
      return context.html(secondFactorPage(parts.speech, { pending, returnTo, error }), 422)
    }
    waiting.delete(pending)
    rememberSession(context, parts, found.session, found.isRemembered)
    return context.redirect(returnTo, 303)
  })

  return routes
}
