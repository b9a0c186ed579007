/** The variables by which electron-builder notarises an app: any of these sets. */
const notarising = [
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ['APPLE_KEYCHAIN_PROFILE'],
]

/**
 * Throws where electron-builder would leave a signature out: it fails at a missing certificate by itself, but where it cannot notarise,
 * it goes on with a warning. Certificates may lie in the system's own store.
 */
export function checkSigning(system: NodeJS.Platform, env: NodeJS.ProcessEnv): void {
  if (system !== 'darwin' || notarising.some((names) => names.every((name) => env[name]))) return
  throw new Error(
    `Nothing is made that Apple has not notarised. Set ${notarising.map((names) => names.join(', ')).join('; or ')}.`,
  )
}
