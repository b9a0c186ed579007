import { FuseV1Options } from '@electron/fuses'
import manifest from '../../../package.json' with { type: 'json' }
import { appId } from '../../../src/shared/app-id.ts'
import { linkScheme } from '../../../src/shared/sign-in-link.ts'
import { fusesOn } from '../../package/fuses.ts'
import { executableName, productName } from '../../package/names.ts'

/**
 * What electron-builder makes of the built app on Windows and macOS: an installer for one person, which also runs silently (`/S`), and
 * a universal app as disk image and zip, signed, hardened and notarised. Signing goes by electron-builder's own variables: CSC_LINK
 * and CSC_KEY_PASSWORD, WIN_CSC_LINK and WIN_CSC_KEY_PASSWORD, APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER. Takes the
 * version of Electron, the folder that `layOutNotices` has laid out, and the
 * program's picture, 1024 pixels wide, of which the icons of both systems are made.
 */
export function electronBuilderConfig(electronVersion: string, notices: string, icon: string) {
  const fuses = (system: NodeJS.Platform) => {
    const on = fusesOn(system)
    return {
      runAsNode: on[FuseV1Options.RunAsNode],
      enableCookieEncryption: on[FuseV1Options.EnableCookieEncryption],
      enableNodeOptionsEnvironmentVariable: on[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      enableNodeCliInspectArguments: on[FuseV1Options.EnableNodeCliInspectArguments],
      enableEmbeddedAsarIntegrityValidation: on[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyLoadAppFromAsar: on[FuseV1Options.OnlyLoadAppFromAsar],
      loadBrowserProcessSpecificV8Snapshot: on[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
      grantFileProtocolExtraPrivileges: on[FuseV1Options.GrantFileProtocolExtraPrivileges],
      resetAdHocDarwinSignature: system === 'darwin',
    }
  }
  return {
    appId,
    productName,
    executableName,
    electronVersion,
    copyright: 'Copyright © 2026 Gazelle Keeper contributors',
    directories: { output: 'out/dist', buildResources: 'resources' },
    // The build bundles all but native code; the command line has a package of its own.
    files: [
      'package.json',
      'out/{main,preload,renderer,icons}/**',
      '!node_modules/**',
      'node_modules/@napi-rs/**',
      '!**/*.{map,md,d.ts,d.mts,d.cts}',
    ],
    asar: true,
    asarUnpack: ['node_modules/@napi-rs/**'],
    extraResources: [{ from: notices, to: 'licences' }],
    electronLanguages: ['en', 'en-US', 'en-GB', 'fr'],
    electronFuses: fuses(process.platform),
    protocols: [{ name: productName, schemes: [linkScheme] }],
    npmRebuild: false,
    forceCodeSigning: true,
    publish: null,
    icon,
    win: {
      target: [{ target: 'nsis', arch: ['x64'] }],
      artifactName: `${manifest.name}-app-\${version}-windows-\${arch}.\${ext}`,
      verifyUpdateCodeSignature: true,
    },
    nsis: {
      oneClick: true,
      perMachine: false,
      allowElevation: false,
      runAfterFinish: true,
      createDesktopShortcut: false,
      createStartMenuShortcut: true,
      shortcutName: productName,
      // The profile is the person's: it is removed by the app itself, which asks.
      deleteAppDataOnUninstall: false,
      installerLanguages: ['en_US', 'fr_FR'],
      multiLanguageInstaller: true,
      license: 'LICENSE',
    },
    mac: {
      target: [
        { target: 'dmg', arch: ['universal'] },
        { target: 'zip', arch: ['universal'] },
      ],
      category: 'public.app-category.business',
      artifactName: `${manifest.name}-app-\${version}-macos-\${arch}.\${ext}`,
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'resources/macos/entitlements.plist',
      entitlementsInherit: 'resources/macos/entitlements.plist',
      notarize: true,
      // Native code of one processor alone, which lies beside the other's.
      x64ArchFiles: '**/keyring-darwin-*/**',
      mergeASARs: true,
    },
    dmg: { writeUpdateInfo: false, sign: false },
  } as const
}
