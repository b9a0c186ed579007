import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { programOf } from './names.ts'

/**
 * The abilities of the packaged app that no switch, variable or file beside it may change. Playwright's inspector is one of them,
 * so end-to-end tests run on another Electron. Electron checks the archive's integrity on macOS and Windows only.
 */
export const fusesOn = (system: NodeJS.Platform) => ({
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: system !== 'linux',
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
})

export const fuses = fusesOn(process.platform)

/** Sets them in a packaged app. Takes its folder; rejects if its Electron has no such fuses. */
export async function setFuses(folder: string): Promise<void> {
  const resetAdHocDarwinSignature = process.platform === 'darwin' && process.arch === 'arm64'
  await flipFuses(programOf(folder), { version: FuseVersion.V1, resetAdHocDarwinSignature, ...fuses })
}
