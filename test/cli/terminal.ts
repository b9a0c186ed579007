import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { program } from './cli-process.ts'

/** What a person at the terminal does: waits until this is on the screen, then types. */
export interface Typed {
  readonly after: string
  readonly text: string
  /** An address that is then told, by a request that is waited for. */
  readonly tell?: string
}

export interface AtTerminal {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly typed: readonly Typed[]
  /** The width of the terminal; by default one that no sentence is wider than. */
  readonly columns?: number
}

/** How a run at a terminal ended. */
export interface EndedAtTerminal {
  readonly code: number
  /** What is on the terminal at the end. */
  readonly screen: string
  /** All that it was sent, emptied lines too. */
  readonly sent: string
}

/** Gives the program a terminal of its own, types what is asked for, and ends as the program does. */
const terminal = `
import fcntl, json, os, pty, signal, struct, sys, termios, urllib.request
order = json.loads(sys.stdin.read())
pid, screen = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, order['columns'], 0, 0))
    os.chdir(order['cwd'])
    os.execve(order['args'][0], order['args'], order['env'])
# Who waits for something else than what is typed waits for ever. A slow computer shows something now and then.
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
shown, typed = b'', order['typed']
while True:
    signal.alarm(60)
    try:
        chunk = os.read(screen, 65536)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if typed and typed[0]['after'].encode() in shown:
        now = typed.pop(0)
        if 'tell' in now:
            urllib.request.urlopen(now['tell']).close()
        os.write(screen, now['text'].encode())
_, status = os.waitpid(pid, 0)
print(json.dumps({'code': os.waitstatus_to_exitcode(status), 'sent': shown.decode('utf8', 'replace')}))
`

/** Runs the command line as it is shipped at a terminal of its own (a pseudoterminal, by Python), and waits for its end. */
export async function cliAtTerminal(
  args: readonly string[],
  { env, cwd, typed, columns = 1000 }: AtTerminal,
): Promise<EndedAtTerminal> {
  const python = spawn('python3', ['-c', terminal], { stdio: ['pipe', 'pipe', 'inherit'] })
  python.stdin.end(JSON.stringify({ args: [process.execPath, program, ...args], env, cwd, typed, columns }))
  let answer = ''
  python.stdout.setEncoding('utf8').on('data', (text) => (answer += text))
  await once(python, 'close')
  const { code, sent } = JSON.parse(answer) as Omit<EndedAtTerminal, 'screen'>
  return { code, sent, screen: sent.split('\n').map(lineLeft).join('\n') }
}

/** What a line shows once it has been emptied and written anew. */
const lineLeft = (line: string): string => line.split('\r\u001b[K').at(-1) ?? ''
