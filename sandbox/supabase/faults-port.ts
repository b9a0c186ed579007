import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { type Faults, readFault } from '../gazelle/faults.ts'
import { badAnswersText } from './bad-answers.ts'
import type { Struck } from './disturb.ts'

// Faults are added in the sandbox user's thread and strike in the API's: each request asks over a port.

type Question = { readonly number: number } & (
  | { readonly ask: 'strike'; readonly method: string; readonly path: string }
  | { readonly ask: 'add'; readonly fault: unknown }
  | { readonly ask: 'clear' }
)

type Reply = { readonly number: number; readonly struck?: Struck; readonly error?: string }

/** The faults as seen from the API's thread. */
export interface RemoteFaults {
  strike(method: string, path: string): Promise<Struck>
  /** Adds a fault received over HTTP; rejects with an error that says what is wrong with it. */
  add(fault: unknown): Promise<void>
  clear(): Promise<void>
}

/** Answers the questions of the API's thread about these faults. Gives the port for that thread. */
export function offerFaults(faults: Faults): MessagePort {
  const { port1, port2 } = new MessageChannel()
  port1.on('message', async (question: Question) => {
    port1.postMessage(await replyTo(question, faults))
  })
  port1.unref() // It must not keep the process running.
  return port2
}

async function replyTo(question: Question, faults: Faults): Promise<Reply> {
  const { number } = question
  try {
    if (question.ask === 'clear') faults.clear()
    if (question.ask === 'add') faults.add(readFault(question.fault, badAnswersText))
    if (question.ask !== 'strike') return { number }
    const { hold, ...struck } = faults.strike(question.method, question.path)
    await hold()
    return { number, struck }
  } catch (error) {
    return { number, error: error instanceof Error ? error.message : String(error) }
  }
}

/** Takes the port that `offerFaults` gave. */
export function reachFaults(port: MessagePort): RemoteFaults {
  const waiting = new Map<number, (reply: Reply) => void>()
  let count = 0
  port.on('message', (reply: Reply) => {
    waiting.get(reply.number)?.(reply)
    waiting.delete(reply.number)
  })
  const ask = (question: Record<string, unknown>) =>
    new Promise<Struck | undefined>((resolve, reject) => {
      const number = count++
      waiting.set(number, ({ struck, error }) => (error === undefined ? resolve(struck) : reject(new Error(error))))
      port.postMessage({ number, ...question })
    })
  return {
    strike: async (method, path) =>
      (await ask({ ask: 'strike', method, path })) ?? { delays: [], skewSeconds: 0, end: null },
    add: async (fault) => void (await ask({ ask: 'add', fault })),
    clear: async () => void (await ask({ ask: 'clear' })),
  }
}
