/**
 * A switch that the packed app accepts. All others are rejected: Chromium has more than a thousand, and new ones in each version.
 */
export interface KnownSwitch {
  /** Without dashes, in lower case, as Windows reads it. */
  readonly name: string
  /** Matches the whole value, which is "" for a switch without one. */
  readonly value: RegExp
  /** The systems where it is accepted; everywhere if none is named. */
  readonly on?: readonly NodeJS.Platform[]
  /** Accepted only beside this other switch. */
  readonly beside?: string
  readonly why: string
}

/** The exit code of a start with something that the app does not accept: EX_USAGE of sysexits.h. */
export const rejectedExitCode = 64

/** The switches that the app gives to itself. */
export const ownSwitches = {
  /** Tells, in a process of its own, what was rejected: see `refuse-start.ts`. */
  rejected: 'keeper-rejected',
  /** Asks the keychain in a process of its own: see `keychain/apart.ts`. */
  keychain: 'keeper-asks-keychain',
  /** Removes what is kept on this computer, and does nothing else: see `remove-data.ts`. */
  removes: 'keeper-removes',
  /** Tells when the app restarted itself: see `diagnostics/listen.ts`. */
  restarted: 'restarted-at',
} as const

const none = /^$/
const yesOrNo = /^(true|false)?$/
/** Chromium's features for drawing windows on Wayland. Any other feature could be one that isolates pages. */
const displayFeatures =
  /^(UseOzonePlatform|WebRTCPipeWireCapturer|Wayland\w+)(,(UseOzonePlatform|WebRTCPipeWireCapturer|Wayland\w+))*$/
const waylandFeatures = /^Wayland\w+(,Wayland\w+)*$/
const linux = ['linux'] as const

export const knownSwitches: readonly KnownSwitch[] = [
  // The app's own.
  { name: 'popover', value: none, why: 'opens the popover at the start' },
  { name: ownSwitches.restarted, value: /^\d{1,15}$/, why: 'the app itself says so when it starts anew' },
  { name: ownSwitches.keychain, value: none, on: linux, why: 'the app asks the keychain in a process of its own' },
  {
    name: 'user-data-dir',
    value: /./,
    on: linux,
    beside: ownSwitches.keychain,
    why: 'that process keeps nothing in the profile',
  },
  { name: ownSwitches.removes, value: none, why: 'the app removes its data once it has ended, if its profile says so' },
  { name: ownSwitches.rejected, value: /^[\w.,-]{1,400}$/, why: 'says what was rejected, and nothing else' },

  // What desktops and packages of Linux distributions add: how windows are drawn, and nothing else.
  { name: 'ozone-platform', value: /^(x11|wayland)$/, on: linux, why: 'the display that windows are drawn on' },
  { name: 'ozone-platform-hint', value: /^(auto|x11|wayland)$/, on: linux, why: 'as above' },
  { name: 'enable-features', value: displayFeatures, on: linux, why: 'wrappers turn Wayland on by it; nothing else' },
  {
    name: 'disable-features',
    value: waylandFeatures,
    on: linux,
    why: 'works around faults of compositors; nothing else',
  },
  { name: 'enable-wayland-ime', value: yesOrNo, on: linux, why: 'input methods on Wayland' },
  { name: 'wayland-text-input-version', value: /^[13]$/, on: linux, why: 'input methods on Wayland' },
  { name: 'gtk-version', value: /^[34]$/, on: linux, why: 'the toolkit of dialogues and menus' },
  { name: 'class', value: /^[\w.-]+$/, on: linux, why: 'a name for the window manager' },
  {
    name: 'password-store',
    value: /^(basic|gnome|gnome-libsecret|kwallet|kwallet5|kwallet6)$/,
    on: linux,
    why: 'the keychain, where Chromium does not know the desktop; with "basic" nothing is kept at all',
  },

  // What helps people see, read and hear.
  { name: 'force-device-scale-factor', value: /^\d{1,2}(\.\d{1,4})?$/, why: 'the size of all that is drawn' },
  { name: 'force-renderer-accessibility', value: /^[\w-]*$/, why: 'screen readers that Chromium does not notice' },
  { name: 'force-prefers-reduced-motion', value: none, why: 'pages without motion' },
  { name: 'force-dark-mode', value: none, why: 'dark pages' },
  { name: 'lang', value: /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, why: 'the language of the app' },
  { name: 'disable-gpu', value: none, why: 'broken graphics drivers' },

  // What the system adds when it starts a program.
  { name: 'embedding', value: none, on: ['win32'], why: 'Windows, at a click on a notification' },
]

/** macOS numbers the programs that the Finder starts ("-psn_0_12345"), or used to. */
export const serialNumber = /^psn_\d+_\d+$/
