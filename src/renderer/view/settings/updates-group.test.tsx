import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { healthy, now, setup } from '../../../../test/pages/states.ts'
import { noUpdates, updatesStates } from '../../../../test/pages/updates-states.ts'
import { updateFaultKinds } from '../../../core/updates/fault.ts'
import { translator } from '../../../shared/catalogue/index.ts'
import { allLanguages, type Language } from '../../../shared/catalogue/languages.ts'
import { updatesNews } from '../../../shared/updates-wording.ts'
import { UpdatesGroup } from './updates-group.tsx'

const drawn = (name: string, language: Language) => {
  const updates = updatesStates[name] ?? noUpdates
  const snapshot = { ...healthy, language, setup: { ...setup, updates } }
  return renderToString(<UpdatesGroup snapshot={snapshot} t={translator(language)} now={now} />)
}
const buttons = (page: string) =>
  [...page.matchAll(/data-verb="([^"]+)"( aria-disabled)?/g)].map(([, verb, off]) => `${verb}${off ? ' off' : ''}`)

describe.each(allLanguages)('the updates (%s)', (language) => {
  const t = translator(language)

  it('offer nothing where this copy has been told no feed, and say so', () => {
    const page = drawn('not-offered', language)
    expect(page).toContain(t('updates.not-offered'))
    expect(buttons(page)).toEqual([])
    expect(page).not.toContain(t('updates.by-itself'))
  })

  it.each<[string, string[]]>([
    ['unlooked', ['updates.look']],
    ['current', ['updates.look']],
    ['looking', ['updates.look off']],
    ['found', ['updates.fetch', 'updates.look']],
    ['found-by-hand', ['updates.look']],
    ['fetching', ['updates.fetch off', 'updates.look off']],
    ['ready', ['updates.install', 'updates.look']],
    ['ready-command', ['updates.copy-command', 'updates.look']],
    ['waiting', ['updates.install off', 'updates.look off']],
    ['installing', ['updates.install off', 'updates.look off']],
    ['unsigned', ['updates.look']],
    ['disk-full', ['updates.fetch', 'updates.look']],
    ['not-taken', ['updates.install', 'updates.look']],
    ['declined', ['updates.install', 'updates.look']],
  ])('have the buttons for what can be done next: %s', (name, verbs) => {
    expect(buttons(drawn(name, language))).toEqual(verbs)
  })

  it('say that all is well only where the feed was read and had nothing newer', () => {
    const good = Object.keys(updatesStates).filter((name) => drawn(name, language).includes('data-tone="good"'))
    expect(good).toEqual(['current'])
    const failed = Object.keys(updatesStates).filter((name) => drawn(name, language).includes('data-tone="bad"'))
    expect(failed).toEqual(['unsigned', 'disk-full', 'not-taken', 'declined'])
  })

  it('tell of a newer version as of news, never in the colour of a warning', () => {
    const toneOf = (name: string) => /data-tone="(\w+)"/.exec(drawn(name, language))?.[1]
    const ofNews = ['found', 'found-by-hand', 'ready', 'ready-command'].map(toneOf)
    expect(new Set(ofNews)).toEqual(new Set(['off']))
    expect(Object.keys(updatesStates).map(toneOf)).not.toContain('soon')
  })

  it('show what is new, the command to type, and how much has come', () => {
    expect(drawn('found', language)).toContain('The app looks for updates')
    expect(drawn('ready-command', language)).toContain('sudo apt install')
    expect(drawn('not-taken', language)).toContain('dpkg --configure -a')
    expect(drawn('fetching', language)).toContain(t('updates.fetching', { version: '0.2.0', percent: 40 }))
    expect(drawn('found', language)).toContain(t('updates.found.size', { size: 105 }))
    const since = { en: 'Version 0.2.0 has been out since ', fr: 'La version 0.2.0 est offerte depuis le ' }
    expect(drawn('found', language)).toContain(since[language])
  })

  it('have a sentence of its own for each fault', () => {
    const sentences = [...updateFaultKinds, 'signing-in' as const].map(
      (fault) => updatesNews({ ...noUpdates, isOffered: true, fault }, language, t).lines[0],
    )
    expect(new Set(sentences).size).toBe(updateFaultKinds.length + 1)
  })
})
