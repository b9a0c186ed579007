import { app } from 'electron'

/** The options of the command line. */
export interface Options {
  /** The folder of the sandbox to run against; development only. */
  readonly sandboxFolder: string | null
  /** Open the popover at the start, not only at a click on the tray icon. */
  readonly opensPopover: boolean
  /** How long the sign-in window waits for a token before it says so. Tests shorten it; development only. */
  readonly patienceMilliseconds: number
  /** How long a sign-in window without the focus counts as in use. Tests shorten it; development only. */
  readonly attentionMilliseconds: number
  /** How long a closed popover is kept before its window is destroyed. Tests shorten it; development only. */
  readonly popoverRestMilliseconds: number
}

const second = 1000
const twoMinutes = 120 * second
const tenMinutes = 600 * second

/** Reads the app's own switches. An installed app accepts none that leads to a sandbox; Chromium's own are not read here. */
export function readOptions(): Options {
  const { commandLine, isPackaged } = app
  const ofDevelopment = (name: string) => (isPackaged ? '' : commandLine.getSwitchValue(name))
  return {
    sandboxFolder: ofDevelopment('keeper-sandbox') || null,
    opensPopover: commandLine.hasSwitch('popover'),
    patienceMilliseconds: Number(ofDevelopment('keeper-patience')) || twoMinutes,
    attentionMilliseconds: Number(ofDevelopment('keeper-attention')) || tenMinutes,
    popoverRestMilliseconds: Number(ofDevelopment('keeper-popover-rest')) || 75 * second,
  }
}
