import { alertSettingsFrom } from './alert-settings.ts'
import { answerOf, complaintsOf } from './answer.ts'
import { checkOnce } from './check-once.ts'
import { SettingsError, settingsFrom } from './settings.ts'
import { createHostVoice } from './voice.ts'

/**
 * One check for hosts that wake up and die, such as a runner of GitHub Actions: `node check-once.js`, with the variables of
 * docs/edge.md. Says how it ended in one line of JSON. Exit codes: 0 all is well; 1 something stands in the way; 2 a variable is
 * wrong; 3 somebody has to sign in to Gazelle.
 */
async function main(): Promise<number> {
  const read = (name: string) => process.env[name]
  const settings = settingsFrom(read)
  const alerts = alertSettingsFrom(read)
  const checked = await checkOnce(settings, { voice: alerts && createHostVoice(alerts, 'runner') })
  const answer = await answerOf(checked, alerts, 'runner')
  console.log(JSON.stringify(answer))
  for (const complaint of complaintsOf(answer)) console.error(complaint)
  if (answer.result === 'sign-in-needed') return 3
  return answer.result === 'trouble' ? 1 : 0
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof SettingsError ? error.message : 'The check could not begin.')
    process.exitCode = 2
  },
)
