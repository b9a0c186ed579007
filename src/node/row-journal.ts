import { objectOf } from '../core/base/json.ts'
import { emptyJournal, type Journal, type JournalContent } from '../core/keeper/journal.ts'
import type { Store, StoredRow } from '../core/keeper/ports.ts'
import { StoreError } from '../core/keeper/store-error.ts'
import type { Json } from '../core/token/record.ts'
import { packJournal, unpackJournal } from './journal-content.ts'
import { mergeJournals } from './merge-journals.ts'
import type { WebSeal } from './web-seal.ts'

/** One keeper's journal in the row. */
interface Piece {
  /** The name of the key that opens it. */
  readonly seal: string
  /** Ciphertext in base64; no two are the same. */
  readonly text: string
}

/** Losing so many swaps in a row means that something else than keepers writes the row. */
const attempts = 8

/**
 * The journals of all keepers that have no disk, in one row beside the token, as ciphertext: `{ journals: [{ seal, text }] }`, the
 * latest written first. As with the files of a folder (`FileJournal`), none overwrites another's: a keeper that begins takes over
 * what is there, and its next write puts its own journal in place of just those that it has read. A journal that was written since,
 * belongs to a newer version or cannot be opened stays. Taking over a living keeper's journal does no harm: both then hold its
 * tokens, and each token finds its place once.
 *
 * The row is read and swapped by a `Store`, so that a write is lost to nobody else's. `read` and `write` reject with a `StoreError`
 * where the row is away: then nothing must be spent.
 */
export class RowJournal implements Journal {
  readonly #store: Store
  readonly #makeSeal: () => Promise<WebSeal>
  #seal: Promise<WebSeal> | null = null
  /** The ciphertexts whose content is ours: what we wrote, and what we took over. */
  readonly #ours = new Set<string>()
  /** The row as it was last seen; undefined where it has to be read. */
  #row: StoredRow | null | undefined

  /** Takes the row of the journal, and what makes its seal, once. Asks nothing yet. */
  constructor(store: Store, makeSeal: () => Promise<WebSeal>) {
    this.#store = store
    this.#makeSeal = makeSeal
  }

  async read(): Promise<JournalContent> {
    const seal = await this.#opened()
    this.#row = await this.#store.read()
    const contents: JournalContent[] = []
    for (const piece of piecesIn(this.#row)) {
      if (!isPiece(piece) || piece.seal !== seal.id) continue
      const unpacked = await unpacking(piece, seal)
      if (unpacked === null) continue
      contents.push(unpacked.content)
      // More may be in a newer version's journal than is understood here.
      if (!unpacked.isNewer) this.#ours.add(piece.text)
    }
    return mergeJournals(contents)
  }

  async write(content: JournalContent): Promise<void> {
    const seal = await this.#opened()
    const isEmpty = JSON.stringify(content) === JSON.stringify(emptyJournal)
    const own: Piece = { seal: seal.id, text: await seal.close(packJournal(content)) }
    for (let attempt = 0; attempt < attempts; attempt++) {
      const row = this.#row === undefined ? await this.#store.read() : this.#row
      const before = piecesIn(row)
      const others = before.filter((piece) => !isPiece(piece) || !this.#ours.has(piece.text))
      if (isEmpty && others.length === before.length) return
      // Ours from now on: a write whose answer is lost may be there all the same.
      this.#ours.add(own.text)
      this.#row = undefined
      const journals: Json[] = isEmpty ? [...others] : [{ ...own }, ...others]
      const swapped = await this.#store.swap(row, { journals })
      if (!swapped.won) continue
      this.#row = swapped.row
      // What was replaced does not come back.
      this.#ours.clear()
      this.#ours.add(own.text)
      return
    }
    throw new StoreError('busy', 'The row of the journal changes all the time.')
  }

  #opened(): Promise<WebSeal> {
    this.#seal ??= this.#makeSeal()
    return this.#seal
  }
}

/** What is in the row, understood or not: what is not is somebody's too, and stays. */
function piecesIn(row: StoredRow | null): readonly Json[] {
  if (row === null || row.value === null) return []
  const journals = objectOf(row.value)?.['journals']
  return Array.isArray(journals) ? (journals as Json[]) : [row.value]
}

function isPiece(piece: Json): piece is Json & Piece {
  const fields = objectOf(piece)
  return typeof fields?.['seal'] === 'string' && typeof fields['text'] === 'string'
}

/** Null for what is broken. */
async function unpacking({ text }: Piece, seal: WebSeal): Promise<ReturnType<typeof unpackJournal>> {
  try {
    return unpackJournal(await seal.open(text))
  } catch {
    return null
  }
}
