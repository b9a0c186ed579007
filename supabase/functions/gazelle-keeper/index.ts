import { alertSettingsFrom } from '../../../src/edge/alert-settings.ts'
import { checkOnce } from '../../../src/edge/check-once.ts'
import { createHandler } from '../../../src/edge/handler.ts'
import { type CheckSettings, SettingsError, secretFrom, settingsFrom } from '../../../src/edge/settings.ts'
import { createHostVoice } from '../../../src/edge/voice.ts'

// The keeper as an Edge Function; see docs/edge.md. `npm run build` bundles it into out/edge, from where it is deployed.

/** The part of Supabase's runtime that is used here. */
interface Runtime {
  readonly Deno: {
    readonly env: { get(name: string): string | undefined }
    serve(options: { port?: number; hostname?: string }, handler: (request: Request) => Promise<Response>): unknown
  }
  readonly EdgeRuntime?: { waitUntil(work: Promise<unknown>): void }
}

const { Deno: deno, EdgeRuntime: host } = globalThis as unknown as Runtime
const read = (name: string) => deno.env.get(name)

/** A function whose variables are wrong says so in its log, and to its caller, but checks nothing. */
function handlerOf(): (request: Request) => Promise<Response> {
  let settings: CheckSettings | SettingsError
  try {
    settings = settingsFrom(read)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    console.error(error.message)
    settings = error
  }
  const alerts = alertSettingsFrom(read)
  const voice = alerts && createHostVoice(alerts, 'function')
  return createHandler({
    secret: secretFrom(read, 'GAZELLE_KEEPER_SECRET'),
    async check() {
      if (!(settings instanceof SettingsError)) return checkOnce(settings, { name: 'Supabase', voice })
      return { report: { result: 'trouble', problem: `settings: ${settings.message}` }, spoken: null }
    },
    alerts,
    complain: (sentence) => console.error(sentence),
    keepAlive: (work) => host?.waitUntil(work),
  })
}

// Supabase's runtime serves at an address of its own, and gives no PORT.
const port = read('PORT')
deno.serve(port === undefined ? {} : { port: Number(port), hostname: '127.0.0.1' }, handlerOf())
