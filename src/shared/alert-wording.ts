import { harmless } from '../core/alerts/harmless.ts'
import type { Alert } from '../core/alerts/policy.ts'
import type { AlertWords } from '../core/alerts/remote-channel.ts'
import type { AlertTopic } from '../core/alerts/shared-teller.ts'
import type { Problem } from '../core/keeper/state.ts'
import { companyNames } from '../core/token/account.ts'
import { expiresAt } from '../core/token/expiry.ts'
import { type AlertSay, alertSpeaker } from './catalogue/alerts/index.ts'
import type { Language } from './catalogue/languages.ts'
import { signInLink } from './sign-in-link.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/**
 * An alert in words for people who may never have seen Gazelle Keeper: what is so, who can help, and what to do. Holds no secret,
 * and nothing that leads anywhere but to the app. The texts about problems are loaded only for one.
 */
export async function alertWords(alert: Alert, topic: AlertTopic, language: Language): Promise<AlertWords> {
  const say = alertSpeaker(language)
  const { company } = topic
  const words = (title: string, ...paragraphs: string[]) => titled(title, paragraphs, company, say)
  const help = (who: string, action: string) => [say('who', { who }), say('do', { action })]
  switch (alert.kind) {
    case 'solved':
      return words(say(alert.isFirst ? 'solved.title.first' : 'solved.title'), say('solved.what'))
    case 'sign-in': {
      const who = company === null ? say('sign-in.who.unnamed') : say('sign-in.who', { company })
      const what = alert.daysLeft !== null ? 'soon' : topic.state.row === 'empty' ? 'missing' : 'dead'
      const title = alert.daysLeft === null ? say('sign-in.title') : soonTitle(topic, say)
      const link = say('sign-in.link', { link: signInLink })
      return words(title, say(`sign-in.what.${what}`), ...help(who, say('sign-in.do')), link)
    }
    case 'unattended':
      return words(
        say('unattended.title'),
        say('unattended.what', { days: alert.days }),
        ...help(say('unattended.who'), say('unattended.do')),
      )
    case 'company': {
      const [theirs, ours] = companyNames(alert.theirs, alert.ours).map(
        (name) => harmless(name) ?? say('company.unnamed'),
      )
      const what = say(`company.what.${alert.isInRow ? 'row' : 'waiting'}`, { theirs: theirs ?? '', ours: ours ?? '' })
      return words(say('company.title'), what, ...help(say('company.who'), say('company.do')))
    }
    case 'blocked':
    case 'trouble': {
      const what = await problemText(alert.problem, language)
      const who = say(`who.${alert.problem.at}`)
      return words(say(`${alert.kind}.title`), what, ...help(who, say(`${alert.kind}.do`)))
    }
  }
}

/** The message of a test. */
export function testWords(company: string | null, language: Language): AlertWords {
  const say = alertSpeaker(language)
  return titled(say('test.title'), [say('test.what')], company, say)
}

function titled(title: string, paragraphs: readonly string[], company: string | null, say: AlertSay): AlertWords {
  const whole = company === null ? say('title.unnamed', { title }) : say('title.of', { company, title })
  return { title: whole, paragraphs: [...paragraphs, say('footer')] }
}

/** People elsewhere may live by another clock: no hour, and no date. */
function soonTitle({ state, now }: AlertTopic, say: AlertSay): string {
  const days = Math.ceil(((expiresAt(state.token) ?? now) - now) / dayMilliseconds)
  return days <= 1 ? say('soon.title.day') : say('soon.title.days', { days })
}

/** The app's own sentence about a problem. What a server or a row has contributed to it is left out, or made harmless. */
async function problemText(problem: Problem, language: Language): Promise<string> {
  const [{ commonTranslator }, { describeProblem }] = await Promise.all([
    import('./catalogue/common/index.ts'),
    import('./wording.ts'),
  ])
  return describeProblem(ownPart(problem), commonTranslator(language))
}

function ownPart(problem: Problem): Problem {
  if (problem.at === 'row') return { ...problem, field: harmless(problem.field) }
  // The network's code is our own; any other is the server's.
  if (problem.at !== 'store' || problem.kind === 'unavailable') return problem
  const { code: _, ...rest } = problem
  return rest
}
