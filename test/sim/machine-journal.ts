import type { Journal, JournalContent } from '../../src/core/keeper/journal.ts'
import type { Store } from '../../src/core/keeper/ports.ts'
import { jsonValueOf } from '../../src/core/token/json-text.ts'
import { unpackJournal } from '../../src/node/journal-content.ts'
import { RowJournal } from '../../src/node/row-journal.ts'
import type { WebSeal } from '../../src/node/web-seal.ts'
import type { KeeperSide } from './machine-side.ts'
import { storeDown } from './troubles.ts'
import type { World } from './world.ts'

/**
 * Whether this computer keeps its journal in the row, as a host without a disk does: in every fifth world all do but the first, or
 * the only one.
 */
export function isJournalInRow({ scenario }: World, name: string): boolean {
  return scenario.seed % 5 === 1 && (scenario.keepers === 1 || name !== 'keeper-0')
}

/** The journal of a keeper that starts on this computer now. */
export function journalOf(world: World, side: KeeperSide): Journal {
  return isJournalInRow(world, side.name) ? inRow(world, side) : onDisk(side)
}

/** What is written down where this computer's keeper looks: on its disk, or in the row that it shares with others. */
export function writtenDown(
  world: World,
  { name, told }: Pick<KeeperSide, 'name' | 'told'>,
): readonly JournalContent[] {
  if (!isJournalInRow(world, name)) return [told.journal]
  const { journals = [] } = (world.journalRow.row?.value ?? {}) as { journals?: { text: string }[] }
  return journals.flatMap(({ text }) => unpackJournal(opened(text))?.content ?? [])
}

function onDisk(side: KeeperSide): Journal {
  const { cross, fresh, told } = side
  return {
    read: async () => told.journal,
    write: (content) => {
      const mine = side.life
      const offered = content.held.map(({ credential }) => credential.accessToken)
      const heardBefore = [...told.heard]
      fresh.beginWriting()
      return cross(
        crossingName(content),
        () => {
          told.journal = content
          for (const mark of heardBefore) told.heard.delete(mark)
          fresh.wereWritten(offered)
        },
        () => {
          fresh.couldNotBeWritten(offered)
          return new Error('disk full')
        },
      ).finally(() => {
        if (mine === side.life) fresh.endWriting()
      })
    },
  }
}

function inRow(world: World, side: KeeperSide): Journal {
  const { cross, clock, fresh, told } = side
  let content: JournalContent = told.journal
  let heardBefore: string[] = []
  const tokensIn = ({ held }: JournalContent) => held.map(({ credential }) => credential.accessToken)

  const store: Store = {
    read: () =>
      clock.tellingTime(() =>
        cross(
          'journal is read',
          () => {
            clock.supabaseAnswers()
            return world.journalRow.row
          },
          storeDown,
        ),
      ),
    swap: (expected, value) =>
      cross(
        crossingName(content),
        () => {
          const swapped = world.journalRow.swap(expected, jsonValueOf(value))
          if (!swapped.won) return swapped
          told.journal = content
          for (const mark of heardBefore) told.heard.delete(mark)
          // Not before: another keeper may have written first, and the process may crash before it tries again.
          fresh.wereWritten(tokensIn(content))
          return swapped
        },
        storeDown,
      ),
  }
  const journal = new RowJournal(store, async () => plainSeal(world))
  return {
    async read() {
      told.journal = await journal.read()
      return told.journal
    },
    async write(next) {
      const mine = side.life
      content = next
      heardBefore = [...told.heard]
      fresh.beginWriting()
      try {
        await journal.write(next)
      } catch (error) {
        fresh.couldNotBeWritten(tokensIn(next))
        throw error
      } finally {
        if (mine === side.life) fresh.endWriting()
      }
    },
  }
}

const crossingName = ({ held, spending }: JournalContent): string =>
  `journal ${held.length} held, ${spending === null ? 'nothing' : 'one'} spending`

/** Seals nothing, and takes no time: real ciphers work beside the virtual time. No two texts are the same. */
const plainSeal = (world: World): WebSeal => ({
  id: 'plain',
  close: async (text) => `${world.timeline.now}-${world.sealed++} ${text}`,
  open: async (sealed) => opened(sealed),
})

const opened = (sealed: string): string => sealed.slice(sealed.indexOf(' ') + 1)
