import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { programOf } from './names.ts'

/** The archive's integrity is checked where Electron can: it is not on Linux. */
const checksArchive = process.platform !== 'linux'

/**
 * What nobody who starts the packaged app may change by a switch, a variable or a file beside it. Playwright's inspector is
 * among it, so end-to-end tests run on another Electron.
 */
export const fuses = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: checksArchive,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
} as const

/** Sets them in a packaged app. Takes its folder; rejects where its Electron has no such fuses. */
export async function setFuses(folder: string): Promise<void> {
  const resetAdHocDarwinSignature = process.platform === 'darwin' && process.arch === 'arm64'
  await flipFuses(programOf(folder), { version: FuseVersion.V1, resetAdHocDarwinSignature, ...fuses })
}
